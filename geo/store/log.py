"""The Delta table behind a store: its acts, its rows, and the one way to add to it."""

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Self, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import CommitProperties, WriterProperties, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError

from geo.errors import Sentence, StoreError, cause
from geo.incident import SCHEMA
from geo.store import disk
from geo.store.act import EMPTY, Act, Head
from geo.store.delta import explain_delta_errors, local_folder, open_table, table_at
from geo.store.faults import Trouble, log_unreadable, store_gone, store_unreadable
from geo.store.open_table import open_readable
from geo.store.raw_files import Files
from geo.store.validation import fit
from geo.store.write_check import Written

# Rows lie sorted by id in small groups, so that one record is read without its million neighbours.
_GROUP = WriterProperties(max_row_group_size=8_192)

# How often a store that is not whole is looked at again.
_AGAIN_SECONDS = 1.0
_TRIES = 100

Stamp: TypeAlias = tuple[int, int, int]

_log = logging.getLogger(__name__)

_READ = Sentence("The store cannot be read")
_RECORD = Sentence("This incident cannot be read")
_BUSY = Sentence("Too many processes are writing to the store. Nothing was saved; try again in a moment.")
_WRITE = Sentence("The change was not saved")
_SETTLE = Sentence("The change was written, but the disk did not confirm it")


