"""Who: names found as one types, over as many as there are; in which role, alleged or not."""

import streamlit as st

from geo.incident import Role
from geo.ui import state
from geo.ui.components import part
from geo.ui.map.filters.facets import Facets, Others, counted, with_count
from geo.ui.text.format import readable
from geo.ui.text.labels import role_words
from geo.ui.text.speech import say, script
from geo.view import MAX_VALUES, Match, View, to_query


def show(view: View, facets: Facets, others: Others) -> None:
    """Draw the box, the role and whether alleged; whether one of several is enough only where there are several."""
    # Who asks for all of the names has no use for another name of one of them: hardly anyone is named twice at once.
    offered = others if view.match is Match.ANY else {}
    part(
        "actors",
        key=state.ACTORS,
        data={
            "chosen": [{"value": name, "shown": readable(name), "also": offered.get(name, ())} for name in view.actor],
            "counts": [{**row, "also": others.get(row["value"], ())} for row in facets.get("actor", [])],
            "most": MAX_VALUES,
            "query": to_query(view.without_page()),
            "v": view.v,
            "speech": script(),
        },
        on_chosen_change=state.choose_actors,
    )
    if len(view.actor) > 1:
        labels = {Match.ANY.value: say("any of these"), Match.ALL.value: say("all of these")}
        st.radio(say("Names"), list(labels), format_func=labels.__getitem__, key=state.key("match"), horizontal=True)
    counts = counted(facets, "role")
    st.multiselect(
        say("In the role of"),
        [role.value for role in Role],
        key=state.key("role"),
        format_func=lambda role: with_count(role_words(role), counts.get(role)),
        placeholder=say("Any role"),
    )
    alleged = {
        "any": say("Alleged or established"),
        "true": say("Alleged only"),
        "false": say("Established only"),
    }
    st.selectbox(
        say("Alleged or established"), list(alleged), format_func=alleged.__getitem__, key=state.key("alleged")
    )
