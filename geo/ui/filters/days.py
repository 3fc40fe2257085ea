"""When: two days, or the last days the data speak of."""

from datetime import date, timedelta

import streamlit as st

from geo.ui import state
from geo.ui.speech import say, say_many
from geo.ui.text import day
from geo.view import Dates

# The widget offers any day a report may speak of: limits taken from the data would drop a link's days.
EARLIEST, LATEST = date.min, date.max
SPANS = (7, 30, 90)


def show(last_day: date | None) -> None:
    """Draw the days, and the short ways to the last ones."""
    st.date_input(
        say("Days"),
        key=state.key("days"),
        min_value=EARLIEST,
        max_value=LATEST,
        format="YYYY-MM-DD",
        help=say(
            "The first day and the last. An incident known only by one day may have happened up to 7 days from it."
        ),
    )
    if last_day is not None:
        _last(last_day)
    labels = {
        Dates.POSSIBLE.value: say("may have happened then"),
        Dates.DEFINITE.value: say("happened then for sure"),
    }
    st.radio(
        say("Show what"),
        list(labels),
        format_func=labels.__getitem__,
        key=state.key("dates"),
        label_visibility="collapsed",
    )


def _last(last_day: date) -> None:
    with st.container(key="last-days", gap="small"):
        st.caption(say("The data end on {day}. The last", day=day(last_day)))
        with st.container(horizontal=True, gap="small", key="last-days-ways"):
            for at, (label, first) in enumerate(_ways(last_day)):
                st.button(label, key=f"last.{at}", on_click=_choose, args=(first, last_day))


def _ways(last_day: date) -> list[tuple[str, date]]:
    """What each is called, and its first day."""
    spans = [
        (say_many("{n} day", "{n} days", n), last_day - timedelta(days=min(n - 1, last_day.toordinal() - 1)))
        for n in SPANS
    ]
    return [*spans, (say("month"), last_day.replace(day=1)), (say("year"), last_day.replace(month=1, day=1))]


def _choose(first: date, last: date) -> None:
    state.show(state.changed(days=(first, last)))
