"""A small map of places to choose from, each with its number, one of them standing out.

A place brings its position, radius, precision and the id of its shape. What it is called never comes here.
"""

import urllib.parse
from collections.abc import Iterable, Mapping
from typing import Any

import folium

from geo.incident import Place
from geo.maps.elements import WORLD, Bounds, base_map, check_bounds, language, layer
from geo.places.boundaries.boundaries import has_shape, shapes


def places_map() -> folium.Map:
    """Return the base map, the same bytes each time: land, sea, borders, names and scale, with no places on it."""
    return base_map("PlacesMap")


def places_layer(
    places: Mapping[int, Place],
    chosen: Place | None = None,
    wider: Place | None = None,
    *,
    dark: bool | None = None,
    lang: str = "en",
) -> folium.FeatureGroup:
    """Return the places that can be drawn, for st_folium's `feature_group_to_add`.

    Args:
        places: each by its number in the list beside the map.
        chosen: stands out; drawn without a number when it is none of `places`.
        wider: what to look at when there is nothing to draw; by default the world.
        dark: the map's colours; by default those of the page's theme.
        lang: the language of the names on the map (ISO 639).
    """
    numbered = list(places.items())
    if chosen is not None and chosen not in places.values():
        numbered.append((0, chosen))
    marks = [_mark(number, place, chosen=place == chosen) for number, place in numbered if _box(place)]
    return layer(
        "places",
        {
            "marks": marks,
            "bounds": check_bounds(_around(place for _, place in numbered) or (wider and _box(wider)) or WORLD),
            "dark": None if dark is None else bool(dark),
            "lang": language(lang),
        },
    )


def _mark(number: int, place: Place, *, chosen: bool) -> dict[str, Any]:
    """Return the properties of a place's mark: numbers, a precision, and the percent-encoded id of a shape."""
    return {
        "number": int(number) or None,
        "lon": place.lon,
        "lat": place.lat,
        "radius_m": place.radius_m,
        "place_precision": place.place_precision.value,
        "feature": urllib.parse.quote(place.feature, safe="") if place.feature and has_shape(place.feature) else None,
        "chosen": chosen,
    }


def _around(places: Iterable[Place]) -> Bounds | None:
    """Return the box that holds all places, in degrees; None when none of them can be drawn."""
    boxes = [box for box in map(_box, places) if box]
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def _box(place: Place) -> Bounds | None:
    """Return the bounds of a place in degrees; None for one that cannot be drawn."""
    if place.lon is not None and place.lat is not None:
        return place.lon, place.lat, place.lon, place.lat
    if place.feature is None or not has_shape(place.feature):
        return None
    west, south, east, north = shapes([place.feature]).total_bounds
    return float(west), float(south), float(east), float(north)
