"""A bug on a page: logged for us, said to the reader in a few sentences with a reference that finds the log's line."""

import logging
import uuid

import streamlit as st

from geo.ui.text import translation
from geo.words import N_

_WORDS = N_(
    "Something went wrong. Nothing was changed or lost: the address still contains your filters. Reload the page; "
    "if it fails again, clear the filters, or send us the link with the reference **{reference}**."
)


def say(error: Exception) -> bool:
    """Take the place of Streamlit's own box, which offers to search the web for the error's text."""
    reference = uuid.uuid4().hex[:8]
    logging.getLogger(__name__).error("A page failed (%s)", reference, exc_info=error, extra={"reference": reference})
    with st.container(key="broken"):  # the style sheet keeps it in sight, however far the page had come
        st.error(translation.gettext(_WORDS, reference=reference))
    return True
