"""Every request gets an id, its answer carries it, and one line of the log tells of it: never what was asked for.

A path may hold an incident's id and a query what somebody is looking for, so the log names the route only.
"""

import logging
import re
import secrets
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.api.problem import problem

HEADER = "X-Request-ID"
_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
# Files and beats of the heart: many, and nobody's question.
_QUIET = ("/static", "/assets", "/component", "/_stcore", "/media", "/favicon")

_log = logging.getLogger("geo.requests")


class RequestLog:
    """Middleware: what went wrong further in is answered and logged here."""

    def __init__(self, app: ASGIApp, base: str) -> None:
        self._app, self._base = app, base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with an id; log what became of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, request_id, sent = time.perf_counter(), _request_id(scope), {"status": 0, "bytes": 0}

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent["status"] = message["status"]
                MutableHeaders(scope=message)[HEADER] = request_id
            sent["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception:  # noqa: BLE001  whatever it is, the visitor gets an answer with its headers
            _log.exception("request failed", extra={"request_id": request_id, "route": _route(scope, self._base)})
            if not sent["status"]:
                await _our_fault(scope, receive, noted)
        spent = round((time.perf_counter() - began) * 1000, 1)
        route = _route(scope, self._base)
        told = {"request_id": request_id, "method": scope["method"], "route": route, "ms": spent, **sent}
        _log.log(logging.DEBUG if route.startswith(_QUIET) else logging.INFO, "request", extra=told)


async def _our_fault(scope: Scope, receive: Receive, send: Send) -> None:
    words = "Something went wrong on our side. Nothing was changed; try again."
    await problem(500, "internal", words)(scope, receive, send)


def _request_id(scope: Scope) -> str:
    """Return the id a proxy gave, when it looks like one, else a new one."""
    given = Headers(scope=scope).get(HEADER, "")
    return given if _ID.fullmatch(given) else secrets.token_hex(8)


def _route(scope: Scope, base: str) -> str:
    """Return the route's pattern, as `/api/collections/incidents/items/{incident_id}`; else the path's first part."""
    path = scope["path"].removeprefix(base)
    first = "/" + path.strip("/").partition("/")[0]
    pattern = getattr(scope.get("route"), "path", "").replace(":path}", "}")
    if first == "/api":
        return f"/api{pattern.removeprefix(base).removeprefix('/api')}"
    return first if first.startswith(_QUIET) else (pattern or "other").removeprefix(base) or "/"
