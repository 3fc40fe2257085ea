"""Security headers of each answer: Content-Security-Policy and related ones.

Rules: W3C CSP Level 3, https://www.w3.org/TR/CSP3/. Only the map component's frame may run inline scripts and `eval`,
which st_folium needs; it holds no outside text. It alone may name other hosts: those of the online maps that a reader
may choose, and for pictures only.
"""

import base64
import hashlib
import re
from collections.abc import Sequence

from geo.errors import GeoError

# A source a page may be shown inside of: 'self', 'none', or an origin such as https://news.example or *.example:8443.
_ANCESTOR = re.compile(r"'self'|'none'|(https?://)?(\*\.)?[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?")

# Known to browsers; a name they do not know is logged as an error by each page.
_POWERS = ("camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "payment", "usb")

STEADY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{power}=()" for power in _POWERS),
    "Cross-Origin-Opener-Policy": "same-origin",
}

_IMAGES = "img-src 'self' data: blob:"
_PAGE = f"default-src 'none'; connect-src 'self'; font-src 'self' data:; frame-src 'self'; {_IMAGES}"
_LEAST = "base-uri 'none'; form-action 'none'; object-src 'none'"


class Policy:
    """The Content-Security-Policy of every address.

    Args:
        ancestors: who may show our pages in a frame, as written after `frame-ancestors`.
        scripts: our page's inline scripts, allowed by their hashes.
        styles: likewise its inline style sheets.
        tiles: the origins of online maps, such as https://tile.openstreetmap.org.
    """

    def __init__(
        self, ancestors: str, scripts: Sequence[str] = (), styles: Sequence[str] = (), tiles: Sequence[str] = ()
    ) -> None:
        within = f"frame-ancestors {check_frame_ancestors(ancestors)}"
        inside = "frame-ancestors 'self'" + "".join(f" {a}" for a in ancestors.split() if a not in {"'self'", "'none'"})
        # Streamlit's styles begin as an empty block, and its messages count in WebAssembly.
        own = f"script-src 'self' 'wasm-unsafe-eval'{_hashes(scripts)}; style-src 'self'{_hashes(['', *styles])}"
        loose = "script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'"
        self._page = f"{_PAGE}; {own}; {_LEAST}; {within}"
        self._component = f"{_PAGE}; script-src 'self'; style-src 'self'; {_LEAST}; {inside}"
        pictures = _PAGE.replace(_IMAGES, " ".join([_IMAGES, *tiles]))
        self._map = f"{pictures}; {loose}; {_LEAST}; {inside}"
        read = "script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"
        self._documentation = f"default-src 'none'; {read}; {_LEAST}; {within}"
        self._data = f"default-src 'none'; {_LEAST}; {within}"

    def of(self, path: str) -> str:
        """Return the policy of an answer from `path` (below any prefix)."""
        if path.startswith("/component/streamlit_folium."):
            return self._map
        if path.startswith("/component/"):
            return self._component
        if path == "/api/docs":
            return self._documentation
        if path.startswith(("/api/", "/assets/", "/media/", "/_stcore/")):
            return self._data
        return self._page


def check_frame_ancestors(ancestors: str) -> str:
    """Return the sources of `frame-ancestors`, as written.

    Raises:
        GeoError: something in it is no such source.
    """
    wrong = [part for part in ancestors.split() if not _ANCESTOR.fullmatch(part)]
    if wrong or not ancestors.split():
        sentence = (
            f"GEO_FRAME_ANCESTORS cannot hold {' '.join(wrong) or 'nothing'}. "
            "Write 'self', 'none', or origins such as https://news.example, with spaces between them."
        )
        raise GeoError(sentence)
    return " ".join(ancestors.split())


def _hashes(blocks: Sequence[str]) -> str:
    """Return the blocks as CSP sources: SHA-256 of their text, in base 64."""
    digests = (base64.b64encode(hashlib.sha256(block.encode()).digest()).decode() for block in blocks)
    return "".join(f" 'sha256-{digest}'" for digest in digests)
