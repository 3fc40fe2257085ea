"""A table of places: a header, then rows, separated by comma, semicolon, tab or bar."""

import csv
import functools
import io
import itertools
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.errors import Sentence, UnreadableGazetteerError
from geo.incident import DEFAULT_RADIUS_M, POINT_PRECISIONS, PlacePrecision
from geo.places.gazetteer.added import name_lists as spellings
from geo.places.gazetteer.added.validate import Fault
from geo.text import cells
from geo.text import header as guess
from geo.text.row_batches import Layout
from geo.text.text_file import Text

_FIELDS = ("name", "lon", "lat", "others", "country", "population", "id", "radius_m")
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SAMPLE = 100
_DECIMAL_COMMA = r"^\s*-?\d{1,3},\d+\s*$"
# Between other names; a semicolon or comma that separates columns comes only inside quotes.
_BETWEEN = r"[|;,\x{060C}]"
_WIDEST_M = 1_000_000.0


class Table:
    """Turns the rows of a table into places."""

    licence = "not stated"

    def __init__(self, text: Text, prefix: str, told: Mapping[str, str]) -> None:
        """Look at the table's first rows.

        Args:
            text: the table.
            prefix: what the ids of its places begin with.
            told: the table's column for some of our fields; see `guess.columns`.

        Raises:
            UnclearColumnsError: it cannot be told which column is which.
            UnreadableGazetteerError: it has no columns.
        """
        self.layout = _layout(text, told)
        self.id_prefix = prefix
        self.left_out: Counter[str] = Counter()

    def places(self, batch: pa.RecordBatch) -> tuple[pa.RecordBatch, list[Fault]]:
        """Return the input of `validate.validate_places`, and the rows whose radius cannot be read.

        A place is as finely known as its radius says; without one, like a settlement.
        """
        nothing = pa.array([""] * len(batch), pa.string())
        cell = {field: batch[field] if field in self.layout.columns else nothing for field in _FIELDS}
        name = cells.clean(cell["name"])
        radius = self._radius(cell["radius_m"])
        bad = ~((radius > 0) & (radius <= _WIDEST_M))
        places = {
            **{field: cell[field] for field in ("country", "lon", "lat", "population")},
            "row": batch["row"],
            "id": _ids(cells.clean(cell["id"]), batch["row"]),
            "raw_name": cell["name"],
            "name": name,
            "names": spellings.split_names(name, cell["others"], _BETWEEN),
            "kind": pa.array(["place"] * len(batch), pa.string()),
            "precision": pa.array([precision_of(metres).value for metres in radius.tolist()], pa.string()),
            "radius_m": pa.array(radius),
        }
        return pa.RecordBatch.from_pydict(places), [
            Fault(bad, "radius_m", Sentence("is not a radius in metres"), cell["radius_m"])
        ]

    def _radius(self, text: pa.StringArray) -> np.ndarray:
        told = cells.numbers(text, self.layout.decimal)
        return np.where(cells.empty(text), DEFAULT_RADIUS_M[PlacePrecision.SETTLEMENT], told)


@functools.lru_cache(maxsize=1_000)
def precision_of(radius_m: float) -> PlacePrecision:
    """Return the finest precision whose usual radius takes in `radius_m`; NEAR for any wider one."""
    return next((p for p in POINT_PRECISIONS if radius_m <= DEFAULT_RADIUS_M[p]), PlacePrecision.NEAR)


def _ids(own: pa.StringArray, row: pa.Int64Array) -> pa.StringArray:
    return pc.if_else(pa.array(cells.empty(own)), pc.binary_join_element_wise("row-", row.cast(pa.string()), ""), own)


def _layout(text: Text, told: Mapping[str, str]) -> Layout:
    head = text.head()
    delimiter = max(_DELIMITERS, key=lambda d: len(_read(head, d)[0]))
    header, *rows = _read(head, delimiter)
    if len(header) < len(guess.NEEDED):
        raise UnreadableGazetteerError(
            text.file.name, "It needs a header and columns separated by commas, semicolons, tabs or bars."
        )
    columns, reasons = guess.columns(text.file.name, header, told)
    decimal = decimal_of(_join_other_names(rows, columns)) if delimiter != "," else "."
    how = f"Columns are separated by {_DELIMITERS[delimiter]}{', fractions by a comma' if decimal == ',' else ''}."
    return Layout(
        delimiter=delimiter,
        quoted=True,
        header=True,
        width=len(header),
        columns=columns,
        decimal=decimal,
        reasons=(how, *reasons),
    )


def _read(head: str, delimiter: str) -> list[list[str]]:
    """Return the first rows that hold anything: at least one, which may be empty."""
    lines = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    try:
        return list(itertools.islice((row for row in lines if any(row)), _SAMPLE)) or [[]]
    except csv.Error:
        return [[]]


def _join_other_names(rows: Sequence[Sequence[str]], columns: Mapping[str, int]) -> pa.StringArray:
    written = [row[columns[field]] for row in rows for field in ("lon", "lat") if len(row) > columns[field]]
    return pa.array(written, pa.string())


def decimal_of(written: pa.StringArray) -> str:
    """Return a comma, when degrees are written with one and never with a point; decided for the file, never by row."""
    commas = cells.matches(written, _DECIMAL_COMMA)
    points = cells.matches(written, r"\.")
    return "," if commas.any() and not points.any() else "."
