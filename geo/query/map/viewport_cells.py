"""A viewport of the map: cells, single incidents, provinces and lines, at most 2,000 points."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, cast

import ibis
import ibis.expr.types as ir
import numpy as np
import shapely

from geo.incident import EVENT_TYPES
from geo.places.boundaries.boundaries import country_of, touching
from geo.query.engine.compile import Values
from geo.query.engine.engine import Engine, memoise
from geo.query.engine.parameters import slot, unnest_array
from geo.query.engine.question import Question
from geo.query.engine.tables import MATCHED, how_many
from geo.query.map.features import (
    CellFeature,
    CellProperties,
    IncidentFeature,
    IncidentProperties,
    MapFeature,
    Point,
    ShapeFeature,
    ShapeProperties,
)
from geo.readmodel.mercator import BITS, degrees, steps

Box = tuple[float, float, float, float]

MAX_POINTS = 2_000
FEW = 50  # incidents of one place whose ids travel with it
CELL_BITS = 2  # 2 ** 2 cells along a tile's side: cells of 64 pixels
SINGLE_ZOOM = 15  # from here on only incidents on one and the same point share a cell
FINEST_ZOOM = 26  # cells of about a millimetre: one point each
COUNTRY_ZOOM = 4  # below this provinces gather into their country
DECIMALS = 6  # of degrees: a tenth of a metre, and coarser than a step
EXACT_DECIMALS = 8  # so fine that steps are found again, at any latitude of the map
MINE = ("id", "title", "start", "end", "event_type", "verification", "deaths_low", "deaths_best")
WHERE = ("place_precision", "radius_m")

_TYPES = tuple(EVENT_TYPES)
# What viewports differ in: west, north, east and south in Mercator steps, and the incidents and points fetched.
_EDGES = tuple(slot(name, "int32") for name in ("west", "north", "east", "south"))
_SHIFT = slot("shift", "int32")
_RIDS, _COLUMNS, _ROWS = (slot(name, "array<int64>") for name in ("rids", "columns", "rows"))
_FEATURES = slot("features", "array<string>")


@memoise
def viewport(engine: Engine, question: Question, bbox: Box, zoom: int) -> tuple[list[MapFeature], int]:
    """Return the GeoJSON features of a viewport, and how many incidents they stand for.

    Args:
        engine: runs the expressions.
        question: what is asked.
        bbox: west, south, east, north in degrees; west beyond east crosses the antimeridian.
        zoom: Web Mercator zoom level.
    """
    points = _points(engine, question, bbox, zoom)
    shaped = _shapes(engine, question, bbox, zoom)
    return [*points, *shaped], sum(_count(feature) for feature in (*points, *shaped))


def _count(feature: MapFeature) -> int:
    properties = feature["properties"]
    return 1 if properties["kind"] == "incident" else properties["count"]


def _points(engine: Engine, question: Question, bbox: Box, zoom: int) -> list[IncidentFeature | CellFeature]:
    across, edges = _crosses(bbox), _edges(bbox)
    grid = FINEST_ZOOM if zoom >= SINGLE_ZOOM else zoom
    found = cells_in(engine, question, bbox, grid)
    while len(found) > MAX_POINTS:
        grid = min(grid, SINGLE_ZOOM) - 1
        found = cells_in(engine, question, bbox, grid)
    alone = [cell["rid"] for cell in found if cell["count"] == 1]
    stacks = [cell for cell in found if cell["count"] > 1 and _is_one_point(cell)]
    ids = _fetch_stacks(engine, question, [cell for cell in stacks if cell["count"] <= FEW])
    singles = engine.ask(single(across=across), question, {**edges, _RIDS: alone}).to_pylist() if alone else []
    gathered = _add_coordinates([cell for cell in found if cell["count"] > 1])
    return [_single(row) for row in singles] + [_cell(cell, ids.get((cell["w"], cell["n"]))) for cell in gathered]


def cells_in(engine: Engine, question: Question, bbox: Box, zoom: int) -> list[dict[str, Any]]:
    """Return the rows of `cells` for a viewport, at most one more than can be drawn."""
    values = {**_edges(bbox), _SHIFT: BITS - zoom - CELL_BITS}
    found: list[dict[str, Any]] = engine.ask(cells(across=_crosses(bbox)), question, values).to_pylist()
    return found


def _crosses(bbox: Box) -> bool:
    """Return whether the viewport crosses the antimeridian."""
    return bbox[0] > bbox[2]


@lru_cache
def cells(*, across: bool) -> ir.Table:
    """Select incidents with a point, grouped by cell of the tile grid; positions in Mercator steps.

    The edges of the viewport and the size of the cells are parameters; `across` says that it crosses the antimeridian.
    """
    rows = MATCHED.filter(*_within(MATCHED, across=across))
    types = {f"type{n}": how_many(rows.kind == n) for n in range(len(EVENT_TYPES))}
    return (
        rows.group_by(x=rows.mx >> _SHIFT, y=rows.my >> _SHIFT)
        .aggregate(
            count=rows.count(),
            rid=rows.rid.min(),
            mx=rows.mx.mean(),
            my=rows.my.mean(),
            w=rows.mx.min(),
            n=rows.my.min(),
            e=rows.mx.max(),
            s=rows.my.max(),
            coarse=how_many(rows.coarse),
            **types,
        )
        .order_by(ibis.desc("count"), "x", "y")
        .limit(MAX_POINTS + 1)
    )


def _within(rows: ir.Table, *, across: bool) -> tuple[ir.BooleanValue, ...]:
    """Return whether the map draws a point within the viewport."""
    west, north, east, south = _EDGES
    wide = (rows.mx >= west) | (rows.mx <= east) if across else rows.mx.between(west, east)
    return wide, rows.my.between(north, south)


def _edges(bbox: Box) -> Values:
    """Return the values of a viewport's edges, in Mercator steps."""
    (west, east), (south, north) = (part.tolist() for part in steps(np.array(bbox[::2]), np.array(bbox[1::2])))
    return dict(zip(_EDGES, (west, north, east, south), strict=True))


