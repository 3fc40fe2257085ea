"""Press spellings of towns in Syria and Iraq that the gazetteer lacks: "Jebleh", "Deir Ezzor", "Kobani"."""

import csv
import functools
from collections import defaultdict
from collections.abc import Mapping

from geo.incident import Place
from geo.places.gazetteer import settlements
from geo.settings import DATA
from geo.text.spelling import fold


@functools.cache
def _by_key() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    with (DATA / "spellings.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for spelling in row["spellings"].split("|"):
                found[fold(spelling)][row["place_id"]] = None
    return {key: tuple(place_ids) for key, place_ids in found.items()}


def place_ids(key: str) -> tuple[str, ...]:
    """Return the ids of the towns that a folded name is a common spelling of: `geonames:169304`."""
    return _by_key().get(key, ())


def find_spellings(key: str, country: str | None = None) -> list[Place]:
    """Return the towns that a folded name is a common spelling of, in `country` (alpha-2) or anywhere."""
    places = (_place(place_id) for place_id in place_ids(key))
    return [place for place in places if country in (None, place.country)]


@functools.cache
def _place(place_id: str) -> Place:
    return settlements.find_by_id(int(place_id.removeprefix("geonames:")))
