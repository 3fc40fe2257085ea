"""From the text of an answer to places; what cannot be one is set aside."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from geo.errors import Sentence, UnreadableAnswerError
from geo.incident import Place, PlacePrecision, Problem
from geo.places.boundaries.catalogue import features
from geo.places.gazetteer import gazetteer
from geo.places.geocoder.online.result_precision import precision, reach
from geo.places.geocoder.online.results import Result, licence_of, results_of
from geo.places.geocoder.online.search_terms import Question
from geo.places.geocoder.online.service import Kind

_OSM = "Data © OpenStreetMap contributors, ODbL 1.0"
# Where an answer states none.
_LICENCES: Mapping[Kind, str] = {
    "nominatim": _OSM,
    "photon": _OSM,
    "pelias": f"{_OSM}; Who's On First, OpenAddresses, GeoNames (CC BY 4.0): as the service's operator states",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """The places of an answer, in the service's order, what was set aside, and the licence."""

    places: tuple[Place, ...]
    problems: tuple[Problem, ...]
    licence: str


def read(question: Question, answer: str) -> Reading:
    """Return the places in the text of an answer.

    A result without a name, an id or a usable position is set aside as a problem. One in another country than asked
    about, or that stands in for a place the service does not know, is no answer and is left out.

    Raises:
        UnreadableAnswerError: this is not how a service of this kind answers.
    """
    kind = question.service.kind
    try:
        document = json.loads(answer)
        results = results_of(kind, document)
    except (ValueError, RecursionError) as error:
        raise UnreadableAnswerError(question.service.host) from error
    found = [_place(kind, row, result) for row, result in enumerate(results) if _answers(question, result)]
    return Reading(
        places=tuple(place for place in found if isinstance(place, Place)),
        problems=tuple(problem for problem in found if isinstance(problem, Problem)),
        licence=licence_of(kind, document) or _LICENCES[kind],
    )


def _answers(question: Question, result: Result) -> bool:
    elsewhere = question.country and result.country not in (None, question.country)
    return not (elsewhere or result.stands_in)


def _place(kind: Kind, row: int, result: Result) -> Place | Problem:
    if result.id is None or result.name is None:
        return Problem(
            row, "place_id", Sentence("A result without a name or an id was set aside."), result.name or result.id
        )
    if result.lon is None or result.lat is None or not _on_earth(result.lon, result.lat):
        return Problem(row, "lon", Sentence("A result without a usable position was set aside."), result.name)
    known, radius_m = precision(result.kind, reach(result.lon, result.lat, result.box))
    lon, lat = (None, None) if radius_m is None else (result.lon, result.lat)
    return Place(
        place_id=f"{kind}:{result.id}",
        name=result.name,
        kind="online",
        country=result.country,
        admin1=result.admin1,
        lon=lon,
        lat=lat,
        place_precision=known,
        radius_m=radius_m,
        feature=_feature(result, result.name, known),
    )


def _on_earth(lon: float, lat: float) -> bool:
    # Nothing is at 0, 0: that is where a position is put that was lost on the way.
    return abs(lon) <= 180 and abs(lat) <= 90 and (lon, lat) != (0, 0)  # noqa: PLR2004 - degrees


def _feature(result: Result, name: str, known: PlacePrecision) -> str | None:
    """Return the shipped shape of a country or first-level division, when there is no doubt which it is."""
    if result.country is None:
        return None
    if known is PlacePrecision.ADMIN1:
        named = gazetteer.provinces_named(name, result.country)
        return named[0].feature if len(named) == 1 else None
    feature = f"country:{result.country}"
    return feature if result.kind == "country" and feature in features() else None
