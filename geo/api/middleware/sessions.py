"""Limit on open WebSockets: each is a page in a browser, with a session that holds memory."""

from collections import Counter

from starlette.types import ASGIApp, Receive, Scope, Send

from geo.api.middleware.clients import Client, client_of
from geo.api.middleware.origins import refuse
from geo.api.problem import problem

MOST, MOST_OF_ONE = 500, 50


class Sessions:
    """Middleware: counts the open WebSockets, of all and of each client."""

    def __init__(self, app: ASGIApp, most: int = MOST, most_of_one: int = MOST_OF_ONE) -> None:
        self._app, self._most, self._most_of_one = app, most, most_of_one
        self._open: Counter[Client] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a handshake on, or refuse it."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        client = client_of(scope)
        is_one_full = not client.shared and self._open[client] >= self._most_of_one
        if is_one_full or self._open.total() >= self._most:
            words = "Too many pages are open at once. Nothing was lost; close some of them, or try again later."
            await refuse(problem(429 if is_one_full else 503, "too_many_pages", words), scope, receive, send)
            return
        self._open[client] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._open[client] -= 1
            if not self._open[client]:
                del self._open[client]
