"""Result of reading a file: incidents as Arrow, what was set aside, and how the file was interpreted."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from geo.incident import Problem


@dataclass(frozen=True, slots=True)
class Read:
    """The incidents of one file.

    Attributes:
        incidents: the columns of `geo.incident.SCHEMA`, one row an incident; ids are `dataset:native-id` and unique;
            the revision's columns (version, based_on, recorded_at, recorded_by, reason) are null.
        problems: rows or values set aside, by the row's number in the file (1 is the first after the header).
        dataset: the part of the ids before the colon.
        licence: what the data may be used under, as it stands in each incident's sources.
        format: which reader read it: "ucdp", "acled", "geojson", "table", …
        reasons: how the file was recognised and its columns understood, in sentences.
        rows: how many rows the file has, set aside ones included.
        unlisted: how many further problems there are, beyond those in `problems`.
    """

    incidents: pa.Table
    problems: Sequence[Problem]
    dataset: str
    licence: str
    format: str
    reasons: tuple[str, ...]
    rows: int
    unlisted: int = 0
