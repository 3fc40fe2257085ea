"""State of the place form; none of it goes into the address."""

from collections.abc import Mapping

import streamlit as st

from geo.ui.state.component_events import clicked_feature

MAP = "places"  # the form's small map
_FORM = "placing."


def start(incident_id: str, version: int | None, told: Mapping[str, str]) -> None:
    """Open the form for an incident, filled with what the record tells; for callbacks."""
    stop()
    for name, value in {"incident": incident_id, "version": str(version or 0), **told}.items():
        st.session_state[key(name)] = value


def is_open(incident_id: str) -> bool:
    """Return whether the form is open for an incident."""
    return str(st.session_state.get(key("incident"), "")) == incident_id


def based_on(version: int | None = None) -> int:
    """Return the version the form was filled from; with `version`, set the newer one it is now based on."""
    if version is not None:
        st.session_state[key("version")] = str(version)
    return int(st.session_state.get(key("version"), "0"))


def ask(question: str, chosen: str | None) -> None:
    """Geocode the name again; the form begins with `chosen`, the geocoder's choice if it made one."""
    if st.session_state.get(key("asked")) != question:
        st.session_state[key("asked")] = question
        st.session_state[key("choice")] = chosen


def note_asked_online() -> None:
    """Note that an online geocoder has answered for the name in the form."""
    st.session_state[key("online")] = st.session_state[key("asked")]


def asked_online() -> bool:
    """Return whether an online geocoder has answered for this very name."""
    return bool(st.session_state.get(key("online")) == st.session_state[key("asked")])


def told_in(field: str) -> str:
    """Return the form's value for the context "country" or "admin1"; empty when there is none."""
    return str(st.session_state.get(key(field)) or "")


def leave_division() -> None:
    """Another country has other divisions; for callbacks."""
    st.session_state[key("admin1")] = ""


def pick_on_map() -> None:
    """Pick the place whose number was clicked on the small map; that map's callback."""
    number = clicked_feature(MAP).get("number")
    if number:
        st.session_state[key("choice")] = str(number)


def stop() -> None:
    """Close the form and forget what stood in it."""
    for name in [name for name in st.session_state if str(name).startswith(_FORM)]:
        del st.session_state[name]


def key(name: str) -> str:
    """Return the key of one of the form's widgets or notes."""
    return f"{_FORM}{name}"
