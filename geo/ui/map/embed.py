"""The map on another site: the map, what it counts, the picked incident in brief, and the way here."""

import dataclasses

import streamlit as st

from geo.query.totals.counts import Counts
from geo.ui.map import count_bar as strip
from geo.ui.text.translation import gettext
from geo.view import View, to_query


def active() -> bool:
    """Return whether the page is embedded in another one, asked for with `embed=true`."""
    return bool(st.context.is_embedded)


def head(view: View, counted: Counts, version: int) -> None:
    """Draw the counts, and the link to the full page."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="embed"):
        strip.brief(view, counted, version)
        st.link_button(gettext("Open in Incident Atlas"), whole(view), type="tertiary")


def whole(view: View) -> str:
    """Return the address of the whole page with the same view, seen from this one: true under any path."""
    return f"?{to_query(dataclasses.replace(view, embed=False))}"
