"""Where: country and governorate, and near a border."""

import streamlit as st

from geo.ui import state
from geo.ui.map.filters.facets import Facets, counted, with_count
from geo.ui.state.widgets import ANY, NEAR_BORDER_KM
from geo.ui.text.format import readable
from geo.ui.text.labels import borders, country_words
from geo.ui.text.speech import say
from geo.view import MAX_KM, View

IRAQ_SYRIA = "IQ-SY"


def show(view: View, facets: Facets) -> None:
    """Draw the places offered, each with its count, and the border."""
    st.subheader(say("Place"), anchor=False)
    countries, divisions = counted(facets, "country"), counted(facets, "admin1")
    st.multiselect(
        say("Country"),
        list(dict.fromkeys([*view.country, *countries])),
        key=state.key("country"),
        format_func=lambda code: with_count(country_words(code), countries.get(code)),
        placeholder=say("Any country"),
    )
    st.multiselect(
        say("Province or governorate"),
        list(dict.fromkeys([*view.admin1, *divisions])),
        key=state.key("admin1"),
        format_func=lambda name: with_count(readable(name), divisions.get(name)),
        placeholder=say("Any province"),
        help=say("The provinces with the most incidents are offered; a country narrows them to its own."),
    )
    _border(view)


def _border(view: View) -> None:
    if view.border != IRAQ_SYRIA:
        st.button(
            say("Near the Iraq-Syria border"), key="near-border", on_click=_near, args=(IRAQ_SYRIA,), width="stretch"
        )
    labels = {ANY: say("Any distance from borders"), **borders()}
    if view.border and view.border not in labels:
        labels[view.border] = view.border
    st.selectbox(say("Near a border"), list(labels), format_func=labels.__getitem__, key=state.key("border"))
    if view.border:
        st.number_input(
            say("Within so many kilometres"),
            min_value=0.0,
            max_value=MAX_KM,
            step=10.0,
            format="%g",
            key=state.key("within_km"),
        )


def _near(border: str) -> None:
    state.show(state.changed(border=border, within_km=NEAR_BORDER_KM))
