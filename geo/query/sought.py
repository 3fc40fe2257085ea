"""Where the places are that a view names: what a map turns to when they are chosen."""

import math
from collections.abc import Iterator
from functools import lru_cache

import geopandas as gpd

from geo.errors import NoSharedBorderError, UnknownPlaceError
from geo.places.borders import border
from geo.places.boundaries import admin1, known, shapes
from geo.view import View

Box = tuple[float, float, float, float]
_KM_PER_DEGREE = 110.57  # of latitude, at the equator: the least there is
_HALF_THE_WORLD = 180.0


def sought(view: View) -> Box | None:
    """West, south, east, north in degrees of the provinces a view names, else of the border, else of the countries.

    None where it names none, where a province can be one of several countries, and where the box says nothing, as
    that of a country on both sides of the antimeridian does.
    """
    return _sought(view.country, view.admin1, view.border, view.within_km or 0.0)


@lru_cache(maxsize=256)
def _sought(countries: tuple[str, ...], provinces: tuple[str, ...], line: str | None, within_km: float) -> Box | None:
    if provinces:
        box = _around([row for name in provinces for row in _divisions(name, countries)])
    elif line:
        box = _along(line, within_km)
    else:
        box = _around([shapes([feature]) for code in countries if known(feature := f"country:{code}")])
    return box if box and box[2] - box[0] <= _HALF_THE_WORLD else None


def _divisions(name: str, countries: tuple[str, ...]) -> Iterator[gpd.GeoDataFrame]:
    """What a name means in each of the countries, or in the only one that has it."""
    for country in countries or (None,):
        try:
            found = admin1(name, country)
        except UnknownPlaceError:
            continue
        if found["country"].nunique() == 1:
            yield found


def _along(line: str, within_km: float) -> Box | None:
    try:
        found = border(*line.split("-"))
    except NoSharedBorderError:
        return None
    west, south, east, north = found.total_bounds.tolist()
    up = within_km / _KM_PER_DEGREE
    aside = up / math.cos(math.radians(max(abs(south), abs(north))))
    return west - aside, max(-90.0, south - up), east + aside, min(90.0, north + up)


def _around(found: list[gpd.GeoDataFrame]) -> Box | None:
    boxes = [frame.total_bounds.tolist() for frame in found]
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)
