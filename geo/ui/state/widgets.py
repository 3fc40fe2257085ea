"""The widgets of the sidebar in session state: set to a view, and read back from what the reader chose.

A widget lives under `filter.<key>`. Only the view comes here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from geo.incident import PlacePrecision
from geo.view import Dates, Match, Rule, View

PREFIX = "filter."
LISTED = ("role", "country", "admin1", "dataset")
NEAR_BORDER_KM = 50.0  # when a border is chosen and nothing is said of how near
ANY = ""  # of a choice: no filter
ALLEGED = {"any": None, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a field of the view becomes a widget's value, and how it is read from one."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def _word(value: object) -> str:
    return ANY if value is None else str(value)


def _typed(value: str | None) -> str | None:
    return value.strip() or None if value else None


_SINGLE = {
    "dates": _Kind(str, Dates),
    "match": _Kind(str, Match),
    "rule": _Kind(str, Rule),
    "alleged": _Kind(lambda value: next(w for w, a in ALLEGED.items() if a is value), ALLEGED.__getitem__),
    "q": _Kind(_word, _typed),
    "deaths": _Kind(lambda value: value, lambda value: None if value is None else int(value)),
    "place_precision": _Kind(_word, lambda value: PlacePrecision(value) if value else None),
    "border": _Kind(_word, lambda value: value or None),
    "within_km": _Kind(lambda value: value, lambda value: None if value is None else float(value)),
}


def key(name: str) -> str:
    """The widget key of a filter."""
    return f"{PREFIX}{name}"


def fill(shown: View) -> None:
    """Set the widgets to a view; they read it when they are drawn."""
    for name, kind in _SINGLE.items():
        st.session_state[key(name)] = kind.write(getattr(shown, name))
    for name in LISTED:
        st.session_state[key(name)] = [str(item) for item in getattr(shown, name)]


def read(shown: View) -> dict[str, Any]:
    """The fields of the view the widgets hold; as shown where a widget is not on screen."""
    found: dict[str, Any] = {
        name: kind.read(_held(name, kind.write(getattr(shown, name)))) for name, kind in _SINGLE.items()
    }
    if found["border"] is None:
        found["within_km"] = None
    elif found["within_km"] is None and shown.border is None:
        found["within_km"] = NEAR_BORDER_KM
    found |= {name: tuple(_held(name, getattr(shown, name)) or ()) for name in LISTED}
    return found


def _held(name: str, otherwise: Any) -> Any:
    return st.session_state.get(key(name), otherwise)
