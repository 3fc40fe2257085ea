"""Land borders: their lines, and what lies near them.

Source: Natural Earth countries (public domain), 1:10m where a Middle Eastern country is concerned, else 1:50m.
"""

import functools
from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod

from geo.errors import NoSharedBorderError
from geo.settings import DATA

_WGS84 = Geod(ellps="WGS84")
_KM_PER_DEGREE = 110.57  # of latitude, at the equator: the least there is, so that reach is never cut short
_ECCENTRICITY2 = 0.00669437999014
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


_Pairs = tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], np.ndarray[Any, Any]]
_NONE: _Pairs = (np.array([], int), np.array([], int), np.array([], float))


def _bands(shapes: np.ndarray[Any, Any], rows: np.ndarray[Any, Any]) -> Iterator[tuple[float, np.ndarray[Any, Any]]]:
    """The rows sorted into bands of latitude, each with the latitude of its middle."""
    bounds = shapely.bounds(shapes[rows])
    band = np.floor((bounds[:, 1] + bounds[:, 3]) / 2 / _BAND).astype(int)
    for number in np.unique(band):
        yield (number + 0.5) * _BAND, rows[band == number]


def _in_band(shapes: np.ndarray[Any, Any], rows: np.ndarray[Any, Any], latitude: float, within_km: float) -> _Pairs:
    """Row, line and distance in km of every piece of a border in reach of `shapes[rows]`."""
    stretch = [float(_narrowing(latitude)), 1.0]
    here = shapely.transform(shapes[rows], lambda lonlat: lonlat * stretch)
    pieces, tree = _stretched(latitude)
    which, piece = tree.query(here, predicate="dwithin", distance=_reach(shapes[rows], latitude, within_km))
    ends = shapely.get_coordinates(shapely.shortest_line(here[which], pieces[piece])) / stretch
    metres = _WGS84.inv(ends[::2, 0], ends[::2, 1], ends[1::2, 0], ends[1::2, 1])[2]
    return rows[which], _pieces()[1][piece], np.asarray(metres) / 1000


def _reach(shapes: np.ndarray[Any, Any], latitude: float, within_km: float) -> np.ndarray[Any, Any]:
    """The reach in stretched degrees, widened where a shape reaches poleward of the latitude it is stretched for."""
    degrees = within_km / _KM_PER_DEGREE
    poleward = np.clip(np.abs(shapely.bounds(shapes)[:, 1::2]).max(axis=1) + degrees, 0, 89)
    return np.asarray(degrees * np.maximum(_narrowing(latitude) / _narrowing(poleward), 1.0))


def _narrowing(latitude: Any) -> Any:
    """How long a degree of longitude is, in degrees of latitude, on WGS 84."""
    phi = np.radians(latitude)
    return np.cos(phi) * (1 - _ECCENTRICITY2 * np.sin(phi) ** 2) / (1 - _ECCENTRICITY2)


@functools.cache
def _pieces() -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """The borders cut into short pieces, and the row in `_lines` each is of."""
    parts, row = shapely.get_parts(_lines().geometry.array, return_index=True)
    cut = [(piece, of) for part, of in zip(parts, row, strict=True) for piece in _cut(shapely.get_coordinates(part))]
    return np.array([piece for piece, _ in cut], dtype=object), np.array([of for _, of in cut])


def _cut(lonlat: np.ndarray[Any, Any]) -> list[shapely.LineString]:
    starts = range(0, len(lonlat) - 1, _VERTICES)
    return [shapely.LineString(lonlat[start : start + _VERTICES + 1]) for start in starts]


@functools.lru_cache(maxsize=64)
def _stretched(latitude: float) -> tuple[np.ndarray[Any, Any], shapely.STRtree]:
    stretch = [float(_narrowing(latitude)), 1.0]
    pieces = np.asarray(shapely.transform(_pieces()[0], lambda lonlat: lonlat * stretch))
    return pieces, shapely.STRtree(pieces)
