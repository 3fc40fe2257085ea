"""The fields of the sidebar that need nothing but their description in `geo.view.filters`."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from geo.ui import state
from geo.ui.map.filters.facets import Sidebar, facet_counts, with_count
from geo.ui.state.widgets import ANY, is_whole
from geo.ui.text.formatting import readable
from geo.ui.text.labels import choices, value_words
from geo.ui.text.translation import gettext
from geo.view import FILTERS, MAX_TEXT, Control, Filter, View, Widget, Words


def is_asked(name: str, view: View) -> bool:
    """Return True if the view holds what a field belongs to."""
    entry = FILTERS[name]
    if entry.part_of is not None:
        return bool(getattr(view, entry.part_of.other))
    other, least = (entry.widget.beside if entry.widget else None) or (name, 0)
    return least == 0 or len(getattr(view, other)) >= least


def show(name: str, shown: Sidebar) -> None:
    """Draw the field of a filter; the view takes on what it holds in the next run."""
    entry = FILTERS[name]
    if entry.widget is not None:
        _DRAWN[entry.widget.control](name, entry, entry.widget, shown)


def _text(name: str, _: Filter, widget: Widget, __: Sidebar) -> None:
    st.text_input(
        gettext(widget.label),
        key=state.key(name),
        max_chars=MAX_TEXT,
        placeholder=_translate(widget.empty),
        help=_translate(widget.help),
    )


def _number(name: str, entry: Filter, widget: Widget, _: Sidebar) -> None:
    st.number_input(
        gettext(widget.label),
        **_bounds(entry, widget),
        key=state.key(name),
        placeholder=_translate(widget.empty),
        help=_translate(widget.help),
    )


def _bounds(entry: Filter, widget: Widget) -> dict[str, Any]:
    """Return the bounds and the step, all of the type that the field holds; a part of another filter is never empty."""
    kind = int if is_whole(entry) else float
    numbers = {"min_value": entry.key.schema["minimum"], "max_value": entry.key.schema["maximum"], "step": widget.step}
    shown = {"value": None if entry.part_of is None else "min", "format": None if is_whole(entry) else "%g"}
    return {name: kind(number) for name, number in numbers.items()} | shown


def _choice(name: str, entry: Filter, widget: Widget, shown: Sidebar) -> None:
    labels = {ANY: gettext(widget.empty)} if widget.empty else {}
    labels |= {value: gettext(words) for value, words in widget.options.items()} or choices(entry.words)
    for value in _current_values(entry, getattr(shown.view, name)):
        labels.setdefault(value, value)
    st.selectbox(
        gettext(widget.label),
        list(labels),
        format_func=labels.__getitem__,
        key=state.key(name),
        help=_translate(widget.help),
    )


def _radio(name: str, _: Filter, widget: Widget, __: Sidebar) -> None:
    labels = {value: gettext(words) for value, words in widget.options.items()}
    st.radio(
        gettext(widget.label),
        list(labels),
        format_func=labels.__getitem__,
        key=state.key(name),
        horizontal=widget.has_label,  # without one its sentences are the label, and stand one below the other
        label_visibility="visible" if widget.has_label else "collapsed",
        help=_translate(widget.help),
    )


def _list(name: str, entry: Filter, widget: Widget, shown: Sidebar) -> None:
    counts = facet_counts(shown.facets, name)
    # Of a closed vocabulary all values are offered, else what the view holds and what there is.
    offered = entry.key.schema["items"].get("enum") or dict.fromkeys([*getattr(shown.view, name), *counts])
    st.multiselect(
        gettext(widget.label),
        list(offered),
        key=state.key(name),
        format_func=lambda value: with_count(_words(entry, value), counts.get(value)),
        placeholder=_translate(widget.empty),
        help=_translate(widget.help),
    )


def _words(entry: Filter, value: str) -> str:
    return readable(value) if entry.words is Words.PLAIN else value_words(entry.words, value)


def _current_values(entry: Filter, value: object) -> list[str]:
    return [] if value is None else entry.key.write(value)


def _translate(sentence: str) -> str | None:
    return gettext(sentence) if sentence else None


_DRAWN: Mapping[Control, Callable[[str, Filter, Widget, Sidebar], None]] = {
    Control.TEXT: _text,
    Control.NUMBER: _number,
    Control.CHOICE: _choice,
    Control.RADIO: _radio,
    Control.LIST: _list,
}
