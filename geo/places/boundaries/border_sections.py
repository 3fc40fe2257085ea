"""Stretches: the part of a shipped border near a place, a line worked out from its id.

The id holds all there is to know, `border:IQ-SY~41.10_34.37_25`: the border, a longitude and latitude in degrees to
two decimals (1.1 km), and how far around that point in whole kilometres. It needs no encoding in an address.
"""

import functools
import math
import re
from dataclasses import dataclass

import shapely

from geo.places.boundaries.borders import border
from geo.places.boundaries.catalogue import features
from geo.places.geocoder.relative.bearings import circle

_ID = re.compile(
    r"(?P<border>border:[A-Z]{2}-[A-Z]{2})~(?P<lon>-?\d{1,3}\.\d\d)_(?P<lat>-?\d\d?\.\d\d)_(?P<km>\d{1,3})", re.ASCII
)
MOST_KM = 100
# Shipped borders end at 70° North; a circle around a pole is none in longitude and latitude.
_MOST_LAT = 85.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Section of a border within `km` of a point in degrees; `border` is the id of the whole."""

    border: str
    lon: float
    lat: float
    km: int

    @property
    def feature(self) -> str:
        """Its id, `border:IQ-SY~41.10_34.37_25`."""
        # Adding nought makes a nought of a negative one.
        return f"{self.border}~{self.lon + 0.0:.2f}_{self.lat + 0.0:.2f}_{self.km}"

    @property
    def name(self) -> str:
        """Its name in English, longitude first."""
        return f"{features()[self.border].name} within {self.km} km of {self.lon:.2f}, {self.lat:.2f}"


def stretch(border_feature: str, lon: float, lat: float, km: float) -> str | None:
    """Return the id of what of a border is within reach of a point; None when nothing of it is.

    Args:
        border_feature: the id of a shipped border, `border:IQ-SY`.
        lon: longitude in degrees; rounded to two decimals.
        lat: latitude, likewise.
        km: the reach, at most 100; rounded up to whole kilometres.
    """
    if not all(map(math.isfinite, (lon, lat, km))):
        return None
    feature = Stretch(border_feature, round(lon, 2), round(lat, 2), math.ceil(km)).feature
    return feature if line(feature) is not None else None


def read(feature: str) -> Stretch | None:
    """Return the stretch an id tells of; None for any other text, also for the same numbers written in another way."""
    found = _ID.fullmatch(feature)
    if not found or found["border"] not in features():
        return None
    told = Stretch(found["border"], float(found["lon"]), float(found["lat"]), int(found["km"]))
    usable = abs(told.lon) <= 180 and abs(told.lat) <= _MOST_LAT and 1 <= told.km <= MOST_KM  # noqa: PLR2004 - degrees
    return told if usable and told.feature == feature else None


def line(feature: str) -> shapely.MultiLineString | None:
    """Return a section's line by its id, in EPSG:4326; None where the border is out of reach, or the id is none."""
    told = read(feature)
    return None if told is None else _line(told)


@functools.lru_cache(maxsize=2_000)
def _line(told: Stretch) -> shapely.MultiLineString | None:
    within = shapely.intersection(_whole(told.border), circle(told.lon, told.lat, told.km * 1000))
    lines = [part for part in shapely.get_parts(within) if isinstance(part, shapely.LineString) and part.length]
    return shapely.MultiLineString(lines) if lines else None


@functools.lru_cache(maxsize=400)
def _whole(border_feature: str) -> shapely.MultiLineString:
    first, second = border_feature.removeprefix("border:").split("-")
    shape: shapely.MultiLineString = border(first, second).geometry.iloc[0]
    return shape