def _add_coordinates(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the cells with their middles and corners in degrees beside the steps."""
    if not found:
        return []
    lon, lat = degrees(*(np.array([cell[name] for cell in found]) for name in ("mx", "my")))
    west, north = degrees(*(np.array([cell[name] for cell in found]) for name in ("w", "n")))
    east, south = degrees(*(np.array([cell[name] for cell in found]) for name in ("e", "s")))
    middles, corners = np.stack([lon, lat], axis=1), np.stack([west, south, east, north], axis=1)
    placed = zip(
        found, np.round(middles, DECIMALS).tolist(), np.round(corners, DECIMALS).tolist(), corners, strict=True
    )
    return [cell | {"middle": middle, "bounds": box, "at": _at(exact)} for cell, middle, box, exact in placed]


def _at(corners: np.ndarray) -> str:
    """Return the `at` key of a cell's list, as `geo.view.parse_at` reads it: its corners, or its one point."""
    west, south, east, north = (f"{edge:.{EXACT_DECIMALS}f}" for edge in corners)
    return f"{west},{south}" if (west, south) == (east, north) else f"{west},{south},{east},{north}"


@lru_cache
def single(*, across: bool) -> ir.Table:
    """Select the incidents with the row numbers given, all in the viewport: the engine skips the rest."""
    rows = MATCHED.filter(MATCHED.rid.isin(unnest_array(_RIDS)), *_within(MATCHED, across=across))
    return rows.select(*MINE, *WHERE, "lon", "lat").order_by("id")


@lru_cache
def select_stacked_ids() -> ir.Table:
    """Return the ids on the points given."""
    rows = MATCHED.filter(MATCHED.mx.isin(unnest_array(_COLUMNS)), MATCHED.my.isin(unnest_array(_ROWS)))
    return rows.select("id", "mx", "my").order_by("id")


def _fetch_stacks(engine: Engine, question: Question, stacks: list[dict[str, Any]]) -> dict[tuple[int, int], list[str]]:
    """Return the ids on each point where few incidents lie on one another."""
    ids: dict[tuple[int, int], list[str]] = defaultdict(list)
    if stacks:
        points = {_COLUMNS: [cell["w"] for cell in stacks], _ROWS: [cell["n"] for cell in stacks]}
        for row in engine.ask(select_stacked_ids(), question, points).to_pylist():
            ids[row["mx"], row["my"]].append(row["id"])
    return ids


def _is_one_point(cell: dict[str, Any]) -> bool:
    return bool(cell["w"] == cell["e"] and cell["s"] == cell["n"])


def _shapes(engine: Engine, question: Question, bbox: Box, zoom: int) -> list[ShapeFeature]:
    rows = [row | {"gathered": False} for row in _all_shapes(engine, question)]
    if zoom < COUNTRY_ZOOM:
        rows = _merge_into_countries(rows)
    in_view = _in_view(bbox, [row["feature"] for row in rows])
    rows = [row for row in rows if row["feature"] in in_view]
    few = [row for row in rows if row["count"] <= FEW and not row["gathered"]]
    ids = _shape_ids(engine, question, [row["feature"] for row in few])
    return [_shape(row, ids.get(row["feature"])) for row in rows]


@memoise
def _all_shapes(engine: Engine, question: Question) -> list[dict[str, Any]]:
    """Return the same for every viewport."""
    found: list[dict[str, Any]] = engine.ask(select_shapes(), question).to_pylist()
    return found


@lru_cache
def select_shapes() -> ir.Table:
    """Return the incidents drawn as a province or a line, gathered by its feature; first and last of what they are."""
    rows = MATCHED.filter(MATCHED.drawn, MATCHED.mx.isnull())
    gathered = rows.group_by("feature").aggregate(
        count=rows.count(),
        place_precision=rows.place_precision.min(),
        kind=rows.kind.min(),
        last_kind=rows.kind.max(),
        verification=rows.verification.min(),
        last_verification=rows.verification.max(),
    )
    return gathered.order_by("feature")


def _merge_into_countries(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Provinces gathered into their country; lines stay themselves."""
    lines = [row for row in rows if row["feature"].startswith("border:")]
    by_country: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row not in lines:
            by_country[f"country:{country_of(row['feature'])}"].append(row)
    return lines + [
        {
            "feature": country,
            "count": sum(row["count"] for row in provinces),
            "place_precision": "admin1",
            "kind": None,
            "verification": None,
            "last_verification": None,
            "gathered": True,
        }
        for country, provinces in by_country.items()
    ]


def _in_view(bbox: Box, features: Iterable[str]) -> set[str]:
    west, south, east, north = bbox
    boxes = [bbox] if west <= east else [(west, south, 180.0, north), (-180.0, south, east, north)]
    return {feature for box in boxes for feature in touching(shapely.box(*box), features)}


@lru_cache
def of_shapes() -> ir.Table:
    """Return the ids of the incidents drawn as the features given."""
    rows = MATCHED.filter(MATCHED.drawn, MATCHED.mx.isnull(), MATCHED.feature.isin(unnest_array(_FEATURES)))
    return rows.select("id", "feature").order_by("id")


def _shape_ids(engine: Engine, question: Question, features: list[str]) -> dict[str, list[str]]:
    ids: dict[str, list[str]] = defaultdict(list)
    if features:
        for row in engine.ask(of_shapes(), question, {_FEATURES: features}).to_pylist():
            ids[row["feature"]].append(row["id"])
    return ids


def _point(lon: float, lat: float) -> Point:
    return {"type": "Point", "coordinates": [lon, lat]}


def _single(row: dict[str, Any]) -> IncidentFeature:
    days = {key: None if row[key] is None else row[key].isoformat() for key in ("start", "end")}
    mine: dict[str, Any] = {"kind": "incident"} | {key: row[key] for key in (*MINE, *WHERE)} | days
    return {
        "id": row["id"],
        "type": "Feature",
        "geometry": _point(row["lon"], row["lat"]),
        "properties": cast("IncidentProperties", mine),
    }


def _cell(cell: dict[str, Any], ids: list[str] | None) -> CellFeature:
    properties: CellProperties = {
        "kind": "cell",
        "count": cell["count"],
        "bounds": cell["bounds"],
        "at": cell["at"],
        "types": {name: cell[f"type{n}"] for n, name in enumerate(EVENT_TYPES) if cell[f"type{n}"]},
        "coarse": cell["coarse"],
        "stack": _is_one_point(cell),
    }
    if ids:
        properties["ids"] = ids
    return {"type": "Feature", "geometry": _point(*cell["middle"]), "properties": properties}


def _shape(row: dict[str, Any], ids: list[str] | None) -> ShapeFeature:
    properties: ShapeProperties = {
        "kind": "shape",
        "feature": row["feature"],
        "count": row["count"],
        "place_precision": row["place_precision"],
        "event_type": _TYPES[row["kind"]] if row["kind"] is not None and row["kind"] == row["last_kind"] else None,
        "verification": row["verification"] if row["verification"] == row["last_verification"] else None,
        "gathered": row["gathered"],
    }
    if ids:
        properties["ids"] = ids
    return {"type": "Feature", "geometry": None, "properties": properties}
