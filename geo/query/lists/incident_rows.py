"""Single incidents of a view: for the list, the frames and the map's extent."""

from functools import lru_cache

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from geo.places.boundaries.boundaries import shapes
from geo.query.engine.engine import Engine, memoise
from geo.query.engine.question import Question
from geo.query.engine.tables import MATCHED, REVISIONS
from geo.query.engine.view_filter import is_undated

COLUMNS = (
    "id",
    "title",
    "dataset",
    "event_type",
    "sub_type",
    "start",
    "end",
    "date_precision",
    "place_name",
    "country",
    "admin1",
    "admin2",
    "lon",
    "lat",
    "place_precision",
    "radius_m",
    "feature",
    "deaths_low",
    "deaths_best",
    "deaths_high",
    "verification",
    "workflow",
)


@lru_cache(maxsize=64)
def select_rows(*, limit: int | None = None, offset: int = 0) -> ir.Table:
    """Return the incidents of a view, latest known day first, then by id; with `drawn`, `coarse` and `undated`."""
    rows = MATCHED
    latest = ibis.coalesce(rows.end, rows.start)
    ordered = rows.order_by(latest.desc(nulls_first=False), rows.id).limit(limit, offset=offset)
    return ordered.select(*COLUMNS, "drawn", "coarse", undated=is_undated(ordered))


def rows(engine: Engine, question: Question, *, limit: int | None = None, offset: int = 0) -> pa.Table:
    """Return the incidents of a view with the columns of `listed`."""
    return engine.ask(select_rows(limit=limit, offset=offset), question)


@memoise
def shapes_in_use(engine: Engine, link: str) -> tuple[str, ...]:  # noqa: ARG001 - what it is remembered by
    """Return the ids of all provinces and lines that some revision is drawn as.

    Args:
        engine: what answers.
        link: number and chain of the version its tables hold.
    """
    used = REVISIONS.filter(REVISIONS.feature.notnull()).select("feature").distinct()
    return tuple(sorted(engine.ask(used)["feature"].to_pylist()))


@memoise
def extent(engine: Engine, question: Question) -> tuple[float, float, float, float] | None:
    """West, south, east, north of all that is drawn, in degrees; None when nothing is."""
    drawn = MATCHED.filter(MATCHED.drawn)
    edges = drawn.aggregate(w=drawn.lon.min(), s=drawn.lat.min(), e=drawn.lon.max(), n=drawn.lat.max())
    row = engine.ask_one(edges, question)
    boxes = [] if row["w"] is None else [[row["w"], row["s"], row["e"], row["n"]]]
    shaped = drawn.filter(drawn.lon.isnull())
    features = engine.ask(shaped.select("feature").distinct(), question)["feature"].to_pylist()
    if features:
        boxes.append(shapes(features).total_bounds.tolist())
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)
