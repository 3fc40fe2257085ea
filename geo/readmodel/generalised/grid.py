"""The fixed grid that generalised places are moved to: squares of Web Mercator, cut into four again and again.

Squares of different sizes lie within one another or apart. So whoever knows several squares of one place (of an older
version, of another incident there) knows no more than the smallest of them says.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geo.readmodel.mercator import BITS, MERCATOR_LAT

MOST_M = 500_000.0  # a larger square says less than the name of a country does
_AROUND_M = 40_075_016.7  # the equator
_MEAN_RADIUS_M = 6_371_008.8  # of IUGG, https://doi.org/10.1007/s001900050278
_FLATTENING = 1.006  # by how much the ellipsoid can exceed the sphere

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Squares:
    """One square a position: its edges and its middle in degrees, and how far its corners are from its middle."""

    west: Floats
    south: Floats
    east: Floats
    north: Floats
    lon: Floats
    lat: Floats
    reach_m: Floats


def squares(lon: Floats, lat: Floats, size_m: Floats) -> Squares:
    """Return the smallest square around each position whose sides are at least `size_m` long on the ground.

    All positions in a square have that square: whether one is cut into four depends on nothing but the square. Those
    at the ends of the map reach to the poles.

    Args:
        lon: in degrees.
        lat: in degrees.
        size_m: in metres, above 0 and at most `MOST_M`.
    """
    across, down = (lon + 180) / 360, _down(lat)
    level = _levels(down, size_m)
    many = np.exp2(level)
    column, row = (np.clip(np.floor(share * many), 0, many - 1) for share in (across, down))
    west, east = (column / many * 360 - 180, (column + 1) / many * 360 - 180)
    north = np.where(row == 0, 90.0, _lat(row / many))
    south = np.where(row == many - 1, -90.0, _lat((row + 1) / many))
    middle = (column + 0.5) / many * 360 - 180, _lat((row + 0.5) / many)
    reach = np.maximum(*(_metres(middle[1], edge, (east - west) / 2) for edge in (north, south)))
    return Squares(west, south, east, north, *middle, reach)


def _levels(down: Floats, size_m: Floats) -> Whole:
    """Return the number of halvings of the world for each position."""
    level = np.zeros(len(down), np.int64)
    going = np.ones(len(down), dtype=bool)
    for depth in range(BITS):
        row = np.clip(np.floor(down * 2**depth), 0, 2**depth - 1)
        # The end of the square nearer to a pole, where it is smallest.
        edge = np.where(row + 0.5 <= 2**depth / 2, row, row + 1) / 2**depth
        going &= _AROUND_M / 2 ** (depth + 1) / np.cosh(np.pi * (1 - 2 * edge)) >= size_m
        level[going] = depth + 1
    return level


def _down(lat: Floats) -> Floats:
    """Return the distance of a latitude from the map's northern edge, from 0 to 1."""
    angle = np.radians(np.clip(lat, -MERCATOR_LAT, MERCATOR_LAT))
    return np.asarray((1 - np.arcsinh(np.tan(angle)) / np.pi) / 2)


def _lat(down: Floats) -> Floats:
    return np.asarray(np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * down)))))


def _metres(lat: Floats, other: Floats, degrees_aside: Floats) -> Floats:
    """Return the distance of two positions so many degrees of longitude apart: by haversines, rather too much."""
    here, there = np.radians(lat), np.radians(other)
    up, aside = np.sin((here - there) / 2), np.sin(np.radians(degrees_aside) / 2)
    square = up * up + np.cos(here) * np.cos(there) * aside * aside
    return np.asarray(2 * _MEAN_RADIUS_M * _FLATTENING * np.arcsin(np.sqrt(np.minimum(square, 1.0))))
