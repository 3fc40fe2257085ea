"""Data version on screen, and the way from an old or unknown one to the newest."""

import dataclasses
from collections.abc import Sequence

import streamlit as st

from geo.query.lists.records import Changed
from geo.ui import state
from geo.ui.text.formatting import plain
from geo.ui.text.translation import gettext, ngettext
from geo.view import View

MOST_CHANGES = 20  # listed one by one


def unknown(view: View) -> None:
    """Say that the store does not have a link's version; no data until the reader chooses."""
    st.error(
        gettext(
            "This link asks for data version {version}, which this store does not have. No data is shown, so that "
            "nothing newer is taken for it. Ask who sent the link, or open the live data.",
            version=plain(view.v or ""),
        )
    )
    st.button(gettext("Show the live data"), type="primary", on_click=_go_live)


def draw_pinned(view: View, changes: Sequence[Changed]) -> None:
    """Say that the view is pinned, how much has changed since, and draw the way to the live data."""
    if view.v is None:
        return
    version = plain(view.v.partition("-")[0])
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(_since(version, len(changes)))
        if changes:
            _changes(changes)
        st.button(gettext("Show the live data"), on_click=_go_live)


def _since(version: str, changed: int) -> str:
    if not changed:
        return gettext("Pinned to data version {version}: nothing has changed since.", version=version)
    return ngettext(
        "Pinned to data version {version}: {n} incident changed since.",
        "Pinned to data version {version}: {n} incidents changed since.",
        changed,
        version=version,
    )


def _changes(changes: Sequence[Changed]) -> None:
    """Each changed incident, and the way to it as it is today."""
    with st.popover(gettext("What changed")):
        for row in changes[:MOST_CHANGES]:
            title = plain(row["title"] or row["id"])
            st.button(title, key=f"changed.{row['id']}", type="tertiary", on_click=_go_live, args=(row["id"],))
        if len(changes) > MOST_CHANGES:
            st.caption(gettext("and {count} more, in the live data", count=f"{len(changes) - MOST_CHANGES:,}"))


def _go_live(incident_id: str | None = None) -> None:
    live = state.view().live()
    state.show(live if incident_id is None else dataclasses.replace(live, incident=incident_id))
