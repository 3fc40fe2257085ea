"""Above the map: what version this is, what was ignored, and the honest counts."""

import dataclasses
from collections.abc import Sequence
from typing import Any

import streamlit as st

from geo.query.counts import Counts
from geo.ui import state
from geo.ui.text import number, plain, plural
from geo.view import Only, View

MOST_CHANGES = 20  # listed one by one


def ignored() -> None:
    """Say what the address held and nobody could read."""
    sentences = state.ignored()
    if sentences:
        listed = " ".join(plain(sentence) for sentence in sentences)
        st.warning(
            f"Part of this link could not be read and was left out, so the map may show more than meant: {listed}"
        )


def unknown_version(view: View) -> None:
    """A link to a version this store does not have: no data until the reader chooses."""
    st.error(
        f"This link asks for data version {plain(view.v or '')}, which this store does not have. "
        "No data is shown, so that nothing newer is taken for it. Ask who sent the link, or open the live data."
    )
    st.button("Show the live data", type="primary", on_click=_go_live)


def pinned(view: View, changes: Sequence[dict[str, Any]]) -> None:
    """A pinned view says so, with how much has changed since and the way there."""
    if view.v is None:
        return
    version = plain(view.v.partition("-")[0])
    since = f"{plural(len(changes), 'incident')} changed since" if changes else "nothing has changed since"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(f"Pinned to data version {version}: {since}.")
        if changes:
            _changes(changes)
        st.button("Show the live data", on_click=_go_live)


def _changes(changes: Sequence[dict[str, Any]]) -> None:
    """Each changed incident, and the way to it as it is today."""
    with st.popover("What changed"):
        for row in changes[:MOST_CHANGES]:
            title = plain(row["title"] or row["id"])
            st.button(title, key=f"changed.{row['id']}", type="tertiary", on_click=_go_live, args=(row["id"],))
        if len(changes) > MOST_CHANGES:
            st.caption(f"and {len(changes) - MOST_CHANGES:,} more, in the live data")


def counts(view: View, counted: Counts, version: int) -> None:
    """How many match, are drawn, cannot be placed; and what the dead sum to."""
    shown = f"version {version}, {'live' if view.v is None else 'pinned'}"
    parts = [f"**{counted.matched:,}** match", f"**{counted.drawn:,}** drawn"]
    if counted.coarse:
        parts.append(f"**{counted.coarse:,}** known only to a province or month")
    if counted.unplaced:
        parts.append(f"**{counted.unplaced:,}** cannot be placed on the map")
    if counted.undated:
        parts.append(f"**{counted.undated:,}** without any date")
    if counted.withheld:
        parts.append(f"**{counted.withheld:,}** withheld")
    with st.container(key="counts"):
        st.markdown(" · ".join([*parts, f":gray[{shown}]"]))
        if counted.matched:
            st.markdown(f"Deaths: {deaths(counted)}")
        _narrow(view, counted)


def deaths(counted: Counts) -> str:
    """The dead of a view as a range with its open sides: "at least 20" never becomes 20."""
    given, toll = counted.deaths.stated, counted.deaths
    if not given:
        return "**unknown**; no incident gives a number"
    said = f"({given:,} of {plural(counted.matched, 'incident')} {'gives' if given == 1 else 'give'} a number)"
    if toll.stated_best == given:
        return f"**{number(toll.low, toll.best, toll.high)}** {said}"
    at_least = toll.low if toll.stated_low == given else None
    if at_least is None:
        return f"**{number(toll.low, toll.best, None)}** stated {said}"
    return f"**≥ {at_least:,}** {said}"


def _narrow(view: View, counted: Counts) -> None:
    """Each count of what the map cannot show well leads to exactly those incidents."""
    ways = {Only.COARSE: counted.coarse, Only.UNPLACED: counted.unplaced, Only.UNDATED: counted.undated}
    words = {Only.COARSE: "Only coarse", Only.UNPLACED: "Only not placed", Only.UNDATED: "Only undated"}
    offered = [only for only, count in ways.items() if count]
    if not offered and view.only is None:
        return
    with st.container(horizontal=True, gap="small"):
        for only in offered:
            if view.only is not only:
                st.button(words[only], key=f"only.{only}", type="tertiary", on_click=_only, args=(only,))
        if view.only is not None:
            st.button("Show all again", key="only.none", type="tertiary", on_click=_only, args=(None,))


def _only(only: Only | None) -> None:
    days = None if only is Only.UNDATED else state.view().days  # no date, so no day can match
    state.show(state.changed(only=only, days=days))


def _go_live(incident_id: str | None = None) -> None:
    live = state.view().live()
    state.show(live if incident_id is None else dataclasses.replace(live, incident=incident_id))
