"""An empty page: why it is empty, and what to do next."""

from collections.abc import Mapping

import streamlit as st

from geo.query.totals.counts import Counts
from geo.ui.map import active_filters as chips
from geo.ui.text.translation import gettext, ngettext


def matches(without: Mapping[str, int]) -> None:
    """Explain an empty result: the number each filter holds back, with a button that removes it.

    Args:
        without: for each active filter, how many would match without it.
    """
    st.info(gettext("Nothing matches these filters. Take one away, or clear them all."))
    with st.container(key="ways", gap="small"):
        for name, count in without.items():
            label = gettext(
                "Without {filter}: {count} would match", filter=chips.filter_label(name), count=f"{count:,}"
            )
            st.button(label, key=f"without.{name}", on_click=chips.drop, args=(name,), width="stretch")
        st.button(gettext("Clear all filters"), key="without.all", on_click=chips.clear, type="tertiary")


def draw_empty_store(counted: Counts) -> None:
    """Say that the store has nothing this reader may see, whatever the filters are."""
    if counted.withheld:
        st.info(
            ngettext(
                "This store holds {n} incident, none of which may be shown to you: the licence does not allow it, or "
                "it has been taken back. Ask those who keep this store.",
                "This store holds {n} incidents, none of which may be shown to you: the licence does not allow it, or "
                "it has been taken back. Ask those who keep this store.",
                counted.withheld,
            )
        )
        return
    st.info(
        gettext(
            "No incident is published in this store yet. Once one is, it stands here: on the map, in this list and in "
            "the timeline. Look again later, or ask those who keep this store."
        )
    )
