"""The address of the link that gives local access: it exchanges the secret for a cookie and leads on to a page.

The page it leads on to has no secret in its address, so none gets into the history, a view or a shared link.
"""

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from geo import words
from geo.access import ENTRANCE, Authenticator
from geo.words import N_

COOKIE_DAYS = 30
_NOT_KEPT = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}

_WRONG = N_(
    "This link is not valid for this server and grants no access. Open the link that the server printed when it "
    "started."
)
_CLOSED = N_(
    "Local access is not available: either this server does not offer it, or you are not connecting directly from "
    "its own machine. You can still view public incidents."
)
_MAP = N_("Open the map")

_PAGE = Markup("""<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8"><meta name="color-scheme" content="light dark">
    <meta name="viewport" content="width=device-width">
    <title>Incident Atlas</title>
  </head>
  <body>
{paragraphs}
  </body>
</html>
""")


def routes(base: str, authenticator: Authenticator, pages: Sequence[str]) -> list[BaseRoute]:
    """Return the one route.

    Args:
        base: the path prefix, such as `/atlas`, or nothing.
        authenticator: knows the secret, and whether it can give rights to who asks.
        pages: the names of the pages below the first, such as `about`.
    """

    def enter(request: Request) -> Response:
        secret = authenticator.usable_secret(request.headers.items())
        if secret is None:
            return _refusal(_CLOSED)
        if not secret.matches(request.query_params.get("secret", "")):
            return _refusal(_WRONG)
        # Relative, so that a prefix which a proxy has taken off stays.
        onward = RedirectResponse(f"./{_page(request.query_params.get('to', ''), pages)}", 303, _NOT_KEPT)
        path, age = base or "/", COOKIE_DAYS * 86_400
        onward.set_cookie(secret.cookie_name, secret.cookie_value, age, path=path, httponly=True, samesite="strict")
        return onward

    return [Route(f"{base}/{ENTRANCE}", enter)]


def _page(asked: str, pages: Sequence[str]) -> str:
    """Return the address of a page of ours with its query; of the first page when what is asked for is none."""
    name, _, query = asked.lstrip("/").partition("?")
    pairs = urlencode(parse_qsl(query, keep_blank_values=True))
    return (name if name in pages else "") + (f"?{pairs}" if pairs else "")


def _refusal(sentence: str) -> Response:
    """Return a page that says why there are no rights, in every language: who gets it has chosen none."""
    paragraphs = Markup("\n").join(_paragraph(lang, sentence) for lang in words.LANGUAGES)
    return Response(_PAGE.format(paragraphs=paragraphs), 403, _NOT_KEPT, "text/html")


def _paragraph(lang: str, sentence: str) -> Markup:
    translated = words.translations(lang).gettext
    way = Markup('<a href="./?lang={}">{}</a>').format(lang, translated(_MAP))
    return Markup('    <p lang="{}" dir="auto">{} {}</p>').format(lang, translated(sentence), way)
