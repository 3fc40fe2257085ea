"""A viewport of the map in hexagons, and how many incidents have no point to be in one."""

from functools import lru_cache
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from typing_extensions import TypedDict

from geo.incident import EVENT_TYPES
from geo.query.engine.compile import Values
from geo.query.engine.engine import Engine, memoise
from geo.query.engine.parameters import slot
from geo.query.engine.question import Question
from geo.query.engine.tables import MATCHED, how_many
from geo.query.map import hexgrid
from geo.query.map.viewport_cells import Box
from geo.query.totals.counts import counts

MAX_HEXES = 3_000
_MOST_READ = 2 * MAX_HEXES  # with those about the viewport
_TYPES = tuple(EVENT_TYPES)

_EDGES = tuple(slot(name, "int64") for name in ("west", "north", "east", "south"))
_SIDE, _ROUND = slot("side", "float64"), slot("round", "int64")


class Hexagon(TypedDict):
    """A hexagon: its middle and corners in degrees (longitude first), and the incidents in it, by event type too.

    A ring goes on beyond 180 degrees behind the antimeridian. `coarse` of them are known to a month or year only.
    """

    at: list[float]
    ring: list[list[float]]
    count: int
    coarse: int
    types: dict[str, int]


class Hexagons(TypedDict):
    """The hexagons of a viewport; `elsewhere` are the incidents that match and have no point on the map."""

    hexes: list[Hexagon]
    elsewhere: int


@memoise
def hexes(engine: Engine, question: Question, bbox: Box, zoom: int) -> Hexagons:
    """Return the hexagons of a viewport with incidents in them, each counted whole.

    Where they would be more than `MAX_HEXES`, or the viewport is wider than a screen, they are those of a lower zoom.
    `elsewhere` are the incidents that match and have no point, wherever the viewport is: provinces, lines, and what
    cannot be placed.

    Args:
        engine: runs the expressions.
        question: what is asked.
        bbox: west, south, east, north in degrees; west beyond east crosses the antimeridian.
        zoom: Web Mercator zoom level.
    """
    level = hexgrid.finest(bbox, zoom)
    while (found := _in_view(engine, question, bbox, level)) is None:
        level -= 1
    elsewhere = counts(engine, question).matched - _with_a_point(engine, question)
    return {"hexes": _add_outlines(found, hexgrid.side(level)), "elsewhere": elsewhere}


@memoise
def _with_a_point(engine: Engine, question: Question) -> int:
    return int(engine.ask_one(select_point_count(), question)["n"])


@lru_cache
def select_point_count() -> ir.Table:
    """One row: how many have a point on the map."""
    return MATCHED.aggregate(n=MATCHED.mx.count())


def _in_view(engine: Engine, question: Question, bbox: Box, zoom: int) -> list[dict[str, Any]] | None:
    """Return the hexagons of a viewport; None where they are too many."""
    reach = hexgrid.side(zoom)
    edges, across = hexgrid.edges(bbox, 2 * reach)
    values: Values = {**dict(zip(_EDGES, edges, strict=True)), _SIDE: reach, _ROUND: hexgrid.COLUMNS * 2**zoom}
    table = engine.ask(select_hexagons(across=across), question, values)
    if table.num_rows > _MOST_READ:
        return None
    # Of a hexagon that reaches into the viewport all incidents are read; of one beyond perhaps only some.
    column, line = (table[name].to_numpy() for name in ("column", "line"))
    here = pa.array(hexgrid.touching(column, line, bbox, reach))
    found: list[dict[str, Any]] = table.filter(here).to_pylist()
    return found if len(found) <= MAX_HEXES else None


@lru_cache
def select_hexagons(*, across: bool) -> ir.Table:
    """Return the incidents with a point, gathered by hexagon: its `line` from north, and its `column` in that line."""
    west, north, east, south = _EDGES
    rows = MATCHED
    wide = (rows.mx >= west) | (rows.mx <= east) if across else rows.mx.between(west, east)
    rows = rows.filter(wide, rows.my.between(north, south))
    rows = rows.mutate(**hexgrid.hexagon_columns(rows, _SIDE, _ROUND))
    types = {f"type{n}": how_many(rows.kind == n) for n in range(len(_TYPES))}
    sums = {"count": rows.count(), "coarse": how_many(rows.coarse), **types}
    return (
        rows.group_by("line", "column")
        .aggregate(**sums)
        .order_by(ibis.desc("count"), "line", "column")
        .limit(_MOST_READ + 1)
    )


def _add_outlines(found: list[dict[str, Any]], reach: float) -> list[Hexagon]:
    """Return the hexagons with their middles and corners in degrees."""
    if not found:
        return []
    column, line = (np.array([row[name] for row in found]) for name in ("column", "line"))
    at, corners = hexgrid.rings(column, line, reach)
    return [
        {"at": middle, "ring": ring, "count": row["count"], "coarse": row["coarse"], "types": _types(row)}
        for row, middle, ring in zip(found, at.tolist(), corners.tolist(), strict=True)
    ]


def _types(row: dict[str, Any]) -> dict[str, int]:
    return {name: row[f"type{n}"] for n, name in enumerate(_TYPES) if row[f"type{n}"]}
