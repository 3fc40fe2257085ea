"""Rows that cannot be places are set aside, each with what is wrong with it; the rest get their types.

A reader hands in the columns of `SCHEMA` with country, lon, lat and population as the strings they are written as,
`raw_name`, the name before it was cleaned, and faults of its own.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geo.errors import Sentence
from geo.incident import Problem
from geo.places.boundaries.catalogue import country_code, features
from geo.settings import DATA
from geo.text import cells

_LONGEST = 200  # GeoNames takes no longer names
_MOST_PEOPLE = 1e9
_SHOWN = 200
SCHEMA = pa.schema(
    {
        "row": pa.int64(),
        "id": pa.string(),
        "name": pa.string(),
        "names": pa.list_(pa.string()),
        "country": pa.string(),
        "lon": pa.float64(),
        "lat": pa.float64(),
        "population": pa.int64(),
        "kind": pa.string(),
        "precision": pa.string(),
        "radius_m": pa.float64(),
    }
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of the rows where `bad` is true, and the values concerned."""

    bad: np.ndarray
    field: str
    message: str
    values: pa.Array

    def of(self, rows: np.ndarray) -> "Fault":
        """Return the same of the rows at some positions."""
        return Fault(self.bad[rows], self.field, self.message, self.values.take(pa.array(rows)))


def validate_places(
    found: pa.RecordBatch, faults: Sequence[Fault], decimal: str
) -> tuple[pa.RecordBatch, list[Problem]]:
    """Return the good rows, with country code, lon, lat and population; and a problem for each other.

    A position out of range or at 0, 0 is bad, and never mended. A country left empty is unknown, and so is a
    population of nought.
    """
    lon, lat = (cells.numbers(found[field], decimal) for field in ("lon", "lat"))
    people = cells.numbers(found["population"])
    counted = _parse_populations(people)
    uncounted = ~counted & ~cells.empty(found["population"])
    country = _countries(found["country"])
    unknown = country.is_null().to_numpy(zero_copy_only=False) & ~cells.empty(found["country"])
    faults = [
        *_names(found),
        *positions(found["lon"], found["lat"], lon, lat),
        *faults,
        Fault(unknown, "country", Sentence("is not a known country"), found["country"]),
        Fault(uncounted, "population", Sentence("is not a number of people"), found["population"]),
    ]
    good, problems = set_aside(found["row"], faults)
    typed = {
        "country": country,
        "lon": pa.array(lon),
        "lat": pa.array(lat),
        "population": pa.array(np.where(counted, people, 0), pa.int64(), mask=~(counted & (people > 0))),
    }
    columns = [typed[name] if name in typed else found[name] for name in SCHEMA.names]
    return pa.RecordBatch.from_arrays(columns, schema=SCHEMA).filter(pa.array(good)), problems


def _names(found: pa.RecordBatch) -> list[Fault]:
    name, raw = found["name"], found["raw_name"]
    lines = cells.matches(raw, r"[\r\n]")
    return [
        Fault(lines, "name", Sentence("contains a line break; a quote may not be closed"), raw),
        Fault(cells.empty(name), "name", Sentence("is missing"), raw),
        Fault(~cells.matches(name, r"[\p{L}\p{N}]"), "name", Sentence("contains no letter or digit"), raw),
        Fault(
            pc.greater(pc.utf8_length(name), _LONGEST).to_numpy(zero_copy_only=False),
            "name",
            Sentence("is too long"),
            raw,
        ),
    ]


def positions(east: pa.Array, north: pa.Array, lon: np.ndarray, lat: np.ndarray) -> list[Fault]:
    """Return faults of longitudes and latitudes, as written and as degrees (NaN: none).

    Swapped ones are reported, never mended; 0, 0 is no place.
    """
    swapped = (np.abs(lat) > 90) & (np.abs(lat) <= 180) & (np.abs(lon) <= 90)  # noqa: PLR2004 - degrees
    return [
        Fault(np.isnan(lon), "lon", Sentence("is not a number of degrees"), east),
        Fault(np.isnan(lat), "lat", Sentence("is not a number of degrees"), north),
        Fault(swapped, "lat", Sentence("is outside -90 to 90; longitude and latitude may be swapped"), north),
        Fault(np.abs(lat) > 90, "lat", Sentence("is outside -90 to 90"), north),  # noqa: PLR2004
        Fault(np.abs(lon) > 180, "lon", Sentence("is outside -180 to 180"), east),  # noqa: PLR2004
        Fault((lon == 0) & (lat == 0), "lon", Sentence("is 0, as is lat, which stands for unknown"), east),
    ]


def _parse_populations(people: np.ndarray) -> np.ndarray:
    return np.asarray((people >= 0) & (people <= _MOST_PEOPLE) & (people == np.floor(people)))


def _countries(text: pa.StringArray) -> pa.StringArray:
    """Return the alpha-2 code of each country, by its code or name; null for an empty cell and for none we know."""
    distinct = text.dictionary_encode()
    codes = [code_of(name.strip()) for name in distinct.dictionary.to_pylist()]
    return pa.array(codes, pa.string()).take(distinct.indices)


def code_of(name: str) -> str | None:
    """Return the alpha-2 code of a country, by its code or name; None for one we do not know."""
    code = country_code(name) if name else None
    return name.upper() if code is None and name.upper() in known_countries() else code


@functools.cache
def known_countries() -> frozenset[str]:
    """Return the alpha-2 codes of the shipped shapes and of the shipped gazetteer, which counts Martinique apart."""
    gazetteer = pq.ParquetFile(DATA / "gazetteer.parquet").read(["country"])["country"]
    return frozenset(pc.unique(gazetteer).to_pylist()) | {f.country for f in features().values() if f.country}


def set_aside(rows: pa.Array, faults: Sequence[Fault]) -> tuple[np.ndarray, list[Problem]]:
    """Return a mask of the good rows, and one problem for each other row: its first fault."""
    good = np.ones(len(rows), dtype=bool)
    problems = []
    for fault in faults:
        bad = pa.array(np.flatnonzero(good & fault.bad))
        values = fault.values.take(bad).to_pylist()
        for row, value in zip(rows.take(bad).to_pylist(), values, strict=True):
            problems.append(Problem(row, fault.field, fault.message, value and value[:_SHOWN]))
        good &= ~fault.bad
    return good, problems
