"""The active filters by name, and the ways to take them away."""

import streamlit as st

from geo.ui import state
from geo.ui.text import plain, plural
from geo.view import View

# What a reader calls each key of the address.
NAMES = {
    "days": "days",
    "dates": "“happened then for sure”",
    "actor": "actors",
    "role": "role",
    "alleged": "“alleged or established”",
    "match": "“all of these actors”",
    "type": "event type",
    "sub_type": "event sub-type",
    "verification": "verification",
    "dataset": "dataset",
    "country": "country",
    "admin1": "province",
    "admin2": "district",
    "q": "words",
    "deaths": "least deaths",
    "place_precision": "precision of the place",
    "area": "area",
    "border": "border",
    "within_km": "distance from the border",
    "only": "“only”",
}


def active(view: View) -> list[tuple[str, str]]:
    """The filters of a view, as in its address."""
    return [pair for pair in state.addressed(view) if pair[0] not in {"incident", "v", "lang"}]


def clear() -> None:
    """Take all filters away; for callbacks."""
    kept = state.view()
    state.show(View(incident=kept.incident, v=kept.v, lang=kept.lang))


def show(view: View) -> None:
    """The filters of a link that have no widget here: said, and each can be taken away."""
    others = [(k, v) for k, v in active(view) if k not in _WIDGETS]
    if not others:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(f"{plural(len(others), 'more filter')} from the link; press one to take it away:", width="content")
        for name in dict.fromkeys(k for k, _ in others):
            values = ", ".join(v for k, v in others if k == name)
            words = f"{NAMES.get(name, name)}: {plain(values)}"
            st.button(words, icon=":material/close:", key=f"chip.{name}", on_click=drop, args=(name,))


_WIDGETS = frozenset({"days", "dates", "actor", "role", "alleged", "type", "verification"})


def drop(name: str) -> None:
    """Take one filter away; for callbacks."""
    state.show(state.without(state.view(), name))
