"""The card's own markup: words of ours as they are, words from outside escaped and with their own direction."""

from collections.abc import Iterable
from html import escape
from urllib.parse import SplitResult, quote, urlsplit

from geo.ui.text.format import readable
from geo.ui.text.speech import say

_LONGEST_ADDRESS = 2_000  # characters: beyond this an address is shown, and leads nowhere
_SHOWN_ADDRESS = 48
# What an address may hold as it is (RFC 3986): all else is percent-encoded.
_AS_IT_IS = "/?#[]@!$&'()*+,;=:~%-._"


def outside(text: str) -> str:
    """Outside text as it is written, in a direction of its own."""
    return f"<bdi>{escaped(text)}</bdi>"


def escaped(text: str) -> str:
    """Outside text for an element whose direction is its own."""
    return escape(" ".join(readable(text).split()))


def lines(parts: Iterable[str], kind: str = "") -> str:
    """Each part in a line of its own; of those that are empty, none."""
    of = f' class="{kind}"' if kind else ""
    return "".join(f"<p{of}>{part}</p>" for part in parts if part)


def address(text: str) -> str:
    """A link that opens in another tab where the text is an address of the web; else the text."""
    found = _web(text)
    if found is None:
        return f'<code dir="ltr">{escaped(text)}</code>'
    whole = f"{found.scheme}://{found.netloc}" + quote(found.path + _rest(found), safe=_AS_IT_IS)
    shown = f"{found.netloc}{found.path.rstrip('/')}"
    short = shown if len(shown) <= _SHOWN_ADDRESS else f"{shown[:_SHOWN_ADDRESS]}…"
    said = escape(say("opens another site"))
    return (
        f'<a href="{escape(whole)}" title="{escape(whole)}" target="_blank" rel="noopener noreferrer">'
        f'<span dir="ltr">{escape(short)}</span><span class="card-heard"> ({said})</span></a>'
    )


def _rest(found: SplitResult) -> str:
    return (f"?{found.query}" if found.query else "") + (f"#{found.fragment}" if found.fragment else "")


def _web(text: str) -> SplitResult | None:
    """The parts of an address of the web; None of any other text, and of one that hides where it leads."""
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
