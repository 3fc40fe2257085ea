"""From a name in a report to a place, or to an honest "unresolved"; either way with the record of the decision."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from geo.incident import POINT_PRECISIONS, Candidate, Geocoding, Place, PlacePrecision
from geo.places import border_names, choosing, gazetteer
from geo.places.catalogue import Feature, countries, country_code, divisions, features
from geo.places.choosing import Choice
from geo.places.gazetteer import Match
from geo.places.names import fold, without_kind

# More would not be read.
_CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class Decision:
    """A geocoding's record and the place chosen, None when the geocoder abstained."""

    geocoding: Geocoding
    place: Place | None


@dataclass(frozen=True, slots=True)
class _Question:
    key: str
    name: str
    country: str | None
    admin1: str | None

    @property
    def bare(self) -> str:
        return without_kind(self.key)[0]

    @property
    def kind(self) -> str | None:
        return without_kind(self.key)[1]


def geocode(
    name: str, *, country: str | None = None, admin1: str | None = None, wanted: PlacePrecision | None = None
) -> Decision:
    """The place a name in a report means, or none when that is unknown or open.

    Args:
        name: as written: a settlement, air base, crossing, governorate, country or border; what follows a comma
            ("Sinjar, Idlib") is taken as the province or country around it.
        country: ISO 3166-1 alpha-2 code or English name, when the report tells.
        admin1: first-level division, by any of its names or its id, when the report tells.
        wanted: the kind to choose when a name has several: ADMIN1 makes Latakia the governorate; a point
            precision (such as SETTLEMENT) makes it the city, as without it.

    Returns:
        The record (candidates with scores, what was chosen and why, gazetteer version) and the place. A
        governorate, country or border has a `feature` and no point.
    """
    code = country_code(country)
    if country is not None and code is None:
        return _decision(name, Choice(None, (), f"{country!r} is no country we know."))
    question = _with_context(name, code, admin1)
    for step in _steps(wanted, question):
        choice = step(question)
        if choice is not None:
            return _decision(name, choice)
    return _decision(name, Choice(None, (), _unknown(question)))


def _with_context(name: str, country: str | None, admin1: str | None) -> _Question:
    head, *around = (part.strip() for part in name.replace("،", ",").split(","))
    for part in reversed(around):
        code = country_code(part)
        if country is None and code:
            country = code
        elif admin1 is None and gazetteer.provinces_named(part, country):
            admin1 = part
        elif fold(part):
            return _Question(fold(name), name, country, admin1)
    return _Question(fold(head), head, country, admin1)


_Step = Callable[[_Question], Choice | None]


def _steps(wanted: PlacePrecision | None, question: _Question) -> Sequence[_Step]:
    only: dict[PlacePrecision, Sequence[_Step]] = {
        PlacePrecision.LINE: (_border,),
        PlacePrecision.COUNTRY: (_country,),
        PlacePrecision.ADMIN1: (_division, _bare_division),
        PlacePrecision.ADMIN2: (),
        **dict.fromkeys(POINT_PRECISIONS, (_point,)),
    }
    if wanted in only:
        return only[wanted]
    if question.kind == "admin1":
        return (_border, _country, _division, _bare_division, _point)
    return (_border, _country, _exact_point, _division, _point, _bare_division, _bare_country)


def _border(question: _Question) -> Choice | None:
    if not border_names.speaks_of_border(question.key) or gazetteer.find(question.name, question.country):
        return None
    codes = border_names.countries_named(question.key, question.country)
    feature = features().get(f"border:{'-'.join(sorted(codes))}")
    if feature:
        return _shape(feature, PlacePrecision.LINE, "the border of the two countries named")
    return Choice(None, (), _no_border(question, codes))


def _no_border(question: _Question, codes: Sequence[str]) -> str:
    if len(codes) == 2:  # noqa: PLR2004 - a border has two sides
        return f"{_country_name(codes[0])} and {_country_name(codes[1])} share no shipped land border."
    return f"Which border {question.name!r} means is not said: two countries are needed."


def _country_name(code: str) -> str:
    return features()[f"country:{code}"].name


def _country(question: _Question) -> Choice | None:
    return _one_country(question, question.key)


def _bare_country(question: _Question) -> Choice | None:
    return _one_country(question, question.bare)


def _one_country(question: _Question, key: str) -> Choice | None:
    found = [f for f in countries(key) if question.country in (None, f.country)]
    if len(found) != 1 or question.admin1:
        return None
    return _shape(found[0], PlacePrecision.COUNTRY, "a country of that name")


def _division(question: _Question) -> Choice | None:
    return _one_division(question, divisions(question.key, question.country))


def _bare_division(question: _Question) -> Choice | None:
    return _one_division(question, gazetteer.provinces_named(question.bare, question.country))


def _one_division(question: _Question, found: Sequence[Feature]) -> Choice | None:
    if not found:
        return None
    if len(found) == 1:
        part = "; the name speaks of a part of it" if question.kind == "part" else ""
        return _shape(found[0], PlacePrecision.ADMIN1, f"a first-level division of that name{part}")
    names = ", ".join(f"{f.name} ({_country_name(f.country or '')})" for f in found)
    matches = tuple(Match(_shaped(f, PlacePrecision.ADMIN1), gazetteer.MAIN_NAME, "its name") for f in found)
    return Choice(None, matches, f"{len(found)} divisions are called {question.name}: {names}.")


def _exact_point(question: _Question) -> Choice | None:
    """A settlement spelled so, unless a division of that very name is likelier than a village far from it."""
    choice = _point(question)
    if choice is None or choice.matches[0].score < gazetteer.OTHER_NAME:
        return None
    place = choice.place
    alike = [f for f in divisions(question.key, question.country) if fold(f.name) == question.key]
    near = place and any((f.country, f.name) == (place.country, place.admin1) for f in alike)
    known = place and (place.population or 0) >= choosing.LARGE
    return choice if not alike or near or known or question.admin1 else None


def _point(question: _Question) -> Choice | None:
    matches = gazetteer.find(question.name, question.country, question.admin1)
    return choosing.choose(question.name, matches) if matches else None


def _shape(feature: Feature, precision: PlacePrecision, reason: str) -> Choice:
    place = _shaped(feature, precision)
    return Choice(place, (Match(place, 1.0, reason),), reason)


def _shaped(feature: Feature, precision: PlacePrecision) -> Place:
    return Place(
        place_id=feature.feature,
        name=feature.name,
        kind=feature.level,
        country=feature.country,
        admin1=feature.name if feature.level == "admin1" else None,
        lon=None,
        lat=None,
        place_precision=precision,
        feature=feature.feature,
    )


def _unknown(question: _Question) -> str:
    within = [question.admin1, question.country and _country_name(question.country)]
    if question.admin1 and not gazetteer.provinces_named(question.admin1, question.country):
        return f"No first-level division named {question.admin1!r} is shipped."
    inside = ", ".join(part for part in within if part)
    return f"No place named {question.name!r} is known{f' in {inside}' if inside else ''}."


def _decision(name: str, choice: Choice) -> Decision:
    geocoding = Geocoding(
        name=name,
        candidates=tuple(_candidate(match) for match in choice.matches[:_CANDIDATES]),
        chosen=choice.place.place_id if choice.place else None,
        reason=choice.reason,
        chosen_by="geocoder",
        gazetteer=gazetteer.version(),
    )
    return Decision(geocoding, choice.place)


def _candidate(match: Match) -> Candidate:
    place = match.place
    at = {key: getattr(place, key) for key in ("place_id", "name", "country", "admin1", "lon", "lat")}
    return Candidate(**at, score=match.score, reason=match.reason)
