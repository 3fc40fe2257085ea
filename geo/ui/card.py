"""The picked incident: what, when, where, who, how many, who says so, and how it came to be recorded."""

from collections.abc import Sequence

import streamlit as st

from geo.incident import Actor, Claim, Incident, Source
from geo.ui import placing, state
from geo.ui.filters import VERIFICATION
from geo.ui.incident_list import titled
from geo.ui.text import day, how_well, number, plain, readable, when, where

FIELDS = {"deaths": "Deaths", "event": "What happened", "place": "Place", "actors": "Who", "context": "Context"}


def show(incident: Incident, history: Sequence[Incident], *, may_edit: bool) -> None:
    """Draw the card; for those who may edit, with the way to another place."""
    with st.container(border=True, key="card"):
        _head(incident)
        if incident.summary:
            st.text(readable(incident.summary))
        _facts(incident, may_edit=may_edit)
        _claims(incident)
        _sources(incident.sources)
        _history(history)
    if may_edit and state.placing(incident.id):
        placing.dialog(incident.id)


def brief(incident: Incident) -> None:
    """Draw the card of a map on another site: what a caption would say."""
    with st.container(border=True, key="card"):
        _head(incident)
        rows = _rows(incident)
        with st.container(key="card-facts"):
            for name in ("When", "Where", "Deaths"):
                _row(name, rows[name])


def _head(incident: Incident) -> None:
    """The title and the way out, which stays in sight while the card scrolls."""
    with st.container(horizontal=True, vertical_alignment="top", gap="small", key="card-head"):
        # An anchor of ours: one made of the title could be any other's on the page.
        st.header(titled(incident.title, incident.id), anchor="picked-incident")
        st.button("Close", on_click=state.pick, args=(None,), key="card.close")


def missing(incident_id: str) -> None:
    """The link names an incident that is not here, or not for this reader."""
    st.warning(
        f"The link picks the incident {plain(incident_id)}, which is not in this data, or not for you to see. "
        "Everything else on the page is as the link says."
    )
    st.button("Close", on_click=state.pick, args=(None,), key="card.close")


def _facts(incident: Incident, *, may_edit: bool) -> None:
    rows = _rows(incident)
    if incident.geocoding is not None:
        rows["Placed by"] = plain(f"{incident.geocoding.chosen_by}: {incident.geocoding.reason}")
    with st.container(key="card-facts"):
        for name, words in rows.items():
            _row(name, words)
            if name == "Where" and may_edit:
                placing.button(incident)


def _row(name: str, words: str) -> None:
    st.markdown(f"**{name}** {words}")


def _rows(incident: Incident) -> dict[str, str]:
    kind = " · ".join(part for part in (incident.event_type, incident.sub_type) if part)
    return {
        "What": plain(kind or "type unknown"),
        "When": plain(when(incident.start, incident.end, incident.date_precision, incident.time_text)),
        "Where": f"{plain(where(incident))}: {how_well(incident)}",
        "Who": _actors(incident.actors),
        "Deaths": number(incident.deaths_low, incident.deaths_best, incident.deaths_high),
        "Verification": VERIFICATION[incident.verification]
        + (f": {plain(incident.verification_note)}" if incident.verification_note else ""),
    }


def _actors(actors: Sequence[Actor]) -> str:
    if not actors:
        return "nobody named"
    return "; ".join(f"{plain(a.name)} ({'alleged ' if a.alleged else ''}{a.role})" for a in actors)


def _claims(incident: Incident) -> None:
    if not incident.claims:
        return
    st.subheader("Who says what", anchor=False)
    for name in dict.fromkeys(claim.field for claim in incident.claims):
        claims = [claim for claim in incident.claims if claim.field == name]
        st.caption(FIELDS.get(name, plain(name)) + (" — the claims differ" if _differ(claims) else ""))
        for claim in claims:
            st.markdown(f"- {_claim(claim)}")


def _differ(claims: Sequence[Claim]) -> bool:
    return len({(claim.low, claim.high) for claim in claims if (claim.low, claim.high) != (None, None)}) > 1


def _claim(claim: Claim) -> str:
    value = "" if (claim.low, claim.high) == (None, None) else f"**{number(claim.low, None, claim.high)}** "
    said = plain(claim.text) if claim.text else ""
    via = f", via {plain(claim.via)}" if claim.via else ""
    stated = f", {day(claim.stated_on)}" if claim.stated_on else ""
    return f"{value}{said} — {plain(claim.claimant or 'claimant not named')}{via}{stated}"


def _sources(sources: Sequence[Source]) -> None:
    if not sources:
        return
    st.subheader("Sources", anchor=False)
    for source in sources:
        name = plain(" · ".join(part for part in (source.publisher, source.title) if part) or source.source_id)
        published = f", published {day(source.published)}" if source.published else ""
        st.markdown(f"- {name}{published}" + (f", licence {plain(source.licence)}" if source.licence else ""))
        for address in (source.url, source.archived_url):
            if address:
                st.code(readable(address), language=None, wrap_lines=True)


def _history(history: Sequence[Incident]) -> None:
    with st.expander(f"History ({len(history)})"):
        for revision in reversed(history):
            recorded = "" if revision.recorded_at is None else f"{day(revision.recorded_at.date())}, "
            by = plain(revision.recorded_by or "unknown")
            st.markdown(f"- version {revision.version}: {recorded}{by}: {plain(revision.reason or 'no reason given')}")
