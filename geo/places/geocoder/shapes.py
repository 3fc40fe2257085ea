"""Countries, first-level divisions and districts as places: known by a shape, never by a point."""

import functools
from collections.abc import Iterable, Mapping, Sequence

from geo.incident import Place, PlacePrecision
from geo.places.boundaries import districts
from geo.places.boundaries.catalogue import Feature, countries, divisions, features, find_abbreviation
from geo.places.gazetteer import gazetteer, settlements
from geo.places.gazetteer.gazetteer import LOOSE, MAIN_NAME, OTHER_NAME, Match
from geo.places.geocoder.query import Asked
from geo.text.spelling import fold

_PRECISION = {"country": PlacePrecision.COUNTRY, "admin1": PlacePrecision.ADMIN1, "border": PlacePrecision.LINE}
_SAID = {"country": "a country of that name", "admin1": "a first-level division of that name"}


def exact(question: Asked) -> list[Match]:
    """Return the shapes the whole name, or an abbreviation, means."""
    short = find_abbreviation(question.name)
    if short:
        return _matches([short], question, fold(short.name))
    return _matches([*countries(question.key), *divisions(question.key)], question, question.key) + [
        Match(place, MAIN_NAME, "a district of that name")
        for place in districts.find_districts(question.key, question.country)
        if _fits_context(features()[place.feature or ""], question)
    ]


def bare(question: Asked) -> list[Match]:
    """Return the shapes the name means without words such as "province"; a looser spelling in a known country."""
    found = [*countries(question.bare), *divisions(question.bare)]
    return _matches(found, question, question.bare) or loose(question)


def loose(question: Asked) -> list[Match]:
    """Return the divisions of a known country that a loose spelling of the name means."""
    if question.country is None:
        return []
    found = gazetteer.provinces_named(question.bare, question.country)
    return [Match(place(f), LOOSE, "a looser spelling of its name") for f in found if _fits_context(f, question)]


def place(feature: Feature) -> Place:
    """Return a shipped shape as a place."""
    return Place(
        place_id=feature.feature,
        name=feature.name,
        kind=feature.level,
        country=feature.country,
        admin1=feature.name if feature.level == "admin1" else None,
        lon=None,
        lat=None,
        place_precision=_PRECISION[feature.level],
        feature=feature.feature,
        population=population().get(feature.feature),
    )


@functools.cache
def population() -> Mapping[str, int]:
    """Return the population of the gazetteer's places in each country and division, as a measure of prominence."""
    return settlements.population_by_shape()


def _matches(found: Iterable[Feature], question: Asked, key: str) -> list[Match]:
    part = "; the name speaks of a part of it" if question.kind == "part" and key != question.key else ""
    return [
        Match(place(feature), MAIN_NAME if key in _main_keys(feature) else OTHER_NAME, _SAID[feature.level] + part)
        for feature in dict.fromkeys(found)
        if _fits_context(feature, question)
    ]


def _main_keys(feature: Feature) -> set[str]:
    """Return the folded names people there and here call a shape by, its by-names apart."""
    return {fold(feature.name), fold(feature.name_ar or "")}


def _fits_context(feature: Feature, question: Asked) -> bool:
    """Return whether a shape is compatible with the context the report states."""
    if question.country not in (None, feature.country):
        return False
    provinces: Sequence[Feature] | None = question.provinces
    return provinces is None or feature in provinces
