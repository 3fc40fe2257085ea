"""The API's description to read and try, at `/api/docs`: Swagger UI, with every file from this server.

The page lies beside `/assets`, so that its relative addresses hold under any path prefix.
"""

import functools
import hashlib
import importlib.resources
from collections.abc import Mapping

from fastapi import APIRouter, Response
from markupsafe import Markup

from geo.maps.assets import Asset

_JS, _CSS = "text/javascript; charset=utf-8", "text/css; charset=utf-8"
# By what each is called in the page: the package and the file.
_FILES = {
    "swagger-ui.js": ("fastapi_offline", "static/swagger-ui-bundle.js", _JS),
    "swagger-ui.css": ("fastapi_offline", "static/swagger-ui.css", _CSS),
    "documentation.js": (__package__, "documentation.js", _JS),
}
_PAGE = Markup("""<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>API - Incident Atlas</title>
    <link rel="stylesheet" href="../assets/{css}">
  </head>
  <body>
    <main id="documentation"><a href="openapi.json">The description as JSON</a></main>
    <script src="../assets/{ui}"></script>
    <script src="../assets/{own}"></script>
  </body>
</html>
""")


def routes() -> APIRouter:
    """Return the one route."""
    router = APIRouter()

    @router.get("/docs", include_in_schema=False)
    def documentation() -> Response:
        names = _names()
        page = _PAGE.format(css=names["swagger-ui.css"], ui=names["swagger-ui.js"], own=names["documentation.js"])
        return Response(page, media_type="text/html", headers={"Cache-Control": "no-cache"})

    return router


@functools.cache
def files() -> Mapping[str, Asset]:
    """Return every file of the page by its hashed name, for `/assets`."""
    return {name: Asset(_FILES[plain][2], functools.partial(_content, plain)) for plain, name in _names().items()}


@functools.cache
def _names() -> Mapping[str, str]:
    """Name each file by its content, so that browsers may cache it permanently."""
    return {plain: _hash_inline_script(plain) for plain in _FILES}


def _hash_inline_script(plain: str) -> str:
    stem, _, suffix = plain.rpartition(".")
    return f"{stem}.{hashlib.sha256(_content(plain)).hexdigest()[:16]}.{suffix}"


def _content(plain: str) -> bytes:
    package, name, _ = _FILES[plain]
    return (importlib.resources.files(package) / name).read_bytes()