class Log:
    """One process's hold on the table. Safe to share between threads; not across a fork."""

    def __init__(self, location: str) -> None:
        self._location, self._folder = location, local_folder(location)
        self._table, whole = open_readable(location)
        self._files = Files(location)
        self._writer = open_table(location) if whole else self._table
        # Whether the tables may differ from the log: then they are opened again.
        self._doubtful = self._writer_doubtful = not whole
        self._aligned = -1  # the commit on which the next one will stand
        self._trouble: Trouble | None = None
        self._look_again = 0.0
        # Reading never waits for a long write: each side has its own handle on the table.
        self._reading, self._writing = threading.RLock(), threading.RLock()
        self._acts: list[Act] = []
        self._numbers: list[int] = []  # of the commit of each
        self._commit = -1
        self._newest: Stamp | None = None

    def __enter__(self) -> Self:
        """Hold the pen: one writer at a time in this process, or threads would collide with each other."""
        self._writing.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        self._writing.release()

    def acts(self) -> Sequence[Act]:
        """All acts, oldest first."""
        with self._reading:
            self._catch_up()
            return tuple(self._acts)

    @property
    def trouble(self) -> Trouble | None:
        """Fault of the store now; versions read before it still answer."""
        with self._reading:
            self._catch_up()
            return self._trouble

    def head(self) -> Head:
        """Return the version and chain of the newest act that can be read."""
        with self._reading:
            self._catch_up()
            return self._acts[-1].head if self._acts else EMPTY

    def scan(self, after: int, upto: int, columns: Sequence[str]) -> Iterator[pa.Table]:
        """Return the rows with `after` < version <= `upto`, in no particular order, a batch at a time."""
        return map(fit, self._scan(after, upto, columns))

    def nameless(self, after: int, upto: int) -> int:
        """Count the rows of these versions that `scan` leaves out, as they have no id."""
        return sum(rows.num_rows - fit(rows).num_rows for rows in self._scan(after, upto, ["id"]))

    def _scan(self, after: int, upto: int, columns: Sequence[str]) -> Iterator[pa.Table]:
        wanted = f"version > {int(after)} AND version <= {int(upto)}"
        schema = pa.schema([SCHEMA.field(name) for name in columns])
        with explain_delta_errors(_READ):
            with self._reading:
                self._hold(upto)
                batches = self._table.scan(columns=list(columns), predicate=wanted)
            # The engine hands out views of strings; what leaves here is plain `SCHEMA`.
            for batch in pa.RecordBatchReader.from_stream(batches):
                rows = pa.Table.from_batches([batch]).select(columns).cast(schema)
                rows.validate(full=True)
                yield rows

    def find(self, ids: pa.Array, after: int, upto: int, columns: Sequence[str]) -> pa.Table:
        """Return the rows of the incidents `ids` with `after` < version <= `upto`, in no particular order."""
        span = pc.min_max(ids).as_py()
        prune = [("id", ">=", span["min"]), ("id", "<=", span["max"]), ("version", ">", after), ("version", "<=", upto)]
        field = pc.field
        wanted = field("id").isin(ids) & (field("version") > after) & (field("version") <= upto)
        with explain_delta_errors(_RECORD):
            with self._reading:
                self._hold(upto)
                files = self._table.to_pyarrow_dataset(schema=SCHEMA, file_pruning_predicate=prune)
            found = files.to_table(columns=list(columns), filter=wanted)
            found.validate(full=True)
            return fit(found)

    def align(self) -> Head:
        """Return the head on which the next `commit` will stand. Only while holding the pen.

        Raises:
            StoreError: the store is not whole, so that nothing may be added to it.
        """
        with explain_delta_errors(_WRITE):
            for _ in range(_TRIES):
                self._bring_up_writer()
                with self._reading:
                    head, at = self.head(), self._writer.version()
                    if self._trouble is None and not self._writer_doubtful and self._commit == at:
                        self._aligned = at
                        return head
        raise StoreError(_BUSY)

    def commit(self, rows: Iterator[pa.Table], act: Act) -> bool:
        """Add the act's rows on the head that `align` gave; False when another writer came first.

        Raises:
            GeoError: as the rows raise it; nothing was added.
            StoreError: they are not those of the act, or cannot be written.
        """
        stood_on = self._aligned
        if self._writer.version() != stood_on:  # it would be taken, as nobody comes between
            return False
        kept = CommitProperties(custom_metadata=act.to_metadata(), max_commit_retries=0)
        written = Written(rows, act)
        stream = pa.RecordBatchReader.from_batches(SCHEMA, written.batches())
        with explain_delta_errors(_WRITE):
            try:
                write_deltalake(self._writer, stream, mode="append", writer_properties=_GROUP, commit_properties=kept)
            except CommitFailedError:
                self._writer.update_incremental()
                if self._writer.version() == stood_on:
                    raise
                return False
            except DeltaError as error:
                if written.failed:
                    raise written.failed from error
                raise
        with explain_delta_errors(_SETTLE):
            if self._folder:
                disk.settle(self._folder, stood_on + 1)
        return True

    def compact(self) -> dict[str, Any]:
        """Gather small files into large ones; no version, row or proof changes. Returns what was done."""
        with self, explain_delta_errors(Sentence("The store could not be compacted")):
            self._bring_up_writer()
            done: dict[str, Any] = self._writer.optimize.compact(writer_properties=_GROUP)
            if self._folder and done["numFilesAdded"]:
                disk.settle(self._folder, self._writer.version())
        return done

    def _catch_up(self) -> None:
        """Read the acts that came since; what cannot be read is noted as trouble, and what was read before stays."""
        if self._trouble and time.monotonic() < self._look_again:
            return
        try:
            self._read_on()
        except (StoreError, DeltaError, pa.ArrowException, OSError) as error:
            self._note(error)
        else:
            self._trouble = None

    def _read_on(self) -> None:
        if self._folder and self._commit >= 0:
            self._compare_newest(self._folder)
        try:
            if self._doubtful:
                self._table, self._writer_doubtful = open_table(self._location), True
            else:
                self._table.update_incremental()
        except (StoreError, DeltaError):
            self._read_entries()
            raise
        self._read_entries(self._table.version())
        self._doubtful = False

    def _read_entries(self, upto: int | None = None) -> None:
        """Read the entries of the log up to one; without it, as many as there are."""
        # The library's own history, read while others write, numbers commits wrongly: read them by name.
        number = self._commit + 1
        while upto is None or number <= upto:
            try:
                act = self._files.commit(number).act
            except FileNotFoundError:
                if upto is None:
                    return
                raise
            if act:
                self._acts.append(act)
                self._numbers.append(number)
            self._commit = number
            self._newest = stamp(self._folder, number) if self._folder else None
            number += 1

    def _compare_newest(self, folder: Path) -> None:
        """Raise if the newest entry that was read is not there any more, or another: nothing may be added to it."""
        now = stamp(folder, self._commit)
        if now == self._newest:
            return
        if now is None and not (folder / "_delta_log").is_dir():
            raise _GoneError
        act = self._files.commit(self._commit).act
        known = self._acts[-1] if self._acts else None
        if act is not None and act != known:
            raise _GoneError
        self._newest, self._doubtful = now, True

    def _note(self, error: Exception) -> None:
        self._look_again, self._doubtful = time.monotonic() + _AGAIN_SECONDS, True
        if self._commit >= 0 and self._table.version() != self._commit:
            try:
                self._table = table_at(self._location, self._commit)
            except (DeltaError, OSError, StoreError):
                self._forget_after(self._table.version())
        before, version = self._trouble, self._acts[-1].version if self._acts else 0
        self._trouble = trouble_of(error, version)
        if before is None:
            _log.warning("the store is served read-only at version %d: %s", version, self._trouble.fault)

    def _forget_after(self, commit: int) -> None:
        """Leave out acts whose rows the table does not have, as where a summary of the log is broken."""
        while self._numbers and self._numbers[-1] > commit:
            self._numbers.pop()
            self._acts.pop()
        self._commit = min(self._commit, commit)
        self._newest = stamp(self._folder, self._commit) if self._folder else None

    def _bring_up_writer(self) -> None:
        """Bring the writer's table to the newest entry. Only while holding the pen: who seals rows commits with it."""
        self._refuse_trouble()
        with self._reading:
            if self._writer_doubtful:
                self._writer, self._writer_doubtful = open_table(self._location), False
        self._writer.update_incremental()

    def _refuse_trouble(self) -> None:
        trouble = self.trouble
        if trouble:
            raise trouble.refusal()

    def _hold(self, version: int) -> None:
        """Catch up unless what is held reaches `version`: revisions once written never change."""
        if not self._acts or self._acts[-1].version < version:
            self._catch_up()


class _GoneError(StoreError):
    """The store's folder is gone, or another lies in its place."""


def trouble_of(error: Exception, version: int) -> Trouble:
    """Return the fault of a store that could be read up to `version`."""
    if isinstance(error, _GoneError):
        return store_gone(version)
    refused = cause(error)
    if refused and not isinstance(error, FileNotFoundError):
        return store_unreadable(version, refused)
    return log_unreadable(version)


def stamp(folder: Path, number: int) -> Stamp | None:
    """Return a stamp that tells a log entry from another in its place; None when there is none."""
    try:
        found = (folder / "_delta_log" / f"{number:020}.json").stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
