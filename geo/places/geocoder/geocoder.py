"""From a name in a report to a place, or to an honest "unresolved"; either way with the record of the decision."""

import dataclasses
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from geo.errors import Sentence
from geo.incident import GEOCODER, Candidate, Geocoding, Place, PlacePrecision
from geo.places.boundaries.catalogue import country_code, features
from geo.places.gazetteer import gazetteer
from geo.places.gazetteer.added.lookup import Added
from geo.places.gazetteer.gazetteer import NOTHING_ADDED
from geo.places.geocoder.decision import THRESHOLD, Choice, choose
from geo.places.geocoder.interpretation import Reading, read
from geo.places.geocoder.model import weigh
from geo.places.geocoder.query import LONGEST_NAME, Asked, parse_query
from geo.places.geocoder.relative.parsing import Relative
from geo.places.geocoder.relative.phrases import Kind
from geo.places.geocoder.relative.placing import place_relative

# More would not be read.
_CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class Decision:
    """A geocoding's record and the place chosen, None when the geocoder abstained.

    `places` are the record's candidates, in its order, for whoever picks another.
    `sure` is how likely, from 0 to 1, the place is meant, or the likeliest was; None where nothing was weighed.
    `context` is the country or division the name speaks of, or was asked in: something to say beside "unresolved",
    and no place where anything happened.
    """

    geocoding: Geocoding
    place: Place | None
    places: tuple[Place, ...] = ()
    sure: float | None = None
    context: Place | None = None


def geocode(  # noqa: PLR0913 - all that a report can tell of a place, each by its name
    name: str,
    *,
    country: str | None = None,
    admin1: str | None = None,
    near: tuple[float, float] | None = None,
    wanted: PlacePrecision | None = None,
    added: Added = NOTHING_ADDED,
    threshold: float = THRESHOLD,
) -> Decision:
    """Return the place a name in a report means, or none when that is unknown or open.

    Args:
        name: as written: a settlement, air base, crossing, governorate, country or border; what follows a comma
            ("Sinjar, Idlib") is taken as the province or country around it.
        country: ISO 3166-1 alpha-2 code or English name, when the report tells.
        admin1: first-level division, by any of its names or its id, when the report tells.
        near: longitude and latitude in degrees of something it is near, when the report tells.
        wanted: the kind to choose when a name has several: ADMIN1 makes Latakia the governorate; a point
            precision (such as SETTLEMENT) makes it the city, as without it.
        added: the user's own gazetteers.
        threshold: how likely, from 0 to 1, a place must be to be chosen.

    Returns:
        The record (candidates with scores, what was chosen and why, gazetteer version) and the place. A
        governorate, country or border has a `feature` and no point.
    """
    asking = functools.partial(_build_query, country=country, admin1=admin1, near=near, wanted=wanted)
    return _decide_all([name], asking, added, threshold)[name]


def geocode_report(  # noqa: PLR0913 - as for one name
    names: Sequence[str],
    *,
    country: str | None = None,
    admin1: str | None = None,
    near: tuple[float, float] | None = None,
    added: Added = NOTHING_ADDED,
    threshold: float = THRESHOLD,
) -> list[Decision]:
    """Return the places the names of one report mean, each weighed with all the others; arguments as for `geocode`.

    Returns:
        One decision a name, in their order.
    """
    asking = functools.partial(_build_query, country=country, admin1=admin1, near=near, wanted=None)
    decided = _decide_all(names, asking, added, threshold)
    return [decided[name] for name in names]


def _build_query(
    name: str,
    *,
    country: str | None,
    admin1: str | None,
    near: tuple[float, float] | None,
    wanted: PlacePrecision | None,
) -> Asked | str:
    """Return the question a name asks, or why it cannot be asked."""
    code = country_code(country)
    if country is not None and code is None:
        return Sentence("{name} is not a known country.", name=repr(country))
    if len(name) > LONGEST_NAME:
        return f"A name of {len(name):,} characters is none; the longest looked up has {LONGEST_NAME}."
    question = parse_query(name, code, admin1, wanted, near)
    if question.admin1 and not question.provinces:
        return _no_division(question.admin1, code)
    return question


