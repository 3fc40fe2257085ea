"""The nearest point of a line on the WGS 84 ellipsoid, as right across a street as across an ocean.

No plane is true both near and far, so the nearest point is sought in space: lines are cut into pieces so short that
their chords lie within metres of them. What is found is then measured along the ellipsoid.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Geod

ECCENTRICITY2 = 0.00669437999014
_WGS84 = Geod(ellps="WGS84")
_EQUATOR_KM = 6378.137
# Between two vertices a line is straight in longitude and latitude (RFC 7946, 3.1.1). Over 10 km its chord runs 2 m
# below it, and 3 m beside it at 60° of latitude.
_PIECE_KM = 10.0
_PIECE_DEGREES = _PIECE_KM / 111.7  # of latitude at the poles: the most there is
_POINTS_AT_ONCE = 20_000
# Of a matrix of points by vertices: it stays in a core's cache, and is too little for BLAS to start threads, which
# wait for one another on a busy machine.
_CELLS_AT_ONCE = 60_000
_NEARER_KM = 0.001

Array = np.ndarray[Any, Any]
_Answer = TypeVar("_Answer")


def degrees(geometries: gpd.GeoSeries) -> Array:
    """Return the geometries in EPSG:4326, longitude first, which is taken for granted where a series has no CRS."""
    known = geometries if geometries.crs is None else geometries.to_crs("EPSG:4326")
    return np.asarray(known.array, dtype=object)


def usable(shapes: Array) -> Array:
    """Return a mask of the geometries that are neither missing nor empty and have only finite numbers."""
    return np.asarray(np.isfinite(shapely.bounds(shapes)).all(axis=1))


@dataclass(frozen=True, slots=True)
class Line:
    """One line or several, cut into pieces of at most 10 km.

    `lonlat` (n, 2) are the pieces' ends in degrees, `space` (n, 3) the same from the earth's centre in km, and
    `line` (n) counts the lines they are of.
    """

    lonlat: Array
    space: Array
    line: Array

    @property
    def is_connected(self) -> Array:
        """Mask of the points connected to the next one (n - 1); elsewhere a line ends."""
        return np.asarray(self.line[1:] == self.line[:-1])

    def between(self, start: int, stop: int) -> "Line":
        """Return the part from one end up to another, which is left out."""
        return Line(self.lonlat[start:stop], self.space[start:stop], self.line[start:stop])


def split_lines(lines: Array) -> Line:
    """LineStrings or LinearRings (EPSG:4326) as one `Line`."""
    lonlat, line = shapely.get_coordinates(lines, return_index=True)
    step = np.diff(lonlat, axis=0) * (line[1:] == line[:-1])[:, None]
    count = np.maximum(np.ceil(np.hypot(*step.T) / _PIECE_DEGREES), 1).astype(int)
    begin = np.repeat(np.arange(len(step)), count)
    share = (np.arange(len(begin)) - np.repeat(np.cumsum(count) - count, count)) / count[begin]
    lonlat = np.vstack([lonlat[begin] + share[:, None] * step[begin], lonlat[-1:]])
    return Line(lonlat, _space(lonlat), np.append(line[begin], line[-1:]))


def _space(lonlat: Array) -> Array:
    lon, lat = np.radians(lonlat).T
    normal = _EQUATOR_KM / np.sqrt(1 - ECCENTRICITY2 * np.sin(lat) ** 2)
    across = normal * np.cos(lat)
    return np.column_stack([across * np.cos(lon), across * np.sin(lon), normal * (1 - ECCENTRICITY2) * np.sin(lat)])


def nearest(line: Line, lonlat: Array) -> tuple[Array, Array]:
    """Return the point of a line nearest to each of some points.

    Args:
        line: with at least one piece.
        lonlat: (n, 2), in degrees.

    Returns:
        The points found (n, 2), and how far they are straight through the earth, in km, squared (n).
    """
    chunks = _in_chunks(lambda chunk: _nearest(line, chunk), lonlat)
    feet, squares = zip((np.empty((0, 2)), np.empty(0)), *chunks, strict=True)
    return np.concatenate(feet), np.concatenate(squares)


def km_to(line: Line, lonlat: Array) -> Array:
    """Return the geodesic distance of points (n, 2) in degrees to a line with at least one piece."""
    chunks = _in_chunks(lambda chunk: km_between(chunk, _nearest(line, chunk)[0]), lonlat)
    return np.concatenate([np.empty(0), *chunks])


def _in_chunks(work: Callable[[Array], _Answer], lonlat: Array) -> list[_Answer]:
    """Apply a function to chunks of points on every core; NumPy and PROJ release the GIL."""
    chunks = [lonlat[start : start + _POINTS_AT_ONCE] for start in range(0, len(lonlat), _POINTS_AT_ONCE)]
    if len(chunks) < 2:  # noqa: PLR2004 - nothing to share out
        return [work(chunk) for chunk in chunks]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(work, chunks))


def _nearest(line: Line, lonlat: Array) -> tuple[Array, Array]:
    here = _space(lonlat)
    point, piece = _in_question(line, here)
    start, along = line.space[piece], line.space[piece + 1] - line.space[piece]
    share = np.clip(_share(here[point] - start, along), 0, 1)
    away = start + share[:, None] * along - here[point]
    best = _first_least(point, _dot(away, away))
    piece, along, share = piece[best], along[best], share[best]
    begin, step = line.lonlat[piece], line.lonlat[piece + 1] - line.lonlat[piece]
    # From the chord to the line itself, which is what a point upon it is held against.
    foot = _space(begin + share[:, None] * step)
    share = np.clip(share + _share(here - foot, along), 0, 1)
    found = begin + share[:, None] * step
    away = _space(found) - here
    return found, _dot(away, away)


def _share(away: Array, along: Array) -> Array:
    return _dot(away, along) / np.maximum(_dot(along, along), np.finfo(float).tiny)


def _in_question(line: Line, here: Array) -> tuple[Array, Array]:
    """Pairs of point and piece, among them each point's nearest; sorted by point.

    The nearest point of a piece is at most half its length from one of its ends, and square to it: that end is
    no farther, squared, than the nearest end of all and that half, squared.
    """
    weights = np.vstack([-2 * line.space.T, _dot(line.space, line.space)])
    points = np.column_stack([here, np.ones(len(here))])
    joined, rows = line.is_connected, max(1, _CELLS_AT_ONCE // len(line.space))
    starts = range(0, len(here), rows)
    found = [np.flatnonzero(_near(points[at : at + rows] @ weights, joined)) + at * len(joined) for at in starts]
    return np.divmod(np.concatenate(found), len(joined))


def _near(squares: Array, joined: Array) -> Array:
    near = squares <= squares.min(axis=1, keepdims=True) + (_PIECE_KM / 2) ** 2
    return np.asarray((near[:, :-1] | near[:, 1:]) & joined)


def _dot(these: Array, those: Array) -> Array:
    return np.asarray(np.einsum("ij,ij->i", these, those))


def _first_least(group: Array, values: Array) -> Array:
    """Return the position of the least value of each group, the first of equal ones; `group` counts up from 0."""
    least = np.minimum.reduceat(values, np.flatnonzero(np.diff(group, prepend=-1)))
    hit = np.flatnonzero(values == least[group])
    return hit[np.flatnonzero(np.diff(group[hit], prepend=-1))]


def shortest(line: Line, shapes: Array) -> tuple[Array, Array]:
    """Return the two ends (n, 2) of the shortest way from each of some shapes, which do not cross it, to a line.

    Two lines are nearest at a vertex of one of them: the shapes' vertices are held to the line, then its to theirs.
    """
    outlines, of = _outlines(shapes)
    whole = split_lines(outlines)
    feet, squares = nearest(line, whole.lonlat)
    best = _first_least(shape := of[whole.line], squares)
    here, there, least = whole.lonlat[best], feet[best], squares[best]
    for one, start, stop in _long_pieced(whole, shape, least):
        feet, squares = nearest(whole.between(start, stop), line.lonlat)
        vertex = squares.argmin()
        if squares[vertex] < least[one]:
            here[one], there[one] = feet[vertex], line.lonlat[vertex]
    return here, there


def _outlines(shapes: Array) -> tuple[Array, Array]:
    """Return the lines that shapes are made of or bounded by, and the position in `shapes` of each, which counts up.

    A point is a line of no length.
    """
    parts, shape = shapely.get_parts(shapes, return_index=True)
    parts, part = shapely.get_parts(parts, return_index=True)  # a collection's parts may have parts
    rings, ringed = shapely.get_rings(parts, return_index=True)
    points, lines = (np.flatnonzero(shapely.get_dimensions(parts) == dimension) for dimension in (0, 1))
    lonlat, dotted = shapely.get_coordinates(parts[points], return_index=True)
    dots = shapely.linestrings(np.stack([lonlat, lonlat], axis=1))
    of = shape[part[np.concatenate([ringed, lines, points[dotted]])]]
    order = np.argsort(of, kind="stable")
    return np.concatenate([rings, parts[lines], dots])[order], of[order]


def _long_pieced(whole: Line, shape: Array, least: Array) -> Iterator[tuple[int, int, int]]:
    """Return shapes with a piece so long that its middle may be a metre nearer than its ends, and positions."""
    starts = np.flatnonzero(np.diff(shape, prepend=-1))
    along = np.diff(whole.space, axis=0, append=whole.space[-1:])
    half2 = np.maximum.reduceat(_dot(along, along) * np.append(whole.is_connected, [False]), starts) / 4
    nearer = np.sqrt(least) - np.sqrt(np.maximum(least - half2, 0))
    stops = np.append(starts[1:], len(shape))
    for one in np.flatnonzero(nearer > _NEARER_KM):
        yield int(one), int(starts[one]), int(stops[one])


def km_between(here: Array, there: Array) -> Array:
    """Return the geodesic lengths between points, (n, 2) each, in degrees."""
    return np.asarray(_WGS84.inv(here[:, 0], here[:, 1], there[:, 0], there[:, 1])[2]) / 1000
