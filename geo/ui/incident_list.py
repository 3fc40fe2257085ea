"""The list beside the map: every incident can be reached here by keyboard, drawn or not."""

from typing import Any

import streamlit as st

from geo.maps.style import precision_words
from geo.ui import state
from geo.ui.text import plain, plural, readable, when
from geo.view import View

SHOWN = 25  # rows of a page: short enough to read, and to send on each run
# Where the link to skip to leads: it takes the focus, so that the next Tab is the first incident.
_HEADING = '<h2 id="incidents" tabindex="-1">Incidents</h2>'


def titled(title: str | None, incident_id: str) -> str:
    """An incident's title, else its id: by itself in a paragraph, which takes its direction from the words."""
    words = title if title and readable(title).strip() else incident_id
    return plain(words).strip("\u2068\u2069")


def heading() -> None:
    """The list's heading, on every state of the page."""
    st.html(_HEADING)


def show(rows: list[dict[str, Any]], matched: int, view: View, *, one_place: bool) -> None:
    """Draw the incidents of a view, or of one place picked on the map, the picked one marked."""
    with st.container(key="list-note"):  # a place of its own: the rows keep theirs, and the focus with them
        _note(len(rows), matched, one_place=one_place)
    with st.container(key="incidents"):
        for row in rows:
            _row(row, picked=row["id"] == view.incident)


def _note(listed: int, matched: int, *, one_place: bool) -> None:
    if one_place:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plural(listed, 'incident')} at this place**", width="content")
            st.button("Show the whole list", on_click=state.leave_stack, type="tertiary")
    elif matched > listed:
        st.caption(f"The latest {listed:,} of {matched:,}; narrow the filters to reach the others.")


def _row(row: dict[str, Any], *, picked: bool) -> None:
    st.button(
        titled(row["title"], row["id"]),
        key=f"row.{row['id']}",
        on_click=state.pick,
        args=(row["id"],),
        width="stretch",
    )
    place = plain(row["admin1"] or row["country"] or "place unknown")
    known = precision_words(row["place_precision"], row["radius_m"])
    said = "**Picked** · " if picked else ""
    st.caption(f"{said}{when(row['start'], row['end'], row['date_precision'])} · {place} · {known}")
