"""A separated text as columns of strings, a batch of rows at a time, with the rows that have too many or too few."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from geo.errors import UnreadableGazetteerError
from geo.incident import Problem
from geo.text.text_file import Text

# A row longer than this is not read; it also bounds what a batch takes.
_BLOCK = 8 << 20
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Layout:
    """Layout of a text: `columns` gives the position of each of our fields among its `width` columns.

    `decimal` is what stands before a fraction; `reasons` say in sentences how all this was found out.
    """

    delimiter: str
    quoted: bool
    header: bool
    width: int
    columns: Mapping[str, int]
    decimal: str = "."
    reasons: tuple[str, ...] = ()


class Rows:
    """The rows of a text. Iterate once; then `problems` holds those that were left out."""

    def __init__(self, text: Text, layout: Layout) -> None:
        self._text, self._layout = text, layout
        self._broken: list[tuple[int, Problem]] = []
        self._header_due = layout.header

    @property
    def problems(self) -> list[Problem]:
        """A problem for each row with another number of columns than the text has."""
        return [problem for _, problem in self._broken]

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        """Batches with a column of strings for each of our fields, and `row`, counted from 1 with the header.

        Blank lines are passed over.

        Raises:
            UnreadableGazetteerError: the text cannot be split into rows.
        """
        before = 0
        try:
            with self._text.open() as stream:
                for batch in pa.csv.open_csv(stream, *self._options()):
                    yield self._fields(batch, before)
                    before += batch.num_rows
        except pa.ArrowInvalid:
            raise UnreadableGazetteerError(
                self._text.file.name, "It cannot be split into rows: one is too long, or a quote is left open."
            ) from None

    def _options(self) -> tuple[pa.csv.ReadOptions, pa.csv.ParseOptions, pa.csv.ConvertOptions]:
        names = [str(i) for i in range(self._layout.width)]
        wanted = [str(i) for i in self._layout.columns.values()]
        return (
            # One thread: only then are broken rows numbered.
            pa.csv.ReadOptions(use_threads=False, block_size=_BLOCK, column_names=names, encoding=self._text.encoding),
            pa.csv.ParseOptions(
                delimiter=self._layout.delimiter,
                quote_char='"' if self._layout.quoted else False,
                newlines_in_values=self._layout.quoted,
                ignore_empty_lines=False,
                invalid_row_handler=self._set_aside,
            ),
            pa.csv.ConvertOptions(include_columns=wanted, column_types=dict.fromkeys(names, pa.string())),
        )

    def _set_aside(self, row: pa.csv.InvalidRow) -> str:
        message = f"has {row.actual_columns} columns instead of {row.expected_columns}"
        lines = row.text.count("\n")
        if lines:
            message += f"; a quote left open took in {lines} more lines"
        self._broken.append((row.number, Problem(row.number, "row", message, row.text[:_SHOWN])))
        return "skip"

    def _fields(self, batch: pa.RecordBatch, before: int) -> pa.RecordBatch:
        place = np.arange(before, before + batch.num_rows) + 1
        # The reader counts only the rows it returns: each broken one before a row pushes it down by one.
        broken = np.array([number - i for i, (number, _) in enumerate(self._broken)], dtype=np.int64)
        numbered = pa.array(place + np.searchsorted(broken, place, side="right"))
        fields = pa.RecordBatch.from_arrays([*batch.columns, numbered], names=[*self._layout.columns, "row"])
        letters = sum(pc.binary_length(column).to_numpy(zero_copy_only=False) for column in batch.columns)
        wanted = np.flatnonzero(letters)
        if self._header_due and len(wanted):
            self._header_due, wanted = False, wanted[1:]
        whole = len(wanted) and len(wanted) == wanted[-1] - wanted[0] + 1  # without a gap nothing is copied
        return fields.slice(wanted[0], len(wanted)) if whole else fields.take(pa.array(wanted))
