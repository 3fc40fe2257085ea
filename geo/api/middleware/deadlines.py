"""Middleware of the API: each request's deadline, its place in the queue, and its end when nobody waits for it.

Two classes of requests. Interactive: answered within 5 s from when they are asked, the time in the queue included.
Streams (exports, tiles, feeds): a queue of their own, no limit in all, ended after 30 s without progress. Either is
stopped when its client hangs up. Routes need do nothing: the engine reads the budget of the request it works for.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.api.middleware.bodies import BodyError, body_of
from geo.api.middleware.clients import Client
from geo.api.middleware.queues import NoPlaceError, Turns
from geo.api.problem import problem
from geo.query.engine.budget import Budget, within
from geo.query.engine.engine import AT_ONCE, PATIENCE_SECONDS

STREAMS_AT_ONCE, STALLED_SECONDS = 2, 30.0
_WAITING, _STREAMS_WAITING = 8 * AT_ONCE, 8
_GRACE_SECONDS = 0.5  # in which a stopped question answers that it was
_SOON = {"Retry-After": "1", "Cache-Control": "no-store"}
# Below the API, for routes to come: they may send an answer of any length, piece by piece.
STREAMS = ("/export.", "/tiles/", "/feed.")
UNQUEUED = ("/health",)  # answered by the event loop itself


@dataclass(frozen=True, slots=True)
class Limits:
    """The queues of the two classes, and how long each is waited for."""

    interactive: Turns = field(default_factory=lambda: Turns(AT_ONCE, _WAITING))
    streams: Turns = field(default_factory=lambda: Turns(STREAMS_AT_ONCE, _STREAMS_WAITING))
    seconds: float = PATIENCE_SECONDS
    stalled_seconds: float = STALLED_SECONDS


class Deadlines:
    """The middleware. Paths are those below the API's own address.

    Args:
        app: the API.
        limits: the queues.
        client: who is behind a request.
        streams: how the paths of streams begin.
        unqueued: the paths that need no turn.
    """

    def __init__(
        self,
        app: ASGIApp,
        limits: Limits,
        client: Callable[[Scope], Client],
        streams: Sequence[str] = STREAMS,
        unqueued: Sequence[str] = UNQUEUED,
    ) -> None:
        self._app, self._limits, self._client = app, limits, client
        self._streams, self._unqueued = tuple(streams), tuple(unqueued)
        self._late: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on when its turn has come."""
        path = scope["path"].removeprefix(scope.get("root_path", "")) if scope["type"] == "http" else ""
        if scope["type"] != "http" or path in self._unqueued:
            await self._app(scope, receive, send)
            return
        try:
            body = await body_of(receive)
        except BodyError as error:
            await error.answer(scope, receive, send)
            return
        is_stream = path.startswith(self._streams)
        seconds = self._limits.stalled_seconds if is_stream else self._limits.seconds
        request = _Request(scope, body, receive, send, Budget(seconds, has_turn=True), is_stream=is_stream)
        await self._run(request)

    async def _run(self, request: "_Request") -> None:
        """Work for the request until it is answered, its time is over or its client has gone."""
        work, gone = asyncio.create_task(self._work(request)), asyncio.create_task(request.wait_for_disconnect())
        try:
            while not work.done() and not gone.done() and request.budget.seconds_left():
                pair = {work, gone}
                await asyncio.wait(pair, timeout=request.budget.seconds_left(), return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                await self._stop(request, work, is_gone=gone.done())
        finally:
            gone.cancel()
        if work.done() and not work.cancelled():
            work.result()

    async def _stop(self, request: "_Request", work: asyncio.Task[None], *, is_gone: bool) -> None:
        request.budget.cancel()
        if not request.has_begun or request.is_stream:
            work.cancel()
        if not is_gone:
            await asyncio.wait({work}, timeout=_GRACE_SECONDS)
        if not work.done():
            # What runs in a thread ends when it looks at its budget; until then it keeps its turn.
            self._late.add(work)
            work.add_done_callback(self._ended_late)
        await request.close(None if is_gone else _late(request.budget.seconds))

    def _ended_late(self, work: asyncio.Task[None]) -> None:
        self._late.discard(work)
        if not work.cancelled() and (error := work.exception()):
            logging.getLogger(__name__).error("a request failed after its end", exc_info=error)

    async def _work(self, request: "_Request") -> None:
        turns = self._limits.streams if request.is_stream else self._limits.interactive
        try:
            async with turns.turn(self._client(request.scope)):
                request.begin()
                with within(request.budget):
                    await self._app(request.scope, request.receive, request.send)
        except NoPlaceError as error:
            await (_too_many if error.of_client else _busy)(request.scope, request.receive, request.send)


class _Request:
    """A request whose body is here, and whose answer can be cut off."""

    def __init__(  # noqa: PLR0913  (what ASGI gives, and what we add)
        self, scope: Scope, body: bytes, receive: Receive, send: Send, budget: Budget, *, is_stream: bool
    ) -> None:
        self.scope, self.budget, self.is_stream, self.has_begun = scope, budget, is_stream, False
        self._body: bytes | None = body
        self._receive, self._send = receive, send
        self._is_started = self._is_closed = False
        self._gone = asyncio.Event()

    def begin(self) -> None:
        """Its turn has come."""
        self.has_begun = True
        if self.is_stream:
            self.budget.renew()

    async def wait_for_disconnect(self) -> None:
        """Return when the client has hung up."""
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._gone.set()

    async def receive(self) -> Message:
        """Return the body, then that the client has hung up."""
        if self._body is None:
            await self._gone.wait()
            return {"type": "http.disconnect"}
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(self, message: Message) -> None:
        """Pass a part of the answer on, unless it was cut off; in a stream that is progress."""
        if self._is_closed:
            return
        self._is_started = True
        await self._send(message)
        if self.is_stream:
            self.budget.renew()

    async def close(self, answer: ASGIApp | None) -> None:
        """Send nothing more, but `answer` if nothing was sent before; what has begun is left unfinished."""
        is_unanswered, self._is_closed = not self._is_started, True
        if answer and is_unanswered:
            await answer(self.scope, self.receive, self._send)


def _late(seconds: float) -> ASGIApp:
    words = f"This was not answered within {seconds:g} seconds and was stopped. Ask again in a moment, or for less."
    return problem(503, "too_late", words, _SOON)


async def _busy(scope: Scope, receive: Receive, send: Send) -> None:
    words = "More is being asked than can be answered at once. Nothing was lost; ask again in a moment."
    await problem(503, "busy", words, _SOON)(scope, receive, send)


async def _too_many(scope: Scope, receive: Receive, send: Send) -> None:
    words = "You are asking too much at once. Wait for some of the answers, then ask again."
    await problem(429, "too_many_requests", words, _SOON)(scope, receive, send)
