"""Parquet of whole records, with the columns of `geo.incident.SCHEMA`: ten million rows, never all in memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geo.errors import UnreadableImportError
from geo.incident import SCHEMA, Problem
from geo.places.added.check import set_aside
from geo.readers.read import Read
from geo.readers.reader import Opening
from geo.readers.records_check import faults, unwritten

FORMAT = "records"
READS = "whole records of Incident Atlas (Parquet)"
LICENCE = "as stated in each source"

_MAGIC = b"PAR1"
_PORTION = 65_536
_DAMAGED = "It is damaged, or breaks off."


@dataclass(frozen=True)
class Records:
    """A file of whole records of one dataset."""

    path: Path
    name: str

    def portions(self) -> Iterator[pa.Table]:
        """The good rows, with the columns of `SCHEMA` as a store takes them."""
        bad = np.array([problem.row for problem in self.problems], dtype=np.int64)
        for first, rows in self._portions():
            here = bad[(bad >= first) & (bad < first + rows.num_rows)] - first
            good = np.ones(rows.num_rows, dtype=bool)
            good[here] = False
            yield unwritten(rows.filter(pa.array(good)) if len(here) else rows)

    @cached_property
    def problems(self) -> Sequence[Problem]:
        """What is set aside, by row; the first row is 1."""
        found: list[Problem] = []
        for first, rows in self._portions():
            numbers = pa.array(np.arange(first, first + rows.num_rows))
            found += set_aside(numbers, list(faults(rows, self.dataset)))[1]
        return found

    @cached_property
    def rows(self) -> int:
        """How many rows the file has, set aside ones included."""
        return int(pq.ParquetFile(self.path).metadata.num_rows)

    @cached_property
    def dataset(self) -> str:
        """The dataset of the first row, and so of all that are good."""
        first = next(self._batches(["dataset"]), None)
        return "" if first is None else first["dataset"][0].as_py() or ""

    @cached_property
    def in_order(self) -> bool:
        """Whether every id is greater than the one before, so that the rows can be taken in as they come."""
        last = pa.array([], pa.string())
        for batch in self._batches(["id"]):
            ids = pa.concat_arrays([last, batch["id"].cast(pa.string())])
            if ids.null_count or not pc.all(pc.greater(ids[1:], ids[:-1])).as_py():
                return False
            last = ids[-1:]
        return True

    def whole(self) -> Read:
        """All of them in memory.

        Raises:
            UnreadableImportError: an id stands twice.
        """
        table = pa.concat_tables([SCHEMA.empty_table(), *self.portions()])
        if pc.count_distinct(table["id"]).as_py() < table.num_rows:
            raise UnreadableImportError(self.name, "An id stands twice in it.")
        return Read(table, self.problems, self.dataset, LICENCE, FORMAT, (), self.rows)

    def _portions(self) -> Iterator[tuple[int, pa.Table]]:
        """All rows, and the number of the first of each table."""
        first = 1
        for batch in self._batches(SCHEMA.names):
            rows = pa.Table.from_batches([batch]).select(SCHEMA.names).cast(SCHEMA)
            yield first, rows
            first += rows.num_rows

    def _batches(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        try:
            yield from pq.ParquetFile(self.path).iter_batches(_PORTION, columns=list(columns))
        except (OSError, pa.ArrowException) as error:
            raise UnreadableImportError(self.name, _DAMAGED) from error


def fits(opening: Opening) -> str | None:
    """Why the file holds whole records: it has all columns of ours."""
    found = opening.head.startswith(_MAGIC) and recognised(opening.path, opening.name)
    return "Its columns are whole records of Incident Atlas." if found else None


def read(opening: Opening, *, dataset: str | None = None, licence: str | None = None) -> Read:
    """The records of a file, all of them in memory. They keep their dataset and their licences.

    Raises:
        UnreadableImportError: it is damaged, an id stands twice, or it should be called otherwise.
    """
    records = Records(opening.path, opening.name)
    if (dataset or records.dataset) != records.dataset or licence:
        raise UnreadableImportError(opening.name, "Whole records keep the dataset and the licences they have.")
    return records.whole()


def recognised(path: Path, name: str) -> Records | None:
    """The records of a file; None for a file of another kind. `name` is what the user calls it.

    Raises:
        UnreadableImportError: it is Parquet, and damaged.
    """
    if not path.is_file() or _beginning(path, name) != _MAGIC:
        return None
    try:
        schema = pq.read_schema(path)
    except (OSError, pa.ArrowException) as error:
        raise UnreadableImportError(name, _DAMAGED) from error
    return Records(path, name) if set(SCHEMA.names) <= set(schema.names) else None


def _beginning(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC))
    except OSError as error:
        raise UnreadableImportError(name, f"It cannot be read: {error.strerror or error}.") from None
