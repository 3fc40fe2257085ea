"""The map of incidents as folium objects, made of numbers, our own constants and percent-encoded text only.

Incidents travel as JSON that the frame itself asks `/api/map` for; `geo.maps.elements` says why.
"""

import re
import urllib.parse
from collections.abc import Sequence
from typing import Any

import folium

from geo.maps.elements import Bounds, NotForFoliumError, base_map, check_bounds, language, layer
from geo.maps.tiles import Tiles

# What urllib.parse's quote and urlencode leave behind, and nothing else: no brace, quote, angle, backslash or `$`.
_ENCODED = re.compile(r"(?:[A-Za-z0-9_.~&=+-]|%[0-9A-Fa-f]{2})*")


def incident_map(bounds: Bounds | None = None) -> folium.Map:
    """Return the base map: land, sea, borders, names, legend and scale, with no incidents on it.

    Args:
        bounds: where a map without a `viewport_layer` looks, (west, south, east, north) in degrees. Part of the
            JavaScript: another value is another map, so a page that filters passes its bounds to the layer instead.
    """
    return base_map("AtlasMap", bounds)


def viewport_layer(  # noqa: PLR0913 - each is one thing the layer can be told, by name
    query: str,
    *,
    bounds: Bounds | None = None,
    focus: Bounds | None = None,
    picked: str | None = None,
    revision: int | None = None,
    version: int | None = None,
    dark: bool | None = None,
    lang: str = "en",
    basemaps: Sequence[Tiles] = (),
) -> folium.FeatureGroup:
    """Return a view's incidents as st_folium's `feature_group_to_add`: asks `/api/map` for the viewport.

    Args:
        query: the view as a percent-encoded query string, without `bbox` and `zoom`.
        bounds: where to begin when the page's address holds no position, (west, south, east, north) in degrees.
        focus: what the view is about; the map turns there each time this changes to another box, unless it looks
            at a part of it already.
        picked: the id of the incident to mark; the map comes to it when it is out of sight.
        revision: that incident's own version; another one makes the map look anew where it is.
        version: the data's version; another one makes the layer ask again.
        dark: the map's colours; by default those of the page's theme.
        lang: the language of the names on the map (ISO 639); `ar` shows Arabic ones where they are known.
        basemaps: online maps that the reader may choose, after they were told who then sees what.

    Raises:
        NotForFoliumError: `query` is not percent-encoded, a box is no box, or `lang` no language.
    """
    if not _ENCODED.fullmatch(query):
        raise NotForFoliumError("query", query)
    options: dict[str, Any] = {
        "query": query,
        "bounds": bounds and check_bounds(bounds),
        "focus": focus and check_bounds(focus),
        "picked": None if picked is None else urllib.parse.quote(picked, safe=""),
        "revision": None if revision is None else int(revision),
        "version": None if version is None else int(version),
        "dark": None if dark is None else bool(dark),
        "lang": language(lang),
    }
    if basemaps:
        options["basemaps"] = [each.percent_encode() for each in basemaps]
    return layer("incidents", options)
