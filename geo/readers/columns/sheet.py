"""A table of text, wherever it came from: separated text, the objects of a JSON list, or the cells of a spreadsheet."""

import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.errors import Sentence, UnreadableGazetteerError, UnreadableImportError
from geo.incident import Problem
from geo.places.gazetteer.added.validate import Fault, set_aside
from geo.readers.reader import Opening
from geo.text import cells
from geo.text.row_batches import Layout, Rows
from geo.text.text_file import text_in

_SHOWN, _COLUMNS = 200, 1_000
_UNTIDY = rf"^[\s\p{{Z}}]|[\s\p{{Z}}]$|\s\s|[^\S ]|{cells.UNSEEN}"
# Arrow's strings end at twice that.
_WIDEST = 1 << 30
# Of people killed in one incident; more is a slip.
_MOST = 10_000_000
_NAMED = 50  # rows that a problem they share names one by one


@dataclass(frozen=True, slots=True)
class Sheet:
    """Columns of strings.

    Attributes:
        columns: by the name of each of our fields, without what cannot be seen and with single spaces; "" where nothing
            stands. `row` counts from 1 after the header.
        problems: rows already set aside.
        rows: how many the table has, those included.
    """

    columns: pa.Table
    problems: tuple[Problem, ...]
    rows: int

    @classmethod
    def of(cls, columns: Mapping[str, pa.Array], numbers: pa.Array, problems: Sequence[Problem] = ()) -> "Sheet":
        """Columns as they are written, and the number of each row; `problems` are of rows that are not among them."""
        tidied = {field: tidy(column) for field, column in columns.items()}
        return cls(pa.table({**tidied, "row": numbers}), tuple(problems), len(numbers) + len(problems))

    def __getitem__(self, field: str) -> pa.StringArray:
        """One column; empty where the table has no such column."""
        if field not in self.columns.column_names:
            return pa.repeat("", len(self))
        return self.columns[field].combine_chunks()

    @property
    def numbers(self) -> np.ndarray:
        """Each row's number in the file."""
        return np.asarray(self.columns["row"].to_numpy())

    def having(self, field: str, column: pa.Array) -> "Sheet":
        """With one more column."""
        return replace(self, columns=self.columns.append_column(field, column))

    @property
    def sorted_problems(self) -> tuple[Problem, ...]:
        """The problems in the order of the rows."""
        return tuple(sorted(self.problems, key=lambda problem: problem.row or 0))

    def __len__(self) -> int:
        return int(self.columns.num_rows)

    def without(self, faults: Sequence[Fault]) -> "Sheet":
        """Return the rows that none of `faults` is about, and a problem for each other: its first fault."""
        good, problems = set_aside(self.columns["row"].combine_chunks(), faults)
        if not problems:
            return self
        return Sheet(self.columns.filter(pa.array(good)).combine_chunks(), (*self.problems, *problems), self.rows)

    def noting(self, faults: Sequence[Fault]) -> "Sheet":
        """All its rows, and a problem for each value with a fault: for what the rest of a row can do without."""
        noted = [problem for fault in faults for problem in self._fault_problems(fault)]
        return replace(self, problems=(*self.problems, *noted))

    def _fault_problems(self, fault: Fault) -> Iterator[Problem]:
        if not fault.bad.any():
            return
        bad = pa.array(np.flatnonzero(fault.bad))
        values, rows = fault.values.take(bad).dictionary_encode(), self.columns["row"].take(bad)
        which = values.indices.to_numpy()
        ends = np.cumsum(np.bincount(which, minlength=len(values.dictionary)))[:-1]
        alike = np.split(rows.to_numpy()[np.argsort(which, kind="stable")], ends)
        for value, numbers in zip(values.dictionary.to_pylist(), alike, strict=True):
            yield Problem(int(numbers[0]), fault.field, _with_rows(fault.message, numbers), value[:_SHOWN])

    def once(self, field: str, newest: str | None = None) -> "Sheet":
        """Keep the first row with each value of `field`, or the highest in `newest`; a problem for each other."""
        rank = np.nan_to_num(cells.numbers(self[newest])) if newest else np.zeros(len(self))
        order = np.argsort(-rank, kind="stable")
        values = self[field]
        kept = np.unique(values.dictionary_encode().indices.to_numpy()[order], return_index=True)[1]
        again = np.ones(len(self), dtype=bool)
        again[order[kept]] = False
        message = (
            Sentence("occurs twice; the newest was kept") if newest else Sentence("occurs twice; the first was kept")
        )
        return self.without([Fault(again, field, message, values)])


def _with_rows(message: str, numbers: np.ndarray) -> str:
    """Return a problem with the rows that share it, where more than one does."""
    if len(numbers) == 1:
        return message
    rows = ", ".join(map(str, numbers[:_NAMED].tolist()))
    if len(numbers) <= _NAMED:
        return Sentence("{message} ({n:,} rows: {rows})", message=message, n=len(numbers), rows=rows)
    more = len(numbers) - _NAMED
    return Sentence(
        "{message} ({n:,} rows: {rows} and {more:,} more)", message=message, n=len(numbers), rows=rows, more=more
    )


def null_if_empty(text: pa.StringArray) -> pa.StringArray:
    """Return the cells, null where they are empty."""
    return pc.if_else(pc.equal(text, ""), None, text)


