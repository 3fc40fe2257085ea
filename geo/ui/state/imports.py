"""State of the import page, from the file to its result: fields and notes."""

from collections.abc import Sequence

import streamlit as st

MAP = "preview"  # the page's small map
_FORM = "importing."


def field_value(name: str) -> str:
    """Return the value of a field or note; empty when there is none."""
    return str(st.session_state.get(key(name)) or "")


def note(**notes: str) -> None:
    """Set fields, before they are drawn, or notes."""
    for name, value in notes.items():
        st.session_state[key(name)] = value


def forget(*, but: Sequence[str] = ()) -> None:
    """Forget what was told of a file, but for the notes named."""
    kept = {key(name) for name in but}
    for name in [name for name in st.session_state if str(name).startswith(_FORM)]:
        if name not in kept:
            del st.session_state[name]


def key(name: str) -> str:
    """Return the key of one of the page's widgets or notes."""
    return f"{_FORM}{name}"
