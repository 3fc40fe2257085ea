"""The active filters by name, each to be taken away by itself; the way back, and the views a reader has saved."""

from collections.abc import Callable, Mapping

import streamlit as st

from geo.ui import state
from geo.ui.components import part
from geo.ui.text.formatting import between
from geo.ui.text.labels import border_words, value_words
from geo.ui.text.translation import gettext, script
from geo.view import FILTERS, MAX_TEXT, View, to_query


def filter_label(name: str) -> str:
    """Return the label of a key of the address."""
    return gettext(FILTERS[name].label) if name in FILTERS else name


def active(view: View) -> list[tuple[str, str]]:
    """Return the filters of a view, as in its address."""
    return [pair for pair in state.address_pairs(view) if pair[0] in FILTERS and FILTERS[pair[0]].label]


def clear() -> None:
    """Take all filters away; for callbacks."""
    kept = state.view()
    state.show(View(incident=kept.incident, v=kept.v, lang=kept.lang))


def drop(name: str, value: str | None = None) -> None:
    """Take one filter away, or one value of several; for callbacks."""
    view = state.view()
    left = tuple(each for each in getattr(view, name) if each != value) if value is not None else ()
    state.show(state.change_view(**{name: left}) if left else state.without(view, name))


def show(view: View) -> None:
    """Draw a chip for each active value, and the ways to clear or undo."""
    chosen = list(_chips(view))
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="chips-line"):
        for name, value, words in chosen:
            at = name if value is None else f"{name}.{value}"
            label = gettext("Take away: {filter}", filter=words)
            st.button(words, icon=":material/close:", key=f"chip.{at}", help=label, on_click=drop, args=(name, value))
        if chosen:
            st.button(gettext("Clear all filters"), key="chips.clear", type="tertiary", on_click=clear)
        if state.may_undo():
            st.button(gettext("Undo"), key="chips.undo", type="tertiary", on_click=state.undo)
        with st.popover(gettext("Saved views"), icon=":material/bookmark:", key="saved-views", width="content"):
            _draw_saved_views(view)


def _draw_saved_views(view: View) -> None:
    st.markdown(gettext("Kept in this browser and told to nobody. To pass a view on, share its link."))
    data = {"query": to_query(view.without_page()), "longest": MAX_TEXT, "speech": script()}
    part("saved", key=state.SAVED, data=data, on_opened_change=state.open_saved)


def _chips(view: View) -> list[tuple[str, str | None, str]]:
    """Key, value (None: the filter's only one) and words, in the address's order."""
    pairs = [
        (name, value if FILTERS[name].key.is_list else None, _words(name, value, view)) for name, value in active(view)
    ]
    return [chip for chip in dict.fromkeys(pairs) if FILTERS[chip[0]].part_of is None]


def _words(name: str, value: str, view: View) -> str:
    entry = FILTERS[name]
    if name in _OWN:
        return _OWN[name](view)
    if isinstance(entry.chip, str):
        return gettext(entry.chip, n=f"{int(value):,}" if value.isdigit() else value)
    if value in entry.chip:
        return gettext(entry.chip[value])
    return f"{filter_label(name)}: {value_words(entry.words, value)}"


def _days(view: View) -> str:
    return between(*view.days) if view.days else ""


def _border(view: View) -> str:
    return gettext(
        "within {km} km of the {border}", km=f"{view.within_km or 0:g}", border=border_words(view.border or "")
    )


# Filters whose sentence holds more than their value.
_OWN: Mapping[str, Callable[[View], str]] = {"days": _days, "border": _border}
