"""TimeMap: the events of a site made with it, their sources and associations; and Bellingcat's public export of one.

Source: TimeMap's own schemas of events, sources and associations. Every value is a text there, degrees may be written
with a comma, and dates are written month first. Sources and associations lie in files of their own, or in one with the
events; Bellingcat's export has them in each event.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from geo.errors import Sentence, UnreadableImportError
from geo.incident import SCHEMA
from geo.readers.columns import json_file
from geo.readers.columns import missing as nothing
from geo.readers.columns.dates import Order, orders
from geo.readers.columns.nested import extend_lists
from geo.readers.columns.sheet import Sheet, null_if_empty, of_objects
from geo.readers.reader import Opening, Traits
from geo.readers.result import Read
from geo.readers.table import entries
from geo.readers.table.entries import About
from geo.readers.table.table_reader import dataset_of
from geo.readers.timemap import lists as timemap_lists
from geo.readers.timemap.lists import Beside
from geo.words import N_

FORMAT = "timemap"
READS = N_("TimeMap events (JSON)")
LICENCE = "not stated"

_EMPTY: tuple[Any, ...] = (None, "")
_COMMA = re.compile(r"^\s*(-?\d{1,3}),(\d+)\s*$")
_KEY = re.compile(r'"(\w+)"\s*:')
_EVENT, _LINKED = {"description", "latitude", "longitude"}, {"sources", "associations", "filters"}
# Ours by TimeMap's; the first that is filled in counts.
_CALLED = {
    "id": ("civId", "id"),
    "summary": ("description",),
    "date": ("date",),
    "lon": ("longitude",),
    "lat": ("latitude",),
    "place": ("location",),
    "event_type": ("type", "category"),
    "time": ("time_display", "time"),
}
# What every site calls its file: the folder tells them apart.
_NAMELESS = frozenset(("api", "events", "export", "timemap"))
_NO_SOURCES = "Its sources are known by id only: import sources.json together with it."
_ROW_NUMBERS = (
    "Its ids are row numbers: where an event is put in or taken out, later ones get another's id, and a newer edition "
    "revises the wrong incidents."
)


def fits(opening: Opening) -> str | None:
    """Why the file is TimeMap's: the keys of its first events."""
    text, keys = opening.text.lstrip(), set(_KEY.findall(opening.text))
    listed = text.startswith("[") or (text.startswith("{") and "events" in keys)
    return "Its events have TimeMap's keys." if listed and keys >= _EVENT and keys & _LINKED else None


def goes_beside(opening: Opening) -> str | None:
    """Return the role of a file without events beside TimeMap's events, in words; None where it has none."""
    keys = set(_KEY.findall(opening.text))
    if not opening.text.lstrip().startswith(("{", "[")) or keys & {"latitude", "events", "features"}:
        return None
    held = "associations" if {"mode", "title"} <= keys else "sources" if {"id", "paths"} <= keys else None
    return held and f"TimeMap's {held}"


TRAITS = Traits(beside=goes_beside)


def read(opening: Opening, *, dataset: str | None = None, licence: str | None = None) -> Read:
    """Return the events of a file, with the sources and associations in it or in the files given beside it.

    Ids are the file's own: an event's `civId`, else its `id`. An event without a position is not located,
    whatever it names.

    Raises:
        UnreadableImportError: it is no JSON of the kind.
    """
    stated, beside = _parts(opening)
    events = [nothing.clear_missing(each) for each in stated if isinstance(each, dict)]
    sheet, emptied = nothing.empty_missing_cells(of_objects([_row(each) for each in stated], tuple(_CALLED), "event"))
    sheet = sheet.noting(timemap_lists.unknown_sources(events, beside))
    order, how = _order(sheet["date"])
    about = About(
        file=opening.name,
        dataset=dataset or _dataset(opening),
        licence=licence or LICENCE,
        format=FORMAT,
        orders=dict.fromkeys(("date", "start", "end"), order),
        geocoded=False,
    )
    found = entries.read(sheet, about, (how, *emptied, *_doubts(sheet["id"].to_pylist(), events, beside)))
    return replace(found, incidents=_add_sources(found.incidents, sheet, about, events, beside))


def _parts(opening: Opening) -> tuple[list[Any], Beside]:
    """Return the events as they are stated, and what lies beside them in the file or in others."""
    name, value = opening.name, json_file.load_json(opening.path, opening.encoding, opening.name)
    whole = value if isinstance(value, dict) else {"events": value}
    if not isinstance(whole.get("events"), list):
        raise UnreadableImportError(name, Sentence("It has no list of TimeMap events."))
    others = [json_file.load_json(path, "utf-8-sig") for path in opening.beside]
    return whole["events"], timemap_lists.beside([whole.get("sources"), whole.get("associations"), *others])


def _row(event: Any) -> Any:
    if not isinstance(event, dict):
        return event
    row = {
        field: next((event[key] for key in keys if event.get(key) not in _EMPTY), None)
        for field, keys in _CALLED.items()
    }
    return row | {name: _normalise_decimal(row[name]) for name in ("lon", "lat")}


def _normalise_decimal(degrees: Any) -> Any:
    """With a point before the fraction: one degree after the other, as sites mix both."""
    return _COMMA.sub(r"\1.\2", degrees) if isinstance(degrees, str) else degrees


def _order(text: pa.StringArray) -> tuple[Order, str]:
    """TimeMap writes the month first where it does not write the year first; a site may have its own way."""
    proved = orders(text)
    if len(proved) == 1:
        order, shown = next(iter(proved.items()))
        return order, f"date is {order.value} where the year comes last: {shown!r} can be read one way only."
    return Order.MONTH, "date is month-first where the year comes last, as TimeMap writes it."


def _doubts(ids: Sequence[str], events: Sequence[Mapping[str, Any]], beside: Beside) -> list[str]:
    numbered = [[str(i) for i in range(first, first + len(ids))] for first in (0, 1)]
    unnamed = not beside.sources and any(
        isinstance(each, str) for event in events for each in event.get("sources") or ()
    )
    return [*([_ROW_NUMBERS] if ids in numbered else []), *([_NO_SOURCES] if unnamed else [])]


def _dataset(opening: Opening) -> str:
    """Return the file's name; where that is everybody's, its folder's, if it lies where the user has it."""
    name = dataset_of(opening.name)
    if name not in _NAMELESS:
        return name
    return dataset_of(opening.folder) if opening.folder else FORMAT


def _add_sources(
    incidents: pa.Table, sheet: Sheet, about: About, events: Sequence[Mapping[str, Any]], beside: Beside
) -> pa.Table:
    """With the time of day, the sources and the associations of each: by its id, as rows were set aside since."""
    ids = pc.binary_join_element_wise(about.dataset, sheet["id"], ":")
    at = pc.index_in(incidents["id"].combine_chunks(), value_set=ids)
    of = [events[i] for i in at.to_pylist()]
    column = SCHEMA.get_field_index("time_text")
    incidents = incidents.set_column(column, SCHEMA.field(column), null_if_empty(sheet["time"]).take(at))
    incidents = extend_lists(
        incidents, "sources", timemap_lists.sources(of, beside, about.licence, about.orders["date"])
    )
    return extend_lists(incidents, "claims", timemap_lists.tags(of, beside))
