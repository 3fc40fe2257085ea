"""The sidebar: what the reader asks to see, with the count each choice would leave beside it."""

from datetime import date

import streamlit as st

from geo.ui.map.filters import actors, days, kinds, more, places, words
from geo.ui.map.filters.facets import Facets, Others
from geo.ui.text.speech import say
from geo.view import View


def show(view: View, facets: Facets, others: Others, last_day: date | None) -> None:
    """Draw the filters.

    Args:
        view: what is on screen.
        facets: for each filter its values and counts; none where they could not be had.
        others: the other names of actors that have any.
        last_day: the last day of the data, which "the last 7 days" count back from.
    """
    with st.sidebar:
        st.header(say("Filters"), anchor=False)
        words.show()
        days.show(view, last_day)
        actors.show(view, facets, others)
        kinds.show(view, facets)
        places.show(view, facets)
        more.show(view, facets)
