"""Every place with a point that a name can mean: curated ones first, then settlements and airfields.

A looser tier is asked only when the tighter one is silent, and only inside a known country: a loose search of
the whole world sends Qardaha to Ardahan.
"""

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow.parquet as pq

from geo.incident import Place
from geo.places.boundaries.catalogue import Feature, country_code, divisions, features
from geo.places.gazetteer import airfields, curated, settlements
from geo.places.gazetteer import press_spellings as spellings
from geo.places.gazetteer.added.lookup import Added
from geo.settings import DATA
from geo.text.spelling import fold, loosen, without_kind


@dataclass(frozen=True, slots=True)
class Match:
    """A place a name can mean, a score from 0 to 1 for the spelling alone, and why."""

    place: Place
    score: float
    reason: str


CURATED, COMMON, OWN_SCRIPT, MAIN_NAME, OTHER_NAME, LOOSE, SLIP = 1.0, 0.98, 0.96, 0.95, 0.9, 0.7, 0.5
NOTHING_ADDED = Added(())

_CODE = 3

_Provinces = Iterable[Feature] | None


def find(name: str, country: str | None = None, admin1: str | None = None, added: Added = NOTHING_ADDED) -> list[Match]:
    """Return the places `name` can mean, in the tightest tier that knows any; best spelling, then largest, first.

    Args:
        name: as written; words such as "village of" or "air base" may stand in it.
        country: ISO 3166-1 alpha-2 code or English name to stay inside.
        admin1: first-level division to stay inside, by any of its names or its id; one nobody ships finds nothing.
        added: the user's own gazetteers.
    """
    provinces = None if admin1 is None else provinces_named(admin1, country_code(country))
    code = country_code(country) or _only_country(provinces)
    for tier in (exact, loose, slip):
        found = tier(name, code, provinces, added)
        if found:
            return sorted(found, key=lambda m: (-m.score, -(m.place.population or 0)))
    return []


def exact(name: str, country: str | None, provinces: _Provinces, added: Added) -> list[Match]:
    """Return the places spelled just so, in `country` (alpha-2) and `provinces` where those are known."""
    key = fold(name)
    bare, kind = without_kind(key)
    ours = [Match(place, CURATED, "a curated place of that name") for place in curated.by_key().get(key, ())]
    theirs = _settlements(key, country, added)
    if not theirs and kind == "settlement":
        theirs = _settlements(bare, country, added)
    if not ours and kind == "airfield":
        theirs += [
            Match(place, MAIN_NAME, "an airfield of that name") for place in airfields.find_airfields(bare, country)
        ]
    return _inside(ours + _unlike(ours, [*theirs, *_namesakes(ours, country)]), country, provinces)


def loose(name: str, country: str | None, provinces: _Provinces, added: Added) -> list[Match]:
    """Return the places of a known country that careless writers spell so."""
    code, key = country or _only_country(provinces), fold(name)
    if code is None:
        return []
    ours = {p.place_id: p for known, places in curated.by_key().items() if loosen(known) == loosen(key) for p in places}
    bare = _named_bare(key)
    theirs = [*settlements.loosely_named(bare, code), *added.loosely_named(bare, code)]
    places = {place.place_id: place for place in [*ours.values(), *theirs]}.values()
    return _inside([Match(place, LOOSE, "a looser spelling of its name") for place in places], country, provinces)


def slip(name: str, country: str | None, provinces: _Provinces, added: Added) -> list[Match]:
    """Return the places of a known country whose name is one slip of the pen away."""
    code, bare = country or _only_country(provinces), _named_bare(fold(name))
    if code is None:
        return []
    theirs = [*settlements.spelled_nearly(bare, code), *added.spelled_nearly(bare, code)]
    places = {place.place_id: place for place in theirs}.values()
    return _inside([Match(place, SLIP, "its name is one letter away") for place in places], country, provinces)


