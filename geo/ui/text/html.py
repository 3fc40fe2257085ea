"""HTML of ours on the page: the one place where markup is drawn, which takes nothing that is only text."""

import streamlit as st
from markupsafe import Markup


def draw(markup: Markup) -> None:
    """Draw markup as it is; outside text in it was escaped where it was put in."""
    st.html(markup)
