"""What a file would bring, looked at before it does: on a map, in a table, and what of it was set aside."""

import csv
import io
import re
from collections.abc import Sequence

import streamlit as st

from geo.downloads import Download, offer
from geo.incident import Incident, Problem, from_table
from geo.ui import map_view
from geo.ui.about_words import table
from geo.ui.importing.reading import Found
from geo.ui.text import how_well, number, plural, when, where

SHOWN = 50
_LONGEST = 160  # a title may be a whole report
_HEAD = ("Row", "Field", "Value", "Why")
# A spreadsheet takes what begins so for a formula (OWASP, CSV injection); a mere number it may have.
_FORMULA, _NUMBER = re.compile(r"[=+\-@\t\r\n]"), re.compile(r"[+-]?\d+([.,]\d+)?")


def drawn(found: Found) -> None:
    """The map of it, and how much of it that is."""
    shown, read = found.sketch, found.read
    with st.container(key="importing-map"):
        map_view.preview(shown)
    unplaced = read.incidents.num_rows - shown.placed
    parts = [f"{shown.drawn:,} of {shown.placed:,} drawn, evenly picked" if shown.drawn < shown.placed else ""]
    parts += [f"{plural(unplaced, 'incident')} cannot be placed on the map" if unplaced else ""]
    st.caption(" ".join(f"{part}." for part in parts if part) or "All are on the map.")


def incidents(found: Found) -> None:
    """The first of them in a table."""
    rows = found.read.incidents
    st.header("What it holds", anchor=False)
    if rows.num_rows > SHOWN:
        st.caption(f"The first {SHOWN} of {rows.num_rows:,} incidents.")
    first: list[Incident] = from_table(rows.slice(0, SHOWN))
    head = ("What", "When", "Where", "How well the place is known", "Deaths")
    with st.container(key="importing-incidents"):
        st.markdown(table(head, [_row(each) for each in first]))


def problems(given: Sequence[Problem], token: str | None = None, count: int | None = None) -> None:
    """What was set aside, the first of it in a table and all of it to download.

    Args:
        given: what to show: all, or the first of them.
        token: under which name all are offered, where that was done before.
        count: how many all are; by default those given.
    """
    many = count or len(given)
    if not many:
        return
    st.header("What was set aside, or read with a doubt", anchor=False)
    if many > SHOWN:
        st.caption(f"The first {SHOWN} of {many:,}.")
    with st.container(key="importing-problems"):
        st.markdown(table(_HEAD, [_said(each) for each in given[:SHOWN]]))
    address = f"./api/downloads/{token or offered(given)}"
    st.link_button(f"Download all {many:,} as CSV" if many > 1 else "Download it as CSV", address)


def offered(given: Sequence[Problem]) -> str:
    """Offer all problems for download; under which name they are."""
    return offer(Download("set-aside.csv", "text/csv; charset=utf-8", as_csv(given)))


def as_csv(given: Sequence[Problem]) -> bytes:
    """The problems as a spreadsheet reads them, none of their words a formula."""
    text = io.StringIO()
    sheet = csv.writer(text)
    sheet.writerow(_HEAD)
    sheet.writerows([each.row, *map(_harmless, (each.field, each.value or "", each.message))] for each in given)
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _harmless(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def _row(each: Incident) -> tuple[str, ...]:
    what = each.title or each.summary or each.event_type or each.id
    known = when(each.start, each.end, each.date_precision, each.time_text)
    deaths = number(each.deaths_low, each.deaths_best, each.deaths_high)
    return (_short(what), known, _short(where(each)), how_well(each), deaths)


def _said(each: Problem) -> tuple[str, ...]:
    return ("" if each.row is None else f"{each.row:,}", _short(each.field), _short(each.value or ""), each.message)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
