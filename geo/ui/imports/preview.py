"""Preview of a file: a map, a table, and the rows set aside."""

import csv
import io
import re
from collections.abc import Sequence

import streamlit as st

from geo.downloads import Download, offer
from geo.incident import Incident, Problem, from_table
from geo.maps.preview_map import Sketch
from geo.ui.about.markdown import table
from geo.ui.imports.cached_read import Found
from geo.ui.map import map_view
from geo.ui.text.formatting import how_well, number, when, where
from geo.ui.text.translation import gettext, ngettext
from geo.words import N_

SHOWN = 50
_LONGEST = 160  # a title may be a whole report
_HEAD = (N_("Row"), N_("Field"), N_("Value"), N_("Why"))
# A spreadsheet takes what begins so for a formula (OWASP, CSV injection); a mere number it may have.
_FORMULA, _NUMBER = re.compile(r"[=+\-@\t\r\n]"), re.compile(r"[+-]?\d+([.,]\d+)?")


def draw_preview(found: Found) -> None:
    """Draw the map, and say how many incidents are on it."""
    shown, read = found.sketch, found.read
    with st.container(key="importing-map"):
        map_view.preview(shown)
    unplaced = read.incidents.num_rows - shown.placed
    parts = [_picked_text(shown)] if shown.drawn < shown.placed else []
    if unplaced:
        parts.append(
            ngettext(
                "{n} incident cannot be placed on the map.", "{n} incidents cannot be placed on the map.", unplaced
            )
        )
    st.caption(" ".join(parts) or gettext("All are on the map."))


def _picked_text(shown: Sketch) -> str:
    drawn, placed = f"{shown.drawn:,}", f"{shown.placed:,}"
    return gettext("{drawn} of {placed} shown, an even sample.", drawn=drawn, placed=placed)


def incidents(found: Found) -> None:
    """Draw the first incidents in a table."""
    rows = found.read.incidents
    st.header(gettext("Preview"), anchor=False)
    if rows.num_rows > SHOWN:
        st.caption(gettext("The first {shown} of {count} incidents.", shown=SHOWN, count=f"{rows.num_rows:,}"))
    first: list[Incident] = from_table(rows.slice(0, SHOWN))
    head = (
        gettext("What"),
        gettext("When"),
        gettext("Where"),
        gettext("How well the place is known"),
        gettext("Deaths"),
    )
    with st.container(key="importing-incidents"):
        st.markdown(table(head, [_row(each) for each in first]))


def problems(
    given: Sequence[Problem], token: str | None = None, count: int | None = None, listed: int | None = None
) -> None:
    """Draw the rows set aside, the first of them in a table and all of them to download.

    Args:
        given: what to show: all, or the first of them.
        token: under which name all are offered, where that was done before.
        count: how many all are; by default those given.
        listed: how many of all can be downloaded; by default those given.
    """
    many, kept = count or len(given), listed or len(given)
    if not many:
        return
    st.header(gettext("Set aside or uncertain"), anchor=False)
    if many > SHOWN:
        st.caption(gettext("The first {shown} of {count}.", shown=SHOWN, count=f"{many:,}"))
    with st.container(key="importing-problems"):
        st.markdown(table([gettext(word) for word in _HEAD], [_problem_row(each) for each in given[:SHOWN]]))
    st.link_button(_download(many, kept), f"./api/downloads/{token or offer_download(given)}")


def _download(many: int, kept: int) -> str:
    if kept < many:
        return gettext("Download the first {shown} of {count} as CSV", shown=f"{kept:,}", count=f"{many:,}")
    return gettext("Download all {count} as CSV", count=f"{many:,}") if many > 1 else gettext("Download it as CSV")


def offer_download(given: Sequence[Problem]) -> str:
    """Offer all problems for download; under which name they are."""
    return offer(Download("set-aside.csv", "text/csv; charset=utf-8", as_csv(given)))


def as_csv(given: Sequence[Problem]) -> bytes:
    """Return the problems as a spreadsheet reads them, none of their words a formula."""
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
    return (_short(what), known, _short(where(each)), how_well(each.place_precision, each.radius_m), deaths)


def _problem_row(each: Problem) -> tuple[str, ...]:
    return ("" if each.row is None else f"{each.row:,}", _short(each.field), _short(each.value or ""), each.message)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
