"""Points told from other points on WGS 84: so far in that direction, or halfway; and how far off that may be."""

import math

import numpy as np
import shapely
from pyproj import Geod

from geo.incident import DEFAULT_RADIUS_M, Place
from geo.places.geocoder.relative.compass import Direction
from geo.places.geocoder.relative.distances import Distance

_WGS84 = Geod(ellps="WGS84")
# A circle of so many corners is 0.03 % too small between them.
_CORNERS = 128
# Radii are told to the next 100 m: finer than any of them is known.
_STEP_M = 100


def offset(anchor: Place, distance: Distance, direction: Direction) -> tuple[float, float, float]:
    """Return the point so far from an anchor in a direction: longitude and latitude in degrees, and a radius in metres.

    The radius covers all that the words leave open, after Wieczorek et al. 2004, "The point-radius method for
    georeferencing locality descriptions" (International Journal of Geographical Information Science 18): the
    rounding of the distance, the sector of the direction, and the anchor's own radius.
    """
    lon, lat, _ = _WGS84.fwd(anchor.lon, anchor.lat, direction.bearing, distance.km * 1000)
    return lon, lat, round_radius_up(_corner_km(distance, direction) * 1000 + own_radius(anchor))


def _corner_km(distance: Distance, direction: Direction) -> float:
    """Return the distance of the farthest corner of a ring sector from its middle, on a plane, which overestimates."""
    turn = 2 * math.cos(math.radians(direction.sector))
    ends = (distance.km - distance.rounding_km, distance.km + distance.rounding_km)
    return max(math.sqrt(end**2 + distance.km**2 - turn * end * distance.km) for end in ends)


def midpoint(first: Place, second: Place) -> tuple[float, float, float]:
    """Return the point halfway between two places, as `offset`; the radius reaches both, and all of each."""
    azimuth, _, metres = _WGS84.inv(first.lon, first.lat, second.lon, second.lat)
    lon, lat, _ = _WGS84.fwd(first.lon, first.lat, azimuth, metres / 2)
    return lon, lat, round_radius_up(metres / 2 + max(own_radius(first), own_radius(second)))


def apart_km(first: Place, second: Place) -> float:
    """Return the geodesic distance of two places with a point, in kilometres."""
    return float(_WGS84.inv(first.lon, first.lat, second.lon, second.lat)[2]) / 1000


def own_radius(place: Place) -> float:
    """Return the extent of a place around its point, in metres; 0 for one without a point."""
    return DEFAULT_RADIUS_M.get(place.place_precision, 0.0) if place.radius_m is None else place.radius_m


def round_radius_up(radius_m: float) -> float:
    """Return a radius as it is told: never less."""
    return math.ceil(radius_m / _STEP_M) * float(_STEP_M)


def circle(lon: float, lat: float, radius_m: float) -> shapely.Polygon:
    """All points within `radius_m` of a point, geodesic; past the antimeridian its longitudes go on counting."""
    azimuths = np.linspace(0, 360, _CORNERS, endpoint=False)
    every = np.ones(_CORNERS)
    lons, lats, _ = _WGS84.fwd(lon * every, lat * every, azimuths, radius_m * every)
    return shapely.Polygon(np.column_stack([lon + (lons - lon + 180) % 360 - 180, lats]))
