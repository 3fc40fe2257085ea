"""The limits of each field of `geo.incident`, by its path: "claims.low" is `low` of an entry of `claims`.

A value outside its limits is unknown (None), and that is reported; the rest of the record stays. Texts and lists may be
longer than said here: the record keeps them whole, and lists show their beginning.
"""

import dataclasses
import types
import typing
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from geo.incident import DatePrecision, Incident, PlacePrecision, Role, Verification, Workflow

# More than have died in any one event that is known. Ten million records of so many still sum to a 64-bit number.
MOST_DEATHS = 100_000_000
# Of claims about anything else: money, people on the move.
MOST_CLAIMED = 1_000_000_000_000
# Half the way round the Earth, in metres.
WIDEST_M = 20_037_508.0
# A position is shown no closer than this where what was asked for makes no sense: less would show what is to be hidden.
COARSEST_M = 1_000_000.0
_LONGEST_SOURCE = 1_000_000_000  # characters
LONGEST_ID = 500
# A year short of what Python and the engine can count, so that a week or a year before or after is a day too. Some
# write the last of all days for "unknown".
DAYS = (date(2, 1, 1), date(9998, 12, 31))

SPANS: Mapping[str, tuple[float, float]] = {
    "radius_m": (0, WIDEST_M),
    "generalise_m": (1, COARSEST_M),
    "deaths_low": (0, MOST_DEATHS),
    "deaths_best": (0, MOST_DEATHS),
    "deaths_high": (0, MOST_DEATHS),
    "claims.low": (0, MOST_CLAIMED),
    "claims.high": (0, MOST_CLAIMED),
    "claims.quote_start": (0, _LONGEST_SOURCE),
    "claims.quote_end": (0, _LONGEST_SOURCE),
    "geocoding.candidates.score": (0, 1),
}
# What else a number may be: a position that is not generalised is so to nought.
ALSO: Mapping[str, float] = {"generalise_m": 0}
WORDS: Mapping[str, type[StrEnum]] = {
    "date_precision": DatePrecision,
    "place_precision": PlacePrecision,
    "workflow": Workflow,
    "verification": Verification,
    "actors.role": Role,
}
# What stands where a field must say something and says nothing, or nothing it can say. Never less guarded than before:
# a record is a draft, somebody is accused rather than guilty, and a source without a licence is not shown to everyone.
INSTEAD: Mapping[str, Any] = {
    "generalise_m": COARSEST_M,
    "place_precision": PlacePrecision.UNKNOWN.value,
    "workflow": Workflow.DRAFT.value,
    "verification": Verification.UNVERIFIED.value,
    "actors.role": Role.OTHER.value,
    "actors.alleged": True,
    "sources.source_id": "unnamed",
    "geocoding.name": "",
    "geocoding.reason": "",
    "geocoding.chosen_by": "",
    "geocoding.gazetteer": "",
    "geocoding.candidates.reason": "",
}
# Lists of which an empty entry is kept as one of which nothing is known: without it others would stand alone.
KEPT_EMPTY = frozenset({"sources"})

# An address is cut where it is too long to be a link anyway: one that is cut leads elsewhere.
_NAME, _WORD, _ADDRESS, _WORDS, _TEXT = 200, 200, 2_001, 1_000, 5_000
# Characters that lists, the map and a card at first show of a text.
LENGTHS: Mapping[str, int] = {
    "dataset": _NAME,
    "aliases": LONGEST_ID,
    "title": 300,
    "summary": _TEXT,
    "event_type": _WORD,
    "sub_type": _WORD,
    "time_text": _NAME,
    "place_name": _NAME,
    "place_id": _NAME,
    "country": _WORD,
    "admin1": _NAME,
    "admin2": _NAME,
    "feature": _NAME,
    "verification_note": _WORDS,
    "recorded_by": _NAME,
    "reason": _WORDS,
    "actors.name": _NAME,
    "actors.actor_id": _NAME,
    "claims.field": _WORD,
    "claims.text": _TEXT,
    "claims.claimant": _NAME,
    "claims.via": _WORDS,
    "claims.source_id": _NAME,
    "claims.quote": _TEXT,
    "sources.source_id": _NAME,
    "sources.publisher": _NAME,
    "sources.title": 300,
    "sources.url": _ADDRESS,
    "sources.archived_url": _ADDRESS,
    "sources.sha256": _WORD,
    "sources.origin": _NAME,
    "sources.licence": _NAME,
    "geocoding.name": _NAME,
    "geocoding.chosen": _NAME,
    "geocoding.reason": _WORDS,
    "geocoding.chosen_by": _NAME,
    "geocoding.gazetteer": _NAME,
    "geocoding.candidates.place_id": _NAME,
    "geocoding.candidates.name": _NAME,
    "geocoding.candidates.country": _WORD,
    "geocoding.candidates.admin1": _NAME,
    "geocoding.candidates.reason": _WORDS,
}
# Entries of a list that are used for lists and the map, and shown on a card at first.
ENTRIES: Mapping[str, int] = {
    "aliases": 100,
    "actors": 200,
    "claims": 500,
    "sources": 500,
    "geocoding.candidates": 100,
}


def _required_paths(record: type, path: str = "") -> Iterator[str]:
    """Yield the paths of fields that are never None, and of lists, whose entries are not."""
    hints = typing.get_type_hints(record)
    for field in dataclasses.fields(record):
        hint, name = hints[field.name], f"{path}{field.name}"
        options = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
        if type(None) not in options:
            yield name
        for option in options:
            (entry,) = typing.get_args(option)[:1] if typing.get_origin(option) is tuple else (option,)
            if dataclasses.is_dataclass(entry):
                yield from _required_paths(typing.cast("type", entry), f"{name}.")


NEEDED = frozenset(_required_paths(Incident))
