"""Who may see which rows of the read model: decided here when revisions come, so that questions only look it up.

A viewer sees what is published, shareable, and no closer than it is generalised to, both at the version asked for and
today: an old link never shows what must be hidden now. An editor sees all that is not withdrawn.
"""

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.incident import PlacePrecision
from geo.store.columns import CURRENT, REVISIONS
from geo.store.mercator import steps
from geo.store.narrow import COARSE_DATES, COARSE_PLACES

METRES_PER_DEGREE = 111_320.0  # along a meridian, and along the equator
HALF_DIAGONAL = 0.7072  # of a square of side 1: a ring this wide covers the cell

_FORGET = "DELETE FROM revisions WHERE generalised AND id IN (SELECT id FROM marked)"
_CLOSE = f"""
    UPDATE revisions
    SET until_version = story.until_version, now_workflow = story.workflow,
        now_shareable = story.shareable, now_generalise_m = story.generalise_m
    FROM (
        SELECT rid,
            lead(from_version, 1, {CURRENT}) OVER ids AS until_version,
            last_value(workflow) OVER whole AS workflow,
            last_value(shareable) OVER whole AS shareable,
            last_value(generalise_m) OVER whole AS generalise_m
        FROM revisions WHERE id IN (SELECT id FROM marked)
        WINDOW ids AS (PARTITION BY id ORDER BY from_version),
            whole AS (
                PARTITION BY id ORDER BY from_version ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            )
    ) AS story
    WHERE revisions.rid = story.rid
"""  # noqa: S608  (a constant of ours)
_PUBLISHED = """
    workflow = 'published' AND now_workflow = 'published' AND coalesce(shareable AND now_shareable, false)
"""
_HIDDEN = "coalesce(generalise_m > 0, false) OR coalesce(now_generalise_m > 0, false)"
# Of a row with its exact position, in SQL.
FOR_EDITORS = "workflow <> 'withdrawn'"
FOR_VIEWERS = f"{_PUBLISHED} AND NOT ({_HIDDEN})"
_GRANT = f"UPDATE revisions SET for_viewers = {FOR_VIEWERS} WHERE id IN (SELECT id FROM marked)"  # noqa: S608  (ours)
_MOVE = f"""
    SELECT * REPLACE ({_PUBLISHED} AS for_viewers, false AS for_editors)
    FROM revisions WHERE ({_HIDDEN}) AND id IN (SELECT id FROM marked)
"""  # noqa: S608  (constants of ours)


def grant(cursor: duckdb.DuckDBPyConnection, marked: pa.Table) -> None:
    """Bring the rows of incidents with more than one revision, or a generalised one, to what may be seen today.

    Args:
        cursor: of an engine with the read model's tables.
        marked: the `id` of each such incident.
    """
    if not marked.num_rows:
        return
    cursor.register("marked", marked)
    for statement in (_FORGET, _CLOSE, _GRANT):
        cursor.execute(statement)
    hidden = cursor.sql(_MOVE).to_arrow_table().cast(REVISIONS)
    cursor.unregister("marked")
    if hidden.num_rows:
        cursor.register("moved", _moved(hidden))
        cursor.execute("INSERT INTO revisions BY NAME SELECT * FROM moved")
        cursor.unregister("moved")


def _moved(rows: pa.Table) -> pa.Table:
    """The rows with the position that anyone may see: the centre of a fixed grid cell, in a ring that covers it."""
    then, now = (pc.fill_null(rows[name], 0.0).to_numpy() for name in ("generalise_m", "now_generalise_m"))
    size = np.maximum(then, now)
    lon, lat = _centre(rows, size)
    pointed = ~np.isnan(lon) & ~np.isnan(lat)
    mx, my = steps(lon, lat)
    precision = _precision(rows, pointed)
    province = _is(rows["place_precision"], PlacePrecision.ADMIN1) & _valid(rows["feature"])
    nothing = pa.nulls(rows.num_rows, pa.string())
    made = {
        "lon": pa.array(lon, mask=~pointed),
        "lat": pa.array(lat, mask=~pointed),
        "mx": pa.array(mx, mask=~pointed),
        "my": pa.array(my, mask=~pointed),
        "radius_m": pa.array(size * HALF_DIAGONAL + pc.fill_null(rows["radius_m"], 0.0).to_numpy()),
        "place_precision": precision,
        "drawn": pa.array(pointed | province),
        "coarse": pc.or_(
            pc.is_in(rows["date_precision"], pa.array(COARSE_DATES, pa.string())),
            pc.is_in(precision, pa.array(COARSE_PLACES, pa.string())),
        ),
        "feature": pc.if_else(pa.array(_small(rows)), None, rows["feature"]),
        "place_name": nothing,
        "admin2": nothing,
        "place_words": nothing,
        "generalised": pa.repeat(pa.scalar(value=True), rows.num_rows),
    }
    return pa.table({name: made[name] if name in made else rows[name] for name in REVISIONS.names}, schema=REVISIONS)


def _centre(rows: pa.Table, size: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    step = np.asarray(size / METRES_PER_DEGREE)
    lat = np.floor(rows["lat"].to_numpy() / step) * step + step / 2
    wide = step / np.maximum(np.cos(np.radians(lat)), 0.01)
    return np.asarray(np.floor(rows["lon"].to_numpy() / wide) * wide + wide / 2), lat


def _precision(rows: pa.Table, pointed: np.ndarray) -> pa.Array:
    coarser = pc.if_else(pa.array(_small(rows)), PlacePrecision.COUNTRY.value, rows["place_precision"])
    return pc.if_else(pa.array(pointed), PlacePrecision.NEAR.value, coarser)


def _small(rows: pa.Table) -> np.ndarray:
    """Districts and lines may be smaller than what is to be hidden; a province is left to the editor's choice."""
    precision = rows["place_precision"]
    return np.asarray(
        pc.is_in(precision, pa.array([PlacePrecision.ADMIN2, PlacePrecision.LINE], pa.string())).to_numpy()
    )


def _is(column: pa.ChunkedArray, value: str) -> np.ndarray:
    return np.asarray(pc.fill_null(pc.equal(column, value), fill_value=False).to_numpy())


def _valid(column: pa.ChunkedArray) -> np.ndarray:
    return np.asarray(column.is_valid().to_numpy())
