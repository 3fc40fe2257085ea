"""The About page: where the data comes from, how it is drawn and counted, what leaves the machine."""

import streamlit as st

from geo.errors import GeoError
from geo.query.totals.facets import facet
from geo.settings import DATA
from geo.ui import state
from geo.ui.about import markdown as about_words
from geo.ui.about import sources as about_sources
from geo.ui.map import page_data as answers
from geo.ui.place_form import online
from geo.ui.session import atlas, caller, settings
from geo.ui.text.formatting import plain, translate_markdown
from geo.ui.text.translation import gettext
from geo.view import View

WIDTH = 620  # about 70 characters a line


def page() -> None:
    """Draw the page."""
    state.leave_map("about")
    with st.container(key="about", width=WIDTH):
        st.title(gettext("About"), anchor=False)
        st.markdown(
            gettext(
                "Incident Atlas shows reported incidents: what happened, where and when, who is said to be "
                "responsible, who reported it, and how certain it is. It never invents a position, a date or a "
                "number: what is unknown is shown as unknown."
            )
        )
        _reading()
        _data()
        _map()
        _private()
        _section(gettext("Who can see what"), about_words.rights(caller()))
        _section(gettext("Report an error"), about_words.errors())


def _reading() -> None:
    _section(
        gettext("How places are shown"),
        gettext("The less precisely a place is known, the larger and more open its mark."),
    )
    st.markdown(about_words.precision())
    _section(
        gettext("Verification"),
        gettext("A mark's fill shows verification, its colour only the type of event."),
    )
    st.markdown(about_words.verification())
    _section(gettext("How dates are filtered"), about_words.describe_dates())
    _section(gettext("How incidents are counted"), about_words.describe_counts())


def _data() -> None:
    _section(gettext("The data"))
    try:
        question = answers.build_question(atlas(), View(), caller())
        found = facet(atlas().engine, question, "dataset")
    except GeoError as error:
        st.error(translate_markdown(error.sentence))
        return
    st.markdown(gettext("You are viewing data version {version}, the newest one.", version=question.version))
    st.markdown(about_words.datasets(found))
    st.markdown(gettext("Each incident names its sources, and the licence of each where it is known."))


def _map() -> None:
    _section(gettext("The map"))
    st.subheader(gettext("Sources and licences"), anchor=False)
    st.markdown(about_words.table([gettext("What"), gettext("From"), gettext("Licence")], about_sources.rows(DATA)))
    _draw_added_gazetteers()
    st.markdown(
        gettext(
            "Made with Natural Earth. Place names: GeoNames, licensed under CC BY 4.0; changes: duplicate and "
            "machine-made names were removed, and the province that contains each place was added."
        )
    )
    st.subheader(gettext("Borders"), anchor=False)
    st.markdown(
        gettext(
            "The borders are from Natural Earth and show who controls a territory in fact, as its authors see it. "
            "They are not a statement on who should. Where views differ:"
        )
    )
    st.markdown(about_words.borders())
    st.markdown(gettext("Small places may be missing, and borders are only as exact as the scale of this map."))


def _draw_added_gazetteers() -> None:
    """List the operator's own gazetteers, if there are any."""
    try:
        rows = about_sources.added_gazetteers(settings().gazetteers)
    except GeoError as error:
        st.error(translate_markdown(error.sentence))
        return
    if rows:
        st.markdown(gettext("Gazetteers added on this server:"))
        st.markdown(
            about_words.table([gettext("Gazetteer"), gettext("From"), gettext("Places"), gettext("Licence")], rows)
        )


def _private() -> None:
    """Draw the section on data that leave the machine: none, unless an editor asks an online geocoder."""
    _section(gettext("What is sent to other hosts"), about_words.private())
    try:
        asked = online.service() if caller().may_edit else None
    except GeoError as error:
        st.error(translate_markdown(error.sentence))
        return
    if asked:
        st.markdown(
            gettext(
                "Editors who change the place of an incident can look up its name at {host} by pressing a button. "
                "{seen}",
                host=plain(asked.host),
                seen=online.seen_by(asked),
            )
        )


def _section(title: str, words: str = "") -> None:
    st.header(title, anchor=False)
    if words:
        st.markdown(words)


page()
