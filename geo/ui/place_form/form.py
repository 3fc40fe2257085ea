"""The form that gives an incident another place: the name, what it can mean, a map of that, and why this one."""

import streamlit as st

from geo import edits
from geo.errors import GeoError, Sentence, StaleEditError
from geo.incident import Incident
from geo.places.gazetteer.added.lookup import Added
from geo.places.gazetteer.gazetteer import NOTHING_ADDED
from geo.places.geocoder.geocoder import Decision, geocode
from geo.places.geocoder.manual_pick import around, with_place
from geo.ui import state
from geo.ui.map import map_view
from geo.ui.map.incident_list import incident_title
from geo.ui.place_form import fields as told
from geo.ui.place_form import online
from geo.ui.place_form.fields import Told
from geo.ui.place_form.options import Offer, offers, option_key
from geo.ui.session import atlas, caller, settings
from geo.ui.state import place_form as form
from geo.ui.text.formatting import how_well, plain, translate_markdown, translate_or_escape, where
from geo.ui.text.translation import gettext
from geo.words import N_

TITLE = N_("Change the place")
WIDTH = 860  # the list and the map side by side, each wide enough to read
SHARES = N_(
    "The percentage is the geocoder's estimate that this is the place meant. What is missing to 100 % stands for "
    "places that are in none of its gazetteers."
)
READ_BY_ALL = N_(
    "Everyone who can see the incident sees its place. For a generalised incident they see at most a country "
    "or province."
)
READ_BY_TEAM = N_("Only the team sees this.")
REASON = N_("Evidence: a source, a map, a witness")
MISSING_PLACE = N_("Not saved yet. Choose a place in the list, or “Not known”.")
MISSING_REASON = N_("Not saved yet. Enter a reason, so that others can check your choice.")


def button(incident: Incident) -> None:
    """Draw the button that opens the form."""
    args = (incident.id, incident.version, told.of(incident))
    st.button(gettext(TITLE), key="card.place", type="tertiary", on_click=form.start, args=args)


def dialog(incident_id: str) -> None:
    """Draw the form over the page."""
    # Not as a decorator: its title is in the language of whoever opens it.
    st.dialog(gettext(TITLE), width=WIDTH, on_dismiss=form.stop)(_form)(incident_id)


def _form(incident_id: str) -> None:
    """Draw the form: filled from one version of the record, and saved on top of that one."""
    try:
        base = edits.record(atlas(), caller(), incident_id, form.based_on())
    except GeoError as error:
        st.error(translate_markdown(error.sentence))
        return
    st.caption(incident_title(base.title, base.id))
    asked = told.fields()
    st.caption(gettext(READ_BY_ALL))
    decision = _decide(asked)
    offer = _choose(_build_options(asked, decision, base))
    _save(base, asked, decision, offer)


def _decide(asked: Told) -> Decision:
    """Geocode the name, and show the reason."""
    with st.spinner(gettext("Searching…")):
        decision = geocode(asked.name, country=asked.country, admin1=asked.admin1, added=_open_added())
    if not asked.name:
        st.info(gettext("Enter the name as written in the report. Matching places are then listed below."))
    elif decision.places:
        st.markdown(translate_or_escape(decision.geocoding.reason))
    else:
        st.warning(
            gettext(
                "{reason} Correct the name, country or province, add a gazetteer that has the place with `geo "
                "gazetteer add FILE`, or choose below what is known of the place.",
                reason=translate_or_escape(decision.geocoding.reason),
            )
        )
    return decision


def _open_added() -> Added:
    """Return the user's own gazetteers; a damaged one is said to be so, and the shipped ones answer alone."""
    try:
        return Added.open(settings().gazetteers)
    except GeoError as error:
        st.error(translate_markdown(error.sentence))
        return NOTHING_ADDED


def _build_options(asked: Told, decision: Decision, base: Incident) -> tuple[Offer, ...]:
    """Return the options; for a newly asked name the geocoder's choice comes first, or none."""
    form.ask(asked.question, option_key(offers(decision), decision.place))
    elsewhere = online.places(asked.name, asked.country)
    wider = around(decision, asked.country, asked.admin1)
    return offers(decision, wider, elsewhere, recorded=base.place_id)


def _choose(found: tuple[Offer, ...]) -> Offer | None:
    """Return the list, and beside it the same places on a map."""
    lines, labels = {offer.key: offer for offer in found}, {offer.key: offer.label for offer in found}
    with st.container(key="placing-places"):
        with st.container(key="placing-list"):
            key = st.radio(
                gettext("Which place is meant?"),
                list(labels),
                index=None,
                key=form.key("choice"),
                format_func=labels.__getitem__,
                captions=[offer.caption for offer in found],
                help=gettext(SHARES),
            )
        offer = lines.get(key) if key is not None else None
        with st.container(key="placing-map"):
            numbered = {each.number: each.place for each in found if each.number and each.place}
            wider = next((each.place for each in found if not each.number), None)
            map_view.places(state.view(), numbered, offer.place if offer else None, wider)
    return offer


def _save(base: Incident, asked: Told, decision: Decision, offer: Offer | None) -> None:
    """Draw the required reason and the Save button; what cannot be saved is said and stays in the form."""
    with st.form("placing-why", border=False):
        reason = st.text_area(
            gettext("Why this place?"), key=form.key("reason"), height=80, placeholder=gettext(REASON)
        )
        st.caption(gettext(READ_BY_TEAM))
        pressed = st.form_submit_button(gettext("Save"), type="primary")
    if pressed:
        with st.container(key="placing-said"):  # the page's script brings it into sight
            _store(base, asked, decision, offer, reason)


def _store(base: Incident, asked: Told, decision: Decision, offer: Offer | None, reason: str) -> None:
    if offer is None or not reason.strip():
        st.error(gettext(MISSING_PLACE if offer is None else MISSING_REASON))
        return
    revised = with_place(
        base, decision, offer.place, country=asked.country, admin1=asked.division, by=caller().name, reason=reason
    )
    try:
        with st.spinner(gettext("Saving…")):
            head = edits.save(atlas(), caller(), revised, reason)
    except StaleEditError as stale:
        _rebase(base, stale)
    except GeoError as error:
        st.error(gettext("{problem} Your input is kept.", problem=translate_markdown(error.sentence)))
    else:
        form.stop()
        state.say(Sentence("Saved as version {version}.", version=head.version))
        st.rerun()


def _rebase(base: Incident, stale: StaleEditError) -> None:
    """Say what the other person left, and let the next press save on top of it."""
    newest = edits.record(atlas(), caller(), base.id)
    form.based_on(newest.version)
    st.error(
        gettext(
            "{problem} Your input is kept. The place is now {place}: {precision}. Save again to replace it with yours.",
            problem=translate_markdown(stale.sentence),
            place=plain(where(newest)),
            precision=how_well(newest.place_precision, newest.radius_m),
        )
    )
