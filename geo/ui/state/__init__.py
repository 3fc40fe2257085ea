"""Session state's one door: the view, and how it reaches the widgets and the address bar.

The address holds the filters and the picked incident; the map's script adds the map's position
to it without a run, which is why Python never writes `lat`, `lon` and `zoom`. State holds plain
strings only, so that a session can move to another process.
"""

import dataclasses
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from geo.ui.state import address
from geo.ui.state import place_form as placing
from geo.ui.state.component_events import clicked_feature, component_event
from geo.ui.state.widgets import fill, key, read
from geo.view import MAX_TEXT, PAGE_KEYS, View, from_pairs, from_query, pairs, to_query
from geo.view.parsers import days as read_days

__all__ = ["component_event", "key"]  # others know session state through here alone

VIEW = "view"  # the query string of the view on screen
IGNORED = "ignored"  # what the address bar held and nobody could read, as a query string
PAGE = "page"  # the page the last run showed
LANG = "lang"  # the key of the address that every page reads
SAID = "said"  # a sentence of ours that the next run says once
MAP = "map"  # the map component
ACTORS = "actors"  # the box in which actors are found
KINDS = "kinds"  # the boxes of event types and verification
HEARD = "heard"  # how many ticks of theirs were taken on
DAYS = "days"  # the fields of the first day and the last
WHOLE = "whole"  # the long record that is shown to its end
SAVED = "saved"  # the reader's saved views
UNDO = "undo"  # query strings of the views before, oldest first
_MOST_UNDONE = 50


def open_view(page: str) -> View:
    """Return the view of this run: from the address when it was opened or changed from outside, else as it was."""
    walked = st.session_state.get(PAGE) != page
    st.session_state[PAGE] = page
    asked, unread = _as_read([(key, value) for key in st.query_params for value in st.query_params.get_all(key)])
    here = _address_query(asked)
    wanted = _address_query(change_view(**read(view())))
    if VIEW not in st.session_state or (address.went_elsewhere(here, wanted) and not (walked and not here)):
        _remember(asked, unread)
        address.mark_arrived(here)
        fill(asked)
        placing.stop()
    elif walked:  # back from another page, whose address has no query
        address.mark_arrived(here)
        fill(view())
    return view()


def leave_map(page: str) -> None:
    """Note that another page is on screen; the view waits."""
    st.session_state[PAGE] = page
    if lang() != view().lang:  # a link to this page names the language
        _remember(change_view(lang=lang()), _unread())


def lang() -> str | None:
    """Return the language asked for: in the address, which any page may have, else in the view."""
    return st.query_params.get(LANG) or view().lang


def speak(wanted: str | None) -> None:
    """Read on in another language, None for the usual one; for callbacks, so that the next run speaks it throughout."""
    _remember(change_view(lang=wanted), _unread())
    fill(view())  # the widgets' labels are in the old language, so they are set again
    if st.session_state.get(PAGE) == "map":
        write_address()
    elif wanted is None:
        st.query_params.pop(LANG, None)
    else:
        st.query_params[LANG] = wanted


def view() -> View:
    """Return the view on screen."""
    return _read(st.session_state.get(VIEW, ""))


@lru_cache(maxsize=256)
def _read(query: str) -> View:
    """Return the view of a query string: each word on the page asks for its language."""
    return from_query(query)[0]


def ignored_parameters() -> list[str]:
    """Return the unreadable parts of the address, as sentences."""
    return [problem.message for problem in from_query(_unread())[1]]


def show(wanted: View) -> None:
    """Put another view on screen from the next run on; for callbacks."""
    _remember(wanted, "")
    fill(wanted)


def read_widgets() -> View:
    """Return the view after what the reader just set in the sidebar."""
    _remember(change_view(**read(view())), _unread())
    return view()


def write_address() -> None:
    """Bring the address bar in step with the view."""
    mine = _address_query(view())
    if address.to_write(mine):
        st.query_params.from_dict(_group_values(address_pairs(view())))


def pick(incident_id: str | None) -> None:
    """Put an incident on the card, or none; for callbacks."""
    placing.stop()
    _remember(change_view(incident=incident_id), _unread())


def show_whole(incident_id: str) -> None:
    """Show all of a long record on its card; for callbacks."""
    st.session_state[WHOLE] = incident_id


def is_whole(incident_id: str) -> bool:
    """Return whether a long record is shown in full."""
    return bool(st.session_state.get(WHOLE) == incident_id)


def picked_on_map() -> None:
    """Handle a choice on the map: an incident, a place with several, an area or a region; the map's callback."""
    properties = clicked_feature(MAP)
    if properties.get("kind") == "area":
        _narrow(area=str(properties["area"]))
        return
    if properties.get("kind") == "region":
        _narrow(**{name: [str(value) for value in properties[name]] for name in ("country", "admin1")})
        return
    if properties.get("id"):
        _show_picked(incident=str(properties["id"]), at=None)
    elif properties.get("at"):
        _show_picked(incident=None, at=str(properties["at"]))


