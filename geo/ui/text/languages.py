"""The reader's language: the way to the other one, and the mark by which the page's script turns the page round."""

import streamlit as st
from markupsafe import Markup

from geo import words
from geo.ui import state
from geo.ui.text.html import draw
from geo.ui.text.translation import lang


def switch() -> None:
    """Draw the way to the other language, called by its own name; the style sheet puts it into the page's head."""
    here = lang()
    (other,) = words.LANGUAGES.keys() - {here}
    with st.container(key="language"):
        # Read by page.js: the language on screen, and that of the button.
        draw(Markup('<i hidden class="speaks" data-speaks="{}" data-other="{}"></i>').format(here, other))
        asked = None if other == words.ENGLISH else other
        st.button(words.LANGUAGES[other], key="language.other", type="tertiary", on_click=state.speak, args=(asked,))
