"""The short way to the border that is asked for most."""

import streamlit as st

from geo.ui import state
from geo.ui.map.filters.facets import Sidebar
from geo.ui.state.widgets import with_parts
from geo.ui.text.translation import gettext

IRAQ_SYRIA = "IQ-SY"


def offer_iraq_syria(shown: Sidebar) -> None:
    """Draw a button for the border of Iraq and Syria, unless it is chosen."""
    if shown.view.border != IRAQ_SYRIA:
        st.button(
            gettext("Near the Iraq-Syria border"),
            key="near-border",
            on_click=_near,
            args=(IRAQ_SYRIA,),
            width="stretch",
        )


def _near(border: str) -> None:
    state.show(state.change_view(**with_parts(border=border)))
