"""The map's own query beside a bare scan of the columns it reads, in the same process."""

import statistics
from collections.abc import Callable, Iterator
from pathlib import Path

from served import timed

from geo.access import LOCAL
from geo.atlas import Atlas
from geo.query.map import viewport_cells
from geo.settings import Settings
from geo.view import from_query

BARE = """
    SELECT count(*), sum(mx), sum(my), sum(kind), sum(rid), sum(coarse::INT), sum(from_version), sum(until_version)
    FROM revisions WHERE for_editors AND mx IS NOT NULL {and_}
"""
WORLD = (-180.0, -85.0, 180.0, 85.0)
TIMES = 7


def against_scan(store: Path) -> Iterator[tuple[str, str]]:
    """Medians of both, and their ratio."""
    atlas = Atlas.open(Settings(store=str(store), local_access=True))
    for name, query, and_ in (("all", "", ""), ("one type", "type=Battles", "AND event_type = 'Battles'")):
        question = atlas.question(from_query(query)[0], LOCAL)
        map_ = _median(lambda question=question: viewport_cells.cells_in(atlas.engine, question, WORLD, 3))
        with atlas.model.cursor() as cursor:
            scan = _median(lambda and_=and_: cursor.execute(BARE.format(and_=and_)).fetchall())
        yield f"map of the world, {name} / bare scan", f"{map_ * 1000:.0f} / {scan * 1000:.0f} ms = {map_ / scan:.1f}"


def _median(work: Callable[[], object]) -> float:
    work()
    return statistics.median(timed(work) for _ in range(TIMES))