def _no_division(admin1: str, country: str | None) -> str:
    """Why a told division leads nowhere: nobody ships it, or it lies in another country than the one told."""
    elsewhere = gazetteer.provinces_named(admin1, None) if country else ()
    if not elsewhere:
        return f"No first-level division named {admin1!r} is shipped."
    lying = ", ".join(dict.fromkeys(features()[f"country:{each.country}"].name for each in elsewhere))
    return f"{admin1!r} is a division of {lying}, not of {features()[f'country:{country}'].name}."


def _decide_all(
    names: Iterable[str], asking: Callable[[str], Asked | str], added: Added, threshold: float
) -> dict[str, Decision]:
    """Return a decision for each name, and for each name that one of them is told by."""
    readings = {name: _read(name, asking(name), added) for name in dict.fromkeys(names)}
    anchors = {anchor for reading in readings.values() if reading.told_by for anchor in reading.told_by.anchors}
    readings |= {name: _read(name, asking(name), added) for name in sorted(anchors - readings.keys())}
    weighed = [reading for reading in readings.values() if reading.question and reading.matches]
    likely = weigh([(reading.question, reading.matches) for reading in weighed if reading.question])
    choices = {
        reading.name: choose(reading.question.name, reading.matches, shares, threshold)
        for reading, shares in zip(weighed, likely, strict=True)
        if reading.question
    }
    version = gazetteer.version(added)
    decided = {name: _decision(reading, choices.get(name), version) for name, reading in readings.items()}
    for name, reading in readings.items():
        if reading.told_by:
            decided[name] = _decide_relative(reading, reading.told_by, decided, added)
    return decided


def _decide_relative(reading: Reading, phrase: Relative, decided: Mapping[str, Decision], added: Added) -> Decision:
    """Return the decision on a place told by others, once those are decided."""
    anchors = [_anchor(anchor, decided[anchor], phrase.kind, added) for anchor in phrase.anchors]
    place, reason = place_relative(phrase, anchors)
    return _decision(dataclasses.replace(reading, settled=place, reason=reason), None, gazetteer.version(added))


def _anchor(name: str, decision: Decision, kind: Kind, added: Added) -> Place | None:
    """Return the place something is told by; what a border is near may lie on its other side."""
    if decision.place is None and kind == "border_near":
        return geocode(name, added=added).place
    return decision.place


def _read(name: str, question: Asked | str, added: Added) -> Reading:
    return Reading(name, reason=question) if isinstance(question, str) else read(name, question, added)


def _decision(reading: Reading, choice: Choice | None, version: str) -> Decision:
    """Return the decision on what was weighed, or on what needed no weighing."""
    if choice:
        place, reason = choice.place, choice.reason
        weighed = zip(choice.matches, choice.likely, strict=True)
        scored = [(match.place, share, match.reason) for match, share in weighed]
    else:
        place, reason = reading.settled, reading.reason
        scored = [(place, 1.0, reason)] if place else []
    geocoding = Geocoding(
        name=reading.name,
        candidates=tuple(_candidate(*each) for each in scored[:_CANDIDATES]),
        chosen=place.place_id if place else None,
        reason=reason,
        chosen_by=GEOCODER,
        gazetteer=version,
    )
    places = tuple(each[0] for each in scored[:_CANDIDATES])
    return Decision(geocoding, place, places, choice.sure if choice else None, None if place else reading.context)


def _candidate(place: Place, share: float, reason: str) -> Candidate:
    at = {key: getattr(place, key) for key in ("place_id", "name", "country", "admin1", "lon", "lat")}
    # What is not impossible must not look so.
    return Candidate(**at, score=max(round(share, 3), 0.001), reason=reason)
