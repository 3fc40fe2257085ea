"""The record: what is known of an incident, who says so, and how sure anyone can be.

The frozen classes below are the one definition; `schema_of` turns them into Arrow.
Unknown is `None`. Degrees are EPSG:4326, longitude first. Dates are inclusive.
"""

import dataclasses
import types
import typing
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import pyarrow as pa


class DatePrecision(StrEnum):
    """Precision of a date."""

    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class PlacePrecision(StrEnum):
    """Precision of a place, finest first; it decides how the place is drawn."""

    EXACT = "exact"
    VICINITY = "vicinity"
    SETTLEMENT = "settlement"
    NEAR = "near"
    ADMIN2 = "admin2"
    ADMIN1 = "admin1"
    COUNTRY = "country"
    LINE = "line"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """Role of an actor in an incident, as claimed."""

    PERPETRATOR = "perpetrator"
    TARGET = "target"
    PARTY = "party"
    OTHER = "other"


class Workflow(StrEnum):
    """Editorial stage of a record."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Verification(StrEnum):
    """Result of checking a report."""

    UNVERIFIED = "unverified"
    PARTLY_CORROBORATED = "partly_corroborated"
    CORROBORATED = "corroborated"
    DISPUTED = "disputed"
    DISCOUNTED = "discounted"


# ACLED's types and sub-types, because analysts know them (ACLED Codebook 2024).
EVENT_TYPES: dict[str, tuple[str, ...]] = {
    "Battles": ("Government regains territory", "Non-state actor overtakes territory", "Armed clash"),
    "Protests": ("Excessive force against protesters", "Protest with intervention", "Peaceful protest"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Explosions/Remote violence": (
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Strategic developments": (
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    ),
}

# Precisions with a point of their own; the rest are drawn as a shape or only listed.
POINT_PRECISIONS = (PlacePrecision.EXACT, PlacePrecision.VICINITY, PlacePrecision.SETTLEMENT, PlacePrecision.NEAR)
SHAPE_PRECISIONS = (PlacePrecision.ADMIN2, PlacePrecision.ADMIN1, PlacePrecision.LINE)

# Radii drawn when the coder gave none, in metres (design: display defaults, not measurements).
DEFAULT_RADIUS_M = {
    PlacePrecision.EXACT: 50.0,
    PlacePrecision.VICINITY: 150.0,
    PlacePrecision.SETTLEMENT: 2_000.0,
    PlacePrecision.NEAR: 25_000.0,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in the data that was set aside, and why."""

    row: int | None
    field: str
    message: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A named place. `lon`, `lat` in degrees, `radius_m` in metres; a shape's id in `feature`."""

    place_id: str
    name: str
    kind: str
    country: str | None
    admin1: str | None
    lon: float | None
    lat: float | None
    place_precision: PlacePrecision
    radius_m: float | None = None
    feature: str | None = None
    population: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody named in an incident, in the role a source gives them; `alleged` unless established."""

    name: str
    role: Role
    alleged: bool
    actor_id: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One value for one field, by one claimant: never merged with another's.

    `low` and `high` bound a number, either side open ("at least 20" is low 20, high None);
    `via` is the chain it came through, first teller last; `quote_start`, `quote_end` count
    characters in the source's text.
    """

    field: str
    low: int | None = None
    high: int | None = None
    text: str | None = None
    claimant: str | None = None
    via: str | None = None
    source_id: str | None = None
    quote: str | None = None
    quote_start: int | None = None
    quote_end: int | None = None
    stated_on: date | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim was published. `origin` names the first publisher: three articles can have one origin."""

    source_id: str
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    archived_url: str | None = None
    published: date | None = None
    retrieved: date | None = None
    sha256: str | None = None
    origin: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place the geocoder weighed, with its score from 0 to 1 and why."""

    place_id: str
    name: str
    country: str | None
    admin1: str | None
    lon: float | None
    lat: float | None
    score: float
    reason: str


