"""The map of incidents as folium objects, made of numbers, our own constants and percent-encoded text only.

folium compiles what it is given as a template and as JavaScript, so no word from outside may reach it
(`reference/facts.md`): incidents travel as JSON that the frame itself asks `/api/map` for.
Should one reach it all the same, `geo.maps.literal` keeps it from running.

The base map's JavaScript never changes, because st_folium remounts the frame when it does. All that
changes is one line in a feature group, which st_folium evaluates in the living frame.
"""

import math
import re
import urllib.parse
from typing import Any

import folium
from folium.elements import JSCSSMixin
from folium.template import Template

from geo.maps import assets
from geo.maps.literal import keep_rendered_text

keep_rendered_text()

Bounds = tuple[float, float, float, float]

# What urllib.parse's quote and urlencode leave behind, and nothing else: no brace, quote, angle, backslash or `$`.
_ENCODED = re.compile(r"(?:[A-Za-z0-9_.~&=+-]|%[0-9A-Fa-f]{2})*")
# Every country fits, and the poles' stretched emptiness does not.
_WORLD: Bounds = (-179.0, -56.0, 179.0, 75.0)
_LANGUAGE = re.compile(r"[a-z]{2,3}")


class NotForFoliumError(ValueError):
    """A query that is not percent-encoded, a box that is none: on its way into JavaScript. A bug in the caller."""

    def __init__(self, name: str, value: object) -> None:
        super().__init__(f"{name} may not become code in the reader's browser as it is: {value!r}")


class _BaseMap(folium.Map):
    """folium's map with our own copies of Leaflet and nothing from elsewhere."""

    def __init__(self) -> None:
        self.default_js = [("leaflet", assets.url("leaflet.js")), ("atlas", assets.url("atlas.js"))]
        self.default_css = [("leaflet_css", assets.url("leaflet.css")), ("atlas_css", assets.url("map.css"))]
        super().__init__(
            location=(20.0, 10.0),
            zoom_start=2,
            tiles=None,
            min_zoom=1,
            prefer_canvas=True,
            font_size="13px",
            attribution_control=False,
        )


class _Element(JSCSSMixin):
    """One `new <class>(…)` in the frame. `options` holds numbers, constants and percent-encoded text."""

    def __init__(self, options: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # branca is not typed
        self.options = options


class _AtlasMap(_Element):
    _template = Template(
        "{% macro script(this, kwargs) %}"
        "new AtlasMap({{ this._parent.get_name() }}, {{ this.options|tojson }});"
        "{% endmacro %}"
    )


class _AtlasLayer(_Element):
    _template = Template(
        "{% macro script(this, kwargs) %}"
        "new AtlasLayer({{ this.options|tojson }}).addTo({{ this._parent.get_name() }});"
        "{% endmacro %}"
    )


def incident_map(bounds: Bounds | None = None) -> folium.Map:
    """The base map: land, sea, borders, names, legend and scale, with no incidents on it.

    Args:
        bounds: where a map without a `viewport_layer` looks, (west, south, east, north) in degrees. Part of the
            JavaScript: another value is another map, so a page that filters passes its bounds to the layer instead.
    """
    base = _BaseMap()
    options = {
        "root": assets.ROOT,
        "basemap": assets.url("basemap.json"),
        "places": assets.places_url(),
        "bounds": _checked(bounds or _WORLD),
    }
    _AtlasMap(options).add_to(base)
    return base


def viewport_layer(  # noqa: PLR0913 - each is one thing the layer can be told, by name
    query: str,
    *,
    bounds: Bounds | None = None,
    focus: Bounds | None = None,
    picked: str | None = None,
    version: int | None = None,
    dark: bool | None = None,
    lang: str = "en",
) -> folium.FeatureGroup:
    """The incidents of a view, for st_folium's `feature_group_to_add`: asks `/api/map` for what the viewport shows.

    Args:
        query: the view as a percent-encoded query string, without `bbox` and `zoom`.
        bounds: where to begin when the page's address holds no position, (west, south, east, north) in degrees.
        focus: go there now; the map moves each time this changes to another box.
        picked: the id of the incident to mark.
        version: the data's version; another one makes the layer ask again.
        dark: the map's colours; by default those of the page's theme.
        lang: the language of the names on the map (ISO 639); `ar` shows Arabic ones where they are known.

    Raises:
        NotForFoliumError: `query` is not percent-encoded, a box is no box, or `lang` no language.
    """
    if not _ENCODED.fullmatch(query):
        raise NotForFoliumError("query", query)
    if not _LANGUAGE.fullmatch(lang):
        raise NotForFoliumError("lang", lang)
    group = folium.FeatureGroup(name="incidents")
    options = {
        "query": query,
        "bounds": bounds and _checked(bounds),
        "focus": focus and _checked(focus),
        "picked": None if picked is None else urllib.parse.quote(picked, safe=""),
        "version": None if version is None else int(version),
        "dark": None if dark is None else bool(dark),
        "lang": lang,
    }
    _AtlasLayer(options).add_to(group)
    return group


def _checked(bounds: Bounds) -> list[float]:
    """West, south, east, north as plain floats."""
    west, south, east, north = (float(edge) for edge in bounds)
    if not all(map(math.isfinite, (west, south, east, north))) or west > east or south > north:
        raise NotForFoliumError("bounds", bounds)
    return [west, south, east, north]
