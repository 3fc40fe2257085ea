"""The read model: narrow columns of every revision, with the versions it was current for."""

import atexit
import contextlib
import logging
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from geo.errors import Sentence, StoreError, cause
from geo.readmodel import projection as narrow
from geo.readmodel.connection import draft_engine, is_broken, locked_engine, refuse_strange
from geo.readmodel.load import load
from geo.readmodel.snapshots import snapshot as kept
from geo.readmodel.snapshots.working_copy import Copy
from geo.store.act import EMPTY, Head
from geo.store.faults import Trouble, rows_unreadable
from geo.store.store import Store

# Up to so many revisions are taken in by whoever asks first, so that a person's own edit is in their next answer.
AT_ONCE = 2_000
# How long others wait meanwhile; and the pause before a failed load or rebuild is tried again.
_WAIT_SECONDS, _AGAIN_SECONDS, _REBUILD_SECONDS = 2.0, 5.0, 60.0
_STOP_SECONDS = 20.0

_NEXT_RID = "SELECT coalesce(max(rid) + 1, 0) FROM revisions"
_HELD = "SELECT count(*) FILTER (NOT generalised), coalesce(max(from_version), 0) FROM revisions"
_FEWER = Sentence("Rows are missing from the store. Run `geo verify` to find the file.")

_log = logging.getLogger(__name__)
_MODELS: "weakref.WeakSet[ReadModel]" = weakref.WeakSet()


@dataclass(slots=True)
class _Tables:
    """An engine with the tables, the head whose acts they hold, and the next free rid; and the copy they lie in."""

    engine: duckdb.DuckDBPyConnection
    head: Head
    next_rid: int
    copy: Copy | None = None