GEOCODER = "geocoder"  # `Geocoding.chosen_by` where nobody decided
A_PERSON = "a person"  # and where somebody did who is not named to viewers


@dataclass(frozen=True, slots=True)
class Geocoding:
    """The decision record of one place: what was asked, weighed, chosen, by whom, from what.

    Viewers read the name and the reason only of the geocoder's own decisions (`geo.query.lists.public_record`).
    """

    name: str
    candidates: tuple[Candidate, ...]
    chosen: str | None
    reason: str
    chosen_by: str
    gazetteer: str


@dataclass(frozen=True, slots=True)
class Incident:
    """One revision of one incident."""

    # identity
    id: str
    dataset: str
    aliases: tuple[str, ...] = ()
    # what
    title: str | None = None
    summary: str | None = None
    event_type: str | None = None
    sub_type: str | None = None
    # when
    start: date | None = None
    end: date | None = None
    date_precision: DatePrecision | None = None
    time_text: str | None = None
    # where
    place_name: str | None = None
    place_id: str | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    lon: float | None = None
    lat: float | None = None
    place_precision: PlacePrecision = PlacePrecision.UNKNOWN
    radius_m: float | None = None
    feature: str | None = None
    geocoding: Geocoding | None = None
    # who
    actors: tuple[Actor, ...] = ()
    # how many
    deaths_low: int | None = None
    deaths_best: int | None = None
    deaths_high: int | None = None
    # who says so
    claims: tuple[Claim, ...] = ()
    sources: tuple[Source, ...] = ()
    # judgement
    workflow: Workflow = Workflow.DRAFT
    verification: Verification = Verification.UNVERIFIED
    verification_note: str | None = None
    generalise_m: float | None = None
    # revision: set by the store
    version: int | None = None
    based_on: int | None = None
    recorded_at: datetime | None = None
    recorded_by: str | None = None
    reason: str | None = None


_ARROW = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
}


def schema_of(record: type) -> pa.Schema:
    """Return the Arrow schema of one of the classes above; a tuple is a list, a class a struct."""
    return pa.schema(_fields(record))


def _fields(record: type) -> list[pa.Field]:
    hints = typing.get_type_hints(record)
    return [pa.field(f.name, _arrow(hints[f.name])) for f in dataclasses.fields(record)]


def _arrow(hint: Any) -> pa.DataType:
    if isinstance(hint, types.UnionType):
        hint = next(arg for arg in typing.get_args(hint) if arg is not types.NoneType)
    if typing.get_origin(hint) is tuple:
        return pa.list_(_arrow(typing.get_args(hint)[0]))
    if dataclasses.is_dataclass(hint):
        return pa.struct(_fields(typing.cast("type", hint)))
    return pa.string() if issubclass(hint, StrEnum) else _ARROW[hint]


SCHEMA = schema_of(Incident)


def to_table(incidents: Iterable[Incident]) -> pa.Table:
    """Incidents as an Arrow table with the columns of `SCHEMA`, one row each."""
    return pa.Table.from_pylist([dataclasses.asdict(i) for i in incidents], schema=SCHEMA)


def from_table(table: pa.Table) -> list[Incident]:
    """Return the incidents of an Arrow table made by `to_table`, or read back from a store."""
    return [_build(Incident, row) for row in table.to_pylist()]


def _build(record: type, row: dict[str, Any]) -> Any:
    hints = typing.get_type_hints(record)
    return record(**{f.name: _value(hints[f.name], row.get(f.name)) for f in dataclasses.fields(record)})


def _value(hint: Any, value: Any) -> Any:
    if isinstance(hint, types.UnionType):
        if value is None:
            return None
        hint = next(arg for arg in typing.get_args(hint) if arg is not types.NoneType)
    if typing.get_origin(hint) is tuple:
        return tuple(_value(typing.get_args(hint)[0], item) for item in value or ())
    if dataclasses.is_dataclass(hint):
        return _build(typing.cast("type", hint), value)
    return hint(value) if issubclass(hint, StrEnum) else value
