"""The form that gives an incident another place: the name, what it can mean, a map of that, and why this one."""

import streamlit as st

from geo.errors import GeoError, StaleEditError
from geo.incident import Incident
from geo.places.added.lookup import Added
from geo.places.gazetteer import NOTHING_ADDED
from geo.places.geocoder import Decision, geocode
from geo.places.picking import around, with_place
from geo.ui import edits, map_view, online, state, told
from geo.ui.incident_list import titled
from geo.ui.offers import Offer, chosen, offers
from geo.ui.session import atlas, caller, settings
from geo.ui.text import how_well, plain, where
from geo.ui.told import Told

TITLE = "Change the place"
WIDTH = 860  # the list and the map side by side, each wide enough to read
SHARES = (
    "The percentage says how likely the geocoder holds each place to be the one meant. "
    "What is missing to 100 % is for places that no gazetteer here has."
)
REASON = "What tells you so: a source, a map, somebody who was there"
MISSING_PLACE = "Choose a place in the list, or “Not known”."
MISSING_REASON = "Say why: whoever reads the record later has nothing else to go by."


def button(incident: Incident) -> None:
    """The way into the form."""
    args = (incident.id, incident.version, told.of(incident))
    st.button(TITLE, key="card.place", type="tertiary", on_click=state.start_placing, args=args)


@st.dialog(TITLE, width=WIDTH, on_dismiss=state.stop_placing)
def dialog(incident_id: str) -> None:
    """Draw the form over the page. It was filled from one version of the record, and is saved on top of that one."""
    try:
        base = edits.record(atlas(), caller(), incident_id, state.placed_from())
    except GeoError as error:
        st.error(plain(str(error)))
        return
    st.caption(titled(base.title, base.id))
    asked = told.fields()
    decision = _decided(asked)
    offer = _choose(_offered(asked, decision, base))
    _save(base, asked, decision, offer)


def _decided(asked: Told) -> Decision:
    """What the geocoder makes of the name, and its word on it."""
    with st.spinner("Looking the name up…"):
        decision = geocode(asked.name, country=asked.country, admin1=asked.admin1, added=_added())
    if not asked.name:
        st.info("Write the name as the report has it: the places it can mean then stand below.")
    elif decision.places:
        st.markdown(plain(decision.geocoding.reason))
    else:
        st.warning(
            f"{plain(decision.geocoding.reason)} Correct the name or what is told around it, add a gazetteer that has "
            "it with `geo gazetteer add FILE`, or choose below what is known of the place."
        )
    return decision


def _added() -> Added:
    """The user's own gazetteers; a damaged one is said to be so, and the shipped ones answer alone."""
    try:
        return Added.open(settings().gazetteers)
    except GeoError as error:
        st.error(plain(str(error)))
        return NOTHING_ADDED


def _offered(asked: Told, decision: Decision, base: Incident) -> tuple[Offer, ...]:
    """What can be picked; a name that is asked anew begins with the geocoder's choice, or with none."""
    state.place_asked(asked.question, chosen(offers(decision), decision.place))
    elsewhere = online.places(asked.name, asked.country)
    wider = around(decision, asked.country, asked.admin1)
    return offers(decision, wider, elsewhere, recorded=base.place_id)


def _choose(found: tuple[Offer, ...]) -> Offer | None:
    """The list, and beside it the same places on a map."""
    lines, labels = {offer.key: offer for offer in found}, {offer.key: offer.label for offer in found}
    with st.container(key="placing-places"):
        with st.container(key="placing-list"):
            key = st.radio(
                "Which place is meant?",
                list(labels),
                index=None,
                key=state.placing_key("choice"),
                format_func=labels.__getitem__,
                captions=[offer.caption for offer in found],
                help=SHARES,
            )
        offer = lines.get(key) if key is not None else None
        with st.container(key="placing-map"):
            numbered = {each.number: each.place for each in found if each.number and each.place}
            wider = next((each.place for each in found if not each.number), None)
            map_view.places(state.view(), numbered, offer.place if offer else None, wider)
    return offer


def _save(base: Incident, asked: Told, decision: Decision, offer: Offer | None) -> None:
    """The reason, which is asked of everybody, and the button; what cannot be saved is said and stays in the form."""
    with st.form("placing-why", border=False):
        reason = st.text_area("Why this place?", key=state.placing_key("reason"), height=80, placeholder=REASON)
        pressed = st.form_submit_button("Save", type="primary")
    if pressed:
        with st.container(key="placing-said"):  # the page's script brings it into sight
            _saved(base, asked, decision, offer, reason)


def _saved(base: Incident, asked: Told, decision: Decision, offer: Offer | None, reason: str) -> None:
    if offer is None or not reason.strip():
        st.error("Nothing is saved yet. " + (MISSING_PLACE if offer is None else MISSING_REASON))
        return
    revised = with_place(
        base, decision, offer.place, country=asked.country, admin1=asked.division, by=caller().name, reason=reason
    )
    try:
        with st.spinner("Saving…"):
            head = edits.save(atlas(), caller(), revised, reason)
    except StaleEditError as stale:
        _rebase(base, stale)
    except GeoError as error:
        st.error(f"{plain(str(error))} What you typed is kept.")
    else:
        state.stop_placing()
        state.say(f"Saved as version {head.version}.")
        st.rerun()


def _rebase(base: Incident, stale: StaleEditError) -> None:
    """Say what the other person left, and let the next press save on top of it."""
    newest = edits.record(atlas(), caller(), base.id)
    state.placed_from(newest.version)
    st.error(
        f"{plain(str(stale))} What you typed is kept. The place is now {plain(where(newest))}: {how_well(newest)}. "
        "Save again to put yours in its stead."
    )
