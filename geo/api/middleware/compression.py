"""Files that never change are compressed once and kept; Streamlit sends its scripts, some megabytes, as they are."""

import gzip
import re

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

KEPT_BYTES = 64 * 1024 * 1024
_LEAST_BYTES = 1024  # below, a response fits into one packet anyway
_LASTING = re.compile(r"/(static|assets)/")
_TEXT = ("text/", "application/json", "application/javascript", "image/svg+xml")


class Compress:
    """Middleware for what is served as `immutable`; everything else goes through untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: dict[str, tuple[list[tuple[bytes, bytes]], bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, or keep what is answered."""
        if not _may_be_kept(scope):
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        if path not in self._kept:
            messages = await _collect_messages(self._app, scope, receive)
            if not _worth_it(messages):
                for message in messages:
                    await send(message)
                return
            compressed = await to_thread.run_sync(_compress_messages, messages)
            self._keep(path, *compressed)
            headers, body = compressed
        else:
            headers, body = self._kept[path]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _keep(self, path: str, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        if sum(len(kept) for _, kept in self._kept.values()) + len(body) <= KEPT_BYTES:
            self._kept[path] = headers, body


def _may_be_kept(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or not _LASTING.search(scope["path"]):
        return False
    headers = Headers(scope=scope)
    partial = "range" in headers or "if-none-match" in headers or "if-modified-since" in headers
    return "gzip" in headers.get("accept-encoding", "") and not partial


async def _collect_messages(app: ASGIApp, scope: Scope, receive: Receive) -> list[Message]:
    """Return the messages of an answer that nobody on the way has compressed."""
    messages: list[Message] = []

    async def keep(message: Message) -> None:
        messages.append(message)

    plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    await app({**scope, "headers": plain}, receive, keep)
    return messages


def _worth_it(messages: list[Message]) -> bool:
    headers = Headers(raw=messages[0]["headers"])
    size = sum(len(message.get("body", b"")) for message in messages)
    lasting = messages[0]["status"] == 200 and "immutable" in headers.get("cache-control", "")  # noqa: PLR2004  OK
    return lasting and size >= _LEAST_BYTES and headers.get("content-type", "").startswith(_TEXT)


def _compress_messages(messages: list[Message]) -> tuple[list[tuple[bytes, bytes]], bytes]:
    body = gzip.compress(b"".join(message.get("body", b"") for message in messages), 6)
    headers = MutableHeaders(raw=list(messages[0]["headers"]))
    headers.update({"Content-Encoding": "gzip", "Content-Length": str(len(body))})
    headers.add_vary_header("Accept-Encoding")
    if "etag" in headers:
        headers["ETag"] = f"W/{headers['etag'].removeprefix('W/')}"
    return headers.raw, body
