"""The read model: narrow columns of every revision in memory, with the versions it was current for."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from geo.store import narrow, nearness
from geo.store.acts import EMPTY, Head
from geo.store.columns import CURRENT
from geo.store.engine import locked_engine
from geo.store.store import Store

# Rows turned narrow at once: whole records weigh ten times what is kept of them.
_PORTION = 100_000

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


class ReadModel:
    """What answers the page. Safe to share between threads: each query takes a cursor of its own."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._engine = locked_engine()
        self._writing = threading.Lock()
        self._head = EMPTY
        self._next_rid = 0
        self.refresh()

    @property
    def head(self) -> Head:
        """The newest version the tables hold, whole."""
        return self._head

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A fresh cursor for one query; close it after."""
        return self._engine.cursor()

    def refresh(self) -> Head:
        """Take in the acts that came since, all in one transaction, and return the head.

        Raises:
            StoreError: the store cannot be read.
        """
        head = self._store.head()
        if head.version > self._head.version:
            with self._writing:
                # Another thread may have done it while this one waited.
                if head.version > self._head.version:
                    self._take_in(head)
        return self._head

    def _take_in(self, head: Head) -> None:
        with self._transaction() as cursor:
            self._next_rid = self._load(cursor, head.version)
        self._head = head

    def _load(self, cursor: duckdb.DuckDBPyConnection, upto: int) -> int:
        """Insert the revisions after our head up to `upto`; returns the next free `rid`."""
        first = following = self._next_rid
        gathered: dict[str, list[pa.Table]] = {"actors": [], "deaths_by_rule": [], "edited": []}
        for rows in _portions(self._store.batches(after=self._head.version, upto=upto, columns=narrow.READ)):
            rids = pa.array(range(following, following + rows.num_rows), pa.int64())
            _run(cursor, _INSERT["revisions"], narrow.revisions(rows, rids))
            gathered["actors"].append(narrow.actors(rows, rids))
            gathered["deaths_by_rule"].append(narrow.deaths_by_rule(rows, rids))
            gathered["edited"].append(rows.filter(pc.is_valid(rows["based_on"])).select(["id"]))
            following += rows.num_rows
        for name, statement in (*_INSERT.items(), ("edited", _CLOSE)):
            if gathered.get(name):
                _run(cursor, statement, pa.concat_tables(gathered[name]))
        nearness.measure(cursor, first)
        return following

    @contextmanager
    def _transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self.cursor() as cursor:
            cursor.begin()
            try:
                yield cursor
            except BaseException:
                cursor.rollback()
                raise
            cursor.commit()


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
