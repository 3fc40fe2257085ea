"""Fills the read model's tables from revisions, a portion at a time."""

from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from geo.store import narrow, nearness
from geo.store.columns import CURRENT

# Rows turned narrow at once: whole records weigh ten times what is kept of them.
_PORTION = 100_000
# Portions made while another is taken in.
_AHEAD = 2

_INSERT = {
    "revisions": "INSERT INTO revisions SELECT * FROM fresh",
    # Sorted, so that a question about one actor skips the others' blocks.
    "actors": "INSERT INTO actors SELECT * FROM fresh ORDER BY actor, rid",
    "deaths_by_rule": "INSERT INTO deaths_by_rule SELECT * FROM fresh ORDER BY rule, rid",
}

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
        FROM revisions WHERE id IN (SELECT id FROM fresh)
        WINDOW ids AS (PARTITION BY id ORDER BY from_version),
            whole AS (
                PARTITION BY id ORDER BY from_version ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            )
    ) AS story
    WHERE revisions.rid = story.rid
"""  # noqa: S608  (a constant of ours)


def load(cursor: duckdb.DuckDBPyConnection, batches: Iterator[pa.Table], first: int) -> int:
    """Insert revisions, with rids from `first` on; returns the next free one.

    Args:
        cursor: of an engine with the read model's tables.
        batches: the columns `narrow.READ` of revisions later than any in the tables.
        first: the first free rid.
    """
    following = first
    edited = []
    for tables in _narrowed(_portions(batches), first):
        for name, statement in _INSERT.items():
            _run(cursor, statement, tables[name])
        edited.append(tables["edited"])
        following += tables["revisions"].num_rows
    if edited:
        _run(cursor, _CLOSE, pa.concat_tables(edited))
        nearness.measure(cursor, first)
    return following


def _narrowed(portions: Iterator[pa.Table], first: int) -> Iterator[Mapping[str, pa.Table]]:
    """The rows of each table, made beside what the caller does with them."""
    waiting: deque[Future[Mapping[str, pa.Table]]] = deque()
    with ThreadPoolExecutor(_AHEAD) as pool:
        for rows in portions:
            waiting.append(pool.submit(_tables, rows, first))
            first += rows.num_rows
            if len(waiting) > _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _tables(rows: pa.Table, first: int) -> Mapping[str, pa.Table]:
    rids = pa.array(range(first, first + rows.num_rows), pa.int64())
    return {
        "revisions": narrow.revisions(rows, rids),
        "actors": narrow.actors(rows, rids),
        "deaths_by_rule": narrow.deaths_by_rule(rows, rids),
        "edited": rows.filter(pc.is_valid(rows["based_on"])).select(["id"]),
    }


def _run(cursor: duckdb.DuckDBPyConnection, statement: str, fresh: pa.Table) -> None:
    if fresh.num_rows:
        cursor.register("fresh", fresh)
        cursor.execute(statement)
        cursor.unregister("fresh")


def _portions(batches: Iterator[pa.Table]) -> Iterator[pa.Table]:
    held: list[pa.Table] = []
    for batch in batches:
        held.append(batch)
        if sum(table.num_rows for table in held) >= _PORTION:
            yield _sorted(held)
            held = []
    if held:
        yield _sorted(held)


def _sorted(held: list[pa.Table]) -> pa.Table:
    return pa.concat_tables(held).sort_by([("version", "ascending"), ("id", "ascending")])