def _show_picked(**wanted: str | None) -> None:
    """Put on screen what was picked on the map, if it can be read."""
    asked, problems = from_pairs([(key, value) for key, value in wanted.items() if value is not None])
    if not problems:
        placing.stop()
        _remember(change_view(incident=asked.incident, at=asked.at), _unread())


def choose_actors() -> None:
    """Take on the actors chosen in the sidebar; for their part's callback."""
    _narrow(actor=[str(name) for name in component_event(ACTORS, "chosen") or []])


def choose_days(part: str) -> None:
    """Take on the days chosen in a part, or all where it tells none; what cannot be read changes nothing."""
    try:
        values = sorted(component_event(part, "days"))
        days = read_days(values) if values else None
    except (TypeError, ValueError):
        return
    show(change_view(days=days))


def choose_kinds() -> None:
    """Take on the boxes ticked in the sidebar; for their part's callback."""
    ticked = component_event(KINDS, "ticked") or {}
    st.session_state[HEARD] = int(ticked.get("times", 0))
    _narrow(**{name: [str(value) for value in values] for name, values in ticked.get("on", {}).items()})


def kinds_heard() -> int:
    """Return the number of ticks processed: the component waits for its own before it unticks a box."""
    return int(st.session_state.get(HEARD, 0))


def open_saved() -> None:
    """Open a view that the reader has saved; for the part's callback."""
    asked, unread = _as_read(parse_qsl(str(component_event(SAVED, "opened") or ""), keep_blank_values=True))
    kept = view()
    _remember(dataclasses.replace(asked, lang=kept.lang, embed=kept.embed), unread)
    fill(view())


def leave_stack() -> None:
    """Show the whole list again; for callbacks."""
    _remember(change_view(at=None), _unread())


def say(sentence: str) -> None:
    """Keep a sentence for the next run to say, in the language it is in."""
    st.session_state[SAID] = sentence


def pop_message() -> str | None:
    """Return the sentence to say in this run, once."""
    sentence: str | None = st.session_state.pop(SAID, None)
    return sentence


def address_pairs(shown: View) -> list[tuple[str, str]]:
    """Return the view's parameters that we write into the address: all but the map's position."""
    return pairs(_without_position(shown))


def change_view(**fields: Any) -> View:
    """Return the view on screen with some of its fields set otherwise."""
    return dataclasses.replace(view(), **fields)


def without(shown: View, name: str) -> View:
    """Return a view without one of its filters."""
    return from_pairs([pair for pair in pairs(shown) if pair[0] != name])[0]


def _narrow(**wanted: str | Sequence[str]) -> None:
    """Set filters to what a script told, if it can be read: one change, which is undone as one."""
    others = [pair for pair in pairs(view()) if pair[0] not in wanted]
    told = ((name, [value] if isinstance(value, str) else value) for name, value in wanted.items())
    asked, problems = from_pairs([*others, *((name, each) for name, values in told for each in values)])
    if problems:
        say(problems[0].message)
    else:
        show(asked)


def undo() -> None:
    """Go back to the filters before the last change; for callbacks."""
    before = st.session_state.get(UNDO, [])
    if before:
        st.session_state[UNDO] = before[:-1]
        filters = {name: getattr(from_query(before[-1])[0], name) for name in _FILTERS}
        st.session_state[VIEW] = to_query(change_view(**filters))
        fill(view())


def may_undo() -> bool:
    """Return whether there are filters to restore."""
    return bool(st.session_state.get(UNDO))


_FILTERS = tuple(field.name for field in dataclasses.fields(View) if field.name not in PAGE_KEYS)


def _as_read(given: Sequence[tuple[str, str]]) -> tuple[View, str]:
    """Return the view of pairs of an address, and those of them that nobody could read, as a query string."""
    asked, problems = from_pairs(given)
    wrong = {problem.field for problem in problems}
    return asked, urlencode([pair for pair in given if pair[0][:MAX_TEXT] in wrong], errors="replace")


def _unread() -> str:
    unread: str = st.session_state.get(IGNORED, "")
    return unread


def _remember(shown: View, unread: str) -> None:
    before = st.session_state.get(VIEW)
    if before is not None and view().without_page() != shown.without_page():
        st.session_state[UNDO] = [*st.session_state.get(UNDO, []), before][-_MOST_UNDONE:]
    st.session_state[VIEW] = to_query(shown)
    st.session_state[IGNORED] = unread


def _without_position(shown: View) -> View:
    return dataclasses.replace(shown, lat=None, lon=None, zoom=None)


def _address_query(shown: View) -> str:
    return to_query(_without_position(shown))


def _group_values(given: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, value in given:
        grouped.setdefault(name, []).append(value)
    return grouped
