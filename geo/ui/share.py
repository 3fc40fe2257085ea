"""Sharing: the live link and the pinned one, with the map where it is now."""

from pathlib import Path

import streamlit as st
from streamlit.components.v1 import declare_component

from geo.view import View, to_query

# The map's position lives in the address bar, which only the browser sees: its script completes the links.
_links = declare_component("atlas_links", path=str(Path(__file__).parent / "links"))


def button(view: View, version: str) -> None:
    """The button, and behind it the links to the view on screen; `version` is what a pinned link carries."""
    with st.popover("Share", icon=":material/share:", key="share", width="content"):
        st.markdown("A link carries the filters, the picked incident and the map's position. It carries no rights.")
        _links(links=links(view, version), key="share.links", default=None)


def links(view: View, version: str) -> list[dict[str, str]]:
    """The query strings of the live and the pinned link, with what each will show."""
    number = version.partition("-")[0]
    return [
        {"label": "Live link", "note": "shows the newest data each time it is opened", "query": to_query(view.live())},
        {
            "label": "Pinned link",
            "note": f"shows version {number} for ever, less what may not be shown on the day it is opened",
            "query": to_query(view.pinned(version)),
        },
    ]
