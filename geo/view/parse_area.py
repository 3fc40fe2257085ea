"""The area of a view, as people and programs write it."""

import numpy as np
import shapely

from geo.errors import Sentence
from geo.view.parsers import number

MAX_VERTICES = 200  # corners of an area: each is arithmetic in the query


def area_polygon(area: str) -> shapely.Geometry:
    """Return the polygon of a view's `area`: WKT, or `w,s,e,n` in degrees, longitude first.

    Raises:
        ValueError: with the rest of a sentence that begins with the key.
    """
    shape = _box(area) if area[:1].lower() not in {"p", "m"} else _wkt(area)
    west, south, east, north = shapely.bounds(shape)
    if west < -180 or south < -90 or east > 180 or north > 90:  # noqa: PLR2004  degrees
        msg = Sentence("must lie within -180 to 180 degrees east and -90 to 90 north")
        raise ValueError(msg)
    return shape


def _box(area: str) -> shapely.Geometry:
    try:
        west, south, east, north = (number(-180, 180)(part) for part in area.split(","))
    except ValueError:
        msg = Sentence("must be w,s,e,n in degrees or a WKT polygon")
        raise ValueError(msg) from None
    if west >= east or south >= north:
        msg = Sentence("must give west and south before east and north")
        raise ValueError(msg)
    return shapely.box(west, south, east, north)


def _wkt(area: str) -> shapely.Geometry:
    msg = Sentence("must be a valid WKT polygon with at most {n} corners", n=MAX_VERTICES)
    try:
        with np.errstate(all="ignore"):  # of numbers no float holds: said below, in our words
            shape = shapely.from_wkt(area)
            valid = shape.is_valid
    except shapely.errors.ShapelyError:
        raise ValueError(msg) from None
    right_kind = shape.geom_type in {"Polygon", "MultiPolygon"} and not shape.is_empty and valid
    if not right_kind or shapely.get_num_coordinates(shape) > MAX_VERTICES:
        raise ValueError(msg)
    return shape
