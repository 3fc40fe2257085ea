"""Airfields, by name without words such as "air base", or by ICAO code.

Source: airportsdata (MIT).
"""

import functools
from collections import defaultdict
from collections.abc import Mapping

import pyarrow as pa

from geo.errors import UnknownPlaceError
from geo.incident import Place, PlacePrecision
from geo.places.boundaries.reference_data import table

# An incident "at the air base" can be anywhere on it: a military airfield is about so long.
RADIUS_M = 3_000.0


@functools.cache
def _table() -> pa.Table:
    return table("airfields")


@functools.cache
def _by_key() -> Mapping[str, list[int]]:
    rows: dict[str, list[int]] = defaultdict(list)
    for row, key in enumerate(_table()["key"].to_pylist()):
        rows[key].append(row)
    return rows


@functools.cache
def _by_code() -> Mapping[str, int]:
    return {code: row for row, code in enumerate(_table()["icao"].to_pylist())}


def find_airfields(bare: str, country: str | None = None) -> list[Place]:
    """Return airfields whose folded name, without generic words, is `bare`; in `country` (alpha-2) or anywhere."""
    places = [_place(row) for row in _by_key().get(bare, ())]
    return [place for place in places if country in (None, place.country)]


def find_by_icao(icao: str) -> Place:
    """Return the airfield with an ICAO code, or the stand-in the source gives one without.

    Raises:
        UnknownPlaceError: there is none.
    """
    if icao not in _by_code():
        raise UnknownPlaceError(f"icao:{icao}")
    return _place(_by_code()[icao])


def _place(row: int) -> Place:
    line = _table().slice(row, 1).to_pylist()[0]
    return Place(
        place_id=f"icao:{line['icao']}",
        name=line["name"],
        kind="airfield",
        country=line["country"],
        admin1=line["admin1"],
        lon=line["lon"],
        lat=line["lat"],
        place_precision=PlacePrecision.SETTLEMENT,
        radius_m=RADIUS_M,
    )
