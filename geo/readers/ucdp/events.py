"""UCDP GED and Candidate events as CSV: the present 49 columns, and the smaller sets of before.

Source: UCDP Georeferenced Event Dataset Codebook. Only the columns of `NEEDED` must be there; any order will do.

A row without an id, with days or a position that make no sense, or whose id stood before, is set aside. Where only a
number of deaths or a code makes no sense, that alone is set aside and the incident kept without it.
"""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.errors import Sentence, UnreadableImportError
from geo.incident import Verification, Workflow
from geo.places.gazetteer.added.validate import Fault
from geo.readers.columns import missing as nothing
from geo.readers.columns.apply_limits import limit_read
from geo.readers.columns.crosswalk import UCDP_DATES, UCDP_TYPES
from geo.readers.columns.dates import Order, days, orders
from geo.readers.columns.nested import incidents
from geo.readers.columns.sheet import Sheet, map_distinct, null_if_empty, read_sheet, refuse_twice
from geo.readers.columns.text import Columns, columns_of, join_texts
from geo.readers.reader import Opening, Traits
from geo.readers.result import Read
from geo.readers.ucdp import places as ucdp_places
from geo.readers.ucdp import sources as ucdp_sources
from geo.text import cells
from geo.words import N_

FORMAT = "ucdp"
READS = N_("UCDP GED or Candidate events (CSV)")
TRAITS = Traits()
LICENCE = "CC-BY-4.0"

NEEDED = (
    "id", "type_of_violence", "side_a", "side_b", "where_prec", "latitude", "longitude", "country", "date_prec",
    "date_start", "date_end", "best", "high", "low",
)  # fmt: skip
_COLUMNS = (
    *NEEDED, "conflict_name", "code_status", "event_clarity", "side_a_new_id", "side_b_new_id", "source_article",
    "source_office", "source_date", "source_headline", "source_original", "where_coordinates", "adm_1", "adm_2",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown",
)  # fmt: skip
_WHOLE = (
    "id", "type_of_violence", "where_prec", "date_prec", "event_clarity", "side_a_new_id", "side_b_new_id", "low",
    "best", "high", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown",
)  # fmt: skip
# R writes NA for what is not there.
_NOTHING = "NA"


def fits(opening: Opening) -> str | None:
    """Why the file is UCDP's: its columns."""
    if set(NEEDED) <= set(_positions(opening)):
        return "It has UCDP's columns type_of_violence, where_prec and date_prec."
    return None


def read(opening: Opening, *, dataset: str | None = None, licence: str | None = None) -> Read:
    """Return the events of a file.

    All are published, as UCDP has, and unverified: nobody in the house has checked them.

    Raises:
        UnreadableImportError: it lacks UCDP's columns, is no text to its end, or cannot be split into rows.
    """
    at = _positions(opening)
    missing = [name for name in NEEDED if name not in at]
    if missing:
        raise UnreadableImportError(
            opening.name, Sentence("UCDP columns are missing: {columns}.", columns=", ".join(missing))
        )
    refuse_twice(opening, _COLUMNS)
    name, licence = dataset or "ucdp", licence or LICENCE
    whole = read_sheet(opening, {field: at[field] for field in at if field in _COLUMNS})
    sheet, emptied = nothing.empty_missing_cells(_plain(whole))
    cell = columns_of(sheet)
    order, reason = _order(cell)
    sheet = sheet.without([_numberless(cell), *_date_faults(cell, order), *ucdp_places.faults(cell)]).once("id")
    cell = columns_of(sheet)
    coded = (
        _unknown_code_fault(cell, "type_of_violence", UCDP_TYPES),
        _unknown_code_fault(cell, "date_prec", UCDP_DATES),
    )
    for note in (*coded, *ucdp_places.notes(cell), *ucdp_sources.notes(cell)):
        sheet = sheet.noting([note])
    table = incidents(_columns(cell, order, name, licence), len(sheet))
    found = Read(table, sheet.problems, name, licence, FORMAT, (reason, *emptied), sheet.rows)
    return limit_read(found, sheet.columns["row"])


def _positions(opening: Opening) -> dict[str, int]:
    return {name.lower(): i for i, name in reversed(list(enumerate(opening.header)))}


def _plain(sheet: Sheet) -> Sheet:
    """Without what stands for nothing; ids and codes as whole numbers are written: `1.0` is 1."""
    columns = {name: _format_column(name, sheet[name]) for name in sheet.columns.column_names if name != "row"}
    lacking = {name: pa.repeat("", len(sheet)) for name in _COLUMNS if name not in columns}
    return Sheet(pa.table({**columns, **lacking, "row": sheet.columns["row"]}), sheet.problems, sheet.rows)


