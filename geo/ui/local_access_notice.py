"""The way to local access, said to who reads as everyone does where the server's link would give more."""

import streamlit as st

from geo.ui import session
from geo.ui.map import embed
from geo.ui.text.translation import gettext


def notice() -> None:
    """Say how to get all rights, to a reader who could have them and has not."""
    with st.container(key="entrance"):  # a place of its own: what comes and goes must not move the map's frame
        if session.may_enter() and not session.caller().may_edit and not embed.active():
            st.caption(
                gettext(
                    "You are viewing public data. To edit or import, open the link that the server printed in its "
                    "terminal when it started."
                )
            )
