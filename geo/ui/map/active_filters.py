"""The active filters by name, each to be taken away by itself; the way back, and the views a reader has saved."""

from collections.abc import Mapping

import streamlit as st

from geo.incident import Role, Verification
from geo.ui import state
from geo.ui.components import part
from geo.ui.text.format import between, plain
from geo.ui.text.labels import (
    border_words,
    country_words,
    precision_choices,
    role_words,
    type_words,
    verification_words,
)
from geo.ui.text.speech import say, script
from geo.view import MAX_TEXT, Only, Rule, View, to_query

_LISTED = ("actor", "role", "type", "sub_type", "verification", "dataset", "country", "admin1", "admin2")
_NO_FILTER = {"incident", "at", "v", "lang", "embed"}


def names() -> Mapping[str, str]:
    """What a reader calls each key of the address."""
    return {
        "days": say("days"),
        "dates": say("“happened then for sure”"),
        "actor": say("actors"),
        "role": say("role"),
        "alleged": say("“alleged or established”"),
        "match": say("“all of these actors”"),
        "type": say("event type"),
        "sub_type": say("event sub-type"),
        "verification": say("verification"),
        "dataset": say("dataset"),
        "country": say("country"),
        "admin1": say("province"),
        "admin2": say("district"),
        "q": say("words"),
        "deaths": say("least deaths"),
        "place_precision": say("precision of the place"),
        "area": say("area"),
        "border": say("border"),
        "within_km": say("distance from the border"),
        "only": say("“only”"),
        "rule": say("number of deaths shown"),
    }


def active(view: View) -> list[tuple[str, str]]:
    """The filters of a view, as in its address."""
    return [pair for pair in state.addressed(view) if pair[0] not in _NO_FILTER]


def clear() -> None:
    """Take all filters away; for callbacks."""
    kept = state.view()
    state.show(View(incident=kept.incident, v=kept.v, lang=kept.lang))


def drop(name: str, value: str | None = None) -> None:
    """Take one filter away, or one value of several; for callbacks."""
    view = state.view()
    left = tuple(each for each in getattr(view, name) if each != value) if value is not None else ()
    state.show(state.changed(**{name: left}) if left else state.without(view, name))


def show(view: View) -> None:
    """A chip for each value that narrows the view, and the ways back."""
    chosen = list(_chips(view))
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="chips-line"):
        for name, value, words in chosen:
            at = name if value is None else f"{name}.{value}"
            label = say("Take away: {filter}", filter=words)
            st.button(words, icon=":material/close:", key=f"chip.{at}", help=label, on_click=drop, args=(name, value))
        if chosen:
            st.button(say("Clear all filters"), key="chips.clear", type="tertiary", on_click=clear)
        if state.may_undo():
            st.button(say("Undo"), key="chips.undo", type="tertiary", on_click=state.undo)
        with st.popover(say("Saved views"), icon=":material/bookmark:", key="saved-views", width="content"):
            _saved(view)


def _saved(view: View) -> None:
    st.markdown(say("Kept in this browser and told to nobody. To pass a view on, share its link."))
    data = {"query": to_query(view.without_page()), "longest": MAX_TEXT, "speech": script()}
    part("saved", key=state.SAVED, data=data, on_opened_change=state.open_saved)


def _chips(view: View) -> list[tuple[str, str | None, str]]:
    """Key, value (None: the filter's only one) and words, in the address's order."""
    pairs = [(name, value if name in _LISTED else None, _words(name, value, view)) for name, value in active(view)]
    return [chip for chip in dict.fromkeys(pairs) if chip[0] != "within_km"]


def _words(name: str, value: str, view: View) -> str:
    if name == "days" and view.days:
        return between(*view.days)
    if name == "border":
        km = f"{view.within_km or 0:g}"
        return say("within {km} km of the {border}", km=km, border=border_words(value))
    if name in _SAID:
        return _said(name, value)
    return f"{names()[name]}: {_value(name, value)}"


def _value(name: str, value: str) -> str:
    if name in {"type", "sub_type"}:
        return type_words(value)
    known = {
        "role": lambda: role_words(Role(value)),
        "verification": lambda: verification_words()[Verification(value)],
        "country": lambda: country_words(value),
        "place_precision": lambda: precision_choices().get(value, value),
        "area": lambda: say("a box") if value[:1].lower() not in {"p", "m"} else say("a drawn shape"),
    }
    return known[name]() if name in known else plain(value)


_SAID = frozenset({"dates", "alleged", "match", "deaths", "only", "rule"})


def _said(name: str, value: str) -> str:
    """Filters that are a sentence by themselves."""
    sentences: dict[tuple[str, str], str] = {
        ("dates", "definite"): say("happened then for sure"),
        ("alleged", "true"): say("alleged only"),
        ("alleged", "false"): say("established only"),
        ("match", "all"): say("all of these actors"),
        ("only", Only.UNPLACED): say("only what cannot be placed"),
        ("only", Only.COARSE): say("only what is known to a province or month"),
        ("only", Only.UNDATED): say("only what has no date"),
        ("only", Only.DISPUTED): say("only what is disputed"),
        ("rule", Rule.LOWEST): say("deaths: the lowest claimed"),
        ("rule", Rule.HIGHEST): say("deaths: the highest claimed"),
        ("rule", Rule.MEDIAN): say("deaths: the median claimed"),
        ("rule", Rule.LATEST): say("deaths: claimed last"),
        ("rule", Rule.ORIGINS): say("deaths: most origins"),
    }
    return sentences.get((name, value)) or say("at least {n} deaths", n=f"{int(value):,}")