def _format_column(name: str, column: pa.StringArray) -> pa.StringArray:
    if name not in _WHOLE:
        nothing = pc.equal(column, _NOTHING)
        return pc.if_else(nothing, "", column) if pc.any(nothing).as_py() else column
    distinct = column.dictionary_encode()
    text = pc.if_else(pc.equal(distinct.dictionary, _NOTHING), "", distinct.dictionary)
    return pc.replace_substring_regex(text, r"^(\d+)\.0*$", r"\1").take(distinct.indices)


def _order(cell: Columns) -> tuple[Order, str]:
    """UCDP writes the year first; a spreadsheet may have turned that round."""
    proved = orders(cell["date_start"]) | orders(cell["date_end"])
    if len(proved) == 1:
        order, shown = next(iter(proved.items()))
        return order, f"Dates are {order.value} where the year comes last: {shown!r} can be read one way only."
    return Order.MONTH, "Dates are taken with the year first, as UCDP writes them."


def _numberless(cell: Columns) -> Fault:
    return Fault(
        ~cells.matches(cell["id"], r"^\d{1,18}$"), "id", Sentence("is not a UCDP id, which is a number"), cell["id"]
    )


def _date_faults(cell: Columns, order: Order) -> list[Fault]:
    first, last = (days(name, cell[name], order) for name in ("date_start", "date_end"))
    faults = [*first.faults, *last.faults]
    for field in ("date_start", "date_end"):
        faults += [Fault(cells.empty(cell[field]), field, Sentence("is missing"), cell[field])]
        faults += [Fault(_ambiguous(cell, field), field, Sentence("can be read day first or month first"), cell[field])]
    after = pc.greater(first.first, last.last).fill_null(False)  # noqa: FBT003 - Arrow's own
    shown = pc.binary_join_element_wise(cell["date_start"], cell["date_end"], " to ")
    return [*faults, Fault(np.asarray(after), "date_start", Sentence("is after date_end"), shown)]


def _ambiguous(cell: Columns, field: str) -> np.ndarray:
    """Days with the year last, where no other day of the file tells which number is the month."""
    proved = orders(cell["date_start"]) | orders(cell["date_end"])
    if len(proved) == 1:
        return np.zeros(len(cell["id"]), dtype=bool)
    return cells.matches(cell[field], r"^\d{1,2}\D\d{1,2}\D\d{4}")


def _unknown_code_fault(cell: Columns, field: str, codes: dict[str, Any]) -> Fault:
    unknown = ~np.asarray(pc.is_in(cell[field], pa.array(codes)))
    return Fault(
        unknown, field, Sentence("is not 1 to {n}; the incident was kept without it", n=len(codes)), cell[field]
    )


def _columns(cell: Columns, order: Order, dataset: str, licence: str) -> dict[str, Any]:
    kind = cell["type_of_violence"]
    return {
        "id": pc.binary_join_element_wise(dataset, cell["id"], ":"),
        "dataset": dataset,
        "title": _title(cell),
        "summary": _summary(cell),
        "event_type": map_distinct(kind, lambda code: UCDP_TYPES[code][0] if code in UCDP_TYPES else None),
        "sub_type": map_distinct(kind, lambda code: UCDP_TYPES[code][1] if code in UCDP_TYPES else None),
        "start": days("date_start", cell["date_start"], order).first,
        "end": days("date_end", cell["date_end"], order).last,
        "date_precision": map_distinct(cell["date_prec"], UCDP_DATES.get),
        **ucdp_places.columns(cell),
        **ucdp_sources.columns(cell, licence),
        "workflow": Workflow.PUBLISHED.value,
        "verification": Verification.UNVERIFIED.value,
        "verification_note": _note(cell),
    }


def _title(cell: Columns) -> pa.StringArray:
    """Build titles from UCDP's actors and places; headlines are the papers' own words, and stay with the sources."""
    sides = join_texts(" \N{EN DASH} ", *ucdp_sources.sides(cell))
    place = pc.coalesce(
        null_if_empty(cell["where_coordinates"]), null_if_empty(cell["adm_1"]), null_if_empty(cell["country"])
    )
    return join_texts(", ", sides, place)


def _summary(cell: Columns) -> pa.StringArray:
    words = map_distinct(cell["type_of_violence"], lambda code: UCDP_TYPES[code][2] if code in UCDP_TYPES else None)
    conflict = pc.binary_join_element_wise("UCDP conflict ", null_if_empty(cell["conflict_name"]), "")
    return join_texts("; ", words, conflict)


def _note(cell: Columns) -> pa.StringArray:
    """Return UCDP's statement on the clarity of a report; `code_status` is the Candidate dataset's."""
    clarity = pc.if_else(
        pc.equal(cell["event_clarity"], "2"), "UCDP: the reports do not tell this event apart from others.", None
    )
    status = pc.if_else(pc.equal(pc.utf8_lower(cell["code_status"]), "clear"), "", cell["code_status"])
    stated = pc.binary_join_element_wise("UCDP code status: ", null_if_empty(status), "")
    return join_texts(" ", clarity, stated)
