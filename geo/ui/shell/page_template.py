"""The one HTML page Streamlit's pages live in: Streamlit's own, with our name, style sheet, script and skip link.

Nothing in it comes from outside, and its inline blocks are known, so that a browser may be told to run no others.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

import streamlit

from geo import join_scripts, words
from geo.errors import GeoError

HERE = Path(__file__).parent
PAGES = ("import", "about")  # below the first
_THEIRS = Path(streamlit.__file__).parent / "static" / "index.html"

# Tells Streamlit's script where its server is, under any prefix, so that it need not try addresses that are not there;
# and that no page of another origin may send it orders.
_BOOT = """
      window.prerenderReady = false;
      window.__streamlit = {
        BACKEND_BASE_URL: new URL("./", location.href).href,
        HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false },
      };
    """
_NOSCRIPT = """<p>Incident Atlas draws its map with JavaScript, which is switched off here.
      Programs can ask for the same incidents as JSON:
      <a href="./api/openapi.json">api/openapi.json</a> says how.</p>"""
# Streamlit's widgets bring one style sheet of their own; a browser may use it because we know its words.
_PRESSABLE = "@layer {\n  [data-react-aria-pressable] {\n    touch-action: pan-x pan-y pinch-zoom;\n  }\n}"
_LOADING = '<p class="loading" role="status">Loading Incident Atlas\u2026</p>'
_SKIP = '<a class="skip" href="#incidents">Skip to the incidents</a>'


@dataclass(frozen=True, slots=True)
class Shell:
    """The page, and its inline blocks as they stand in it."""

    html: str
    scripts: tuple[str, ...]
    styles: tuple[str, ...]


@cache
def shell() -> Shell:
    """Return the page as this server sends it."""
    # In the page itself: a request less before anything is seen, and no flash of another style.
    sheets = [HERE / "style.css", *sorted((HERE.parent / "components").glob("*.css"))]
    style = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    icon, imports, script = quote((HERE / "icon.svg").read_text(encoding="utf-8")), _imports(), _script()
    changes = {
        r"<link rel=\"service-desc\"[^>]*>\s*": "",
        r"\./favicon\.png": f"data:image/svg+xml,{icon}",
        r"<title>.*?</title>": "<title>Incident Atlas</title>",
        r"<noscript>.*?</noscript>": f"<noscript>{_NOSCRIPT}</noscript>",
        r"<script>.*?</script>": f'<script>{_BOOT}</script>\n    <script type="importmap">{imports}</script>',
        # After Streamlit's own rules, so that ours win where both say the same thing.
        r"<body>": f"<body>\n    {_SKIP}\n    <style>{style}</style>",
        r"<div id=\"root\"></div>": f'<div id="root">{_LOADING}</div>\n    <script>{script}</script>',
    }
    page = _THEIRS.read_text(encoding="utf-8")
    page = re.sub(r"<!--.*?-->\s*", "", page, flags=re.DOTALL)  # their comments speak of what is switched off here
    for pattern, ours in changes.items():
        page = replace_once(page, pattern, ours)
    return Shell(page, (_BOOT, imports, script), (style, _PRESSABLE))


def _imports() -> str:
    """Return the import map entry by which components import the translations module.

    Streamlit serves a part's scripts as `_stcore/bidi-components/<part>/…`, and nothing outside their folder.
    """
    name = join_scripts.hashed_name("i18n.js", (words.HERE / "i18n.js").read_bytes())  # as `geo.maps.assets` serves it
    return json.dumps({"imports": {"./_stcore/words/i18n.js": f"./assets/{name}"}})


def _script() -> str:
    """Return the page's script with all it says in every language: it speaks before anything else has come."""
    spoken = {lang: words.for_scripts(lang, "page.js") for lang in words.LANGUAGES if lang != words.ENGLISH}
    known = json.dumps(spoken, ensure_ascii=False).replace("<", "\\u003c")
    modules = join_scripts.read_modules(HERE, "ui/shell/") | join_scripts.read_modules(words.HERE, "words/")
    return join_scripts.bundle(modules, WORDS=known)


def replace_once(page: str, pattern: str, ours: str) -> str:
    """Put `ours` in the one place of a page that a pattern finds.

    Raises:
        GeoError: there is none, or more than one: this is not the page we know, and a part of ours would be missing.
    """
    page, count = re.subn(pattern, lambda _: ours, page, flags=re.DOTALL)
    if count != 1:
        sentence = (
            f"Streamlit {streamlit.__version__} has another page than the one this is made for ({pattern} is in it "
            f"{count} times). Install the versions of requirements.txt."
        )
        raise GeoError(sentence)
    return page
