"""ACLED events: the CSV of the export tool, present or of before 2023, and the JSON of the API.

ACLED's terms forbid passing its rows on, so their licence is none under which anyone may see them.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.errors import Sentence, UnreadableImportError
from geo.incident import EVENT_TYPES, DatePrecision, Verification, Workflow
from geo.places.gazetteer.added.validate import Fault, code_of, positions
from geo.readers.acled import lists as acled_lists
from geo.readers.acled.codes import COUNTRIES, NEEDED, PLACE, READ, TIME, within
from geo.readers.columns import json_file
from geo.readers.columns import missing as nothing
from geo.readers.columns.apply_limits import limit_read
from geo.readers.columns.dates import Days, Order, days, orders
from geo.readers.columns.nested import incidents
from geo.readers.columns.places import Stated, place_columns
from geo.readers.columns.sheet import Sheet, counts, map_distinct, null_if_empty, of_objects, read_sheet, refuse_twice
from geo.readers.reader import Opening, Traits
from geo.readers.result import Read
from geo.text import cells
from geo.words import N_

FORMAT = "acled"
READS = N_("ACLED events (CSV, or JSON of its API)")
TRAITS = Traits()
LICENCE = "ACLED"


def fits(opening: Opening) -> str | None:
    """Why the file is ACLED's: its columns, or the keys of its first objects."""
    if opening.text.lstrip().startswith(("{", "[")):
        found = all(f'"{name}"' in opening.text for name in NEEDED)
        return "Its objects have ACLED's event_id_cnty, time_precision and geo_precision." if found else None
    found = set(NEEDED) <= set(opening.header)
    return "It has ACLED's columns event_id_cnty, time_precision and geo_precision." if found else None


def read(opening: Opening, *, dataset: str | None = None, licence: str | None = None) -> Read:
    """Return the events of a file.

    ACLED gives one number of deaths: it is the best, and no bound; 0 is a recorded nought. Every actor is a party,
    first or second: "assuming the Actor1 is the perpetrator would be a misinterpretation" (acleddata.com). Only
    civilians of an event that ACLED calls civilian targeting are its target. Nobody is accused, so nobody is alleged.

    Raises:
        UnreadableImportError: the file is no text or JSON of the kind.
    """
    name, licence = dataset or "acled", licence or LICENCE
    sheet, emptied = nothing.empty_missing_cells(_sheet(opening))
    order, reason = _order(sheet["event_date"])
    day = days("event_date", sheet["event_date"], order)
    deaths = counts("fatalities", sheet["fatalities"])[1]
    sheet = sheet.without([*_faults(sheet, day), deaths]).once("event_id_cnty", newest="timestamp")
    sheet = sheet.noting(_unknown_types(sheet)).noting(_unknown_countries(sheet))
    table = incidents(_columns(sheet, order, name, licence), len(sheet))
    found = Read(table, sheet.sorted_problems, name, licence, FORMAT, (reason, *emptied), sheet.rows)
    return limit_read(found, sheet.columns["row"])


def _sheet(opening: Opening) -> Sheet:
    if not opening.text.lstrip().startswith(("{", "[")):
        at = {name: i for i, name in enumerate(opening.header) if name in READ}
        _refuse_without(opening, at)
        refuse_twice(opening, READ)
        return read_sheet(opening, at)
    answer = json_file.load_json(opening.path, opening.encoding, opening.name)
    events = answer.get("data") if isinstance(answer, dict) else answer
    if not isinstance(events, list):
        raise UnreadableImportError(opening.name, Sentence("It has no list of events in `data`."))
    if events:
        _refuse_without(opening, {key for event in events if isinstance(event, dict) for key in event})
    return of_objects(events, READ)


def _refuse_without(opening: Opening, there: Any) -> None:
    missing = [name for name in NEEDED if name not in there]
    if missing:
        raise UnreadableImportError(
            opening.name, Sentence("ACLED columns are missing: {columns}.", columns=", ".join(missing))
        )


def _order(text: pa.StringArray) -> tuple[Order, str]:
    """ACLED writes the day first where it does not write the year first; a spreadsheet may have turned that round."""
    proved = orders(text)
    if len(proved) == 1:
        order, shown = next(iter(proved.items()))
        return order, f"event_date is {order.value} where the year comes last: {shown!r} can be read one way only."
    return Order.DAY, "event_date is day-first where the year comes last, as ACLED writes it."


def _faults(sheet: Sheet, day: Days) -> list[Fault]:
    east, north = sheet["longitude"], sheet["latitude"]
    stated = ~(cells.empty(east) & cells.empty(north))
    placed = positions(east, north, cells.numbers(east), cells.numbers(north))
    coarse = pc.not_equal(day.precision, DatePrecision.DAY.value).fill_null(False)  # noqa: FBT003 - Arrow's own
    return [
        Fault(cells.empty(sheet["event_id_cnty"]), "event_id_cnty", Sentence("is missing"), sheet["event_id_cnty"]),
        *day.faults,
        Fault(
            coarse.to_numpy(zero_copy_only=False), "event_date", Sentence("is not a single day"), sheet["event_date"]
        ),
        _unknown_code_fault(sheet, "time_precision", TIME),
        _unknown_code_fault(sheet, "geo_precision", PLACE),
        *(Fault(fault.bad & stated, fault.field, fault.message, fault.values) for fault in placed),
    ]


