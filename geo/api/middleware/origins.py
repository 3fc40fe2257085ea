"""Origins that may open a WebSocket: our own pages, and origins allowed by a setting.

Browsers send any page's WebSocket here, with the page's origin and the reader's cookies; nothing but a look at the
origin stops that (RFC 6455, 10.2). A program that is no browser sends none and is let in: it could send any. Names and
ports must be the same, since another port of the same machine is another program. Behind a proxy the name that readers
see is in `X-Forwarded-Host`, which no page can set.
"""

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from geo.api.problem import problem

_PORTS = {"http": 80, "https": 443}


class Origins:
    """Middleware: a WebSocket of a page that is not ours goes no further."""

    def __init__(self, app: ASGIApp, allowed: Collection[str]) -> None:
        self._app, self._allowed = app, allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the handshake on, or refuse it."""
        if scope["type"] == "websocket" and not is_ours(Headers(scope=scope), self._allowed):
            words = "Pages of other addresses may not connect here. Open the map at its own address."
            await refuse(problem(403, "foreign_origin", words), scope, receive, send)
            return
        await self._app(scope, receive, send)


async def refuse(answer: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a handshake with an error instead of a WebSocket."""
    if "websocket.http.response" in scope.get("extensions", {}):
        await answer(scope, receive, send)
    else:
        await send({"type": "websocket.close", "code": 1008})


_Place = tuple[str, str, int]  # an origin: scheme, host, port


def is_ours(headers: Headers, allowed: Collection[str]) -> bool:
    """Whether a handshake with these headers comes from one of our pages, one of an allowed origin, or no browser."""
    origins = headers.getlist("origin")
    if not origins:
        return True
    origin = _place(origins[0]) if len(origins) == 1 else None
    if origin is None:
        return False
    hosts = [headers.get("host"), headers.get("x-forwarded-host", "").partition(",")[0].strip()]
    own = [f"{origin[0]}://{host}" for host in hosts if host]
    return origin in {_place(place) for place in (*allowed, *own)}


def _place(origin: str) -> _Place | None:
    """Return an origin as scheme, host and port; None where it is none, as `null`."""
    try:
        parts = urlsplit(origin)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname or origin.lower() != f"{parts.scheme}://{parts.netloc}".lower():
        return None
    if "@" in parts.netloc or not parts.netloc.isprintable() or " " in parts.netloc:
        return None
    return parts.scheme, parts.hostname, _PORTS[parts.scheme] if port is None else port
