"""Two middlewares: one puts the protective headers on every answer, the other refuses what is closed or too long."""

from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.api.middleware.bodies import MAX_BODY_BYTES, too_large
from geo.api.middleware.security_headers import STEADY, Policy
from geo.api.problem import problem

# Longer than any view a page can make; below what the server itself would cut off without a word.
MAX_QUERY_BYTES = 16 * 1024
# Figures about the process, and ways for programs to drive a session: nothing a visitor needs.
CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
_UPLOADS = "/_stcore/upload_file/"


class Dress:
    """Every answer gets its headers. `base` is the path prefix the server knows, such as `/atlas`, or nothing."""

    def __init__(self, app: ASGIApp, base: str, policy: Policy) -> None:
        self._app, self._base, self._policy = app, base, policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; dress the answer."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        policy = self._policy.of(scope["path"].removeprefix(self._base))

        async def dressed(message: Message) -> None:
            if message["type"] in {"http.response.start", "websocket.http.response.start"}:
                MutableHeaders(scope=message).update(STEADY | {"Content-Security-Policy": policy})
            await send(message)

        await self._app(scope, receive, dressed)


class Refuse:
    """Refuse closed paths, long or malformed requests, and uploads by callers without that right. `base` as above."""

    def __init__(self, app: ASGIApp, base: str, may_upload: Callable[[Headers], bool]) -> None:
        self._app, self._base, self._may_upload = app, base, may_upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a sentence, or pass the request on."""
        if scope["type"] == "http":
            refused = refusal(scope["path"].removeprefix(self._base), scope, self._may_upload)
            await (refused or self._app)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def refusal(path: str, scope: Scope, may_upload: Callable[[Headers], bool]) -> Response | None:
    """Why a request goes no further, or None."""
    if path.startswith(CLOSED):
        return problem(404, "not_found", "There is nothing at this address.")
    if "\x00" in path:
        return problem(400, "unreadable_address", "The address holds a character that no address here has.")
    if len(scope["query_string"]) + len(path) > MAX_QUERY_BYTES:
        limit = f"{MAX_QUERY_BYTES // 1024} kB"
        return problem(414, "too_long", f"The address is longer than {limit}. Use fewer filters, or a simpler area.")
    headers = Headers(scope=scope)
    # Streamlit takes files from whoever has a page open, and keeps them in memory.
    if path.startswith(_UPLOADS) and not may_upload(headers):
        return problem(403, "not_allowed", "You may read here, not hand in files. Nothing was read.")
    length = headers.get("content-length", "0")
    if not path.startswith(_UPLOADS) and length.isdigit() and int(length) > MAX_BODY_BYTES:
        return too_large()
    return None
