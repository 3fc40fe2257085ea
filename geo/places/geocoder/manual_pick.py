"""A place picked by a person: what an incident's record then says of where it happened, and who said so."""

import dataclasses
from typing import Any

from geo.incident import Candidate, Geocoding, Incident, Place, PlacePrecision
from geo.places.boundaries.catalogue import features
from geo.places.gazetteer import gazetteer
from geo.places.geocoder import shapes
from geo.places.geocoder.geocoder import Decision

# A candidate that nobody weighed: the shares of those that were still add up to no more than 1.
_NOT_WEIGHED = 0.0


def place_fields(place: Place | None, *, country: str | None = None, admin1: str | None = None) -> dict[str, Any]:
    """Return the fields of a record that say where something happened.

    Args:
        place: None when it is not known: the record then has no position, only what was told around it.
        country: alpha-2 code told beside the place; counts where the place itself has none.
        admin1: first-level division told beside it; likewise, and never for a whole country or a place elsewhere.

    Returns:
        `place_id`, `country`, `admin1`, `lon` and `lat` (degrees), `place_precision`, `radius_m`, `feature`.
    """
    at = {name: getattr(place, name, None) for name in ("place_id", "lon", "lat", "radius_m", "feature")}
    if place is None:
        return at | {"country": country, "admin1": admin1, "place_precision": PlacePrecision.UNKNOWN}
    elsewhere = country is not None and place.country not in (None, country)
    told = None if elsewhere or place.place_precision is PlacePrecision.COUNTRY else admin1
    known = {"country": place.country or country, "admin1": place.admin1 or told}
    return at | known | {"place_precision": place.place_precision}


def from_elsewhere(place: Place, origin: str) -> Place:
    """Return a place that somebody else told, such as an online geocoder, as one to pick.

    Its note says where it is from; its division goes by the name that records have, where it is clear which it means.
    """
    named = gazetteer.provinces_named(place.admin1, place.country) if place.admin1 else ()
    admin1 = named[0].name if len(named) == 1 else place.admin1
    return dataclasses.replace(place, admin1=admin1, note=origin)


def around(decision: Decision, country: str | None, admin1: str | None) -> tuple[Place, ...]:
    """Return the division and country a name was asked in, or speaks of, narrowest first, without the candidates.

    Something to say where the place itself is not known.

    Args:
        decision: what the geocoder made of the name.
        country: alpha-2 code told beside the name.
        admin1: first-level division told beside it, by any of its names or its id.
    """
    named = gazetteer.provinces_named(admin1, country) if admin1 else ()
    told = [named[0] if len(named) == 1 else None, features().get(f"country:{country}")]
    wider = [shapes.place(feature) for feature in told if feature]
    spoken_of = [decision.context] if decision.context else []
    weighed = {place.place_id for place in decision.places}
    found = {place.place_id: place for place in [*spoken_of, *wider] if place.place_id not in weighed}
    return tuple(sorted(found.values(), key=lambda place: place.place_precision is PlacePrecision.COUNTRY))


def record_pick(decision: Decision, place: Place | None, by: str, reason: str) -> Geocoding:
    """Record a person's pick: the candidates stay as the geocoder weighed them, the choice is the person's.

    A place that was not weighed, such as an online geocoder's, joins the candidates with the score 0; its note, which
    says where it is from, becomes the candidate's reason.

    Args:
        decision: what the geocoder made of the name.
        place: None when it is not known.
        by: who chose.
        reason: why, in their words.
    """
    candidates = decision.geocoding.candidates
    if place is not None and place.place_id not in {candidate.place_id for candidate in candidates}:
        candidates = (*candidates, _candidate(place))
    chosen = None if place is None else place.place_id
    return dataclasses.replace(
        decision.geocoding, candidates=candidates, chosen=chosen, chosen_by=by, reason=reason.strip()
    )


def with_place(  # noqa: PLR0913 - what was told, what was picked, and who says so
    incident: Incident,
    decision: Decision,
    place: Place | None,
    *,
    country: str | None,
    admin1: str | None,
    by: str,
    reason: str,
) -> Incident:
    """Return the next revision of an incident, its place picked by a person; all else as it was.

    Args:
        incident: the revision the pick was made from.
        decision: what the geocoder made of the name, which becomes the `place_name` as it was typed.
        place: one of its candidates, another place, or None when it is not known.
        country: alpha-2 code told beside the name.
        admin1: name of the first-level division told beside it.
        by: who chose.
        reason: why, in their words.
    """
    return dataclasses.replace(
        incident,
        **place_fields(place, country=country, admin1=admin1),
        # The district of another place would be false; of this one nobody asked.
        admin2=incident.admin2 if place is not None and place.place_id == incident.place_id else None,
        place_name=decision.geocoding.name or None,
        geocoding=record_pick(decision, place, by, reason),
        based_on=incident.version,
    )


def _candidate(place: Place) -> Candidate:
    at = {name: getattr(place, name) for name in ("place_id", "name", "country", "admin1", "lon", "lat")}
    return Candidate(**at, score=_NOT_WEIGHED, reason=place.note or "picked by hand; the geocoder did not weigh it")
