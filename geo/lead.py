"""A lead: what a machine took out of a news text, for somebody to look into. It is no incident, and on no map."""

from dataclasses import dataclass
from datetime import date, datetime

import pyarrow as pa

from geo.incident import PlacePrecision, Problem, schema_of


@dataclass(frozen=True, slots=True)
class Lead:
    """One lead. Unknown is `None`.

    Attributes:
        id: `dataset:native-id`.
        dataset: who made it: "gdelt".
        day: when it is said to have happened.
        added: when it was made (UTC).
        place: where, as stated: "Aleppo, Halab, Syria".
        country: alpha-2.
        lon, lat: degrees, of a town only; the point of a province or country stands for all of it and is not kept.
        place_precision: how finely the place is known.
        event_code, event: what it was sorted as, by its code and in words.
        actor1, actor2: who, as sorted; neither is said to have done anything.
        mentions, articles: how many there are of it.
        url: the text it was taken from, a web address or a citation, as stated.
        licence: what it may be used under.
    """

    id: str
    dataset: str
    day: date | None
    added: datetime | None
    place: str | None
    country: str | None
    lon: float | None
    lat: float | None
    place_precision: PlacePrecision
    event_code: str | None
    event: str | None
    actor1: str | None
    actor2: str | None
    mentions: int | None
    articles: int | None
    url: str | None
    licence: str


SCHEMA = schema_of(Lead)


@dataclass(frozen=True, slots=True)
class Leads:
    """The leads of one file.

    Attributes:
        leads: the columns of `SCHEMA`, one row a lead, each id once.
        problems: rows or values set aside, by the row's number in the file, from 1.
        dataset, licence, format, reasons, rows: as of incidents (`geo.readers.result.Read`).
        sha256: the file's.
    """

    leads: pa.Table
    problems: tuple[Problem, ...]
    dataset: str
    licence: str
    format: str
    reasons: tuple[str, ...]
    rows: int
    sha256: str
