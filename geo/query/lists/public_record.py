"""Public view of a whole record: without internal fields; of a generalised one only the fields named here.

A position can be told by a title, a quote or the address of a source as well as by numbers (geo/readmodel/README.md).
"""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

from geo.incident import A_PERSON, GEOCODER, Claim, Geocoding, Incident, PlacePrecision, Source


def without_internal(whole: Incident) -> Incident:
    """Remove what is for the team only: who changed or placed it and why, and on what grounds it was checked."""
    placed = _without_person(whole.geocoding)
    return dataclasses.replace(whole, verification_note=None, recorded_by=None, reason=None, geocoding=placed)


def _without_person(placed: Geocoding | None) -> Geocoding | None:
    if placed is None or placed.chosen_by == GEOCODER:
        return placed
    return dataclasses.replace(placed, chosen_by=A_PERSON, reason="")


def generalise_incident(whole: Incident, row: dict[str, Any]) -> Incident:
    """Return the public form of a generalised record; fields not copied here are hidden.

    Args:
        whole: the record.
        row: what the read model holds of it for viewers.
    """
    sources = _number_names(source.source_id for source in whole.sources)
    return Incident(
        id=whole.id,
        dataset=whole.dataset,
        title=row["title"],
        event_type=row["event_type"],
        sub_type=row["sub_type"],
        start=whole.start,
        end=whole.end,
        date_precision=whole.date_precision,
        country=row["country"],
        admin1=row["admin1"],
        lon=row["lon"],
        lat=row["lat"],
        place_precision=PlacePrecision(row["place_precision"]),
        radius_m=row["radius_m"],
        feature=row["feature"],
        actors=whole.actors,
        deaths_low=whole.deaths_low,
        deaths_best=whole.deaths_best,
        deaths_high=whole.deaths_high,
        claims=_tolls(whole.claims, sources),
        sources=_publishers(whole.sources, sources),
        workflow=whole.workflow,
        verification=whole.verification,
        generalise_m=row["generalise_m"],
        version=whole.version,
        based_on=whole.based_on,
        recorded_at=whole.recorded_at,
    )


def _number_names(names: Iterable[str | None]) -> dict[str, str]:
    """Return a number for each name, in their order: who is the same stays the same, and nobody is named."""
    return {name: f"#{number}" for number, name in enumerate(dict.fromkeys(filter(None, names)), 1)}


def _tolls(claims: Sequence[Claim], sources: dict[str, str]) -> tuple[Claim, ...]:
    """Return the claimed tolls, without words and names; a rule picks the same of them as of the whole claims."""
    claimants = _number_names(claim.claimant for claim in claims)
    beyond = _number_names(claim.source_id for claim in claims if claim.source_id not in sources)
    known = {name: f"{number}?" for name, number in beyond.items()} | sources
    return tuple(
        Claim(
            "deaths",
            claim.low,
            claim.high,
            claimant=claimants.get(claim.claimant or ""),
            source_id=known.get(claim.source_id or ""),
            stated_on=claim.stated_on,
        )
        for claim in claims
        if claim.field == "deaths"
    )


def _publishers(whole: Sequence[Source], numbers: dict[str, str]) -> tuple[Source, ...]:
    """Return the publishers and licences, which attribution requires, without addresses."""
    origins = _number_names(source.origin for source in whole)
    return tuple(
        Source(
            numbers.get(source.source_id, source.source_id),
            publisher=source.publisher,
            origin=origins.get(source.origin or ""),
            licence=source.licence,
        )
        for source in whole
    )
