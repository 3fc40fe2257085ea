"""Catalogue of shipped shapes: every country, first-level division and border by its id, without geometry."""

import csv
import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from geo.places.boundaries.reference_data import table
from geo.settings import DATA
from geo.text.spelling import fold

# The file each level's names come from. Countries of the Middle East are shipped at 1:10m too; the names are the same.
LEVELS = {"country": "countries_50m", "admin1": "admin1", "border": "borders"}


@dataclass(frozen=True, slots=True)
class Feature:
    """One shipped shape. `country` is an ISO 3166-1 alpha-2 code, None for a border; `keys` are folded names."""

    feature: str
    name: str
    name_ar: str | None
    country: str | None
    level: str
    keys: tuple[str, ...]


@functools.cache
def features() -> Mapping[str, Feature]:
    """Every shipped shape by its id: `country:SY`, `admin1:SY-LA`, `border:IQ-SY`."""
    return MappingProxyType({row.feature: row for level in LEVELS for row in _read(level)})


def _read(level: str) -> Iterable[Feature]:
    columns = ["feature", "name", "name_ar", "country", "keys"]
    read = table(LEVELS[level], columns)
    for row in zip(*(column.to_pylist() for column in read.columns), strict=True):
        feature, name, name_ar, country, keys = row
        yield Feature(feature, name, name_ar, country, level, tuple(keys))


@functools.cache
def _more_keys() -> Mapping[str, frozenset[str]]:
    """Return the further spellings we write ourselves, by feature: they count without a new build."""
    spelled = ((row["feature"], row["other_names"].split("|")) for row in _common_names())
    return {feature: frozenset(fold(name) for name in names if name) for feature, names in spelled}


@functools.cache
def _by_key() -> Mapping[tuple[str, str], tuple[Feature, ...]]:
    index: dict[tuple[str, str], list[Feature]] = defaultdict(list)
    for feature in features().values():
        for key in {*feature.keys, *_more_keys().get(feature.feature, ())}:
            index[feature.level, key].append(feature)
    return {key: tuple(found) for key, found in index.items()}


def countries(folded: str) -> tuple[Feature, ...]:
    """Return the countries a folded name can mean; empty when none."""
    return _by_key().get(("country", folded), ())


def divisions(folded: str, country: str | None = None) -> tuple[Feature, ...]:
    """Return the first-level divisions a folded name can mean, in `country` (alpha-2) or anywhere."""
    found = _by_key().get(("admin1", folded), ())
    return tuple(f for f in found if country is None or f.country == country)


def country_code(name: str | None) -> str | None:
    """Return the alpha-2 code for a country's code or name ("SY", "Syria"); None when it is neither."""
    if name is None or f"country:{name.upper()}" in features():
        return name and name.upper()
    found = countries(fold(name))
    return found[0].country if len(found) == 1 else None


@functools.cache
def _common_names() -> tuple[Mapping[str, str], ...]:
    with (DATA / "common_names.csv").open(newline="", encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


@functools.cache
def adjectives() -> Mapping[str, str]:
    """Countries by the folded adjective, or name of a people, that reports use: "iraqi" -> "IQ"."""
    words = ((word, row["feature"]) for row in _common_names() for word in row["adjectives"].split("|") if word)
    return {fold(word): feature.removeprefix("country:") for word, feature in words}


@functools.cache
def _abbreviations() -> Mapping[str, Feature]:
    words = ((word, row["feature"]) for row in _common_names() for word in row["abbreviations"].split("|") if word)
    return {word: features()[feature] for word, feature in words}


def find_abbreviation(name: str) -> Feature | None:
    """Return the country or division an abbreviation means, dots as written ("U.S.", "Fla."), or None."""
    return _abbreviations().get(name.strip())
