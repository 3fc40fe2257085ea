"""Sharing: the live link and the pinned one, with the map where it is now."""

from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v1 import declare_component

from geo.ui.text.translation import gettext, lang
from geo.view import View, to_query

# The map's position lives in the address bar, which only the browser sees: its script completes the links.
_links = declare_component("atlas_links", path=str(Path(__file__).parents[1] / "components" / "links"))


def button(view: View, version: str) -> None:
    """Draw the Share button with the links to the view on screen; `version` is what a pinned link carries."""
    with st.popover(gettext("Share"), icon=":material/share:", key="share", width="content"):
        st.markdown(
            gettext("A link carries the filters, the picked incident and the map's position. It carries no rights.")
        )
        _links(links=links(view, version), words=_words(), lang=lang(), key="share.links", default=None)


def links(view: View, version: str) -> list[dict[str, str]]:
    """Return the query strings of the live and the pinned link, with what each will show."""
    number = version.partition("-")[0]
    return [
        {
            "id": "live",
            "label": gettext("Live link: shows the newest data each time it is opened"),
            "copy": gettext("Copy live link"),
            "query": to_query(view.live()),
        },
        {
            "id": "pinned",
            "label": gettext(
                "Pinned link: shows version {version} for ever, less what may not be shown on the day it is opened",
                version=number,
            ),
            "copy": gettext("Copy pinned link"),
            "query": to_query(view.pin(version)),
        },
    ]


def _words() -> dict[str, Any]:
    return {"copy": gettext("Copy"), "copied": gettext("Copied"), "press": gettext("Press Ctrl+C to copy")}
