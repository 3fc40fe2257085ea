"""Bounds of the places a view names, to which the map turns when they are chosen."""

import math
from collections.abc import Iterator
from functools import lru_cache

from geo.places.boundaries.boundaries import has_shape, shapes
from geo.places.gazetteer.gazetteer import provinces_named
from geo.view import View

Box = tuple[float, float, float, float]
_KM_PER_DEGREE = 110.57  # of latitude, at the equator: the least there is
_HALF_THE_WORLD = 180.0


def focus_box(view: View) -> Box | None:
    """West, south, east, north in degrees of the provinces a view names, else of the border, else of the countries.

    None where it names none, where a province can be one of several countries, and where the box says nothing, as
    that of a country on both sides of the antimeridian does.
    """
    return _focus_box(view.country, view.admin1, view.border, view.within_km or 0.0)


@lru_cache(maxsize=256)
def _focus_box(
    countries: tuple[str, ...], provinces: tuple[str, ...], line: str | None, within_km: float
) -> Box | None:
    if provinces:
        return _box_around([feature for name in provinces for feature in _divisions(name, countries)])
    if line:
        return _box_around([f"border:{line}"], within_km)
    return _box_around([f"country:{code}" for code in countries])


def _divisions(name: str, countries: tuple[str, ...]) -> Iterator[str]:
    """Return the divisions a name means in each of the countries, or in the only one that has it."""
    for country in countries or (None,):
        found = provinces_named(name, country)
        if len({division.country for division in found}) == 1:
            yield from (division.feature for division in found)


def _box_around(features: list[str], km: float = 0.0) -> Box | None:
    """Return the box of the shapes that are shipped, with some room about them."""
    shipped = [feature for feature in features if has_shape(feature)]
    if not shipped:
        return None
    west, south, east, north = shapes(shipped).total_bounds.tolist()
    if east - west > _HALF_THE_WORLD:
        return None
    up = km / _KM_PER_DEGREE
    aside = up / math.cos(math.radians(max(abs(south), abs(north))))
    return west - aside, south - up, east + aside, north + up
