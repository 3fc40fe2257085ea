"""Connection limits that uvicorn lacks: timeouts for half-sent requests and unread answers, and limits for frames.

Streamlit makes uvicorn's settings before our code is loaded, and uvicorn has no setting for most of this. So its class
of HTTP connections gives out ours in its place.
"""

import asyncio
import base64
from http import HTTPStatus
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from geo.api.middleware.security_headers import STEADY
from geo.api.problem import problem

HEAD_SECONDS = 10.0
BODY_SECONDS, BODY_BYTES_A_SECOND = 20.0, 8 * 1024  # a body has the seconds, and more for each so many bytes that came
_ONCE, _KEY_BYTES = (b"key", b"version"), 16  # headers of a WebSocket's handshake
UNREAD_SECONDS = 60.0  # how long a client may read nothing of what is sent


def limit(frame_bytes: int, policy: str) -> None:
    """Give every new connection of this process its limits.

    Args:
        frame_bytes: the longest message that a browser may send over a WebSocket.
        policy: the Content-Security-Policy of answers that are given before any of our code is asked.
    """
    Connection.frame_bytes, Connection.policy = frame_bytes, policy
    setattr(H11Protocol, "__new__", lambda *_, **__: object.__new__(Connection))  # noqa: B010  (mypy: no such method)


class Connection(H11Protocol):
    """An HTTP connection with limits; it may become a WebSocket."""

    frame_bytes = 1024 * 1024
    policy = "default-src 'none'"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Streamlit has one limit for what it sends and what it receives; a frame is kept until it is whole.
        self.config.ws_max_size = min(self.config.ws_max_size, self.frame_bytes)
        self._limit: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None
        self._part, self._received, self._since = "", 0, 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a head."""
        super().connection_made(transport)
        self._expect("head")

    def data_received(self, data: bytes) -> None:
        """Take what came, and wait for what is missing of the request."""
        self._received += len(data)
        super().data_received(data)
        if self.transport.get_protocol() is self and not self.transport.is_closing():
            self._expect(self._missing())

    def _missing(self) -> str:
        """Return the part of a request that has begun to arrive and is incomplete."""
        state = self.conn.their_state
        if state is h11.SEND_BODY:
            return "body"
        return "head" if state is h11.IDLE and self.conn.trailing_data[0] else ""

    def _expect(self, part: str) -> None:
        if part == self._part:
            return
        self._part, self._received, self._since = part, 0, self.loop.time()
        if self._limit:
            self._limit.cancel()
        seconds = {"head": HEAD_SECONDS, "body": BODY_SECONDS}.get(part)
        self._limit = self.loop.call_later(seconds, self._overdue) if seconds else None

    def _overdue(self) -> None:
        self._limit = None
        if self._part == "head" and not self.conn.trailing_data[0]:
            self.transport.close()  # a browser opens some connections before it needs them
            return
        if self._part == "body":
            seconds = BODY_SECONDS + self._received / BODY_BYTES_A_SECOND
            left = 1.0 if self.flow.read_paused else self._since + seconds - self.loop.time()
            if left > 0:
                self._limit = self.loop.call_later(left, self._overdue)
                return
        self._refuse(408, "unfinished", "The request was not sent to its end. Nothing was read; send it again.")

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP in the shape of all our errors."""
        self._refuse(400, "unreadable_request", f"This is no request that can be answered: {msg.lower()}")

    def _refuse(self, status: int, code: str, words: str) -> None:
        """Answer, if nothing was answered yet, and close the connection."""
        if self.cycle is not None:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            headers = STEADY | {"Content-Security-Policy": self.policy, "Connection": "close"}
            answer = problem(status, code, words, headers)
            head = h11.Response(status_code=status, headers=answer.raw_headers, reason=HTTPStatus(status).phrase)
            body = b"" if self.cycle is not None and self.cycle.scope["method"] == "HEAD" else bytes(answer.body)
            for event in (head, h11.Data(data=body), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Hand the connection on to a WebSocket, which has limits of its own."""
        if not _is_handshake(event):
            self._refuse(400, "unreadable_request", "This is no handshake of a WebSocket.")
            return
        self._cancel_timers()
        super().handle_websocket_upgrade(event)

    def pause_writing(self) -> None:
        """Begin to wait until the client reads."""
        super().pause_writing()
        self._unread = self._unread or self._watch_reading()

    def _watch_reading(self) -> asyncio.TimerHandle:
        left = self.transport.get_write_buffer_size()
        return self.loop.call_later(UNREAD_SECONDS, self._still_unread, left)

    def _still_unread(self, before: int) -> None:
        """End the connection, unless the client has read something since; a slow line may take as long as it needs."""
        if self.transport.get_write_buffer_size() < before:
            self._unread = self._watch_reading()
        else:
            self.transport.abort()

    def resume_writing(self) -> None:
        """Continue: the client has read."""
        super().resume_writing()
        if self._unread:
            self._unread.cancel()
            self._unread = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._cancel_timers()
        super().connection_lost(exc)

    def _cancel_timers(self) -> None:
        for timer in filter(None, (self._limit, self._unread)):
            timer.cancel()
        self._limit = self._unread = None


def _is_handshake(event: h11.Request) -> bool:
    """Return whether the library behind uvicorn accepts it (RFC 6455, 4.2.1); it would answer in its own words."""
    keys, versions = ([value for name, value in event.headers if name == b"sec-websocket-" + key] for key in _ONCE)
    if event.method != b"GET" or versions != [b"13"] or len(keys) != 1:
        return False
    try:
        return len(base64.b64decode(keys[0], validate=True)) == _KEY_BYTES
    except ValueError:
        return False