@functools.lru_cache(maxsize=4_096)
def provinces_named(admin1: str, country: str | None) -> tuple[Feature, ...]:
    """Return the divisions `admin1` can mean: an id, or any spelling, loose ones only in a known country."""
    if admin1 in features():
        return (features()[admin1],)
    key = fold(admin1)
    bare = without_kind(key)[0]
    found = divisions(key, country) or divisions(bare, country)
    return found or (_loose_divisions(country).get(loosen(bare), ()) if country else ())


@functools.cache
def _loose_divisions(country: str) -> dict[str, tuple[Feature, ...]]:
    found: dict[str, dict[str, Feature]] = {}
    for division in features().values():
        if division.level == "admin1" and division.country == country:
            for key in division.keys:
                found.setdefault(loosen(key), {})[division.feature] = division
    return {key: tuple(named.values()) for key, named in found.items()}


def _only_country(provinces: Iterable[Feature] | None) -> str | None:
    codes = {province.country for province in provinces or ()}
    return codes.pop() if len(codes) == 1 else None


def _inside(matches: Iterable[Match], country: str | None, provinces: _Provinces) -> list[Match]:
    return [match for match in matches if _lies(match.place, country, provinces)]


def _lies(place: Place, country: str | None, provinces: _Provinces) -> bool:
    if place.kind == "crossing" and country and country != place.country:
        # A crossing lies in both countries; its row stands under one.
        return "border:{}-{}".format(*sorted((country, place.country or ""))) in features()
    at = (place.country, place.admin1)
    return country in (None, place.country) and (provinces is None or at in {(p.country, p.name) for p in provinces})


def _settlements(key: str, country: str | None, added: Added) -> list[Match]:
    """Return the shipped and added places of a name; one that both have is taken from what the user added."""
    shipped = [*settlements.find_settlements(key, country), *spellings.find_spellings(key, country)]
    places = {place.place_id: place for place in [*shipped, *added.find_by_name(key, country)]}
    found = [_settlement(place, key) for place in places.values()]
    # So short a by-name is an airport's code more often than a name.
    return [match for match in found if match.score > OTHER_NAME or len(key) > _CODE or not key.isascii()]


def _settlement(place: Place, key: str) -> Match:
    main = fold(place.name)
    if place.place_id in spellings.place_ids(key):
        return Match(place, COMMON, "a spelling of it in common use")
    if main == key:
        return Match(place, MAIN_NAME, "its main name")
    if main.removesuffix("h") == key.removesuffix("h"):  # Qardaha, where the gazetteer writes Al Qardāḩah
        return Match(place, MAIN_NAME, "another spelling of its main name")
    if not key.isascii():  # what a place is called in another script is no by-name
        return Match(place, OWN_SCRIPT, "its name in another script")
    return Match(place, OTHER_NAME, "one of its other names")


def _namesakes(ours: Sequence[Match], country: str | None) -> list[Match]:
    """Return the settlements mainly called by any spelling of a curated place: Rabia in Nineveh, Rabi'ah in Latakia."""
    keys = {key for match in ours for key in curated.spellings(match.place)}
    places = [place for key in sorted(keys) for place in settlements.find_settlements(key, country)]
    return [Match(place, OTHER_NAME, "another spelling of the name") for place in places if fold(place.name) in keys]


def _unlike(ours: Sequence[Match], theirs: Sequence[Match]) -> list[Match]:
    """Each of `theirs` once, without those a curated place of the same province stands for."""
    taken = {(match.place.country, match.place.admin1) for match in ours}
    once = {match.place.place_id: match for match in reversed(theirs)}
    return [match for match in once.values() if (match.place.country, match.place.admin1) not in taken]


def _named_bare(key: str) -> str:
    bare, kind = without_kind(key)
    return bare if kind == "settlement" else key


def version(added: Added = NOTHING_ADDED) -> str:
    """Return the provenance of an answer: shipped gazetteer's source, curated file's digest, added gazetteers."""
    return f"{_source()}+curated-{curated.digest()}{added.version}"


@functools.cache
def _source() -> str:
    metadata = pq.ParquetFile(DATA / "gazetteer.parquet").schema_arrow.metadata or {}
    return str(metadata.get(b"source", b"unknown").decode())
