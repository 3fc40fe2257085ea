"""A gazetteer kept as sorted columns: found by bisecting, with no object per row.

The places are sorted by country; their folded names are sorted, each with the row of the place it names; and so are
their loose keys.
"""

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geo.text.spelling import loosen

# A shorter name is one slip from too many others.
_LONG_ENOUGH = 7


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys in order of their code points; `rows[i]` is the place that `array[i]` names."""

    array: pa.StringArray
    rows: np.ndarray

    @classmethod
    def of_table(cls, table: pa.Table) -> "Keys":
        """Return the columns `key` and `row`, sorted by key."""
        return cls(table["key"].combine_chunks(), table["row"].to_numpy())

    @classmethod
    def read(cls, path: Path) -> "Keys":
        """Return the same columns of a Parquet file."""
        return cls.of_table(pq.ParquetFile(path).read(["key", "row"], use_threads=False))

    def __len__(self) -> int:
        return len(self.array)

    def __getitem__(self, i: int) -> str:
        return str(self.array[i].as_py())

    def of(self, key: str) -> np.ndarray:
        """Return the rows of one key."""
        return self.rows[bisect_left(self, key) : bisect_right(self, key)]

    def nearly(self, key: str) -> np.ndarray:
        """Return the rows with a key one slip from `key` and the same first letter."""
        first, last = bisect_left(self, key[0]), bisect_left(self, chr(ord(key[0]) + 1))
        keys, rows = self.array[first:last], self.rows[first:last]
        # A slip in one half leaves the other as it was: this leaves few keys to compare letter by letter.
        half = len(key) // 2
        alike = pc.or_(pc.starts_with(keys, key[:half]), pc.ends_with(keys, key[half + 1 :]))
        maybe = np.flatnonzero(alike.to_numpy(zero_copy_only=False))
        slipped = [one_slip(key, known) for known in keys.take(pa.array(maybe)).to_pylist()]
        return np.asarray(rows[maybe[np.array(slipped, dtype=bool)]])


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The columns of one gazetteer. A row is a number in `places`; every answer gives each row once."""

    places: pa.Table
    names: Keys
    loose: Callable[[str], Keys]
    _spans: Mapping[str | None, tuple[int, int]]

    @classmethod
    def of(cls, places: pa.Table, names: Keys, loose: Callable[[str], Keys]) -> "Columns":
        """Return the columns of a gazetteer.

        Args:
            places: sorted by the column `country`.
            names: the folded names.
            loose: the loose keys of at least the places of one country (alpha-2), asked for by need.
        """
        whole = places.combine_chunks()
        return cls(whole, names, loose, _spans(whole["country"]))

    def find_rows(self, key: str, country: str | None = None) -> list[int]:
        """Return the places one of whose names folds to `key`, in `country` (alpha-2) or anywhere."""
        return self._inside(self.names.of(key), country)

    def loosely_named(self, key: str, country: str) -> list[int]:
        """Return the places of one country one of whose names loosens as `key` does."""
        return self._inside(self.loose(country).of(loosen(key)), country)

    def spelled_nearly(self, key: str, country: str) -> list[int]:
        """Return the rows of a country's places with a name one slip from `key`; none for fewer than seven letters."""
        if len(key) < _LONG_ENOUGH:
            return []
        rows: list[int] = np.unique(_names_in(self, country).nearly(key)).tolist()
        return rows

    def names_in(self, country: str) -> Keys:
        """Return the folded names of the places of one country."""
        return _names_in(self, country)

    def line(self, row: int) -> dict[str, Any]:
        """One place's columns."""
        return {name: self.places[name][row].as_py() for name in self.places.column_names}

    def span(self, country: str | None) -> tuple[int, int]:
        """Return the first row of a country, and the one after its last; all rows for None."""
        return self._spans.get(country, (0, 0)) if country else (0, self.places.num_rows)

    def _inside(self, rows: np.ndarray, country: str | None) -> list[int]:
        low, high = self.span(country)
        inside: list[int] = np.unique(rows[(rows >= low) & (rows < high)]).tolist()
        return inside


@functools.lru_cache(maxsize=16)  # the countries of a day's reports
def _names_in(columns: Columns, country: str) -> Keys:
    low, high = columns.span(country)
    inside = (columns.names.rows >= low) & (columns.names.rows < high)
    return Keys(columns.names.array.filter(pa.array(inside)), columns.names.rows[inside])


def one_slip(a: str, b: str) -> bool:
    """Return whether two names with the same first letter differ by one letter added, dropped, replaced or swapped."""
    if a[:1] != b[:1] or abs(len(a) - len(b)) > 1:
        return False
    i = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    swapped = a[i + 1 : i + 2] + a[i : i + 1] + a[i + 2 :]
    return b[i:] in (a[i:], a[i + 1 :], swapped) or a[i:] == b[i + 1 :] or a[i + 1 :] == b[i + 1 :]


def _spans(country: pa.ChunkedArray) -> dict[str | None, tuple[int, int]]:
    # The places are sorted by country: each is one run of rows.
    if not len(country):
        return {}
    runs = pc.run_end_encode(country.chunk(0))
    ends = runs.run_ends.to_pylist()
    return dict(zip(runs.values.to_pylist(), zip([0, *ends], ends, strict=False), strict=True))
