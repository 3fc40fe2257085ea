"""What the scripts on the page tell: its parts, and its maps."""

from collections.abc import Mapping
from typing import Any

import streamlit as st


def told(part: str, what: str) -> Any:
    """What a part of the page has just told; for its callback."""
    return getattr(st.session_state.get(part), what, None)


def clicked(component: str) -> Mapping[str, Any]:
    """The properties of what was clicked last on a map."""
    return ((st.session_state.get(component) or {}).get("last_active_drawing") or {}).get("properties") or {}
