"""Every file the map's frame loads, each under a name that changes with its content.

Browsers may therefore cache them permanently, and the page requests nothing from other hosts.
"""

import functools
import hashlib
import importlib.resources
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from geo import join_scripts, words
from geo.maps import basemap, style
from geo.settings import DATA

# The frame lives at `component/streamlit_folium.st_folium/index.html`, so this is the server's root under any prefix.
ROOT = "../../"

_JS = "text/javascript; charset=utf-8"
_CSS = "text/css; charset=utf-8"
_JSON = "application/json"
_IMAGES = ("layers.png", "layers-2x.png", "marker-icon.png")


@dataclass(frozen=True, slots=True)
class Asset:
    """One file to serve: its media type, and its bytes when asked for."""

    media_type: str
    content: Callable[[], bytes]


def url(name: str) -> str:
    """Return an asset's address for the map frame, e.g. `../../assets/leaflet.3f2a….js`; relative, for prefixes.

    Raises:
        KeyError: there is no such asset: a bug here, not in the data.
    """
    return f"{ROOT}assets/{_hashed_names()[name]}"


def places_url() -> str:
    """Return the address template of a country's places; the layer substitutes `{country}`."""
    return f"{ROOT}assets/places-{{country}}.{_data_hash()}.json"


def words_url(lang: str) -> str:
    """Return the address of the translations for a page's scripts, relative to the page."""
    return f"assets/{_hashed_names()[_words(lang)]}"


def _words(lang: str) -> str:
    return f"words-{lang}.json"


@functools.cache
def files() -> dict[str, Asset]:
    """Every asset by its hashed file name: what a server mounts at `/assets/`. Data is made when first asked for."""
    named = {_hashed_names()[name]: asset for name, asset in _static().items()}
    data = {f"basemap.{_data_hash()}.json": Asset(_JSON, functools.cache(lambda: basemap.world(DATA)))}
    for country in basemap.countries(DATA):
        load = functools.partial(basemap.places, DATA, country)
        data[f"places-{country}.{_data_hash()}.json"] = Asset(_JSON, functools.cache(load))
    return named | data


@functools.cache
def _hashed_names() -> dict[str, str]:
    static = {name: join_scripts.hashed_name(name, asset.content()) for name, asset in _static().items()}
    return static | {"basemap.json": f"basemap.{_data_hash()}.json"}


@functools.cache
def _static() -> dict[str, Asset]:
    def fixed(media_type: str, content: bytes) -> Asset:
        return Asset(media_type, lambda: content)

    own = importlib.resources.files(__package__)
    return {
        "leaflet.js": fixed(_JS, leaflet_file("leaflet.js")),
        "leaflet.css": fixed(_CSS, _leaflet_css()),
        "atlas.js": fixed(_JS, _script()),
        "i18n.js": fixed(_JS, (words.HERE / "i18n.js").read_bytes()),
        "map.css": fixed(_CSS, (own / "map.css").read_bytes()),
        **{_words(lang): fixed(_JSON, _words_script(lang)) for lang in words.LANGUAGES},
        **{name: fixed("image/png", leaflet_file(f"images/{name}")) for name in _IMAGES},
    }


def _words_script(lang: str) -> bytes:
    return json.dumps(words.for_scripts(lang), ensure_ascii=False).encode()


def leaflet_file(name: str) -> bytes:
    """One file of Leaflet as the package ships it, untouched."""
    return (importlib.resources.files("js_lib_leaflet") / "static/js_lib_leaflet" / name).read_bytes()


def _leaflet_css() -> bytes:
    """Leaflet's style sheet, its pictures under our names: all assets lie in one flat folder."""
    css = leaflet_file("leaflet.css")
    for name in _IMAGES:
        hashed = join_scripts.hashed_name(name, leaflet_file(f"images/{name}"))
        css = css.replace(f"images/{name}".encode(), hashed.encode())
    return css


def _script() -> bytes:
    """Return the map's own JavaScript, with the language it shares, and the constants of its style."""
    own = join_scripts.read_modules(importlib.resources.files(__package__) / "js", "maps/js/")
    return join_scripts.bundle(own | join_scripts.read_modules(words.HERE, "words/"), STYLE=style.as_json()).encode()


@functools.cache
def _data_hash() -> str:
    """One hash for all that is made from the reference geodata: of the sources, and of the code that makes it."""
    whole = hashlib.sha256(Path(basemap.__file__).read_bytes())
    for source in basemap.SOURCES:
        whole.update(hashlib.sha256((DATA / source).read_bytes()).digest())
    return whole.hexdigest()[:16]
