"""GeoConfirmed: placemarks as its API gives them, in a list, below `items`, or below factions and their icons.

Its names for things have changed, so each is looked for under all of them. The colour of an icon tells which side
GeoConfirmed sorts a placemark under: that is kept as a claim, and accuses nobody.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.errors import Sentence, UnreadableImportError
from geo.incident import Claim, Source
from geo.places.gazetteer.added.validate import Fault
from geo.readers.columns import json_file
from geo.readers.columns import missing as nothing
from geo.readers.columns.dates import Days, Order, days
from geo.readers.columns.nested import Items, extend_lists, items
from geo.readers.columns.sheet import Sheet, of_objects
from geo.readers.reader import Opening, Traits
from geo.readers.result import Read
from geo.readers.table import entries
from geo.readers.table.entries import About
from geo.text import cells
from geo.words import N_

FORMAT = "geoconfirmed"
READS = N_("GeoConfirmed placemarks (JSON of its API)")
TRAITS = Traits()
LICENCE = "not stated"

Item = Mapping[str, Any]
_KEY = re.compile(r'"(\w+)"\s*:')
_CALLED = {
    "id": ("id",),
    "title": ("name", "title"),
    "summary": ("description",),
    "date": ("date",),
    "lon": ("lo", "lng", "lon", "longitude"),
    "lat": ("la", "lat", "latitude"),
}
_MARKS = {"originalSource", "geolocation", "plusCode"}
_LINKS = {"originalSource": "Original source", "geolocation": "Geolocation"}
_LINK = re.compile(r"https?://[^\s<>\"\\]+")
# The colours of its icons; what the sides are called differs from conflict to conflict.
_COLOUR = re.compile(r"(?<![0-9A-Fa-f])[0-9A-Fa-f]{6}(?![0-9A-Fa-f])")
_SIDES = {
    "0051CA": "blue", "0000FF": "blue", "E00000": "red", "FF0000": "red", "AC7339": "unknown", "808080": "unknown",
}  # fmt: skip
_TAGS = {"faction": "faction", "gear": "gear", "plusCode": "plus code"}


def fits(opening: Opening) -> str | None:
    """Why the file is GeoConfirmed's: the keys of its first placemarks."""
    keys = set(_KEY.findall(opening.text))
    placed = keys & set(_CALLED["lon"]) and keys & set(_CALLED["lat"])
    found = opening.text.lstrip().startswith(("{", "[")) and "date" in keys and placed and keys & _MARKS
    return "Its placemarks have GeoConfirmed's keys." if found else None


def read(opening: Opening, *, dataset: str | None = None, licence: str | None = None) -> Read:
    """Return the placemarks of a file.

    A date that makes no sense is set aside alone: GeoConfirmed has years such as 1527. When a placemark was made is no
    date of what it shows.

    Raises:
        UnreadableImportError: it is no JSON of the kind.
    """
    stated = list(_items(json_file.load_json(opening.path, opening.encoding, opening.name)))
    if not stated:
        raise UnreadableImportError(opening.name, Sentence("It has no list of GeoConfirmed placemarks."))
    sheet, emptied = nothing.empty_missing_cells(
        of_objects([_row(each) for each in stated], tuple(_CALLED), "placemark")
    )
    placemarks = [nothing.clear_missing(each) for each in stated if isinstance(each, dict)]
    day = days("date", sheet["date"], Order.DAY)
    sheet = sheet.noting([_undated_fault(fault) for fault in day.faults])
    about = About(
        file=opening.name,
        dataset=dataset or FORMAT,
        licence=licence or LICENCE,
        format=FORMAT,
        orders=dict.fromkeys(("date", "start", "end"), Order.DAY),
        geocoded=False,
    )
    found = entries.read(_without_bad_dates(sheet, day), about, emptied)
    return replace(found, incidents=_add_sources(found.incidents, sheet, about, placemarks))


def _items(value: Any) -> Iterator[Any]:
    """Yield the placemarks in a list, below `items`, or below each faction's icons, with the faction's name."""
    listed = value.get("items") if isinstance(value, dict) else value
    for each in listed if isinstance(listed, list) else ():
        icons = each.get("icons") if isinstance(each, dict) else None
        if not isinstance(icons, list):
            yield each
        for icon in icons if isinstance(icons, list) else ():
            marks = icon.get("placemarks") if isinstance(icon, dict) else None
            for mark in marks if isinstance(marks, list) else ():
                about = {"faction": each.get("name"), "icon": icon.get("icon") or icon.get("iconName")}
                yield {**about, **mark} if isinstance(mark, dict) else mark


def _row(item: Any) -> Any:
    if not isinstance(item, dict):
        return item
    return {
        field: next((item[key] for key in keys if item.get(key) is not None), None) for field, keys in _CALLED.items()
    }


def _undated_fault(fault: Fault) -> Fault:
    return replace(fault, message=f"{fault.message}; kept without a date")


def _without_bad_dates(sheet: Sheet, day: Days) -> Sheet:
    bad = pa.array(np.logical_or.reduce([fault.bad for fault in day.faults]))
    at = sheet.columns.column_names.index("date")
    return replace(sheet, columns=sheet.columns.set_column(at, "date", pc.if_else(bad, "", sheet["date"])))


def _add_sources(incidents: pa.Table, sheet: Sheet, about: About, placemarks: Sequence[Item]) -> pa.Table:
    """With the sources and tags of each: by its id, as rows were set aside since."""
    ids = pc.binary_join_element_wise(about.dataset, sheet["id"], ":")
    of = [placemarks[i] for i in pc.index_in(incidents["id"].combine_chunks(), value_set=ids).to_pylist()]
    return extend_lists(extend_lists(incidents, "sources", _sources(of, about.licence)), "claims", _tags(of))


def _sources(placemarks: Sequence[Item], licence: str) -> Items:
    """Each link under what it is linked as; words without a link are a source without one."""
    found = [
        (row, link)
        for row, item in enumerate(placemarks)
        for key, title in _LINKS.items()
        for link in _parse_links(item.get(key), title)
    ]
    ids, titles, urls = (_text([link[i] for _, link in found]) for i in range(3))
    columns = {"source_id": ids, "title": titles, "url": urls, "licence": licence}
    return items(Source, np.array([row for row, _ in found], dtype=np.int64), columns)


def _parse_links(written: Any, title: str) -> Iterator[tuple[str, str, str | None]]:
    text = written if isinstance(written, str) else ""
    links = dict.fromkeys(link.rstrip(".,;)") for link in _LINK.findall(text))
    for link in links:
        yield link, title, link
    if not links and text.strip():
        yield title, f"{title}: {' '.join(text.split())}", None


def _tags(placemarks: Sequence[Item]) -> Items:
    """Return the categories of each placemark, including its icon's colour."""
    told = ["; ".join(_sorted_by(item)) for item in placemarks]
    rows = np.flatnonzero([bool(each) for each in told])
    text = _text([told[i] for i in rows.tolist()])
    return items(Claim, rows, {"field": "tags", "text": text, "claimant": "GeoConfirmed", "source_id": "file"})


def _sorted_by(item: Item) -> Iterator[str]:
    for key, name in _TAGS.items():
        if isinstance(item.get(key), str) and item[key].strip():
            yield f"{name}: {item[key].strip()}"
    if colour := _COLOUR.search(str(item.get("icon") or "")):
        yield f"icon colour: {_SIDES.get(colour[0].upper(), 'other')} ({colour[0].upper()})"


def _text(values: Sequence[str | None]) -> pa.StringArray:
    return cells.clean(pa.array(values, pa.string()))
