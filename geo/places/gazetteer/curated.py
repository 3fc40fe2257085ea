"""Places written by us, one row each with a note on the source, for what no package has."""

import csv
import functools
from collections import defaultdict
from collections.abc import Mapping
from hashlib import sha256

from geo.errors import UnknownPlaceError
from geo.incident import Place, PlacePrecision
from geo.places.gazetteer import airfields, settlements
from geo.settings import DATA
from geo.text.spelling import fold

_FILE = DATA / "curated_places.csv"
_OURS = ("curated_places", "spellings", "not_places", "common_names")


@functools.cache
def by_key() -> Mapping[str, tuple[Place, ...]]:
    """Return the curated places by each of their folded names.

    A row with `centre_on` has no point of its own: it takes that of a gazetteer place (`Al-Haffah`, sought in
    the row's country and province, or `geonames:173856`) or of an airfield (`icao:OSLK`).
    """
    index: dict[str, dict[str, Place]] = defaultdict(dict)
    with _FILE.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            place = _place(row)
            for name in (row["name"], *row["other_names"].split("|")):
                index[fold(name)][place.place_id] = place
    return {key: tuple(places.values()) for key, places in index.items() if key}


@functools.cache
def _keys() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, places in by_key().items():
        for place in places:
            found[place.place_id].add(key)
    return {place_id: frozenset(keys) for place_id, keys in found.items()}


def spellings(place: Place) -> frozenset[str]:
    """Every folded name of one curated place."""
    return _keys()[place.place_id]


def _place(row: dict[str, str]) -> Place:
    lon, lat = _centre(row)
    return Place(
        place_id=row["place_id"],
        name=row["name"],
        kind=row["kind"],
        country=row["country"],
        admin1=row["admin1"] or None,
        lon=lon,
        lat=lat,
        place_precision=PlacePrecision(row["place_precision"]),
        radius_m=float(row["radius_m"]) if row["radius_m"] else None,
        feature=row["feature"] or None,
        note=row["note"] or None,
    )


def _centre(row: dict[str, str]) -> tuple[float | None, float | None]:
    if not row["centre_on"]:
        return (float(row["lon"]), float(row["lat"])) if row["lon"] else (None, None)
    centre = _anchor(row["centre_on"], row["country"], row["admin1"])
    return centre.lon, centre.lat


def _anchor(name: str, country: str, admin1: str) -> Place:
    source, _, number = name.partition(":")
    if source == "geonames":
        return settlements.find_by_id(int(number))
    if source == "icao":
        return airfields.find_by_icao(number)
    found = [place for place in settlements.find_settlements(fold(name), country) if place.admin1 == admin1]
    if len(found) != 1:
        where = f"{name}, {admin1}, {country}"
        raise UnknownPlaceError(where)
    return found[0]


@functools.cache
def digest() -> str:
    """Eight hex digits that change whenever one of the files of names we write ourselves does."""
    return sha256(b"".join((DATA / f"{name}.csv").read_bytes() for name in _OURS)).hexdigest()[:8]
