"""What is asked less often: how many died, how well the place is known, from which dataset, by which rule."""

import streamlit as st

from geo.ui import state
from geo.ui.map.filters.facets import Facets, counted, with_count
from geo.ui.state.widgets import ANY
from geo.ui.text.format import readable
from geo.ui.text.labels import precision_choices
from geo.ui.text.speech import say
from geo.view import MAX_DEATHS, Rule, View


def show(view: View, facets: Facets) -> None:
    """Draw them."""
    st.subheader(say("More"), anchor=False)
    st.number_input(
        say("Deaths, known to be at least"),
        min_value=0,
        max_value=MAX_DEATHS,
        step=1,
        value=None,
        key=state.key("deaths"),
        placeholder=say("Any number, or none given"),
    )
    precisions = {ANY: say("Any precision")} | precision_choices()
    if view.place_precision is not None:
        precisions.setdefault(view.place_precision.value, view.place_precision.value)
    st.selectbox(
        say("Place known at least as well as"),
        list(precisions),
        format_func=precisions.__getitem__,
        key=state.key("place_precision"),
    )
    datasets = counted(facets, "dataset")
    st.multiselect(
        say("Dataset"),
        list(dict.fromkeys([*view.dataset, *datasets])),
        key=state.key("dataset"),
        format_func=lambda name: with_count(readable(name), datasets.get(name)),
        placeholder=say("Any dataset"),
    )
    rules = _rules()
    st.selectbox(
        say("Number of deaths shown"),
        list(rules),
        format_func=rules.__getitem__,
        key=state.key("rule"),
        help=say(
            "Where sources disagree. It changes the numbers shown and summed, and which incidents reach a least number."
        ),
    )


def _rules() -> dict[str, str]:
    return {
        Rule.STATED.value: say("As the coder decided"),
        Rule.LOWEST.value: say("The lowest claimed"),
        Rule.HIGHEST.value: say("The highest claimed"),
        Rule.MEDIAN.value: say("The median of what is claimed"),
        Rule.LATEST.value: say("What was claimed last"),
        Rule.ORIGINS.value: say("What most independent origins claim"),
    }
