"""Land borders: their lines, what lies near them, and how far it is to one of them.

Source: Natural Earth countries (public domain), 1:10m where a Middle Eastern country is concerned, else 1:50m.
"""

import functools
from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.errors import NoSharedBorderError
from geo.places import geodesy
from geo.places.geodesy import ECCENTRICITY2, Array
from geo.settings import DATA

_KM_PER_DEGREE = 110.57  # of latitude, at the equator: the least there is, so that reach is never cut short
# What is nearest is sought on a plane stretched for one latitude, piece by piece; the distance to each piece's
# nearest point is then geodesic, so that the stretch decides only where on a short piece that point lies.
_BAND = 0.5
# Long lines are searched in pieces: one index entry per country would match everything.
_VERTICES = 24


def border(first: str, second: str) -> gpd.GeoDataFrame:
    """The land border two countries share.

    Args:
        first: ISO 3166-1 alpha-2 code.
        second: another, in either order.

    Returns:
        One row in EPSG:4326: `feature`, `name`, `length_km` (geodesic on WGS 84) and `geometry`, a
        MultiLineString, longitude first.

    Raises:
        NoSharedBorderError: the two do not touch.
    """
    wanted = f"border:{'-'.join(sorted((first.upper(), second.upper())))}"
    found = _lines()[_lines().feature == wanted]
    if found.empty:
        raise NoSharedBorderError(first, second)
    return found[["feature", "name", "length_km", "geometry"]].reset_index(drop=True)


@functools.cache
def _lines() -> gpd.GeoDataFrame:
    return gpd.read_parquet(DATA / "borders.parquet")


def distance_km(geometries: gpd.GeoSeries, first: str, second: str) -> pd.Series:
    """How far each geometry is from the land border of two countries, at any distance.

    Args:
        geometries: points, lines or polygons, in EPSG:4326 where the series has no CRS.
        first: ISO 3166-1 alpha-2 code.
        second: another, in either order.

    Returns:
        `km`, indexed as given: geodesic on WGS 84, to the border as shipped; 0 where a geometry lies on it, crosses
        it or holds it; NaN for a missing or empty one. Right to a metre up to 8,000 km away, to 0.5 % beyond.

    Raises:
        NoSharedBorderError: the two do not touch.
    """
    (line,) = border(first, second).geometry
    shapes = geodesy.degrees(geometries)
    known = np.flatnonzero(geodesy.usable(shapes))
    km = np.full(len(shapes), np.nan)
    km[known] = _km(line, shapes[known])
    return pd.Series(km, index=geometries.index, name="km")


def _km(border_line: shapely.MultiLineString, shapes: Array) -> Array:
    line = geodesy.cut(shapely.get_parts(border_line))
    point = shapely.get_type_id(shapes) == shapely.GeometryType.POINT
    km = np.zeros(len(shapes))
    km[point] = geodesy.km_to(line, shapely.get_coordinates(shapes[point]))
    apart = ~point & ~shapely.intersects(shapes, border_line)
    km[apart] = geodesy.km_between(*geodesy.shortest(line, shapes[apart]))
    return km


def nearby(geometries: gpd.GeoSeries, within_km: float) -> pd.DataFrame:
    """Every border within reach of each geometry.

    Args:
        geometries: points, lines or polygons in EPSG:4326; missing and empty ones are near nothing.
        within_km: the reach, in kilometres.

    Returns:
        One row per pair: `row` (label in the series' index), `border` ("IQ-SY"), `km` (geodesic on WGS 84; 0
        where the geometry lies on the border or crosses it), in the series' order, nearest first.
    """
    shapes = np.asarray(geometries.array, dtype=object)
    usable = np.flatnonzero(~(shapely.is_missing(shapes) | shapely.is_empty(shapes)))
    pairs = [_in_band(shapes, rows, latitude, within_km) for latitude, rows in _bands(shapes, usable)]
    at, line, km = (np.concatenate(part) for part in zip(_NONE, *pairs, strict=True))
    found = pd.DataFrame({"at": at, "line": line, "km": km})[km <= within_km]
    found = found.groupby(["at", "line"])[["km"]].min().reset_index().sort_values(["at", "km", "line"])
    codes = _lines().feature.str.removeprefix("border:").to_numpy()[found.line]
    return pd.DataFrame({"row": geometries.index.take(found["at"]), "border": codes, "km": found.km.to_numpy()})


_Pairs = tuple[Array, Array, Array]
_NONE: _Pairs = (np.array([], int), np.array([], int), np.array([], float))


def _bands(shapes: Array, rows: Array) -> Iterator[tuple[float, Array]]:
    """The rows sorted into bands of latitude, each with the latitude of its middle."""
    bounds = shapely.bounds(shapes[rows])
    band = np.floor((bounds[:, 1] + bounds[:, 3]) / 2 / _BAND).astype(int)
    for number in np.unique(band):
        yield (number + 0.5) * _BAND, rows[band == number]


def _in_band(shapes: Array, rows: Array, latitude: float, within_km: float) -> _Pairs:
    """Row, line and distance in km of every piece of a border in reach of `shapes[rows]`."""
    stretch = [float(_narrowing(latitude)), 1.0]
    here = shapely.transform(shapes[rows], lambda lonlat: lonlat * stretch)
    pieces, tree = _stretched(latitude)
    which, piece = tree.query(here, predicate="dwithin", distance=_reach(shapes[rows], latitude, within_km))
    ends = shapely.get_coordinates(shapely.shortest_line(here[which], pieces[piece])) / stretch
    return rows[which], _pieces()[1][piece], geodesy.km_between(ends[::2], ends[1::2])


def _reach(shapes: Array, latitude: float, within_km: float) -> Array:
    """The reach in stretched degrees, widened where a shape reaches poleward of the latitude it is stretched for."""
    degrees = within_km / _KM_PER_DEGREE
    poleward = np.clip(np.abs(shapely.bounds(shapes)[:, 1::2]).max(axis=1) + degrees, 0, 89)
    return np.asarray(degrees * np.maximum(_narrowing(latitude) / _narrowing(poleward), 1.0))


def _narrowing(latitude: Any) -> Any:
    """How long a degree of longitude is, in degrees of latitude, on WGS 84."""
    phi = np.radians(latitude)
    return np.cos(phi) * (1 - ECCENTRICITY2 * np.sin(phi) ** 2) / (1 - ECCENTRICITY2)


@functools.cache
def _pieces() -> tuple[Array, Array]:
    """The borders cut into short pieces, and the row in `_lines` each is of."""
    parts, row = shapely.get_parts(_lines().geometry.array, return_index=True)
    cut = [(piece, of) for part, of in zip(parts, row, strict=True) for piece in _cut(shapely.get_coordinates(part))]
    return np.array([piece for piece, _ in cut], dtype=object), np.array([of for _, of in cut])


def _cut(lonlat: Array) -> list[shapely.LineString]:
    starts = range(0, len(lonlat) - 1, _VERTICES)
    return [shapely.LineString(lonlat[start : start + _VERTICES + 1]) for start in starts]


@functools.lru_cache(maxsize=64)
def _stretched(latitude: float) -> tuple[Array, shapely.STRtree]:
    stretch = [float(_narrowing(latitude)), 1.0]
    pieces = np.asarray(shapely.transform(_pieces()[0], lambda lonlat: lonlat * stretch))
    return pieces, shapely.STRtree(pieces)
