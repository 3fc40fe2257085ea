"""Words that what matches must hold."""

import streamlit as st

from geo.ui import state
from geo.ui.text.speech import say
from geo.view import MAX_TEXT


def show() -> None:
    """Draw the field."""
    st.text_input(
        say("Words"),
        key=state.key("q"),
        max_chars=MAX_TEXT,
        placeholder=say("In titles, summaries and places"),
        help=say("All of the words, in any order and any spelling of them that folds to the same letters."),
    )
