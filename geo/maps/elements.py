"""The folium elements every map of ours is made of: our own copies of Leaflet, and nothing from elsewhere.

folium compiles what it is given as a template and as JavaScript, so no word from outside may reach it: an element
takes numbers, our own constants and percent-encoded text. Should one reach it all the same, `geo.maps.literal` keeps
it from running.

A map's JavaScript never changes, because st_folium remounts the frame when it does. All that changes is one line in
a feature group, which st_folium evaluates in the living frame.
"""

import math
import re
from typing import Any, Literal

import folium
from folium.elements import JSCSSMixin
from folium.template import Template

from geo.maps import assets
from geo.maps.literal import keep_rendered_text

keep_rendered_text()

Bounds = tuple[float, float, float, float]
Scene = Literal["AtlasMap", "PlacesMap", "PreviewMap"]

# Every country fits, and the poles' stretched emptiness does not.
WORLD: Bounds = (-179.0, -56.0, 179.0, 75.0)
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


class _Scene(_Element):
    """Content of a map besides Leaflet: one of the classes of `scene.js`."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "new {{ this.name }}({{ this._parent.get_name() }}, {{ this.options|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, name: Scene, options: dict[str, Any]) -> None:
        super().__init__(options)
        self.name = name


class _Layer(_Element):
    _template = Template(
        "{% macro script(this, kwargs) %}"
        "new AtlasLayer({{ this.options|tojson }}).addTo({{ this._parent.get_name() }});"
        "{% endmacro %}"
    )


def base_map(scene: Scene, bounds: Bounds | None = None) -> folium.Map:
    """Land, sea, borders, names and scale, under what a scene of ours draws.

    Args:
        scene: the class in the frame.
        bounds: where a map without a layer looks; part of the JavaScript.
    """
    base = _BaseMap()
    options = {
        "root": assets.ROOT,
        "basemap": assets.url("basemap.json"),
        "places": assets.places_url(),
        "bounds": check_bounds(bounds or WORLD),
    }
    _Scene(scene, options).add_to(base)
    return base


def layer(name: str, options: dict[str, Any]) -> folium.FeatureGroup:
    """Build st_folium's `feature_group_to_add` for a scene: numbers, constants, percent-encoded text."""
    group = folium.FeatureGroup(name=name)
    _Layer(options).add_to(group)
    return group


def check_bounds(bounds: Bounds) -> list[float]:
    """West, south, east, north as plain floats.

    Raises:
        NotForFoliumError: that is no box.
    """
    west, south, east, north = (float(edge) for edge in bounds)
    if not all(map(math.isfinite, (west, south, east, north))) or west > east or south > north:
        raise NotForFoliumError("bounds", bounds)
    return [west, south, east, north]


def language(lang: str) -> str:
    """Return a language code (ISO 639).

    Raises:
        NotForFoliumError: that is none.
    """
    if not _LANGUAGE.fullmatch(lang):
        raise NotForFoliumError("lang", lang)
    return lang
