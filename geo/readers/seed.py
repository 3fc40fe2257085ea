"""Seed reports: incidents coded by hand in TOML, placed by the geocoder as they are read.

TOML because it has dates of its own and never takes the country code NO for "false". One file
is one report. Its table `report` names the dataset and licence, `sources` lists what was read,
and each `incident` what a careful coder takes from it, with its claims. `seeds/README.md` shows one.
"""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from geo.errors import Sentence, UnreadableFileError
from geo.incident import (
    EVENT_TYPES,
    Actor,
    Claim,
    DatePrecision,
    Incident,
    PlacePrecision,
    Problem,
    Role,
    Source,
    Verification,
    Workflow,
)
from geo.places.geocoder.geocoder import Decision, geocode
from geo.places.geocoder.manual_pick import place_fields


class _Strict(BaseModel):
    """A table whose misspelt keys are problems, not silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class _Report(_Strict):
    dataset: str = Field(min_length=1, pattern=r"^[a-z0-9][a-z0-9-]*$")
    workflow: Workflow = Workflow.DRAFT


class _Source(_Strict):
    id: str = Field(min_length=1)
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    archived_url: str | None = None
    published: date | None = None
    retrieved: date | None = None
    sha256: str | None = None
    origin: str | None = None
    licence: str | None = None


class _Place(_Strict):
    name: str = Field(min_length=1)
    wanted: PlacePrecision | None = None
    country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    admin1: str | None = None


class _Deaths(_Strict):
    low: int | None = Field(default=None, ge=0)
    best: int | None = Field(default=None, ge=0)
    high: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _check_order(self) -> "_Deaths":
        known = [value for value in (self.low, self.best, self.high) if value is not None]
        if known != sorted(known):
            msg = "low, best and high are out of order"
            raise ValueError(msg)
        return self


class _Actor(_Strict):
    name: str = Field(min_length=1)
    actor_id: str | None = Field(default=None, min_length=1)
    role: Role
    alleged: bool = False


class _Claim(_Strict):
    field: str = Field(min_length=1)
    text: str | None = None
    low: int | None = Field(default=None, ge=0)
    high: int | None = Field(default=None, ge=0)
    claimant: str | None = None
    via: str | None = None
    source: str | None = None
    stated_on: date | None = None


class _Incident(_Strict):
    id: str = Field(min_length=1)
    title: str = Field(min_length=1)
    summary: str | None = None
    type: str
    sub_type: str
    start: date | None = None
    end: date | None = None
    date_precision: DatePrecision | None = None
    time_text: str | None = None
    place: _Place | None = None
    actors: tuple[_Actor, ...] = ()
    deaths: _Deaths = _Deaths()
    claims: tuple[_Claim, ...] = ()
    verification: Verification = Verification.UNVERIFIED
    verification_note: str | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> "_Incident":
        if self.sub_type not in EVENT_TYPES.get(self.type, ()):
            msg = f"{self.sub_type!r} is no sub-type of {self.type!r}"
            raise ValueError(msg)
        if self.start and self.end and self.start > self.end:
            msg = "start is after end"
            raise ValueError(msg)
        if (self.start or self.end) and self.date_precision is None:
            msg = "a date needs its date_precision"
            raise ValueError(msg)
        return self


def read_seeds(path: Path) -> tuple[list[Incident], list[Problem]]:
    """Return the incidents of one seed report, placed, and what was set aside (`row` counts incidents from 1).

    Raises:
        UnreadableFileError: the file is no TOML, or lacks its `report` and `sources`.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        report = _Report.model_validate(content.get("report"))
        sources = {source.id: source for source in map(_Source.model_validate, content.get("sources", []))}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as error:
        raise UnreadableFileError(path.name, ["a seed report (TOML)"]) from error
    incidents: list[Incident] = []
    problems: list[Problem] = []
    for row, table in enumerate(content.get("incident", []), start=1):
        found = list(_problems(row, table, sources))
        problems += found
        if not found:
            incident, unplaced = _incident(row, _Incident.model_validate(table), report, sources)
            incidents.append(incident)
            problems += unplaced
    return incidents, problems


def _problems(row: int, table: dict[str, Any], sources: dict[str, _Source]) -> Iterator[Problem]:
    try:
        coded = _Incident.model_validate(table)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            field = ".".join(str(part) for part in detail["loc"]) or "incident"
            yield Problem(row, field, detail["msg"], repr(detail["input"])[:200])
        return
    for claim in coded.claims:
        if claim.source is not None and claim.source not in sources:
            yield Problem(
                row, "claims.source", Sentence("refers to a source that the report does not list"), claim.source
            )


def _incident(
    row: int, coded: _Incident, report: _Report, sources: dict[str, _Source]
) -> tuple[Incident, list[Problem]]:
    decision = _decide(coded.place)
    unplaced = [] if decision is None or decision.place else [_unplaced_problem(row, decision)]
    cited = {claim.source for claim in coded.claims}
    incident = Incident(
        id=f"{report.dataset}:{coded.id}",
        dataset=report.dataset,
        title=coded.title,
        summary=coded.summary,
        event_type=coded.type,
        sub_type=coded.sub_type,
        start=coded.start,
        end=coded.end,
        date_precision=coded.date_precision,
        time_text=coded.time_text,
        actors=tuple(Actor(name=a.name, role=a.role, alleged=a.alleged, actor_id=a.actor_id) for a in coded.actors),
        deaths_low=coded.deaths.low,
        deaths_best=coded.deaths.best,
        deaths_high=coded.deaths.high,
        claims=tuple(_claim(claim) for claim in coded.claims),
        sources=tuple(_source(source) for source in sources.values() if source.id in cited),
        workflow=report.workflow,
        verification=coded.verification,
        verification_note=coded.verification_note,
        **_where(coded.place, decision),
    )
    return incident, unplaced


def _decide(place: _Place | None) -> Decision | None:
    if place is None:
        return None
    return geocode(place.name, country=place.country, admin1=place.admin1, wanted=place.wanted)


def _unplaced_problem(row: int, decision: Decision) -> Problem:
    return Problem(row, "place", decision.geocoding.reason, decision.geocoding.name)


def _where(place: _Place | None, decision: Decision | None) -> dict[str, Any]:
    """Return the place fields of a record: as written, as decided, or as context only."""
    if place is None or decision is None:
        return {}
    where = place_fields(decision.place, country=place.country, admin1=place.admin1)
    return {"place_name": place.name, "geocoding": decision.geocoding} | where


def _claim(claim: _Claim) -> Claim:
    return Claim(source_id=claim.source, **claim.model_dump(exclude={"source"}))


def _source(source: _Source) -> Source:
    return Source(source_id=source.id, **source.model_dump(exclude={"id"}))