class ReadModel:
    """Read model that answers the page. Thread-safe: each query takes a cursor of its own."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._writing, self._starting = threading.Lock(), threading.Lock()
        self._beside: threading.Thread | None = None
        self._trouble: Trouble | None = None
        self._again, self._rebuilt = 0.0, -_REBUILD_SECONDS
        self._stopping = threading.Event()
        self._tables = self._ready()
        _MODELS.add(self)

    @property
    def head(self) -> Head:
        """The newest version the tables hold, whole."""
        return self._tables.head

    @property
    def revisions(self) -> int:
        """Number of revisions in the tables."""
        return self._tables.next_rid

    @property
    def behind(self) -> int:
        """Number of the store's versions that are not in the tables yet."""
        return max(self._store.head().version - self.head.version, 0)

    @property
    def trouble(self) -> Trouble | None:
        """Fault of the store, or of its revisions, while the last good version is served."""
        return self._store.trouble or self._trouble

    @property
    def tables(self) -> object:
        """Identity of the present tables: another object after a rebuild."""
        return self._tables

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a fresh cursor for one query; close it after."""
        return self._tables.engine.cursor()

    def follow(self) -> Head:
        """Return the newest version there are answers of. What is newer is taken in: beside, when it is much."""
        newest = self._store.head()
        if newest.version > self.head.version and time.monotonic() >= self._again:
            if self._waiting(newest) > AT_ONCE:
                self._start(self._take_in_beside)
            elif self._writing.acquire(timeout=_WAIT_SECONDS):
                try:
                    broken = self._try(self._tables, newest)
                finally:
                    self._writing.release()
                if broken:
                    self._start(self._rebuild)
        return self.head

    def refresh(self) -> Head:
        """Take in the acts that came since, however long it takes, and return the head.

        Raises:
            StoreError: the store cannot be read.
        """
        newest = self._store.head()
        if newest.version > self.head.version:
            with self._writing:
                self._take_in(self._tables, newest)
        return self.head

    def distrust(self, tables: object) -> bool:
        """Make the tables again, beside, as those that were asked are broken; False when that was just done."""
        if tables is not self._tables:
            return True
        if not self._due() and not self._busy():
            return False
        self._start(self._rebuild)
        return True

    def stop(self) -> None:
        """Stop what is being taken in beside, and take in nothing more."""
        self._stopping.set()
        if self._beside is not None and self._busy():
            self._beside.join(_STOP_SECONDS)

    def _due(self) -> bool:
        """Return whether a rebuild is due: its cause may recur each time."""
        return time.monotonic() - self._rebuilt >= _REBUILD_SECONDS

    def _busy(self) -> bool:
        return self._beside is not None and self._beside.is_alive()

    def _start(self, work: Callable[[], None]) -> None:
        with self._starting:
            if not self._busy() and not self._stopping.is_set():
                self._beside = threading.Thread(target=work, daemon=True, name="read model")
                self._beside.start()

    def _take_in_beside(self) -> None:
        with self._writing:
            broken = self._try(self._tables, self._store.head())
        if broken:  # here, as no second thread starts while this one lives
            self._rebuild()

    def _rebuild(self) -> None:
        _log.warning("the read model is broken, and is made again")
        with self._writing:
            try:
                drop_kept(self._store)
                self._tables = self._ready()
            except (StoreError, duckdb.Error, OSError):
                _log.exception("the read model could not be made again")
            finally:
                self._rebuilt = time.monotonic()

    def _ready(self) -> _Tables:
        """Tables with all that can be read of the store.

        Raises:
            StoreError: not one version of it can be.
        """
        tables = _open_tables(self._store)
        try:
            self._reach(tables)
        except duckdb.Error:
            if tables.copy is None:
                raise
            drop_kept(self._store)
            tables = _open_tables(self._store)
            self._reach(tables)
        return tables

    def _reach(self, tables: _Tables) -> None:
        try:
            self._take_in(tables, self._store.head())
        except StoreError:
            self._take_in_readable(tables)
            if tables.head == EMPTY:
                raise

    def _try(self, tables: _Tables, newest: Head) -> bool:
        """Take in what came, or note why it cannot be; returns whether the tables have to be made again."""
        try:
            self._take_in(tables, newest)
        except StoreError:
            self._take_in_readable(tables)
        except duckdb.Error as error:
            if self._stopping.is_set():
                return False
            _log.exception("new revisions could not be taken in")
            self._again = time.monotonic() + _AGAIN_SECONDS
            return is_broken(error) and self._due()
        return False

    def _take_in_readable(self, tables: _Tables) -> None:
        """Take in the versions before the first that cannot be read."""
        heads = [act.head for act in self._store.acts() if act.version > tables.head.version][:-1]
        while heads:
            middle = len(heads) // 2
            try:
                self._take_in(tables, heads[middle])
            except StoreError:
                heads = heads[:middle]
            else:
                heads = heads[middle + 1 :]
        _log.warning("revisions after version %d cannot be read", tables.head.version)
        self._trouble = rows_unreadable(tables.head.version)
        self._again = time.monotonic() + _AGAIN_SECONDS

    def _take_in(self, tables: _Tables, newest: Head) -> None:
        # Another thread may have done it while this one waited.
        if newest.version <= tables.head.version:
            return
        with _transaction(tables.engine) as cursor:
            span = tables.head.version, newest.version
            tables.next_rid = _load_versions(self._store, cursor, *span, first=tables.next_rid, stopping=self._stopping)
        tables.head = newest
        self._trouble = None

    def _waiting(self, newest: Head) -> int:
        held = self.head.version
        return sum(act.rows for act in self._store.acts() if held < act.version <= newest.version)


@contextmanager
def _transaction(engine: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    with engine.cursor() as cursor:
        cursor.begin()
        try:
            yield cursor
        except BaseException:
            with contextlib.suppress(duckdb.Error):  # a broken engine has nothing to take back
                cursor.rollback()
            raise
        cursor.commit()


def prepare(store: Store) -> None:
    """Keep a read model on disk for the next start, where the store is large and what is kept is far behind.

    Where that fails, as on a full disk, there is none, and the next start takes longer.
    """
    heads = [act.head for act in store.acts()]
    before = kept.newest(store.location, heads)
    if _behind(store, before) < kept.LARGE:
        return
    try:
        _keep(store, before, heads)
    except (StoreError, duckdb.Error, OSError) as error:
        _log.warning("no read model was kept: %s", cause(error) or type(error).__name__)


def drop_kept(store: Store) -> None:
    """Drop the read models that are kept of a store."""
    for path, _ in kept.find_snapshots(store.location, [act.head for act in store.acts()]):
        kept.drop(path, "its tables are broken")


def _open_tables(store: Store) -> _Tables:
    """Return an engine with what was kept of the store, or an empty one."""
    kept.sweep_drafts(store.location)
    heads = [act.head for act in store.acts()]
    for _ in range(2):  # what is in doubt is dropped, and made again
        prepare(store)
        found = kept.newest(store.location, heads)
        if found is None:
            break
        try:
            return _from(store, found)
        except (kept.DoubtfulError, StoreError, duckdb.Error) as error:
            kept.drop(found.path, "broken" if isinstance(error, duckdb.Error) else "it is not as it was written")
        except OSError as error:
            _log.warning("the kept read model cannot be used: %s", cause(error) or type(error).__name__)
            break
    return _Tables(locked_engine(), EMPTY, 0)


def _from(store: Store, found: kept.Kept) -> _Tables:
    copy = kept.copy_snapshot(found)
    engine = locked_engine(copy.path)
    refuse_strange(engine)
    if not _holds_all(store, engine, found.head.version):
        raise kept.DoubtfulError
    return _Tables(engine, found.head, _next_rid(engine), copy)


def _holds_all(store: Store, engine: duckdb.DuckDBPyConnection, upto: int) -> bool:
    """Return whether the tables have as many revisions up to a version as it left, except those without an id."""
    count, last = map(int, engine.execute(_HELD).fetchall()[0])
    fewer = sum(act.rows for act in store.acts() if act.version <= upto) - count
    if not fewer:
        return last == upto
    # In a store from before there were limits: rows without an id are in no table, all rows of an act perhaps.
    return last <= upto and fewer == store.nameless(after=0, upto=upto)


def _behind(store: Store, before: kept.Kept | None) -> int:
    """Return the number of revisions missing from the snapshot."""
    version = before.head.version if before else 0
    return sum(act.rows for act in store.acts() if act.version > version)


def _keep(store: Store, before: kept.Kept | None, heads: list[Head]) -> None:
    if before and not kept.is_whole(before):
        kept.drop(before.path, "it is not as it was written")
        before = None
    head, after = store.head(), before.head.version if before else 0
    with kept.workshop(store.location) as folder, draft_engine(folder) as engine:
        if before:
            kept.take_over(engine, before)
        _load_versions(store, engine, after, head.version, first=_next_rid(engine))
        draft = folder / "model.duckdb"
        kept.write_tables(engine, draft)
        kept.keep(store.location, draft, head, heads[0].chain)


def _load_versions(  # noqa: PLR0913 - each is one thing the load needs
    store: Store,
    cursor: duckdb.DuckDBPyConnection,
    after: int,
    upto: int,
    *,
    first: int,
    stopping: threading.Event | None = None,
) -> int:
    """Load the revisions of some versions, with rids from `first` on; returns the next free one.

    Raises:
        StoreError: they cannot be read, or some are missing; or the process is ending.
    """
    with _interrupt_when_stopping(cursor, stopping):
        following = load(cursor, store.batches(after=after, upto=upto, columns=narrow.READ), first)
    fewer = first + sum(act.rows for act in store.acts() if after < act.version <= upto) - following
    if fewer and fewer != store.nameless(after=after, upto=upto):
        raise StoreError(_FEWER)
    return following


@contextmanager
def _interrupt_when_stopping(cursor: duckdb.DuckDBPyConnection, stopping: threading.Event | None) -> Iterator[None]:
    """Interrupt what a cursor does in the block when the process is ending."""
    if stopping is None:
        yield
        return
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            if stopping.is_set():
                cursor.interrupt()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _next_rid(engine: duckdb.DuckDBPyConnection) -> int:
    return int(engine.execute(_NEXT_RID).fetchall()[0][0])


@atexit.register
def _stop_all() -> None:
    """Stop what is being taken in: a thread within DuckDB, left running, takes the process down as it ends."""
    for model in list(_MODELS):
        model.stop()
