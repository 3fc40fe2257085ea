"""What a run of a page works with: the open atlas and who is looking."""

import streamlit as st

from geo.access import Caller, caller_for
from geo.atlas import Atlas, opened
from geo.settings import Settings


def atlas() -> Atlas:
    """The atlas this server opened when it started."""
    return opened(Settings.from_env())


def caller() -> Caller:
    """Who is looking at this page."""
    headers = st.context.headers
    return caller_for(
        local_access=Settings.from_env().local_access,
        bound=st.get_option("server.address"),
        host=headers.get("Host"),
        headers=headers.keys(),
    )
