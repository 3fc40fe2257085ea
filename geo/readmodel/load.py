"""Fills the read model's tables from revisions, a portion at a time."""

from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from geo.readmodel import border_distances as nearness
from geo.readmodel import projection as narrow
from geo.readmodel import visibility
from geo.readmodel.actor_codes import SHARE

# Rows turned narrow at once: whole records weigh ten times what is kept of them.
_PORTION = 100_000
# Fewer where their texts are long.
_WEIGHT = 512 << 20
# Portions made while another is taken in.
_AHEAD = 2

# In this order: names get their codes, most frequent first, before revisions speak of them.
_INSERT = {
    "actor_names": """
        INSERT INTO actor_names
        SELECT row_number() OVER () - 1 + (SELECT coalesce(max(code) + 1, 0) FROM actor_names), actor, folded, 0
        FROM (SELECT * FROM fresh WHERE actor NOT IN (SELECT actor FROM actor_names))
    """,
    "revisions": f"""
        INSERT INTO revisions BY NAME
        WITH entries AS (
            SELECT rid, code, bit_or(pair) AS pairs
            FROM fresh_actors JOIN actor_names USING (actor) GROUP BY rid, code
        ), lists AS (
            SELECT rid, list(code * {SHARE} + pairs ORDER BY code) AS named, bit_or(pairs) AS roles
            FROM entries GROUP BY rid
        )
        SELECT fresh.* EXCLUDE ({", ".join(narrow.LATER)}), {visibility.FOR_EDITORS} AS for_editors,
            {visibility.FOR_VIEWERS} AS for_viewers, lists.named, coalesce(lists.roles, 0) AS roles
        FROM fresh LEFT JOIN lists USING (rid)
    """,  # noqa: S608  (our own numbers and words)
    # Sorted, so that a question about one actor skips the others' blocks.
    "actors": "INSERT INTO actors SELECT * EXCLUDE (pair, actor_id) FROM fresh ORDER BY actor, rid",
    "actor_ids": """
        INSERT INTO actor_ids
        SELECT DISTINCT rid, code, actor_id FROM fresh JOIN actor_names USING (actor) ORDER BY actor_id, rid
    """,
}

_COUNT = f"""
    UPDATE actor_names SET incidents = incidents + fresh.n
    FROM (
        SELECT entry // {SHARE} AS code, count(*) AS n
        FROM (SELECT unnest(named) AS entry FROM revisions WHERE rid >= $first AND NOT generalised) GROUP BY ALL
    ) AS fresh
    WHERE actor_names.code = fresh.code
"""  # noqa: S608  (a number of ours)


def load(cursor: duckdb.DuckDBPyConnection, batches: Iterator[pa.Table], first: int) -> int:
    """Insert revisions, with rids from `first` on; returns the next free one.

    Args:
        cursor: of an engine with the read model's tables.
        batches: the columns `narrow.READ` of revisions later than any in the tables.
        first: the first free rid.
    """
    following = first
    marked = []
    for tables in _project_portions(_portions(batches), first):
        cursor.register("fresh_actors", tables["actors"])
        for name, statement in _INSERT.items():
            _run(cursor, statement, tables[name])
        cursor.unregister("fresh_actors")
        marked.append(tables["marked"])
        following += tables["revisions"].num_rows
    if marked:
        visibility.grant(cursor, pa.concat_tables(marked))
        cursor.execute(_COUNT, {"first": first})
        nearness.measure(cursor, f"rid >= {first} AND NOT generalised")
    return following


def _project_portions(portions: Iterator[pa.Table], first: int) -> Iterator[Mapping[str, pa.Table]]:
    """Yield the rows of each table, made beside what the caller does with them."""
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
    actors = narrow.actors(rows, rids)
    marked = pc.or_(pc.is_valid(rows["based_on"]), pc.is_valid(rows["generalise_m"]))
    return {
        "revisions": narrow.revisions(rows, rids),
        "actors": actors,
        "actor_names": narrow.actor_names(actors),
        "actor_ids": narrow.actor_ids(actors),
        "marked": rows.filter(marked).select(["id"]),
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
        if sum(table.num_rows for table in held) >= _PORTION or sum(table.nbytes for table in held) >= _WEIGHT:
            yield _sort_table(held)
            held = []
    if held:
        yield _sort_table(held)


def _sort_table(held: list[pa.Table]) -> pa.Table:
    return pa.concat_tables(held).sort_by([("version", "ascending"), ("id", "ascending")])
