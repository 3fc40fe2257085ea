"""The map page."""

import streamlit as st
from markupsafe import Markup

from geo.errors import GeoError, UnknownVersionError
from geo.incident import Incident
from geo.query.engine.question import Question
from geo.ui import card, state
from geo.ui.map import active_filters as chips
from geo.ui.map import count_bar as strip
from geo.ui.map import embed, filters, incident_list, map_view, share, timeline, version
from geo.ui.map import empty as nothing
from geo.ui.map import page_data as answers
from geo.ui.map.page_data import Answer
from geo.ui.session import atlas, caller
from geo.ui.text import translation
from geo.ui.text.formatting import translate_markdown
from geo.ui.text.html import draw
from geo.ui.text.translation import gettext
from geo.view import View


def page() -> None:
    """Draw the page: what the reader asked to see, and how much of it can be shown."""
    state.open_view("map")
    # Back, to an address in another language: what was drawn above is in the language before.
    if not translation.is_current():
        st.rerun()
    view = state.read_widgets()
    state.write_address()
    # The eye has the counts and the map, the ear needs a name.
    draw(Markup('<h1 class="unseen">{}</h1>').format(gettext("Map of incidents")))
    said = state.pop_message()
    if said:
        st.toast(translate_markdown(said))
    with st.container(key="ignored"):  # a place of its own: what comes and goes must not move the map's frame
        strip.draw_ignored()
    found = _ask(view)
    if found is None:
        return
    try:
        (_draw_embedded if embed.active() else _draw_answer)(view, *found)
    except GeoError as error:
        strip.draw_failure(error)


def _ask(view: View) -> tuple[Question, Answer] | None:
    """Return the question and its answer, or said on the page why there is none."""
    try:
        with st.container(key="waiting"), st.spinner(gettext("Counting the incidents…")):
            question = answers.build_question(atlas(), view, caller())
            return question, answers.answer(atlas(), question)
    except UnknownVersionError:
        incident_list.heading()
        version.unknown(view)
    except GeoError as error:
        if not embed.active():
            filters.show(view, {}, {}, None)
        incident_list.heading()
        strip.draw_failure(error)
    return None


def _draw_answer(view: View, question: Question, answer: Answer) -> None:
    filters.show(view, answer.facets, answer.others, answer.last_day)
    with st.container(key="pinned"):
        version.draw_pinned(view, answers.changes(atlas(), question))
    with st.container(horizontal=True, vertical_alignment="top", key="top"):
        strip.counts(view, answer.counts, question.version)
        share.button(view, question.link)
    with st.container(key="chips"):
        chips.show(view)
    _board(view, question, answer)


def _board(view: View, question: Question, answer: Answer) -> None:
    """Map, list and timeline, in the order a narrow screen shows them; the style sheet sets them side by side."""
    picked = _fetch_picked(view, question)
    with st.container(key="board"):
        with st.container(key="board-map"):
            map_view.show(view, question.version, answer.bounds, _draw_card(picked))
        with st.container(key="board-list"):
            with st.container(key="picked"):
                _card(view, question, picked)
            incident_list.heading()
            _list(view, question, answer)
        with st.container(key="board-when"):
            timeline.show(view, question.version)


def _draw_embedded(view: View, question: Question, answer: Answer) -> None:
    embed.head(view, answer.counts, question.version)
    picked = _fetch_picked(view, question)
    with st.container(key="picked"):
        _card(view, question, picked)
    with st.container(key="board-map"):
        map_view.show(view, question.version, answer.bounds, _draw_card(picked))


def _list(view: View, question: Question, answer: Answer) -> None:
    if not answer.counts.matched:
        _nothing(view)
        return
    here = answers.list_stack(atlas(), question, view.at)
    incident_list.show(view, question, here or answer.listed, at=view.at if here else None)


def _nothing(view: View) -> None:
    held = answers.everything(atlas(), view, caller())
    if held.matched:
        nothing.matches(answers.without(atlas(), view, caller()))
    else:
        nothing.draw_empty_store(held)


def _fetch_picked(view: View, question: Question) -> answers.Picked | GeoError | None:
    """Return the picked incident, or why its record cannot be read: the rest of the page does not need it."""
    try:
        return None if view.incident is None else answers.fetch_picked(atlas(), question, view.incident)
    except GeoError as error:
        return error


def _draw_card(picked: answers.Picked | GeoError | None) -> Incident | None:
    return picked[0] if isinstance(picked, tuple) else None


def _card(view: View, question: Question, picked: answers.Picked | GeoError | None) -> None:
    if view.incident is None:
        return
    if isinstance(picked, GeoError):
        st.error(translate_markdown(picked.sentence))
    elif picked is None:
        card.missing(view.incident)
    elif embed.active():
        card.brief(picked[0], view.rule)
    else:
        # A pinned view shows an old version, and would not show what was saved.
        card.show(*picked, question, may_edit=caller().may_edit and view.v is None)


page()
