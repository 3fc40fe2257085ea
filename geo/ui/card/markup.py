"""The card's own markup: words of ours as they are, words from outside escaped and with their own direction."""

from collections.abc import Iterable
from urllib.parse import SplitResult, quote, urlsplit

from markupsafe import Markup, escape

from geo.ui.text.formatting import readable
from geo.ui.text.translation import gettext

_LONGEST_ADDRESS = 2_000  # characters: beyond this an address is shown, and leads nowhere
_SHOWN_ADDRESS = 48
# What an address may hold as it is (RFC 3986): all else is percent-encoded.
_AS_IT_IS = "/?#[]@!$&'()*+,;=:~%-._"


def outside(text: str) -> Markup:
    """Outside text as it is written, in a direction of its own."""
    return Markup("<bdi>{}</bdi>").format(isolate_text(text))


def isolate_text(text: str) -> Markup:
    """Outside text for an element whose direction is its own."""
    return escape(" ".join(readable(text).split()))


def join_markup(parts: Iterable[str]) -> Markup:
    """Return the parts one after the other; those that are no markup are escaped."""
    return Markup().join(parts)


def lines(parts: Iterable[str], kind: str = "") -> Markup:
    """Each part in a line of its own; of those that are empty, none."""
    of = Markup(' class="{}"').format(kind) if kind else ""
    return join_markup(Markup("<p{}>{}</p>").format(of, part) for part in parts if part)


def address(text: str) -> Markup:
    """Return a link that opens in another tab where the text is an address of the web; else the text."""
    found = _web(text)
    if found is None:
        return Markup('<code dir="ltr">{}</code>').format(isolate_text(text))
    whole = f"{found.scheme}://{found.netloc}" + quote(found.path + _rest(found), safe=_AS_IT_IS)
    shown = f"{found.netloc}{found.path.rstrip('/')}"
    short = shown if len(shown) <= _SHOWN_ADDRESS else f"{shown[:_SHOWN_ADDRESS]}…"
    return Markup(
        '<a href="{whole}" title="{whole}" target="_blank" rel="noopener noreferrer">'
        '<span dir="ltr">{short}</span><span class="card-heard"> ({said})</span></a>'
    ).format(whole=whole, short=short, said=gettext("opens another site"))


def _rest(found: SplitResult) -> str:
    return (f"?{found.query}" if found.query else "") + (f"#{found.fragment}" if found.fragment else "")


def _web(text: str) -> SplitResult | None:
    """Return the parts of an address of the web; None of any other text, and of one that hides where it leads."""
    if len(text) > _LONGEST_ADDRESS or readable(text) != text or any(sign.isspace() or sign == "\\" for sign in text):
        return None
    try:
        found = urlsplit(text)
        host = (found.hostname or "").encode("idna").decode("ascii")
        port = "" if found.port is None else f":{found.port}"
    except ValueError:
        return None
    if (
        found.scheme not in {"http", "https"}
        or "@" in found.netloc
        or not host.replace("-", "").replace(".", "").isalnum()
    ):
        return None
    return found._replace(netloc=host + port)
