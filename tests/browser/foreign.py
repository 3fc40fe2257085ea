"""What a page says in Latin letters to a reader of another script, and is neither outside text nor a proper name."""

import re
from functools import cache

import httpx2 as httpx
from playwright.sync_api import Page

# Each text and spoken attribute with Latin letters, but for code, addresses, icons and the way to the other language.
_SAID = r"""() => {
  const spoken = ["aria-label", "title", "placeholder", "alt", "aria-description", "aria-valuetext", "value"];
  const skipped = "script, style, noscript, code, pre, [data-testid=stIconMaterial], .st-key-language, a[href^=http]";
  const said = [];
  for (const node of document.body.querySelectorAll("*")) {
    if (node.closest(skipped)) continue;
    for (const child of node.childNodes) if (child.nodeType === Node.TEXT_NODE) said.push(child.textContent);
    for (const name of spoken) if (name !== "value" || node.type === "button") said.push(node.getAttribute(name) ?? "");
  }
  return [...new Set(said)].filter((words) => /[A-Za-z]{2}/.test(words));
}"""
_ISOLATED = re.compile("\u2068[^\u2069]*\u2069")
# Names that are the same in every language: of ours, of those whose work is shown, of formats and keys.
_NAMES = re.compile(
    r"\b(?:Incident Atlas|Natural Earth|GeoNames|OpenStreetMap|Esri|Maxar|UCDP|GED|Candidate|ACLED|TimeMap|Bellingcat|"
    r"GeoConfirmed|GDELT|GeoJSON|GeoPackage|FlatGeobuf|GeoParquet|Parquet|Excel|CSV|TSV|XLSX|JSON|KMZ|KML|GPX|ZIP|WGS|"
    r"SHA-256|ISO|ISC|MIT|CC BY(?:-SA|-NC)?|API|HTTP|URL|Streamlit|Enter|Esc|Escape|Ctrl|MB|km|Python|"
    r"geodata|csv|xlsx|json|parquet|gpkg|fgb|kml|zip|shapefile|ucdp|acled)\b"
)
# Digests, addresses on the web, and files with how large they are.
_CODES = re.compile(
    r"\b[0-9a-f]{64}\b|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|se)(?:/\S*)?|\S+\.csv(?:, [\d.]+[KMG]?B)?|^Seed reports$"
)
# What a test looks for, that no record has.
_ASKED = ("Nobody known",)
# What Streamlit says itself, and takes from nobody.
_STREAMLIT = re.compile(
    r"^(?:Skip to main content|Logo|App pages|Navigate to home page|Help(?: for .*)?|Open|Close|Choose an option|"
    r"Decrement|Increment|Clear(?: all| value)?|Remove .*|streamlit\S*|geo\S*|atlas\S*|st\.iframe|Browse files|Upload|"
    r"Toast.*|Press Enter to apply|Press Ctrl\+Enter to apply|Notifications.*|File uploader.*|Show .* options|"
    r"Copy to clipboard|Dismiss|Add files|add icon|file upload|\d+ options? available\.|[\d.]+ ?[KMG]?B(?: per file)?|"
    r"Loading.*|Running.*|\d+ more|Limit .*|Drag and drop.*|Delete .*|Main menu|Link to heading|.* Suggestions?)$"
)


def untranslated(page: Page, outside: tuple[str, ...]) -> list[str]:
    """Sentences of ours that are in Latin letters where the page speaks another script."""
    said = {words for frame in page.frames if frame.url.startswith("http") for words in frame.evaluate(_SAID)}
    return [f"not translated: {words[:200]!r}" for words in sorted(said) if _ours(words, outside)]


def _ours(words: str, outside: tuple[str, ...]) -> bool:
    line = " ".join(_ISOLATED.sub(" ", words).split())
    if _STREAMLIT.match(line):
        return False
    for text in (*outside, *_ASKED):
        line = line.replace(text, " ")
    return re.search(r"[A-Za-z]{2}", _NAMES.sub(" ", _CODES.sub(" ", line))) is not None


@cache
def _told(url: str, *cookies: tuple[str, str]) -> tuple[str, ...]:
    with httpx.Client(base_url=f"{url}/api", cookies=dict(cookies)) as api:
        rows = api.get("/list?limit=200").json()["rows"]
        records = [api.get(f"/collections/incidents/items/{row['id']}").json() for row in rows]
    texts = {" ".join(text.split()) for text in _leaves([rows, records])}
    return tuple(sorted((text for text in texts if re.search("[A-Za-z]{2}", text)), key=len, reverse=True))


def outside_words(server) -> tuple[str, ...]:
    """Every text of the server's records, the longest first."""
    return _told(server.url, *server.cookies.items())


def _leaves(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in _leaves(each)]
    if isinstance(value, list):
        return [text for each in value for text in _leaves(each)]
    return [value] if isinstance(value, str) else []
