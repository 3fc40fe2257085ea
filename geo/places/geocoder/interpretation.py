"""Interpretation of a name before candidates are weighed: a border, no place, a relative place, or candidates."""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.incident import Place
from geo.places.boundaries import border_names
from geo.places.boundaries.catalogue import Feature, features
from geo.places.gazetteer.added.lookup import Added
from geo.places.gazetteer.gazetteer import Match
from geo.places.geocoder import candidates, not_places, shapes
from geo.places.geocoder.not_places import NoPlace
from geo.places.geocoder.query import Asked
from geo.places.geocoder.relative import parsing
from geo.places.geocoder.relative.parsing import Relative


@dataclass(frozen=True, slots=True)
class Reading:
    """One name read. Either `matches` are to be weighed, or `told_by` others, or `reason` says what it is instead.

    `settled` is the place when there is nothing to weigh (a border); `context` what is known beside it.
    """

    name: str
    matches: tuple[Match, ...] = ()
    question: Asked | None = None
    told_by: Relative | None = None
    settled: Place | None = None
    context: Place | None = None
    reason: str = ""


def read(name: str, question: Asked, added: Added) -> Reading:
    """Interpret a name.

    A phrase, a nationality or an armed group is one only where no place is called so: in a known country even
    "Arab" (Alabama) is a place.
    """
    context, exact = _context(question), candidates.exact(question, added)
    other = not_places.find_not_place(question.key) or not_places.nationality(question.key)
    told = question.admin1 is not None or (question.country is not None and not (other and other.is_word))
    if other and not (exact and told):
        return _no_place(name, other, context)
    phrase = None if exact else parsing.parse_phrase(name)
    if phrase:
        return Reading(name, question=question, told_by=phrase, context=context)
    if border_names.speaks_of_border(question.key) and not exact:
        return _border(name, question, context)
    group = None if exact else not_places.organisation(question.key)
    if group:
        return _no_place(name, group, context)
    matches = tuple(candidates.candidates(question, added, exact))
    return Reading(name, matches, question, context=context, reason="" if matches else _unknown(question))


def _no_place(name: str, what: NoPlace, context: Place | None) -> Reading:
    country = shapes.place(features()[f"country:{what.country}"]) if what.country else context
    return Reading(name, context=country, reason=f"{name} is {what.what}.")


def _context(question: Asked) -> Place | None:
    """Return the division the name was asked in, else the country."""
    provinces = question.provinces or ()
    if len(provinces) == 1:
        return shapes.place(provinces[0])
    return shapes.place(features()[f"country:{question.country}"]) if question.country else None


def _border(name: str, question: Asked, context: Place | None) -> Reading:
    codes = border_names.countries_named(question.key, question.country)
    feature = features().get(f"border:{'-'.join(sorted(codes))}")
    if feature is None:
        return Reading(name, context=context, reason=_no_border(question, codes))
    return Reading(name, settled=shapes.place(feature), reason=f"{feature.name}: the border of the countries named.")


def _no_border(question: Asked, codes: Sequence[str]) -> str:
    if len(codes) == 2:  # noqa: PLR2004 - a border has two sides
        return f"{_country(codes[0]).name} and {_country(codes[1]).name} share no shipped land border."
    return f"Which border {question.name!r} means is not said: two countries are needed."


def _country(code: str) -> Feature:
    return features()[f"country:{code}"]


def _unknown(question: Asked) -> str:
    provinces = question.provinces or ()
    division = provinces[0].name if len(provinces) == 1 else question.admin1
    within = [division, question.country and _country(question.country).name]
    inside = ", ".join(part for part in within if part)
    return f"No place named {question.name!r} is known{f' in {inside}' if inside else ''}."
