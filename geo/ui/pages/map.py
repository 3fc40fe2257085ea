"""The map page."""

from typing import Any

import streamlit as st

from geo.errors import GeoError, NotFoundError, UnknownVersionError
from geo.query.question import Question
from geo.query.records import changed_since, history, record
from geo.ui import answers, card, filters, incident_list, map_view, share, state, strip, timeline
from geo.ui.session import atlas, caller
from geo.view import View


def page() -> None:
    """Draw the page: what the reader asked to see, and how much of it can be shown."""
    state.open_view("map")
    view = state.read_widgets()
    state.write_address()
    with st.container(key="ignored"):  # a place of its own: what comes and goes must not move the map's frame
        strip.ignored()
    try:
        question = answers.asked(atlas(), view, caller())
        _answered(view, question)
    except UnknownVersionError:
        strip.unknown_version(view)
    except GeoError as error:
        st.error(f"{error} The filters are kept.")


def _answered(view: View, question: Question) -> None:
    answer = answers.answer(atlas(), question)
    filters.show(view, answer.facets, answer.actors)
    with st.container(key="pinned"):
        strip.pinned(view, _changes(view, question))
    with st.container(horizontal=True, vertical_alignment="top", key="top"):
        strip.counts(view, answer.counts, question.version)
        share.button(view, question.link)
    with st.container(key="chips"):
        filters.chips(view)
    left, right = st.columns([5, 3], gap="medium")
    with left:
        map_view.show(view, question.version, answer.bounds)
        timeline.show(answer.timeline)
    with right:
        _card(view, question)
        _list(view, question, answer)


def _changes(view: View, question: Question) -> list[dict[str, Any]]:
    if view.v is None:
        return []
    today = answers.asked(atlas(), View(), caller())
    return changed_since(atlas().engine, today, question.version)


def _list(view: View, question: Question, answer: answers.Answer) -> None:
    if not answer.counts.matched:
        incident_list.nothing(view)
        return
    ids = state.stack()
    here = answers.stacked(atlas(), question, ids) if ids else []
    incident_list.show(here or answer.rows, answer.counts.matched, view, one_place=bool(here))


def _card(view: View, question: Question) -> None:
    if view.incident is None:
        return
    store, engine = atlas().store, atlas().engine
    try:
        incident = record(store, engine, question, view.incident)
        card.show(incident, history(store, engine, question, view.incident))
    except NotFoundError:
        card.missing(view.incident)


page()
