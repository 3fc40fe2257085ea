"""The front door: our page, the API and the assets, at the root or below a path prefix, and what guards them."""

import hashlib
from collections.abc import Callable, Collection, Sequence

from markupsafe import Markup
from starlette.convertors import Convertor, register_url_convertor
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from geo.api.endpoints.addresses import Addresses
from geo.api.middleware.compression import Compress
from geo.api.middleware.origins import Origins
from geo.api.middleware.refusals import Dress, Refuse
from geo.api.middleware.request_log import RequestLog
from geo.api.middleware.security_headers import Policy
from geo.api.middleware.sessions import Sessions
from geo.api.startup import StartingApp

_NO_PAGE = Markup("""<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8"><meta name="color-scheme" content="light dark">
    <title>No such page - Incident Atlas</title>
  </head>
  <body>
    <h1>There is no page at this address</h1>
    <p>Nothing was lost. <a href="{up}">Open the map</a>, or check the address you were sent.</p>
  </body>
</html>
""")


class _Page(Convertor[str]):
    """An address that only a page could have: none of Streamlit's, and no file."""

    regex = r"(?!(?:_stcore|static|media|component)(?:/|$))[^.]+"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("page", _Page())


def prefix(given: str | None) -> str:
    """Return a path prefix as routes need it: `/atlas`, or nothing; a setting may write it with or without slashes."""
    return f"/{given.strip('/')}" if given and given.strip("/") else ""


def routes(base: str, page: str, pages: Sequence[str], app: StartingApp) -> list[BaseRoute]:
    """Our routes; Streamlit's come after them.

    Args:
        base: the path prefix, such as `/atlas`, or nothing.
        page: the HTML every page lives in.
        pages: the names of the pages below the first, such as `about`.
        app: the API and the assets.
    """
    tag = f'"{hashlib.sha256(page.encode()).hexdigest()[:32]}"'

    def shell(request: Request) -> Response:
        headers = {"Cache-Control": "no-cache", "ETag": tag}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return Response(page, media_type="text/html", headers=headers)

    def without_slash(request: Request) -> Response:
        # Relative, so that a prefix which a proxy has taken off stays.
        name = request.url.path.strip("/").rpartition("/")[2]
        return RedirectResponse(f"../{name}" + (f"?{request.url.query}" if request.url.query else ""), 301)

    def nothing(request: Request) -> Response:
        up = "../" * request.path_params["address"].count("/")
        return Response(_NO_PAGE.format(up=up or "./"), 404, media_type="text/html")

    named = [Route(f"{base}/{name}", shell) for name in pages]
    slashed = [Route(f"{base}/{name}/", without_slash) for name in pages]
    served = [
        Mount(f"{base}/api", app.api),
        Mount(f"{base}/assets", app.assets),
    ]
    return [Route(f"{base}/", shell), *named, *slashed, *served, Route(f"{base}/{{address:page}}", nothing)]


def _nobody(_: Headers) -> bool:
    return False


def middleware(
    base: str, policy: Policy, may_upload: Callable[[Headers], bool] = _nobody, origins: Collection[str] = ()
) -> list[Middleware]:
    """Return the middleware of every request, outermost first.

    Args:
        base: the path prefix, as above.
        policy: what a browser may do with each answer.
        may_upload: whether a request with these headers may hand in a file.
        origins: whose pages may open a WebSocket beside our own, such as `https://news.example`.
    """
    return [
        Middleware(Dress, base=base, policy=policy),
        Middleware(RequestLog, base=base),
        Middleware(Addresses, base=base),
        Middleware(Origins, allowed=origins),
        Middleware(Sessions),
        Middleware(Refuse, base=base, may_upload=may_upload),
        Middleware(Compress),
    ]
