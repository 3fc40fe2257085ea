"""Events of the page's components and maps."""

from collections.abc import Mapping
from typing import Any

import streamlit as st


def component_event(part: str, what: str) -> Any:
    """Return a component's latest event; for its callback."""
    return getattr(st.session_state.get(part), what, None)


def clicked_feature(component: str) -> Mapping[str, Any]:
    """Return the properties of what was clicked last on a map."""
    return ((st.session_state.get(component) or {}).get("last_active_drawing") or {}).get("properties") or {}