def _unknown_code_fault(sheet: Sheet, field: str, codes: Mapping[str, Any]) -> Fault:
    good = pc.is_in(sheet[field], pa.array(codes)).to_numpy(zero_copy_only=False)
    return Fault(~good, field, Sentence("is not 1, 2 or 3"), sheet[field])


def _unknown_types(sheet: Sheet) -> list[Fault]:
    types, both = sheet["event_type"], _types(sheet)
    unknown = pc.is_null(map_distinct(types, _type)).to_numpy(zero_copy_only=False) & ~cells.empty(types)
    sub = pc.is_null(map_distinct(both, _sub_type)).to_numpy(zero_copy_only=False) & ~cells.empty(
        sheet["sub_event_type"]
    )
    return [
        Fault(unknown, "event_type", Sentence("is not an ACLED event type; kept as a claim"), types),
        Fault(
            sub, "sub_event_type", Sentence("is not a sub-type of its type; kept as a claim"), sheet["sub_event_type"]
        ),
    ]


def _unknown_countries(sheet: Sheet) -> list[Fault]:
    named = sheet["country"]
    unknown = pc.is_null(map_distinct(named, _country)).to_numpy(zero_copy_only=False) & ~cells.empty(named)
    return [
        Fault(
            unknown,
            "country",
            Sentence("is not a known country; the incident was kept, with the country of its point"),
            named,
        )
    ]


def _types(sheet: Sheet) -> pa.StringArray:
    return pc.binary_join_element_wise(sheet["event_type"], sheet["sub_event_type"], "\x1f")


def _type(name: str) -> str | None:
    return name if name in EVENT_TYPES else None


def _sub_type(both: str) -> str | None:
    name, _, sub = both.partition("\x1f")
    return sub if sub in EVENT_TYPES.get(name, ()) else None


def _columns(sheet: Sheet, order: Order, dataset: str, licence: str) -> Mapping[str, Any]:
    deaths = counts("fatalities", sheet["fatalities"])[0]
    return {
        "id": pc.binary_join_element_wise(dataset, sheet["event_id_cnty"], ":"),
        "dataset": dataset,
        "title": _title(sheet),
        "summary": null_if_empty(sheet["notes"]),
        "event_type": map_distinct(sheet["event_type"], _type),
        "sub_type": map_distinct(_types(sheet), _sub_type),
        **_when(sheet, order),
        **place_columns(_stated_places(sheet)),
        "actors": acled_lists.actors(sheet),
        "deaths_best": deaths,
        "claims": acled_lists.claims(sheet, deaths, _unknown_types(sheet)),
        "sources": acled_lists.sources(sheet, licence),
        "workflow": Workflow.PUBLISHED.value,
        "verification": Verification.UNVERIFIED.value,
    }


def _stated_places(sheet: Sheet) -> Stated:
    return Stated(
        place=sheet["location"],
        country=map_distinct(sheet["country"], _country),
        admin1=sheet["admin1"],
        admin2=sheet["admin2"],
        precision=map_distinct(sheet["geo_precision"], PLACE.get),
        lon=cells.numbers(sheet["longitude"]),
        lat=cells.numbers(sheet["latitude"]),
        shapes=np.full(len(sheet), None),
    )


def _country(name: str) -> str | None:
    return COUNTRIES.get(name) or code_of(name)


def _title(sheet: Sheet) -> pa.StringArray:
    """ACLED has no titles: what kind of event, and where."""
    words = pc.coalesce(null_if_empty(sheet["sub_event_type"]), null_if_empty(sheet["event_type"]))
    return pc.binary_join_element_wise(words, null_if_empty(sheet["location"]), ", ", null_handling="skip")


def _when(sheet: Sheet, order: Order) -> Mapping[str, pa.Array]:
    written = pc.binary_join_element_wise(sheet["event_date"], sheet["time_precision"], "\x1f")
    day = days("event_date", sheet["event_date"], order).first
    distinct = written.dictionary_encode()
    first = np.unique(distinct.indices.to_numpy(), return_index=True)[1]
    coded = sheet["time_precision"].take(pa.array(first)).to_pylist()
    spans = [
        each and within(each, TIME[code])
        for each, code in zip(day.take(pa.array(first)).to_pylist(), coded, strict=True)
    ]
    start, end = (pa.array([span and span[i] for span in spans], pa.date32()).take(distinct.indices) for i in (0, 1))
    precision = pc.if_else(pc.is_valid(start), map_distinct(sheet["time_precision"], TIME.get), None)
    return {"start": start, "end": end, "date_precision": precision}
