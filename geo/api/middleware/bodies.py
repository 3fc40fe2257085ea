"""Limits on request bodies: short, and sent without delay."""

import asyncio

from starlette.responses import JSONResponse
from starlette.types import Receive

from geo.api.problem import problem

MAX_BODY_BYTES = 64 * 1024  # nothing here takes more than a few words; uploads have a limit of their own
_SECONDS = 10.0


class BodyError(Exception):
    """A body that is not taken, with what is answered instead."""

    def __init__(self, answer: JSONResponse) -> None:
        super().__init__()
        self.answer = answer


def too_large() -> JSONResponse:
    """Return the answer to a body that is too long."""
    return problem(413, "too_large", f"The request holds more than {MAX_BODY_BYTES // 1024} kB. Nothing was read.")


def unfinished_body_response() -> JSONResponse:
    """Return the answer to a body that does not come to its end."""
    words = "The request was not sent to its end. Nothing was read; send it again."
    return problem(408, "unfinished", words, {"Connection": "close"})


async def body_of(receive: Receive) -> bytes:
    """Return the whole body, if it says its length or not.

    Raises:
        BodyError: it is too long, or does not come.
    """
    try:
        async with asyncio.timeout(_SECONDS):
            return await _whole(receive)
    except TimeoutError:
        raise BodyError(unfinished_body_response()) from None


async def _whole(receive: Receive) -> bytes:
    whole = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise BodyError(unfinished_body_response())
        whole += message.get("body", b"")
        if len(whole) > MAX_BODY_BYTES:
            raise BodyError(too_large())
        if not message.get("more_body", False):
            return bytes(whole)
