"""The Delta table behind a store: its acts, its rows, and the one way to add to it."""

import threading
from collections.abc import Iterator, Sequence
from typing import Any, Self

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import CommitProperties, WriterProperties, write_deltalake
from deltalake.exceptions import CommitFailedError

from geo.errors import Sentence
from geo.incident import SCHEMA
from geo.store import disk
from geo.store.acts import EMPTY, Act, Head
from geo.store.files import Files
from geo.store.table import explained, local_folder, open_table

# Rows lie sorted by id in small groups, so that one record is read without its million neighbours.
_GROUP = WriterProperties(max_row_group_size=8_192)

_READ = Sentence("The store cannot be read")
_WRITE = Sentence("The act was not saved")
_SETTLE = Sentence("The act is written, but the disk did not confirm it")


class Log:
    """One process's hold on the table. Safe to share between threads; not across a fork."""

    def __init__(self, location: str) -> None:
        self._folder = local_folder(location)
        self._table, self._writer = open_table(location), open_table(location)
        self._files = Files(location)
        # Reading never waits for a long write: each side has its own handle on the table.
        self._reading, self._writing = threading.RLock(), threading.RLock()
        self._acts: list[Act] = []
        self._commit = -1

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

    def head(self) -> Head:
        """The newest act's version and chain."""
        with self._reading:
            self._catch_up()
            return self._acts[-1].head if self._acts else EMPTY

    def scan(self, after: int, upto: int, columns: Sequence[str]) -> Iterator[pa.Table]:
        """The rows with `after` < version <= `upto`, in no particular order, a batch at a time."""
        wanted = f"version > {int(after)} AND version <= {int(upto)}"
        schema = pa.schema([SCHEMA.field(name) for name in columns])
        with explained(_READ):
            with self._reading:
                self._hold(upto)
                batches = self._table.scan(columns=list(columns), predicate=wanted)
            # The engine hands out views of strings; what leaves here is plain `SCHEMA`.
            for batch in pa.RecordBatchReader.from_stream(batches):
                yield pa.Table.from_batches([batch]).select(columns).cast(schema)

    def find(self, ids: pa.Array, after: int, upto: int, columns: Sequence[str]) -> pa.Table:
        """The rows of the incidents `ids` with `after` < version <= `upto`, in no particular order."""
        span = pc.min_max(ids).as_py()
        prune = [("id", ">=", span["min"]), ("id", "<=", span["max"]), ("version", ">", after), ("version", "<=", upto)]
        field = pc.field
        wanted = field("id").isin(ids) & (field("version") > after) & (field("version") <= upto)
        with explained(_READ):
            with self._reading:
                self._hold(upto)
                files = self._table.to_pyarrow_dataset(schema=SCHEMA, file_pruning_predicate=prune)
            return files.to_table(columns=list(columns), filter=wanted)

    def align(self) -> Head:
        """The head on which the next `commit` will stand. Only while holding the pen."""
        with explained(_WRITE):
            while True:
                self._writer.update_incremental()
                with self._reading:
                    head = self.head()
                    if self._commit == self._writer.version():
                        return head

    def commit(self, rows: Iterator[pa.Table], act: Act) -> bool:
        """Add the act's rows on the head that `align` gave; False when another writer came first."""
        stood_on = self._writer.version()
        kept = CommitProperties(custom_metadata=act.to_metadata(), max_commit_retries=0)
        batches = (batch for table in rows for batch in table.cast(SCHEMA).to_batches())
        stream = pa.RecordBatchReader.from_batches(SCHEMA, batches)
        with explained(_WRITE):
            try:
                write_deltalake(self._writer, stream, mode="append", writer_properties=_GROUP, commit_properties=kept)
            except CommitFailedError:
                self._writer.update_incremental()
                if self._writer.version() == stood_on:
                    raise
                return False
        with explained(_SETTLE):
            if self._folder:
                disk.settle(self._folder, stood_on + 1)
        return True

    def compact(self) -> dict[str, Any]:
        """Gather small files into large ones; no version, row or proof changes. Returns what was done."""
        with self, explained(Sentence("The store could not be compacted")):
            self._writer.update_incremental()
            done: dict[str, Any] = self._writer.optimize.compact(writer_properties=_GROUP)
            if self._folder and done["numFilesAdded"]:
                disk.settle(self._folder, self._writer.version())
        return done

    def _catch_up(self) -> None:
        with explained(_READ):
            self._table.update_incremental()
            # The library's own history, read while others write, numbers commits wrongly: read them by name.
            for number in range(self._commit + 1, self._table.version() + 1):
                act = self._files.commit(number).act
                if act:
                    self._acts.append(act)
                self._commit = number

    def _hold(self, version: int) -> None:
        """Catch up unless what is held reaches `version`: revisions once written never change."""
        if not self._acts or self._acts[-1].version < version:
            self._catch_up()
