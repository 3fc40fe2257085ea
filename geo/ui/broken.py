"""A bug on a page: logged for us, said to the reader in one sentence."""

import logging

import streamlit as st


def say(error: Exception) -> bool:
    """Take the place of Streamlit's own box, which offers to search the web for the error's text."""
    logging.getLogger(__name__).error("A page failed", exc_info=error)
    st.error("Something went wrong on our side. Nothing was changed or lost; reload the page, or clear the filters.")
    return True
