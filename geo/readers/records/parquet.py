"""Parquet of whole records, with the columns of `geo.incident.SCHEMA`: ten million rows, never all in memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geo.errors import Sentence, UnreadableImportError
from geo.errors.damaged_parquet import DAMAGED
from geo.incident import SCHEMA, Problem, Workflow
from geo.limits.tables import apply_limits, problems
from geo.places.gazetteer.added.validate import set_aside
from geo.readers.columns.apply_limits import MOST_PROBLEMS
from geo.readers.reader import Opening, Traits
from geo.readers.records.record_ids import faults, unwritten
from geo.readers.result import Read
from geo.words import N_

FORMAT = "records"
READS = N_("Incident Atlas records (Parquet)")
TRAITS = Traits(guarded=True)
LICENCE = "as stated in each source"

MAGIC = b"PAR1"
_PORTION, _SAMPLE = 65_536, 256
_WEIGHT = 64 << 20
_DAMAGED = Sentence("It is damaged or incomplete.")


@dataclass(frozen=True, slots=True)
class Survey:
    """Summary of a file of whole records, made without keeping any of it.

    Attributes:
        dataset: of the first row, and so of all that are good.
        rows: how many rows the file has, set aside ones included.
        good: how many go in.
        published: how many of them are published.
        in_order: whether every id is greater than the one before, so that rows can be taken in as they come.
        problems: what was set aside or left unknown, by row; the first row is 1.
        unlisted: how many further problems there are.
    """

    dataset: str
    rows: int
    good: int
    published: int
    in_order: bool
    problems: tuple[Problem, ...]
    unlisted: int


@dataclass(frozen=True)
class Records:
    """A file of whole records of one dataset. It is read in this process: for one that is shut off."""

    path: Path
    name: str

    def portions(self) -> Iterator[pa.Table]:
        """Return the good rows, with the columns of `SCHEMA` as a store takes them."""
        return (rows for rows, _, _ in self._validate_portions())

    @cached_property
    def survey(self) -> Survey:
        """Summary of the file."""
        good, published, count, listed = 0, 0, 0, list[Problem]()
        for rows, found, others in self._validate_portions():
            good, count = good + rows.num_rows, count + len(found) + others
            published += pc.sum(pc.equal(rows["workflow"], Workflow.PUBLISHED.value)).as_py() or 0
            listed += found[: MOST_PROBLEMS - len(listed)]
        unlisted = count - len(listed)
        return Survey(self._dataset, self._rows, good, published, self._in_order(), tuple(listed), unlisted)

    def whole(self) -> Read:
        """All of them in memory.

        Raises:
            UnreadableImportError: an id stands twice.
        """
        return collect_records(self.name, self.survey, self.portions())

    @cached_property
    def _rows(self) -> int:
        return int(pq.ParquetFile(self.path).metadata.num_rows)

    @cached_property
    def _dataset(self) -> str:
        for batch in self._batches(["id", "dataset"]):
            first = apply_limits(_plain(batch, ["id", "dataset"]).slice(0, 1)).rows
            return first["dataset"][0].as_py() or ""
        return ""

    def _in_order(self) -> bool:
        last = pa.array([], pa.string())
        for batch in self._batches(["id"]):
            ids = pa.concat_arrays([last, batch["id"].cast(pa.string())])
            if ids.null_count or not pc.all(pc.greater(ids[1:], ids[:-1])).as_py():
                return False
            last = ids[-1:]
        return True

    def _validate_portions(self) -> Iterator[tuple[pa.Table, list[Problem], int]]:
        """Yield the good rows of each portion, its first problems, and how many more there are."""
        first = 1
        for batch in self._batches(SCHEMA.names):
            rows = unwritten(_plain(batch, SCHEMA.names))
            yield self._good(rows, np.arange(first, first + rows.num_rows))
            first += rows.num_rows

    def _good(self, rows: pa.Table, numbers: np.ndarray) -> tuple[pa.Table, list[Problem], int]:
        held = apply_limits(rows)
        found = problems(held.flaws, numbers, MOST_PROBLEMS)
        others = sum(len(flaw.at) for flaw in held.flaws) - len(found)
        linked = held.has_linkable_id
        rows, numbers = (held.rows, numbers) if linked.all() else (held.rows.filter(pa.array(linked)), numbers[linked])
        good, told = set_aside(pa.array(numbers), list(faults(rows, self._dataset)))
        listed = sorted((*found, *told), key=lambda problem: problem.row or 0)
        return (rows if good.all() else rows.filter(pa.array(good))), listed, others

    def _batches(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        try:
            file = pq.ParquetFile(self.path)
            for batch in file.iter_batches(_at_once(file), columns=list(columns)):
                batch.validate(full=True)
                yield batch
        except DAMAGED as error:
            raise UnreadableImportError(self.name, _DAMAGED) from error


def collect_records(name: str, survey: Survey, portions: Iterator[pa.Table]) -> Read:
    """All portions of a file in memory.

    Raises:
        UnreadableImportError: an id stands twice.
    """
    table = pa.concat_tables([SCHEMA.empty_table(), *portions])
    if pc.count_distinct(table["id"]).as_py() < table.num_rows:
        raise UnreadableImportError(name, Sentence("It contains an id twice."))
    return Read(table, survey.problems, survey.dataset, LICENCE, FORMAT, (), survey.rows, survey.unlisted)


def _plain(batch: pa.RecordBatch, names: Sequence[str]) -> pa.Table:
    schema = pa.schema([SCHEMA.field(name) for name in names])
    return pa.Table.from_batches([batch]).select(list(names)).cast(schema)


def _at_once(file: pq.ParquetFile) -> int:
    """Return the number of rows to read at a time: fewer where they are long, judged by the first ones."""
    first = next(file.iter_batches(_SAMPLE), None)
    each = first.nbytes / first.num_rows if first is not None and first.num_rows else 1
    return max(1, min(_PORTION, int(_WEIGHT / each)))


def fits(opening: Opening) -> str | None:
    """Why the file holds whole records: it has all columns of ours."""
    found = opening.head.startswith(MAGIC) and recognise_records(opening.path, opening.name)
    return "Its columns are whole records of Incident Atlas." if found else None


def read(opening: Opening, *, dataset: str | None = None, licence: str | None = None) -> Read:
    """Return the records of a file, all of them in memory. They keep their dataset and their licences.

    Raises:
        UnreadableImportError: it is damaged, an id stands twice, or it should be called otherwise.
    """
    records = Records(opening.path, opening.name)
    if (dataset or records.survey.dataset) != records.survey.dataset or licence:
        raise UnreadableImportError(
            opening.name, Sentence("Incident Atlas records keep their own dataset and licences.")
        )
    return records.whole()


def recognise_records(path: Path, name: str) -> Records | None:
    """Return the records of a file; None for a file of another kind. `name` is what the user calls it.

    Raises:
        UnreadableImportError: it is Parquet, and damaged.
    """
    if not path.is_file() or _beginning(path, name) != MAGIC:
        return None
    try:
        schema = pq.read_schema(path)
    except DAMAGED as error:
        raise UnreadableImportError(name, _DAMAGED) from error
    return Records(path, name) if set(SCHEMA.names) <= set(schema.names) else None


def _beginning(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC))
    except OSError as error:
        raise UnreadableImportError(
            name, Sentence("It cannot be read: {error}.", error=error.strerror or str(error))
        ) from None
