"""Country and division that may be named with a generalised place: those no more precise than its square."""

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyproj
import shapely

from geo.places.boundaries.boundaries import shapes, touching
from geo.places.boundaries.catalogue import features
from geo.places.gazetteer.gazetteer import provinces_named

Box = tuple[float, float, float, float]
_WGS84 = pyproj.Geod(ellps="WGS84")


@dataclass(frozen=True, slots=True)
class Place:
    """Place of a record: its country and division, and the square it is in where it has a point."""

    country: str | None
    admin1: str | None
    size_m: float
    square: Box | None


def area_names(places: Iterable[Place]) -> Iterator[tuple[str | None, str | None]]:
    """Yield the country and the division of each place that may be named.

    An area smaller than the square would tell where in it the place is, and so would the side of a border that runs
    through the square: then none is named, on neither side.
    """
    for place in places:
        country = place.country if _may_be(_country(place.country), "country", place) else None
        division = _division(place.country, place.admin1)
        yield country, place.admin1 if country and _may_be(division, "admin1", place) else None


def large(feature: str, size_m: float) -> bool:
    """Return whether an area is at least as large as a square with sides of `size_m`."""
    return _square_metres(feature) >= size_m**2


def _may_be(feature: str | None, level: str, place: Place) -> bool:
    if feature is None or not large(feature, place.size_m):
        return False
    return place.square is None or _touched_areas(place.square)[level] == {feature}


@functools.lru_cache(maxsize=100_000)
def _touched_areas(square: Box) -> dict[str, set[str]]:
    """Return the areas of each level that share a point with a square; a division's country counts too."""
    found = [features()[feature] for feature in touching(shapely.box(*square))]
    divisions = {each.feature for each in found if each.level == "admin1"}
    return {"admin1": divisions, "country": {f"country:{each.country}" for each in found if each.country}}


def _country(code: str | None) -> str | None:
    feature = f"country:{code}"
    return feature if feature in features() else None


@functools.lru_cache(maxsize=16_384)
def _division(country: str | None, name: str | None) -> str | None:
    """Return the one division of the country that a name means; None where it could be several, or none."""
    found = provinces_named(name, country) if name and country else ()
    inside = {each.feature for each in found if each.level == "admin1" and each.country == country}
    return inside.pop() if len(inside) == 1 else None


@functools.lru_cache(maxsize=16_384)
def _square_metres(feature: str) -> float:
    return abs(float(_WGS84.geometry_area_perimeter(shapes([feature]).geometry.iloc[0])[0]))
