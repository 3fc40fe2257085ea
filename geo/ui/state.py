"""Session state's one door: the view, and how it reaches the widgets and the address bar.

The address holds the filters and the picked incident; the map's script adds the map's position
to it without a run, which is why Python never writes `lat`, `lon` and `zoom`. State holds plain
strings only, so that a session can move to another process.
"""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from geo.view import View, from_pairs, from_query, pairs, to_query

VIEW = "view"  # the query string of the view on screen
WRITTEN = "written"  # what we last put into the address bar
IGNORED = "ignored"  # what the address bar held and nobody could read
PAGE = "page"  # the page the last run showed
STACK = "stack"  # ids of incidents lying on one place, picked together
SAID = "said"  # words of ours that the next run says once
MAP = "map"  # the map component
PLACES_MAP = "places"  # the small map of the form below
PREVIEW_MAP = "preview"  # the small map of the import page
PLACING = "placing."  # the form that gives an incident another place; none of it goes into the address
IMPORTING = "importing."  # the import page, from the file to what became of it
PREFIX = "filter."  # widgets: filter.<key>, and filter.<key>.<value> for tick boxes
TICKED = ("type", "verification")
CHOSEN = ("actor", "role")
_ALLEGED = {"any": None, "true": True, "false": False}


def open_view(page: str) -> View:
    """The view of this run: from the address when it was opened or changed from outside, else as it was."""
    walked = st.session_state.get(PAGE) != page
    st.session_state[PAGE] = page
    address = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    asked, ignored = from_pairs(address)
    mine = _addressed(asked)
    known = st.session_state.get(VIEW)
    if known is None or (mine != st.session_state.get(WRITTEN) and not (walked and not mine)):
        _remember(asked, [problem.message for problem in ignored])
        st.session_state[WRITTEN] = mine
        _fill(asked)
        stop_placing()
    elif walked:  # back from another page, whose address has no query
        st.session_state[WRITTEN] = mine
        _fill(view())
    return view()


def leave_map(page: str) -> None:
    """Note that another page is on screen; the view waits."""
    st.session_state[PAGE] = page


def view() -> View:
    """The view on screen."""
    return from_query(st.session_state.get(VIEW, ""))[0]


def ignored() -> list[str]:
    """What the address held and nobody could read, as sentences."""
    return list(st.session_state.get(IGNORED, []))


def show(wanted: View) -> None:
    """Put another view on screen from the next run on; for callbacks."""
    _remember(wanted, [])
    _fill(wanted)


def read_widgets() -> View:
    """The view after what the reader just set in the sidebar."""
    read = {"dates": _widget("dates", view().dates), "alleged": _ALLEGED[_widget("alleged", _alleged(view()))]}
    read |= {key: tuple(_widget(key, getattr(view(), key)) or ()) for key in CHOSEN}
    read["days"] = _days(_widget("days", view().days), view().days)
    read |= {key: _ticked(key, getattr(view(), key)) for key in TICKED}
    _remember(changed(**read), ignored())
    return view()


def write_address() -> None:
    """Bring the address bar in step with the view."""
    mine = _addressed(view())
    if mine != st.session_state.get(WRITTEN):
        st.session_state[WRITTEN] = mine
        st.query_params.from_dict(_grouped(addressed(view())))


def pick(incident_id: str | None) -> None:
    """Put an incident on the card, or none; for callbacks."""
    stop_placing()
    _remember(changed(incident=incident_id), ignored())


def picked_on_map() -> None:
    """What was clicked on the map: one incident, or a place with several; for the map's callback."""
    properties = _clicked(MAP)
    ids = [properties["id"]] if properties.get("id") else list(properties.get("ids") or [])
    if len(ids) == 1:
        pick(str(ids[0]))
    elif ids:
        pick(None)
    st.session_state[STACK] = [str(each) for each in ids] if len(ids) > 1 else []


def stack() -> tuple[str, ...]:
    """The incidents of a place picked on the map; empty when none is."""
    return tuple(st.session_state.get(STACK, ()))


def leave_stack() -> None:
    """Show the whole list again; for callbacks."""
    st.session_state[STACK] = []


def start_placing(incident_id: str, version: int | None, told: Mapping[str, str]) -> None:
    """Open the form that gives an incident another place, filled with what the record tells; for callbacks."""
    stop_placing()
    for name, value in {"incident": incident_id, "version": str(version or 0), **told}.items():
        st.session_state[placing_key(name)] = value


def placing(incident_id: str) -> bool:
    """Whether the form is open for an incident."""
    return str(st.session_state.get(placing_key("incident"), "")) == incident_id


def placed_from(version: int | None = None) -> int:
    """The version of the record the form was filled from; with `version`, that of the newer one it is now based on."""
    if version is not None:
        st.session_state[placing_key("version")] = str(version)
    return int(st.session_state.get(placing_key("version"), "0"))


def place_asked(question: str, chosen: str | None) -> None:
    """A name that is asked anew begins with `chosen`, the geocoder's choice if it made one."""
    if st.session_state.get(placing_key("asked")) != question:
        st.session_state[placing_key("asked")] = question
        st.session_state[placing_key("choice")] = chosen


