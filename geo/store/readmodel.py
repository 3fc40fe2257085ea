"""The read model: narrow columns of every revision, with the versions it was current for."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from geo.store import kept, narrow
from geo.store.acts import EMPTY, Head
from geo.store.engine import draft_engine, locked_engine
from geo.store.in_use import Copy
from geo.store.loading import load
from geo.store.store import Store

_NEXT_RID = "SELECT coalesce(max(rid) + 1, 0) FROM revisions"


class ReadModel:
    """What answers the page. Safe to share between threads: each query takes a cursor of its own."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._writing = threading.Lock()
        self._engine, self._head, self._copy = _opened(store)
        self._next_rid = _next_rid(self._engine)
        self.refresh()

    @property
    def head(self) -> Head:
        """The newest version the tables hold, whole."""
        return self._head

    @property
    def revisions(self) -> int:
        """How many revisions the tables hold."""
        return self._next_rid

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
            batches = self._store.batches(after=self._head.version, upto=head.version, columns=narrow.READ)
            self._next_rid = load(cursor, batches, self._next_rid)
        self._head = head

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


def prepare(store: Store) -> None:
    """Keep a read model on disk for the next start, where the store is large and what is kept is far behind.

    Raises:
        StoreError: the store cannot be read.
    """
    before = kept.newest(store.location, [act.head for act in store.acts()])
    if _behind(store, before) >= kept.LARGE:
        _keep(store, before)


def _opened(store: Store) -> tuple[duckdb.DuckDBPyConnection, Head, Copy | None]:
    """An engine with what was kept of the store, or an empty one."""
    prepare(store)
    found = kept.newest(store.location, [act.head for act in store.acts()])
    if found is None:
        return locked_engine(), EMPTY, None
    copy = Copy(found.path)
    return locked_engine(copy.path), found.head, copy


def _behind(store: Store, before: kept.Kept | None) -> int:
    """How many revisions are not in what was kept."""
    version = before.head.version if before else 0
    return sum(act.rows for act in store.acts() if act.version > version)


def _keep(store: Store, before: kept.Kept | None) -> None:
    head, after = store.head(), before.head.version if before else 0
    with kept.workshop(store.location) as folder, draft_engine(folder) as engine:
        if before:
            kept.take_over(engine, before)
        batches = store.batches(after=after, upto=head.version, columns=narrow.READ)
        load(engine, batches, _next_rid(engine))
        draft = folder / "model.duckdb"
        kept.laid(engine, draft)
        kept.keep(store.location, draft, head)


def _next_rid(engine: duckdb.DuckDBPyConnection) -> int:
    return int(engine.execute(_NEXT_RID).fetchall()[0][0])
