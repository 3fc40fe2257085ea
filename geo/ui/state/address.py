"""Address handling: tells a reader's navigation from an address the browser has not left yet.

A run is told the address as it stood when the browser asked for it. Where the reader acts again before the address of
the last run has come, that one is old news, not a way back. Only the view comes here.
"""

import streamlit as st

SENT = "sent"  # the address the browser told last, and those written since; the last one is where it will be


def went_elsewhere(told: str, wanted: str) -> bool:
    """Return whether the reader navigated (typed address, link, Back) rather than the app itself.

    Args:
        told: the address of this run.
        wanted: the address of what the page's own parts say; where it is none we wrote, one of them asked for this run,
            which no way back does.
    """
    sent = st.session_state.get(SENT, [])
    if sent and told == sent[-1]:
        mark_arrived(told)
        return False
    return not (told in sent and wanted != sent[-1])


def mark_arrived(told: str) -> None:
    """Record that the browser has reached an address."""
    st.session_state[SENT] = [told]


def to_write(wanted: str) -> bool:
    """Return whether the browser must be sent an address, and mark it as sent."""
    sent = st.session_state.get(SENT, [])
    if sent and sent[-1] == wanted:
        return False
    st.session_state[SENT] = [*sent, wanted]
    return True
