"""Countries and divisions to look in: which of them holds a point, or all of a line or polygon.

As in `boundaries`; sorted by id, so that the first of several is always the same.
"""

import functools
import threading
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from geo.places.boundaries.boundaries import shapes
from geo.places.boundaries.catalogue import features
from geo.places.boundaries.geodesy import Array

# A prepared polygon builds its index when first asked: two threads that ask it at once can crash the process.
_ASKING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Layer:
    """Areas as `boundaries.shapes` gives them, and their polygons, with the row in `frame` each is of.

    `prepared` are copies of `polygons`, to be asked under the lock only.
    """

    frame: gpd.GeoDataFrame
    polygons: Array
    prepared: Array
    row: Array
    tree: shapely.STRtree


@functools.cache
def countries() -> Layer:
    """Return the country shapes."""
    return _layer("country")


@functools.cache
def divisions() -> Layer:
    """Return the first-level divisions; every country has one."""
    return _layer("admin1")


def _layer(level: str) -> Layer:
    frame = shapes(sorted(f.feature for f in features().values() if f.level == level))
    polygons, row = shapely.get_parts(frame.geometry.to_numpy(), return_index=True)
    prepared = shapely.get_parts(frame.geometry.to_numpy())
    shapely.prepare(prepared)
    return Layer(frame, polygons, prepared, row, shapely.STRtree(polygons))


@functools.lru_cache(maxsize=64)
def together(country: str) -> shapely.Geometry:
    """All divisions of a country (alpha-2) as one area."""
    frame = divisions().frame
    return shapely.union_all(frame.geometry[frame.country == country].to_numpy())


def holding(layer: Layer, points: Array) -> Array:
    """Return the row of the first area that holds each point, inside or on its edge; -1 for none."""
    point, polygon = layer.tree.query(points)
    # One polygon after the other, so that its index stays in the cache; the first comes last, and stands.
    order = np.argsort(-polygon, kind="stable")
    point, polygon = point[order], polygon[order]
    with _ASKING:
        inside = shapely.intersects_xy(layer.prepared[polygon], *shapely.get_coordinates(points)[point].T)
    found = np.full(len(points), -1)
    found[point[inside]] = layer.row[polygon[inside]]
    return found


def containing(areas: Array, lines: Array) -> Array:
    """Return the position of the first area that wholly contains each line or polygon; -1 for none.

    What runs along an area's edge, and nowhere inside, is not contained.
    """
    area, line = shapely.STRtree(lines).query(areas, predicate="contains")
    found = np.full(len(lines), -1)
    found[line[::-1]] = area[::-1]
    return found
