"""Hexagons of one size that stay where they are on the globe: their grid, and how a point finds its own.

The grid lies in Web Mercator, in columns that divide the world's width: it closes at the antimeridian. Hexagons stand
on a corner, in lines from north; every second line lies half a hexagon further east. Rounding to the nearest middle is
that of axial coordinates, see https://www.redblobgames.com/grids/hexagons/#rounding.
"""

import math

import ibis
import ibis.expr.types as ir
import numpy as np

from geo.query.map.viewport_cells import DECIMALS, Box
from geo.readmodel.mercator import BITS, degrees, steps

COLUMNS = 7  # round the world at zoom 0: of 256 pixels, 37 each
WORLD = 2**BITS
_WIDEST = 400  # columns of a viewport: more pixels than a screen has
_ROOT3 = math.sqrt(3.0)
_CORNERS = np.radians(np.arange(30, 390, 60))


def side(zoom: int) -> float:
    """Return the side length of a hexagon, in Mercator steps; its width is √3 times that."""
    return float(WORLD / (COLUMNS * 2**zoom) / _ROOT3)


def finest(bbox: Box, zoom: int) -> int:
    """Return the zoom, or the one at which the viewport is no wider than a screen can be."""
    west, _, east, _ = box_in_steps(bbox)
    while (east - west) / WORLD * COLUMNS * 2**zoom > _WIDEST:
        zoom -= 1
    return zoom


def box_in_steps(bbox: Box) -> tuple[float, float, float, float]:
    """West, north, east and south in steps; the east lies beyond the world's width behind the antimeridian."""
    (west, east), (south, north) = (part.tolist() for part in steps(np.array(bbox[::2]), np.array(bbox[1::2])))
    return west, north, east + WORLD * (bbox[0] > bbox[2]), south


def edges(bbox: Box, pad: float) -> tuple[tuple[int, int, int, int], bool]:
    """West, north, east and south in steps, moved outwards by `pad`; and whether that crosses the antimeridian."""
    west, north, east, south = box_in_steps(bbox)
    if east - west + 2 * pad >= WORLD:
        west, east = 0.0, WORLD - 1.0
    else:
        west, east = (west - pad) % WORLD, (east + pad) % WORLD
    return (int(west), int(north - pad), math.ceil(east), math.ceil(south + pad)), west > east


def touching(column: np.ndarray, line: np.ndarray, bbox: Box, reach: float) -> np.ndarray:
    """Return a mask of the hexagons that reach into a viewport, by at most a little less than their own size."""
    west, north, east, south = box_in_steps(bbox)
    x, y = _middles(column, line, reach)
    beyond = (x - (west - reach)) % WORLD
    found: np.ndarray = (north - reach <= y) & (y <= south + reach) & (beyond <= east - west + 2 * reach)
    return found


def rings(column: np.ndarray, line: np.ndarray, reach: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the middles (n, 2) and corners (n, 6, 2) in degrees; a ring goes on beyond the antimeridian."""
    x, y = _middles(column, line, reach)
    east, south = reach * np.cos(_CORNERS), reach * np.sin(_CORNERS)
    return _lonlat(x, y), _lonlat(x[:, None] + east, y[:, None] + south)


def _middles(column: np.ndarray, line: np.ndarray, reach: float) -> tuple[np.ndarray, np.ndarray]:
    return (column + (line % 2) / 2) * reach * _ROOT3, line * 1.5 * reach


def _lonlat(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.round(np.stack(degrees(x, y), axis=-1), DECIMALS)


def hexagon_columns(rows: ir.Table, reach: ir.Scalar, columns: ir.Scalar) -> dict[str, ir.IntegerValue]:
    """Return the `column` and `line` of the hexagon that each point lies in.

    Args:
        rows: with `mx` and `my`, in Mercator steps.
        reach: the side of a hexagon, in steps.
        columns: how many there are round the world.
    """
    x, y = rows.mx.cast("float64") / reach, rows.my.cast("float64") / reach
    column, line = _round_axial(x / _ROOT3 - y / 3.0, y * 2.0 / 3.0)
    shifted = column + (line - line % 2) // 2
    return {"column": (shifted + columns) % columns, "line": line}  # what is left of -1 is -1 in SQL


def _round_axial(q: ir.FloatingValue, r: ir.FloatingValue) -> tuple[ir.IntegerValue, ir.IntegerValue]:
    """Return the nearest middle in axial coordinates: of three that sum to 0, the one rounded furthest gives way."""
    s = -q - r
    whole_q, whole_r, whole_s = q.round(), r.round(), s.round()
    off_q, off_r, off_s = (whole_q - q).abs(), (whole_r - r).abs(), (whole_s - s).abs()
    column = ibis.ifelse((off_q > off_r) & (off_q > off_s), -whole_r - whole_s, whole_q)
    line = ibis.ifelse((off_r >= off_q) & (off_r > off_s), -whole_q - whole_s, whole_r)
    return column.cast("int64"), line.cast("int64")
