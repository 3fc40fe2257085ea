"""An area as arithmetic, so that it runs on any engine without a spatial extension."""

from collections.abc import Collection, Sequence
from functools import reduce
from itertools import pairwise
from operator import add

import ibis.expr.types as ir
import shapely

from geo.incident import SHAPE_PRECISIONS
from geo.places.boundaries.boundaries import touching
from geo.query.engine.tables import surely
from geo.view import area_polygon


def in_area(rows: ir.Table, area: str, shapes: Collection[str]) -> ir.BooleanValue:
    """Return whether a point lies in the area, or a province or line touches it.

    A ring is judged by its centre. `area` is WKT or `w,s,e,n` in degrees; of all boundaries only
    the `shapes` in use are named in the query, or a wide area would name thousands.
    """
    polygon = area_polygon(area)
    point = in_bounds(rows, shapely.bounds(polygon).tolist())
    if not shapely.equals(polygon, shapely.envelope(polygon)):
        point &= _inside(rows, polygon)
    drawn = rows.place_precision.isin([precision.value for precision in SHAPE_PRECISIONS])
    shape = rows.lon.isnull() & drawn & rows.feature.isin(sorted(set(touching(polygon, shapes)).intersection(shapes)))
    return surely(point) | surely(shape)


def in_bounds(rows: ir.Table, bounds: Sequence[float]) -> ir.BooleanValue:
    """Return whether a point lies within west, south, east, north; west beyond east crosses the antimeridian."""
    west, south, east, north = (float(edge) for edge in bounds)
    across = rows.lon.between(west, east) if west <= east else (rows.lon >= west) | (rows.lon <= east)
    return across & rows.lat.between(south, north)


def _inside(rows: ir.Table, polygon: shapely.Geometry) -> ir.BooleanValue:
    """Even-odd rule: a ray to the east crosses the rings an odd number of times."""
    rings = [shapely.get_coordinates(ring) for part in shapely.get_parts(polygon) for ring in shapely.get_rings(part)]
    edges = [(start, end) for ring in rings for start, end in pairwise(ring)]
    crossings = [_crosses(rows, start, end) for start, end in edges if start[1] != end[1]]
    return reduce(add, crossings) % 2 == 1


def _crosses(rows: ir.Table, start: tuple[float, float], end: tuple[float, float]) -> ir.IntegerValue:
    (x1, y1), (x2, y2) = (tuple(float(value) for value in corner) for corner in (start, end))
    spans = (rows.lat < y1) != (rows.lat < y2)
    return (spans & (rows.lon < x1 + (rows.lat - y1) * ((x2 - x1) / (y2 - y1)))).ifelse(1, 0)
