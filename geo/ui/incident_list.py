"""The list beside the map: every incident can be reached here by keyboard, drawn or not."""

from typing import Any

import streamlit as st

from geo.maps.style import precision_words
from geo.ui import state
from geo.ui.text import plain, plural, when
from geo.view import View

SHOWN = 25  # rows of a page: short enough to read, and to send on each run


def show(rows: list[dict[str, Any]], matched: int, view: View, *, one_place: bool) -> None:
    """Draw the incidents of a view, or of one place picked on the map, the picked one marked."""
    if one_place:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plural(len(rows), 'incident')} at this place**")
            st.button("Show the whole list", on_click=state.leave_stack, type="tertiary")
    elif matched > len(rows):
        st.caption(f"The latest {len(rows):,} of {matched:,}; narrow the filters to reach the others.")
    with st.container(key="incidents"):
        for row in rows:
            _row(row, picked=row["id"] == view.incident)


def _row(row: dict[str, Any], *, picked: bool) -> None:
    title = plain(row["title"] or row["id"])
    st.button(
        title,
        key=f"row.{row['id']}",
        on_click=state.pick,
        args=(row["id"],),
        type="primary" if picked else "secondary",
        width="stretch",
    )
    place = plain(row["admin1"] or row["country"] or "place unknown")
    known = precision_words(row["place_precision"], row["radius_m"])
    st.caption(f"{when(row['start'], row['end'], row['date_precision'])} · {place} · {known}")


def nothing(view: View) -> None:
    """Nothing matches: say so, and what to do next."""
    st.info("Nothing matches these filters. Take one away, widen the days, or clear them all.")
    if view.days is not None:
        st.button("Any day", on_click=lambda: state.show(state.changed(days=None)))
