"""Land borders: their lines, what lies near them, and how far it is to one of them.

Source: Natural Earth countries (public domain), 1:10m where a Middle Eastern country is concerned, else 1:50m.
"""

import functools

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.errors import NoSharedBorderError
from geo.places.boundaries import geodesy
from geo.places.boundaries.geodesy import Array
from geo.settings import DATA

# Of latitude, at the equator: the least there is; and a fiftieth less, as the shortest way bends towards a pole.
_KM_PER_DEGREE = 110.57 * 0.98


def border(first: str, second: str) -> gpd.GeoDataFrame:
    """Return the land border two countries share.

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
    """Return the distance of each geometry from the land border of two countries, at any range.

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
    line = geodesy.split_lines(shapely.get_parts(border_line))
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
    lines = _lines()
    line, at = shapely.STRtree(shapes[usable]).query(lines.geometry.array, "dwithin", _reach(within_km))
    found = pd.DataFrame({"at": usable[at], "line": line, "km": _km_of_pairs(line, shapes[usable[at]])})
    found = found[found.km <= within_km].sort_values(["at", "km", "line"])
    codes = lines.feature.str.removeprefix("border:").to_numpy()[found.line]
    return pd.DataFrame({"row": geometries.index.take(found["at"]), "border": codes, "km": found.km.to_numpy()})


def _km_of_pairs(line: Array, shapes: Array) -> Array:
    """Return the distance of each shape from its border; the pairs of a border are contiguous."""
    km = np.empty(len(line))
    for pairs in np.split(np.arange(len(line)), np.flatnonzero(np.diff(line)) + 1) if len(line) else ():
        km[pairs] = _km(_lines().geometry.array[line[pairs[0]]], shapes[pairs])
    return km


def _reach(within_km: float) -> Array:
    """So many degrees of every border that nothing in reach is missed: those of longitude are short towards a pole."""
    degrees = within_km / _KM_PER_DEGREE
    bounds = _lines().geometry.bounds
    poleward = np.clip(bounds[["miny", "maxy"]].abs().max(axis=1) + degrees, 0, 89)
    return np.asarray(degrees / np.cos(np.radians(poleward)))
