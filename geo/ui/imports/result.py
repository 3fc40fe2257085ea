"""Result of the last import, until the next one begins."""

import json
from typing import Any

import streamlit as st

from geo.imports.merge import Outcome
from geo.incident import Problem
from geo.readers.sandbox.sentences import load
from geo.ui.imports import preview
from geo.ui.imports import upload as uploading
from geo.ui.imports.changes import summarise_outcome
from geo.ui.state import imports as form
from geo.ui.text.formatting import plain
from geo.ui.text.translation import gettext


def draw_result() -> bool:
    """Draw what the last import did; whether there is one to show."""
    told = form.field_value("done")
    if told:
        _show(json.loads(told))
    return bool(told)


def _show(done: dict[str, Any]) -> None:
    outcome = _outcome(done["outcome"])
    st.success(
        gettext(
            "{file} was imported into {dataset}. The store is now at version {version}.",
            file=plain(done["file"]),
            dataset=plain(outcome.dataset),
            version=outcome.version,
        )
    )
    with st.container(key="importing-told"):
        st.markdown(gettext("**Changes** {numbers}", numbers=summarise_outcome(outcome)))
        if done["reason"]:
            st.markdown(gettext("**History** {reason}", reason=plain(done["reason"])))
        st.markdown(gettext("**File** saved unchanged; SHA-256 {sha256}", sha256=done["sha256"]))
    if not done["noted"]:
        st.warning(gettext("The incidents were imported, but the note on who imported the file could not be saved."))
    with st.container(horizontal=True, vertical_alignment="center", key="importing-ways"):
        st.page_link("screens/map.py", label=gettext("Show them on the map"), query_params={"dataset": outcome.dataset})
        st.button(gettext("Import another file"), key="importing-another", on_click=uploading.another)
    preview.problems(outcome.problems, done["token"], done["problems"], done["listed"])


def _outcome(told: dict[str, Any]) -> Outcome:
    problems = tuple(Problem(**{**each, "message": load(each["message"])}) for each in told.pop("problems"))
    return Outcome(**told, problems=problems)
