"""Application behind `/api` and `/assets`: "starting" (503) at first, then the open atlas."""

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from geo.api.endpoints.addresses import whole_path
from geo.api.problem import problem

_SOON = {"Retry-After": "1", "Cache-Control": "no-store"}
_STARTING = "The server is starting and reads its record. Try again in a moment."


class StartingApp:
    """Answers from the moment the port is open; `open` puts the real routes in place."""

    def __init__(self) -> None:
        self._api: ASGIApp = starting
        self._assets: ASGIApp = starting

    def open(self, api: ASGIApp, assets: ASGIApp) -> None:
        """Put the real routes in place; what was asked before got 503."""
        self._api, self._assets = api, assets

    async def api(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve `/api`, as an ASGI application."""
        whole_path(scope)
        await self._api(scope, receive, send)

    async def assets(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve `/assets`, as an ASGI application."""
        await self._assets(scope, receive, send)


async def starting(scope: Scope, receive: Receive, send: Send) -> None:
    """503 until the atlas is open: health in its own words, everything else as an error."""
    if scope["path"].endswith("/health"):
        answer = JSONResponse({"status": "starting"}, 503, _SOON)
    else:
        answer = problem(503, "starting", _STARTING, _SOON)
    await answer(scope, receive, send)
