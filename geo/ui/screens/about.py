"""The About page: where the data comes from, how it is drawn and counted, what leaves the machine."""

import streamlit as st

from geo.errors import GeoError
from geo.query.totals.facets import facet
from geo.settings import DATA
from geo.ui import state
from geo.ui.about import content as about_words
from geo.ui.about import sources as about_sources
from geo.ui.map import page_data as answers
from geo.ui.place_form import online
from geo.ui.session import atlas, caller, settings
from geo.ui.text.format import plain, translate_markdown
from geo.ui.text.speech import gettext
from geo.view import View

WIDTH = 620  # about 70 characters a line


def page() -> None:
    """Draw the page."""
    state.leave_map("about")
    with st.container(key="about", width=WIDTH):
        st.title(gettext("About"), anchor=False)
        st.markdown(
            gettext(
                "Incident Atlas shows what is reported to have happened, where, when, who is said to have done it, "
                "who says so, and how sure anyone can be. It never invents a position, a date or a number: "
                "what is unknown is shown as unknown."
            )
        )
        _reading()
        _data()
        _map()
        _private()
        _section(gettext("Who may see what"), about_words.rights(caller()))
        _section(gettext("If something is wrong"), about_words.errors())


def _reading() -> None:
    _section(gettext("How places are drawn"), gettext("The less is known of a place, the larger and looser its mark."))
    st.markdown(about_words.precision())
    _section(
        gettext("How far reports were checked"),
        gettext("A mark's fill says it, its colour only what kind of event it was."),
    )
    st.markdown(about_words.verification())
    _section(gettext("How days are matched"), about_words.describe_dates())
    _section(gettext("How it is counted"), about_words.describe_counts())


def _data() -> None:
    _section(gettext("The data"))
    try:
        question = answers.build_question(atlas(), View(), caller())
        found = facet(atlas().engine, question, "dataset")
    except GeoError as error:
        st.error(translate_markdown(error.sentence))
        return
    st.markdown(gettext("You are looking at data version {version}, the newest one.", version=question.version))
    st.markdown(about_words.datasets(found))
    st.markdown(gettext("Each incident names its sources, and the licence of each where it is known."))


def _map() -> None:
    _section(gettext("The map"))
    st.subheader(gettext("Sources and licences"), anchor=False)
    st.markdown(about_words.table([gettext("What"), gettext("From"), gettext("Licence")], about_sources.rows(DATA)))
    _draw_added_gazetteers()
    st.markdown(
        gettext(
            "Made with Natural Earth. Place names: GeoNames, licensed under CC BY 4.0; changed: of its names the "
            "doubled and machine-made ones were left out, and each place was given the province it lies in."
        )
    )
    st.subheader(gettext("Borders"), anchor=False)
    st.markdown(
        gettext(
            "The borders are Natural Earth's. They show who holds a territory in fact, as its makers see it, which is "
            "no statement on who should: no view of ours is meant. Where other views differ:"
        )
    )
    st.markdown(about_words.borders())
    st.markdown(
        gettext("Small places, and the exact course of a border, may be missing or off at the scale of this map.")
    )


def _draw_added_gazetteers() -> None:
    """List the operator's own gazetteers, if there are any."""
    try:
        rows = about_sources.added_gazetteers(settings().gazetteers)
    except GeoError as error:
        st.error(translate_markdown(error.sentence))
        return
    if rows:
        st.markdown(gettext("Place names were added here from:"))
        st.markdown(
            about_words.table([gettext("Gazetteer"), gettext("From"), gettext("Places"), gettext("Licence")], rows)
        )


def _private() -> None:
    """Draw the section on data that leave the machine: none, unless an editor asks an online geocoder."""
    _section(gettext("What leaves this machine"), about_words.private())
    try:
        asked = online.service() if caller().may_edit else None
    except GeoError as error:
        st.error(translate_markdown(error.sentence))
        return
    if asked:
        st.markdown(
            gettext(
                "One thing you may do yourself: whoever gives an incident another place can ask {host} for a name, at "
                "the press of a button. {seen}",
                host=plain(asked.host),
                seen=online.seen_by(asked),
            )
        )


def _section(title: str, words: str = "") -> None:
    st.header(title, anchor=False)
    if words:
        st.markdown(words)


page()
