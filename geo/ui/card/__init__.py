"""The picked incident: what, when, where, who, how many, who says so, how it came to be recorded, how to cite it."""

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from geo.incident import Incident
from geo.limits.truncation import shorten_incident
from geo.query.engine.question import Question
from geo.ui import state
from geo.ui.card import citation, claims, facts, history, near, sources
from geo.ui.map.incident_list import incident_title
from geo.ui.place_form import form as placing
from geo.ui.state import place_form as form
from geo.ui.text.formatting import plain, readable
from geo.ui.text.html import draw
from geo.ui.text.translation import gettext, ngettext
from geo.view import Rule


def show(incident: Incident, revisions: Sequence[Incident], question: Question, *, may_edit: bool) -> None:
    """Draw the card; for those who may edit, with what they can do."""
    rule = question.view.rule
    whole = state.is_whole(incident.id)
    short = incident if whole else shorten_incident(incident)
    cut = short is not incident
    incident, revisions = short, revisions if whole else [shorten_incident(each) for each in revisions]
    with st.container(border=True, key="card"):
        _head(incident)
        if cut:
            _offer_whole(incident.id)
        if incident.summary:
            st.text(readable(incident.summary))
        draw(facts.markup(incident, rule))
        _actions(incident, may_edit=may_edit)
        for markup in (claims.markup(incident, rule), sources.markup(incident)):
            if markup:
                draw(markup)
        _more(incident, revisions, question)
    if may_edit and form.is_open(incident.id):
        placing.dialog(incident.id)


def _offer_whole(incident_id: str) -> None:
    """Draw a button that shows what is too long to be shown at once."""
    st.caption(gettext("This record is long: the card shows the beginning of its texts and lists."))
    st.button(gettext("Show all of it"), key="card.whole", on_click=state.show_whole, args=(incident_id,))


def brief(incident: Incident, rule: Rule) -> None:
    """Draw the card of a map on another site: what a caption would say."""
    incident = shorten_incident(incident)
    with st.container(border=True, key="card"):
        _head(incident)
        draw(facts.brief(incident, rule))


def missing(incident_id: str) -> None:
    """Say that the link names an incident that is not here, or not visible to this reader."""
    st.warning(
        gettext(
            "The link picks the incident {id}, which is not in this data, or not for you to see. "
            "Everything else on the page is as the link says.",
            id=plain(incident_id),
        )
    )
    st.button(gettext("Close"), on_click=state.pick, args=(None,), key="card.close")


def _head(incident: Incident) -> None:
    """Draw the title and the Close button, which stay in sight while the card scrolls."""
    with st.container(horizontal=True, vertical_alignment="top", gap="small", key="card-head"):
        # An anchor of ours: one made of the title could be any other's on the page.
        st.header(incident_title(incident.title, incident.id), anchor="picked-incident")
        st.button(gettext("Close"), on_click=state.pick, args=(None,), key="card.close")


def _actions(incident: Incident, *, may_edit: bool) -> None:
    """Draw the actions on the record for editors."""
    with st.container(horizontal=True, gap="small", key="card-actions"):
        if may_edit:
            placing.button(incident)


def _more(incident: Incident, revisions: Sequence[Incident], question: Question) -> None:
    """Draw the long parts, collapsed."""
    with st.container(key="card-more"):
        with st.expander(ngettext("History: {n} version", "History: {n} versions", len(revisions))):
            draw(history.markup(revisions))
        with st.expander(gettext("Near in space and time")), st.container(key="card-near"):
            near.show(incident, question)
        with st.expander(gettext("Copy the citation")):
            today = datetime.now(UTC).date()
            st.code(citation.text(incident, question.link, today, question.view.rule), language=None, wrap_lines=True)