def map_distinct(text: pa.StringArray, say: Callable[[str], Any], kind: pa.DataType | None = None) -> pa.Array:
    """Return the value of `say` for each cell, called once for each distinct one."""
    distinct = text.dictionary_encode()
    return pa.array([say(each) for each in distinct.dictionary.to_pylist()], kind or pa.string()).take(distinct.indices)


def parts(text: pa.StringArray, between: str = ";") -> tuple[pa.StringArray, np.ndarray]:
    """Split cells at a separator; return the parts, and the row position of each."""
    lists = pc.split_pattern(text, between)
    items, rows = pc.utf8_trim_whitespace(lists.flatten()), pc.list_parent_indices(lists).to_numpy()
    kept = pc.not_equal(items, "")
    return items.filter(kept), rows[kept.to_numpy(zero_copy_only=False)]


def counts(field: str, text: pa.StringArray) -> tuple[pa.Int64Array, Fault]:
    """Return a column of counts, null where none stands, and the fault of those that are no count."""
    read, stated = cells.numbers(text), ~cells.empty(text)
    good = stated & (read >= 0) & (read <= _MOST) & (read == np.floor(read))
    numbers = pa.array(np.where(good, read, 0), pa.int64(), mask=~good)
    return numbers, Fault(stated & ~good, field, Sentence("is not a count"), text)


def refuse_wide(opening: Opening) -> None:
    """Raise if the header has more columns than are read; before anything is asked about them."""
    if len(opening.header) > _COLUMNS:
        raise UnreadableImportError(opening.name, Sentence("It has more than {n:,} columns.", n=_COLUMNS))


def read_sheet(opening: Opening, columns: Mapping[str, int], *, plain: int | None = None) -> Sheet:
    """Return the columns of a separated text: the position of each by the name of our field.

    `plain` is the number of columns of one with neither a header nor quotes, separated by tabs.

    Raises:
        UnreadableImportError: it is in another encoding, has too many columns, or cannot be split into rows.
    """
    refuse_wide(opening)
    delimiter, width = ("\t", plain) if plain else (opening.delimiter, len(opening.header))
    layout = Layout(delimiter, quoted=not plain, header=not plain, width=width, columns=columns)
    try:
        rows = Rows(text_in(opening.path), layout)
        # Arrow lets go of Python's lock: what was read is tidied while more is read.
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            batches = list(pool.map(_tidy_batch, rows))
    except UnreadableGazetteerError as error:
        raise UnreadableImportError(opening.name, error.reason) from None
    table = pa.Table.from_batches(batches, pa.schema([(f, pa.string()) for f in columns] + [("row", pa.int64())]))
    if any(column.nbytes > _WIDEST for column in table.columns):
        raise UnreadableImportError(
            opening.name, Sentence("One of its columns has more than 1 GiB of text. Split the file.")
        )
    above = int(layout.header)
    table = table.set_column(len(columns), "row", pc.subtract(table["row"], above))
    problems = tuple(Problem((p.row or 1) - above, p.field, p.message, p.value) for p in rows.problems)
    return Sheet(table.combine_chunks(), problems, table.num_rows + len(problems))


def _tidy_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return a batch of rows with tidy cells."""
    columns = {field: tidy(batch[field]) for field in batch.schema.names if field != "row"}
    return pa.RecordBatch.from_pydict({**columns, "row": batch["row"]})


def tidy(column: pa.StringArray | pa.ChunkedArray) -> pa.StringArray | pa.ChunkedArray:
    """Remove invisible characters and repeated spaces from cells; most have none, which is quick to see."""
    untidy = pc.match_substring_regex(column, _UNTIDY)
    if not pc.any(untidy).as_py():
        return column
    return pc.replace_with_mask(column, untidy, _tidy_column(column.filter(untidy)))


def _tidy_column(column: pa.StringArray | pa.ChunkedArray) -> pa.StringArray | pa.ChunkedArray:
    seen = cells.clean(pc.replace_substring_regex(column, r"\s+", " "))
    return pc.replace_substring_regex(seen, " +", " ")  # between two spaces there was what cannot be seen


def refuse_twice(opening: Opening, wanted: Collection[str]) -> None:
    """Raise if a header has a column twice; case is ignored.

    Raises:
        UnreadableImportError: one of `wanted` stands in it twice, and nobody can say which is meant.
    """
    names = [name.lower() for name in opening.header]
    twice = next((name for name in wanted if names.count(name) > 1), None)
    if twice:
        raise UnreadableImportError(
            opening.name, Sentence("It has several columns called {name}. Keep one and rename the others.", name=twice)
        )


def of_objects(objects: Sequence[Any], fields: Sequence[str], what: str = "object") -> Sheet:
    """Return the objects of a JSON list as rows, numbers as written; a problem for each other element."""
    rows = [(i, each) for i, each in enumerate(objects, start=1) if isinstance(each, dict)]
    others = [(i, each) for i, each in enumerate(objects, start=1) if not isinstance(each, dict)]
    problems = [
        Problem(i, "row", Sentence("is not a valid entry ({what} expected)", what=what), json.dumps(each)[:_SHOWN])
        for i, each in others
    ]
    columns = {field: pa.array([_text(each.get(field)) for _, each in rows], pa.string()) for field in fields}
    return Sheet.of(columns, pa.array([i for i, _ in rows], pa.int64()), problems)


def _text(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