def note_asked_online() -> None:
    """Note that an online geocoder has answered for the name in the form."""
    st.session_state[placing_key("online")] = st.session_state[placing_key("asked")]


def asked_online() -> bool:
    """Whether one has answered for this very name."""
    return bool(st.session_state.get(placing_key("online")) == st.session_state[placing_key("asked")])


def placed_in(field: str) -> str:
    """What a field of the form tells of the surroundings: "country" or "admin1"; empty when nothing."""
    return str(st.session_state.get(placing_key(field)) or "")


def leave_division() -> None:
    """Another country has other divisions; for callbacks."""
    st.session_state[placing_key("admin1")] = ""


def place_on_map() -> None:
    """What was clicked on the small map: the number of a place in the list; for that map's callback."""
    number = _clicked(PLACES_MAP).get("number")
    if number:
        st.session_state[placing_key("choice")] = str(number)


def stop_placing() -> None:
    """Close the form and forget what stood in it."""
    for name in [name for name in st.session_state if str(name).startswith(PLACING)]:
        del st.session_state[name]


def importing(name: str) -> str:
    """What a field or note of the import page holds; empty when nothing."""
    return str(st.session_state.get(importing_key(name)) or "")


def note_importing(**notes: str) -> None:
    """Set fields, before they are drawn, or notes of the import page."""
    for name, value in notes.items():
        st.session_state[importing_key(name)] = value


def stop_importing(*, but: Sequence[str] = ()) -> None:
    """Forget what was told of a file, but for the notes named."""
    kept = {importing_key(name) for name in but}
    for name in [name for name in st.session_state if str(name).startswith(IMPORTING)]:
        if name not in kept:
            del st.session_state[name]


def importing_key(name: str) -> str:
    """The key of one of the import page's widgets or notes."""
    return f"{IMPORTING}{name}"


def say(words: str) -> None:
    """Keep words of ours for the next run to say."""
    st.session_state[SAID] = words


def said() -> str | None:
    """The words to say in this run, once."""
    words: str | None = st.session_state.pop(SAID, None)
    return words


def placing_key(name: str) -> str:
    """The key of one of the form's widgets or notes."""
    return f"{PLACING}{name}"


def addressed(shown: View) -> list[tuple[str, str]]:
    """What of a view stands in the address by our hand: all but the map's position."""
    return pairs(_without_position(shown))


def changed(**fields: Any) -> View:
    """The view on screen with some of its fields set otherwise."""
    return dataclasses.replace(view(), **fields)


def without(shown: View, name: str) -> View:
    """A view without one of its filters."""
    return from_pairs([pair for pair in pairs(shown) if pair[0] != name])[0]


def key(name: str, value: str | None = None) -> str:
    """The widget key of a filter, or of one of its tick boxes."""
    return f"{PREFIX}{name}" if value is None else f"{PREFIX}{name}.{value}"


def _clicked(component: str) -> Mapping[str, Any]:
    """The properties of what was clicked last on a map."""
    return ((st.session_state.get(component) or {}).get("last_active_drawing") or {}).get("properties") or {}


def _remember(shown: View, sentences: Sequence[str]) -> None:
    st.session_state[VIEW] = to_query(shown)
    st.session_state[IGNORED] = list(sentences)


def _fill(shown: View) -> None:
    """Set the widgets to a view; they read it when they are drawn."""
    for name in [name for name in st.session_state if str(name).startswith(tuple(key(each, "") for each in TICKED))]:
        st.session_state[name] = False  # a box that is only forgotten stays ticked on screen
    for name in ("dates", *CHOSEN):
        value = getattr(shown, name)
        st.session_state[key(name)] = [str(item) for item in value] if name in CHOSEN else str(value)
    st.session_state[key("alleged")] = _alleged(shown)
    st.session_state[key("days")] = shown.days or ()
    for name in TICKED:
        for value in getattr(shown, name):
            st.session_state[key(name, str(value))] = True


def _alleged(shown: View) -> str:
    return next(word for word, alleged in _ALLEGED.items() if alleged is shown.alleged)


def _widget(name: str, otherwise: Any) -> Any:
    return st.session_state.get(key(name), otherwise)


def _ticked(name: str, otherwise: Iterable[str]) -> tuple[str, ...]:
    prefix = key(name, "")
    boxes = {str(k).removeprefix(prefix): v for k, v in st.session_state.items() if str(k).startswith(prefix)}
    kept = [value for value in map(str, otherwise) if boxes.get(value, True)]
    return tuple(dict.fromkeys([*kept, *(value for value, on in boxes.items() if on)]))


def _days(chosen: Any, otherwise: tuple[date, date] | None) -> tuple[date, date] | None:
    """Two days, or none; while only the first is chosen, what was shown stays."""
    chosen = tuple(chosen or ())
    if len(chosen) == 1:
        return otherwise
    return (chosen[0], chosen[1]) if chosen else None


def _without_position(shown: View) -> View:
    return dataclasses.replace(shown, lat=None, lon=None, zoom=None)


def _addressed(shown: View) -> str:
    return to_query(_without_position(shown))


def _grouped(given: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, value in given:
        grouped.setdefault(name, []).append(value)
    return grouped
