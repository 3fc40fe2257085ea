"""Sharing: the live link and the pinned one, with the map where it is now."""

from pathlib import Path

import streamlit as st

from geo.view import View, to_query

# The map's position lives in the address bar, which only the browser sees: it completes the links.
_LINKS = st.components.v2.component(
    "atlas_share",
    html='<div class="links"></div>',
    css=(Path(__file__).parent / "share.css").read_text(encoding="utf-8"),
    js=(Path(__file__).parent / "share.js").read_text(encoding="utf-8"),
)


def button(view: View, version: str) -> None:
    """The button, and behind it the links to the view on screen; `version` is what a pinned link carries."""
    with st.popover("Share", icon=":material/share:", key="share"):
        st.markdown("A link carries the filters, the picked incident and the map's position. It carries no rights.")
        _LINKS(key="share.links", data=links(view, version))


def links(view: View, version: str) -> list[dict[str, str]]:
    """The query strings of the live and the pinned link, with what each will show."""
    return [
        {"label": "Live link", "note": "shows the newest data each time it is opened", "query": to_query(view.live())},
        {
            "label": "Pinned link",
            "note": f"shows this version ({version.partition('-')[0]}) for ever, under the rights of the day",
            "query": to_query(view.pinned(version)),
        },
    ]
