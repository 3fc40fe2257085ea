"""Form for what a file leaves unclear: its columns, and the order of its dates."""

import re
from collections.abc import Mapping, Sequence

import pyarrow as pa
import streamlit as st

from geo.errors import UnclearDatesError, UnclearTableError
from geo.imports.answers import Answers
from geo.readers.columns.dates import Order, days
from geo.readers.table.column_names import CALLED
from geo.text.header import NO_COLUMN, match_columns
from geo.ui.imports import answers as told
from geo.ui.state import imports as form
from geo.ui.text.formatting import day, plain, readable
from geo.ui.text.translation import gettext
from geo.words import N_

# What is asked of each field that makes a row an incident, or says what else readers look for first.
FIELDS = {
    "title": N_("What happened"),
    "date": N_("When"),
    "place": N_("Place name"),
    "lon": N_("Longitude"),
    "lat": N_("Latitude"),
    "admin1": N_("Province"),
    "country": N_("Country"),
    "deaths": N_("Deaths"),
    "id": N_("Row ID"),
}
# What is asked only where several columns are called so.
_OTHERS = {
    "start": N_("Start date"),
    "end": N_("End date"),
    "admin2": N_("District"),
    "event_type": N_("Event type"),
    "sub_type": N_("Event sub-type"),
    "actors": N_("Actors"),
    "perpetrators": N_("Alleged perpetrator"),
    "targets": N_("Target"),
    "summary": N_("Description"),
    "source": N_("Source"),
    "url": N_("Source URL"),
    "place_precision": N_("Place precision"),
    "radius_m": N_("Radius in metres"),
}
_UNCLEAR = {"title": N_("what happened"), "date": N_("when"), "place": N_("where")}
_NONE = "-1"
_DATE = re.compile(r"\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4}")
_ORDERS = {
    Order.DAY: N_("Day first: {example}"),
    Order.MONTH: N_("Month first: {example}"),
}


def columns(error: UnclearTableError, before: Answers) -> None:
    """Ask which column has what.

    Args:
        error: what is unclear, and the file's columns.
        before: what was told of the dataset's last file.
    """
    st.warning(
        gettext(
            "No column was recognised for {fields}. Nothing has been imported yet: choose the columns. For where, "
            "one is enough: a place name, longitude and latitude, a province, or a country.",
            fields=_list_fields(error.unclear),
        )
    )
    names = {_NONE: gettext("No column"), **{str(at): _column_label(at, name) for at, name in enumerate(error.header)}}
    with st.form("importing-columns", border=False):
        with st.container(key="importing-fields"):
            for field, label in _fields(error.unclear).items():
                _field(field, gettext(label), names, _first(field, error.header, before))
        args = (list(error.header), error.unclear)
        st.form_submit_button(gettext("Use these columns"), type="primary", on_click=_take_columns, args=args)


def dates(error: UnclearDatesError, before: Answers) -> None:
    """Ask what comes first in the dates."""
    st.warning(
        gettext(
            "The dates in the column {column} can be read in two ways: {why}. Nothing has been imported yet: "
            "choose the order for the whole column.",
            column=plain(error.column),
            why=plain(error.why),
        )
    )
    orders = {
        order.value: gettext(words, example=plain(_example(error.why, order))) for order, words in _ORDERS.items()
    }
    last = before.dates.value if before.dates else None
    with st.form("importing-dates", border=False):
        st.radio(
            gettext("Order of the dates"),
            list(orders),
            index=None if last is None else list(orders).index(last),
            key=form.key("order"),
            format_func=orders.__getitem__,
            captions=[gettext("Same as in the dataset's last file.") if order == last else "" for order in orders],
        )
        st.form_submit_button(gettext("Use this order"), type="primary", on_click=_take_dates)


def _fields(unclear: Sequence[str]) -> Mapping[str, str]:
    """Return the fields asked for every table, and those unclear in this one."""
    return {**FIELDS, **{field: _OTHERS[field] for field in unclear if field in _OTHERS}}


def _list_fields(fields: Sequence[str]) -> str:
    """List the unclear fields in words: "what happened, when and where"."""
    *words, last = [_unclear(field) for field in fields]
    return gettext("{words} and {last}", words=gettext(", ").join(words), last=last) if words else last


def _unclear(field: str) -> str:
    return gettext(_UNCLEAR[field]) if field in _UNCLEAR else _field_question(field)


def _field_question(field: str) -> str:
    labels = {**FIELDS, **_OTHERS}
    return plain(gettext(labels[field]) if field in labels else field).lower()


def _field(field: str, label: str, names: Mapping[str, str], first: tuple[str, str]) -> None:
    number, reason = first
    with st.container(gap="small"):
        st.selectbox(
            label,
            list(names),
            index=list(names).index(number),
            key=form.key(f"column.{field}"),
            format_func=names.__getitem__,
        )
        st.caption(plain(reason))


def _first(field: str, header: Sequence[str], before: Answers) -> tuple[str, str]:
    """Return a field's initial value and its reason: told for this file, else for the last, else by name."""
    tried = (told.columns() or told.columns("last")).get(field)
    if tried in header:
        return str(header.index(tried)), gettext("Chosen by you.")
    last = before.columns.get(field)
    if last in header:
        return str(header.index(last)), gettext("Same as in the dataset's last file.")
    at = match_columns(header, CALLED, {})[0].get(field)
    return (_NONE, gettext("No matching column.")) if at is None else (str(at), gettext("Matched by name."))


def _column_label(at: int, name: str) -> str:
    words = " ".join(readable(name).split())
    return words[:80] if words else gettext("Column {number} (no name)", number=at + 1)


def _take_columns(header: list[str], unclear: Sequence[str]) -> None:
    chosen = {field: int(form.field_value(f"column.{field}") or _NONE) for field in _fields(unclear)}
    none_of_several = dict.fromkeys(
        (field for field in unclear if field in chosen and field not in _UNCLEAR), NO_COLUMN
    )
    told.tell_columns(none_of_several | {field: header[at] for field, at in chosen.items() if at >= 0})


def _take_dates() -> None:
    if form.field_value("order"):
        told.tell_dates(Order(form.field_value("order")))


def _example(why: str, order: Order) -> str:
    """Return a date of the file, as it reads in an order."""
    shown = _DATE.search(why)
    if shown is None:
        return order.value
    read = days("date", pa.array([shown[0]], pa.string()), order).first[0].as_py()
    if not read:
        return gettext("{written} is not a date", written=shown[0])
    return gettext("{written} is {day}", written=shown[0], day=day(read))
