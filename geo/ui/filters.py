"""The sidebar: what the reader asks to see, with the count each choice would leave beside it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from geo.incident import EVENT_TYPES, Role, Verification
from geo.ui import chips, state
from geo.ui.text import plain
from geo.view import Dates, View

Facets = dict[str, list[dict[str, Any]]]

# The widget offers any day a report may speak of: limits taken from the data would drop a link's days.
EARLIEST, LATEST = date.min, date.max
MOST_ACTORS = 8  # counted below the box; the box itself offers more
ALLEGED = {"any": "Alleged or established", "true": "Alleged only", "false": "Established only"}
DATES = {Dates.POSSIBLE.value: "may have happened then", Dates.DEFINITE.value: "happened then for sure"}
VERIFICATION = {
    Verification.CORROBORATED: "Corroborated",
    Verification.PARTLY_CORROBORATED: "Partly corroborated",
    Verification.UNVERIFIED: "Unverified",
    Verification.DISPUTED: "Disputed",
    Verification.DISCOUNTED: "Discounted",
}


def show(view: View, facets: Facets, actors: Sequence[str]) -> None:
    """Draw the filters.

    Args:
        view: what is on screen.
        facets: for each filter its values and counts; none where they could not be had.
        actors: the names the actor box offers, whatever the filters are.
    """
    with st.sidebar:
        st.header("Filters", anchor=False)
        _days()
        _actors(view, facets, actors)
        _ticks("Event type", "type", {name: name for name in EVENT_TYPES}, view.type, facets)
        _ticks("Verification", "verification", {k.value: v for k, v in VERIFICATION.items()}, view.verification, facets)
        st.button("Clear all filters", on_click=chips.clear, width="stretch", disabled=not chips.active(view))


def _days() -> None:
    st.date_input(
        "Days",
        key=state.key("days"),
        min_value=EARLIEST,
        max_value=LATEST,
        format="YYYY-MM-DD",
        help="The first day and the last. An incident known only by one day may have happened up to 7 days from it.",
    )
    st.radio(
        "Show what",
        list(DATES),
        format_func=DATES.__getitem__,
        key=state.key("dates"),
        label_visibility="collapsed",
    )


def _actors(view: View, facets: Facets, offered: Sequence[str]) -> None:
    st.multiselect(
        "Actors",
        list(dict.fromkeys([*view.actor, *offered])),
        key=state.key("actor"),
        accept_new_options=True,
        placeholder="Any actor",
        help="Choose a name, or type one that is not offered exactly as the records write it.",
    )
    counted = facets.get("actor", [])
    for row in counted[:MOST_ACTORS]:
        with _line(f"actor.{row['value']}"):
            st.caption(plain(row["value"]))
            st.caption(f"{row['count']:,}", width="content")
    if len(counted) > MOST_ACTORS:
        st.caption("The most frequent; the box finds the others.")
    st.multiselect(
        "In the role of",
        [role.value for role in Role],
        key=state.key("role"),
        format_func=str.capitalize,
        placeholder="Any role",
    )
    st.selectbox("Alleged or established", list(ALLEGED), format_func=ALLEGED.__getitem__, key=state.key("alleged"))


def _ticks(title: str, name: str, labels: dict[str, str], chosen: Sequence[str], facets: Facets) -> None:
    """Tick boxes, with any value a link brought that we do not list ourselves."""
    counts = {row["value"]: row["count"] for row in facets.get(name, [])}
    st.subheader(title, anchor=False)
    for value in dict.fromkeys([*labels, *map(str, chosen)]):
        with _line(f"{name}.{value}"):
            st.checkbox(labels.get(value) or plain(value), key=state.key(name, value))
            if name in facets:
                st.caption(f"{counts.get(value, 0):,}", width="content")


def _line(name: str) -> Any:
    """A line of the sidebar with its count at the end; the style sheet keeps it one line."""
    return st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key=f"line.{name}"
    )
