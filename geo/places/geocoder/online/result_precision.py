"""Precision of a service's result, from its kind and its box, never finer than either.

A building is exact and a house number vicinity, since it may be reckoned from its neighbours. A settlement is one. An
area of government has no point: a state, a county and a country keep their level, and what is wider than that or of no
level said is unknown. Everything else is only near. A box too wide for its precision makes it coarser, until nothing
that wide can be a point.
"""

import math
from collections.abc import Mapping, Sequence

from pyproj import Geod

from geo.incident import DEFAULT_RADIUS_M, POINT_PRECISIONS, PlacePrecision

_WGS84 = Geod(ellps="WGS84")

# Longitude and latitude in degrees: west, south, east, north.
Box = tuple[float, float, float, float]

# The words are those of OpenStreetMap's `place` and Nominatim's `addresstype`
# (https://nominatim.org/release-docs/latest/api/Output/#addressdetails); other services' are turned into them.
_KINDS = {
    PlacePrecision.EXACT: "building",
    PlacePrecision.VICINITY: "house house_number house_name",
    PlacePrecision.SETTLEMENT: "city town village hamlet isolated_dwelling croft farm allotments "
    "borough city_district suburb quarter neighbourhood city_block",
    PlacePrecision.ADMIN2: "state_district county district subdistrict",
    PlacePrecision.ADMIN1: "state province",
    PlacePrecision.COUNTRY: "country region",
    PlacePrecision.UNKNOWN: "administrative boundary continent ocean sea",
}
_PRECISION: Mapping[str, PlacePrecision] = {
    kind: precision for precision, kinds in _KINDS.items() for kind in kinds.split()
}
# How far a thing may reach from its point, in metres, to be called so. A city of 25 km is one; a "city" of 300 km is a
# province by another name.
_WIDEST_M = {
    PlacePrecision.EXACT: DEFAULT_RADIUS_M[PlacePrecision.EXACT],
    PlacePrecision.VICINITY: DEFAULT_RADIUS_M[PlacePrecision.VICINITY],
    PlacePrecision.SETTLEMENT: 25_000.0,
    PlacePrecision.NEAR: 100_000.0,
}
# Coarser than a settlement is never drawn finer than one.
_NARROWEST_M = {**DEFAULT_RADIUS_M, PlacePrecision.NEAR: DEFAULT_RADIUS_M[PlacePrecision.SETTLEMENT]}


def precision(kind: str, radius_m: float | None) -> tuple[PlacePrecision, float | None]:
    """Return the precision, and the radius around the point in metres, None where there is no point.

    Args:
        kind: what it is, such as "village".
        radius_m: how far it reaches from its point; None when the service does not say.
    """
    claimed = _PRECISION.get(kind, PlacePrecision.NEAR)
    if claimed not in POINT_PRECISIONS:
        return claimed, None
    if radius_m is None:
        return claimed, DEFAULT_RADIUS_M[claimed]
    for coarser in POINT_PRECISIONS[POINT_PRECISIONS.index(claimed) :]:
        if radius_m <= _WIDEST_M[coarser]:
            return coarser, max(radius_m, _NARROWEST_M[coarser])
    return PlacePrecision.UNKNOWN, None


def reach(lon: float, lat: float, box: Box | None) -> float | None:
    """Return the metres from a point to the farthest corner of a box, whole, on WGS 84; None without a box."""
    if box is None:
        return None
    west, south, east, north = box
    lons, lats = (west, west, east, east), (south, north, south, north)
    metres: Sequence[float] = _WGS84.inv([lon] * 4, [lat] * 4, lons, lats)[2]
    return float(math.ceil(max(metres)))
