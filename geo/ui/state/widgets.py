"""The widgets of the sidebar in session state: set to a view, and read back from what the reader chose.

A widget lives under `filter.<key>`. Only the view comes here. Filters with parts of their own are told by these.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from geo.view import FILTERS, Control, Filter, View

PREFIX = "filter."
ANY = ""  # of a choice: no filter


@dataclass(frozen=True, slots=True)
class _Kind:
    """Conversion between a field of the view and a widget's value."""

    write: Callable[[Filter, Any], Any]
    read: Callable[[Filter, Any], Any]


def _chosen_value(entry: Filter, value: Any) -> str:
    return ANY if value is None else entry.key.write(value)[0]


def _choice(entry: Filter, value: str) -> Any:
    return None if value == ANY else entry.key.read([value])


def _typed_value(_: Filter, value: str | None) -> str | None:
    return value.strip() or None if value else None


def _number(entry: Filter, value: float | None) -> float | None:
    if value is None:
        return None
    return int(value) if is_whole(entry) else float(value)


def is_whole(entry: Filter) -> bool:
    """Return True for a filter whose numbers are whole."""
    return bool(entry.key.schema["type"] == "integer")


_WORD = _Kind(_chosen_value, _choice)
_KINDS = {
    Control.TEXT: _Kind(_chosen_value, _typed_value),
    Control.NUMBER: _Kind(lambda _, value: value, _number),
    Control.CHOICE: _WORD,
    Control.RADIO: _WORD,
    Control.LIST: _Kind(lambda _, value: [str(item) for item in value], lambda _, value: tuple(value or ())),
}
_DRAWN: Mapping[str, tuple[Filter, _Kind]] = {
    name: (entry, _KINDS[entry.widget.control])
    for name, entry in FILTERS.items()
    if entry.widget is not None and entry.widget.control in _KINDS
}


def key(name: str) -> str:
    """Return the widget key of a filter."""
    return f"{PREFIX}{name}"


def fill(shown: View) -> None:
    """Set the widgets to a view; they read it when they are drawn."""
    for name, (entry, kind) in _DRAWN.items():
        st.session_state[key(name)] = kind.write(entry, getattr(shown, name))


def read(shown: View) -> dict[str, Any]:
    """Return the fields of the view the widgets hold; as shown where a widget is not on screen."""
    found: dict[str, Any] = {}
    for name, (entry, kind) in _DRAWN.items():
        found[name] = kind.read(entry, _held_value(name, kind.write(entry, getattr(shown, name))))
    for name, (entry, _) in _DRAWN.items():
        if entry.part_of is None:
            continue
        other = entry.part_of.other
        if not found.get(other, getattr(shown, other)):
            found[name] = None
        elif found[name] is None and not getattr(shown, other):
            found[name] = entry.part_of.usual
    return found


def _held_value(name: str, otherwise: Any) -> Any:
    return st.session_state.get(key(name), otherwise)


def with_parts(**fields: Any) -> dict[str, Any]:
    """Return the fields with the usual values of the filters that are part of them."""
    parts = {name: entry.part_of for name, entry in FILTERS.items() if entry.part_of is not None}
    return {name: part.usual for name, part in parts.items() if part.other in fields} | fields
