"""Incidents near another one, in place and in time."""

from datetime import date

import streamlit as st

from geo.incident import POINT_PRECISIONS, Incident
from geo.query.engine.question import Question
from geo.query.lists.near import NearIncident, near
from geo.ui import state
from geo.ui.card.precision import area_name
from geo.ui.map.incident_list import incident_title
from geo.ui.session import atlas
from geo.ui.text.formatting import plain
from geo.ui.text.translation import gettext, ngettext

KM, DAYS, MOST = 25.0, 7, 8


def show(incident: Incident, question: Question) -> None:
    """Draw the nearby incidents as buttons that pick them, or say that there are none."""
    rows = near(atlas().engine, question, incident.id, km=KM, days=DAYS, limit=MOST)
    st.caption(_note(incident, rows))
    for row in rows:
        st.button(
            words(incident, row), key=f"near.{row['id']}", on_click=state.pick, args=(row["id"],), type="tertiary"
        )


def _note(incident: Incident, rows: list[NearIncident]) -> str:
    pointed = incident.place_precision in POINT_PRECISIONS
    if incident.start is None and incident.end is None:
        return gettext("Its date is not known, so nothing can be near it in time.")
    if not pointed and not area_name(incident) and not incident.feature:
        return gettext("Its place is not known, so nothing can be near it.")
    if not rows:
        none_near = gettext("Nothing else is recorded within {km} km and {days} days.", km=f"{KM:g}", days=DAYS)
        return (
            none_near
            if pointed
            else gettext("Nothing else is recorded for the same area within {days} days.", days=DAYS)
        )
    if pointed:
        return gettext("From where the map shows both: never better than either place is known.")
    name = area_name(incident)
    return (
        gettext("Also in {place} in these days:", place=plain(name))
        if name
        else gettext("Also along this line in these days:")
    )


def words(incident: Incident, row: NearIncident) -> str:
    """Return the distance, the time between and the title: "3.2 km away, 2 days later: title"."""
    title, days = incident_title(row["title"], row["id"]), row["days"]
    far = None if row["km"] is None else _far(row["km"])
    if days == 0:
        return gettext("{far} away, in the same days: {title}", far=far, title=title) if far else _same_days(title)
    if _later(incident, row):
        return _after(far, days, title)
    return _before(far, days, title)


def _same_days(title: str) -> str:
    return gettext("In the same days: {title}", title=title)


def _after(far: str | None, days: int, title: str) -> str:
    if far is None:
        return ngettext("{n} day later: {title}", "{n} days later: {title}", days, title=title)
    return ngettext(
        "{far} away, {n} day later: {title}", "{far} away, {n} days later: {title}", days, far=far, title=title
    )


def _before(far: str | None, days: int, title: str) -> str:
    if far is None:
        return ngettext("{n} day earlier: {title}", "{n} days earlier: {title}", days, title=title)
    return ngettext(
        "{far} away, {n} day earlier: {title}", "{far} away, {n} days earlier: {title}", days, far=far, title=title
    )


def _far(km: float) -> str:
    return gettext("{n} km", n=f"{km:g}") if km else gettext("less than 0.1 km")


def _later(incident: Incident, row: NearIncident) -> bool:
    """Return whether the other came after: their days do not overlap, so any known one of each tells."""
    ours = incident.start or incident.end or date.min
    theirs = row["start"] or row["end"]
    return theirs is not None and theirs > ours.isoformat()
