"""Answers Streamlit, which routes all requests, would give for the API: own error texts, no path with dots."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.api.problem import plain_problem

_WHOLE = "geo.path"


class Addresses:
    """Middleware for what is below `/api` and `/assets`: errors have one shape, and an id may hold `..`.

    Streamlit refuses such a path before it looks whose it is. The API reads no file by its path.
    """

    def __init__(self, app: ASGIApp, base: str) -> None:
        self._app = app
        self._ours = tuple(f"{base}/{name}/" for name in ("api", "assets"))
        self._api = self._ours[0]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and an error back in our shape."""
        if scope["type"] != "http" or not f"{scope['path']}/".startswith(self._ours):
            await self._app(scope, receive, send)
            return
        if scope["path"].startswith(self._api) and ".." in scope["path"]:
            scope[_WHOLE] = scope["path"]
            scope["path"] = scope["path"].replace("..", "__")
        await self._app(scope, receive, _Shaped(scope, receive, send))


def whole_path(scope: Scope) -> None:
    """Give a request back the path that it came with."""
    if _WHOLE in scope:
        scope["path"] = scope.pop(_WHOLE)


class _Shaped:
    """Sends an answer on; an error that is not JSON is replaced by one that is."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope, self._receive, self._send, self._is_replaced = scope, receive, send, False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] >= 400:  # noqa: PLR2004  errors
            headers = Headers(raw=message["headers"])
            self._is_replaced = not headers.get("content-type", "").startswith("application/json")
            if self._is_replaced:
                allowed = {"Allow": headers["allow"]} if "allow" in headers else None
                await plain_problem(message["status"], allowed)(self._scope, self._receive, self._send)
        if not self._is_replaced:
            await self._send(message)
