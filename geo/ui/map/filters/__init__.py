"""The sidebar: what the reader asks to see, with the count each choice would leave beside it.

Fields are drawn from their entries in `geo.view.filters`, section by section; what has a part of its own is in `_OWN`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

import streamlit as st

from geo.query.totals.facets import Facets
from geo.ui.map.filters import actors, border_shortcut, days, event_types, simple_filters
from geo.ui.map.filters.facets import Others, Sidebar
from geo.ui.text.translation import gettext
from geo.view import FILTERS, Section, View
from geo.words import N_

_HEADINGS = {Section.PLACES: N_("Place"), Section.MORE: N_("More")}
_OWN: Mapping[str, Callable[[Sidebar], None]] = {"days": days.show, "actor": actors.show, "type": event_types.show}
_ABOVE: Mapping[str, Callable[[Sidebar], None]] = {"border": border_shortcut.offer_iraq_syria}


def show(view: View, facets: Facets, others: Others, last_day: date | None) -> None:
    """Draw the filters.

    Args:
        view: what is on screen.
        facets: for each filter its values and counts; none where they could not be had.
        others: the other names of actors that have any.
        last_day: the last day of the data, which "the last 7 days" count back from.
    """
    shown = Sidebar(view, facets, others, last_day)
    with st.sidebar:
        st.header(gettext("Filters"), anchor=False)
        for section in Section:
            if section in _HEADINGS:
                st.subheader(gettext(_HEADINGS[section]), anchor=False)
            for name in _names(section):
                _field(name, shown)


def _field(name: str, shown: Sidebar) -> None:
    if name in _ABOVE:
        _ABOVE[name](shown)
    if name in _OWN:
        _OWN[name](shown)
    elif simple_filters.is_asked(name, shown.view):
        simple_filters.show(name, shown)


@cache
def _names(section: Section) -> tuple[str, ...]:
    """Return the filters of a section in their order."""
    widgets = {name: entry.widget for name, entry in FILTERS.items() if entry.widget is not None}
    mine = [name for name, widget in widgets.items() if widget.section is section]
    return tuple(sorted(mine, key=lambda name: widgets[name].position))
