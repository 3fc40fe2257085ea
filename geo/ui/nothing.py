"""An empty page: why it is empty, and what to do next."""

from collections.abc import Mapping

import streamlit as st

from geo.query.counts import Counts
from geo.ui import chips
from geo.ui.text import plural


def matches(without: Mapping[str, int]) -> None:
    """Nothing matches: say what each filter holds back, and take it away at a press.

    Args:
        without: for each active filter, how many would match without it.
    """
    st.info("Nothing matches these filters. Take one away, or clear them all.")
    with st.container(key="ways", gap="small"):
        for name, count in without.items():
            label = f"Without {chips.NAMES.get(name, name)}: {count:,} would match"
            st.button(label, key=f"without.{name}", on_click=chips.drop, args=(name,), width="stretch")
        st.button("Clear all filters", key="without.all", on_click=chips.clear, type="tertiary")


def held(counted: Counts) -> None:
    """The store holds nothing this reader may see, whatever the filters are."""
    if counted.withheld:
        st.info(
            f"This store holds {plural(counted.withheld, 'incident')}, none of which may be shown to you: "
            "the licence does not allow it, or it has been taken back. Ask those who keep this store."
        )
        return
    st.info(
        "No incident is published in this store yet. Once one is, it stands here: on the map, in this list and in "
        "the timeline. Look again later, or ask those who keep this store."
    )
