"""When: a first day, a last one, or both; or the last days the data speak of."""

from datetime import date, timedelta

import streamlit as st

from geo.ui import state
from geo.ui.components import part
from geo.ui.map.filters.facets import Sidebar
from geo.ui.text.formatting import day
from geo.ui.text.translation import gettext, ngettext, script
from geo.view import View, to_query

SPANS = (7, 30, 90)


def show(shown: Sidebar) -> None:
    """Draw the days, and the short ways to the last ones."""
    data = {"days": days_parameter(shown.view), "query": to_query(shown.view.without_page()), "speech": script()}
    part("days", key=state.DAYS, data=data, on_days_change=_choose_typed)
    if shown.last_day is not None:
        _last(shown.last_day)


def _last(last_day: date) -> None:
    with st.container(key="last-days", gap="small"):
        st.caption(
            gettext("The data end on {day}. The last", day=day(last_day)),
            help=gettext(
                "The first day and the last. An incident known only by one day may have happened up to 7 days from it."
            ),
        )
        with st.container(horizontal=True, gap="small", key="last-days-ways"):
            for at, (label, first) in enumerate(_ways(last_day)):
                st.button(label, key=f"last.{at}", on_click=_choose, args=(first, last_day))


def _ways(last_day: date) -> list[tuple[str, date]]:
    """Return the label and first day of each shortcut."""
    spans = [
        (ngettext("{n} day", "{n} days", n), last_day - timedelta(days=min(n - 1, last_day.toordinal() - 1)))
        for n in SPANS
    ]
    return [*spans, (gettext("month"), last_day.replace(day=1)), (gettext("year"), last_day.replace(month=1, day=1))]


def days_parameter(view: View) -> tuple[str | None, str | None]:
    """Return the first day and the last as the part is given them; None where that side is open."""
    first, last = view.days or (None, None)
    return (first.isoformat() if first else None), (last.isoformat() if last else None)


def _choose_typed() -> None:
    state.choose_days(state.DAYS)


def _choose(first: date, last: date) -> None:
    state.show(state.change_view(days=(first, last)))
