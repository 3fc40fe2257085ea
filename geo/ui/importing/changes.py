"""What an import would change, said before it does, and the button that makes it so."""

import json
from dataclasses import asdict, replace
from functools import lru_cache

import streamlit as st

from geo.atlas import Atlas
from geo.errors import GeoError, PartOrWholeError
from geo.imported.answers import Answers
from geo.importing import Edition, Outcome, planned
from geo.readers.read import Read
from geo.ui import state
from geo.ui.importing import acting, preview, reading
from geo.ui.importing.acting import Brought, changed
from geo.ui.importing.reading import Asked, Found
from geo.ui.importing.uploading import Upload
from geo.ui.session import atlas, caller, settings
from geo.ui.text import plain, plural

_EDITIONS = {
    Edition.PART.value: "A part of the dataset: what is not in the file stays as it is",
    Edition.WHOLE.value: "The newest edition of all of it: what is not in the file is withdrawn, and kept",
}


def offer(upload: Upload, found: Found, asked: Asked) -> None:
    """Say what would change, ask what has to be known for it, and import at a press."""
    st.header("What would change", anchor=False)
    edition = Edition(state.importing("edition")) if state.importing("edition") else None
    try:
        with st.spinner("Comparing with the store…"):
            plan = _plan(atlas(), atlas().store.head().version, upload, asked, edition)
    except PartOrWholeError as error:
        _ask(
            f"{error.gone:,} of the {plural(error.known, 'incident')} the store has of this dataset are not in the "
            "file. Nothing is imported yet: say what the file is."
        )
        return
    if edition:
        _ask()
    _say(plan)
    if changed(plan):
        _button(upload, found, asked, plan, edition)


@lru_cache(maxsize=4)
def _plan(atlas: Atlas, version: int, upload: Upload, asked: Asked, edition: Edition | None) -> Outcome:  # noqa: ARG001
    """What an import would do; `version` is the store's, as the answer holds for it alone."""
    return planned(atlas.store, [reading.found(upload, asked).read], upload.name, edition)


def _ask(why: str = "") -> None:
    if why:
        st.warning(why)
    st.radio(
        "What is the file of its dataset?",
        list(_EDITIONS),
        index=None,
        key=state.importing_key("edition"),
        format_func=_EDITIONS.__getitem__,
    )


def _say(plan: Outcome) -> None:
    if changed(plan):
        st.markdown(counted(plan))
    else:
        st.info("Nothing: the store has all of this already, as it stands here.")
    for problem in plan.problems:
        if problem.row is None and problem.field == "dataset":
            st.warning(plain(problem.message))


def counted(plan: Outcome) -> str:
    """An outcome in numbers, as Markdown."""
    parts = [
        f"**{plan.added:,}** new",
        f"**{plan.revised:,}** revised",
        f"**{plan.withdrawn:,}** withdrawn" + (", and kept in the history" if plan.withdrawn else ""),
        f"**{plan.unchanged:,}** unchanged",
    ]
    return " · ".join(parts)


def _button(upload: Upload, found: Found, asked: Asked, plan: Outcome, edition: Edition | None) -> None:
    doing = {"new": plan.added, "revised": plan.revised, "withdrawn": plan.withdrawn}
    numbers = ", ".join(f"{count:,} {word}" for word, count in doing.items() if count)
    if not st.button(f"Import into {plan.dataset}: {numbers}", key="importing-confirm", type="primary"):
        return
    try:
        with st.spinner(f"Importing {plural(found.read.incidents.num_rows, 'incident')}…", show_time=True):
            brought = _bring(upload, found.read, asked, edition)
            _finish(upload, brought)
    except GeoError as error:
        st.error(f"{plain(str(error))} The store is as it was, and the file is still here.")
    else:
        st.rerun()


def _bring(upload: Upload, read: Read, asked: Asked, edition: Edition | None) -> Brought:
    """As it was read; who may is asked once more, now that it is done."""
    return acting.bring(
        atlas(),
        caller(),
        upload,
        read,
        folder=settings().imports,
        answers=Answers(dict(asked.columns), asked.dates),
        edition=edition,
    )


def _finish(upload: Upload, brought: Brought) -> None:
    """Note what the page says from now on."""
    problems = brought.outcome.problems
    few = replace(brought.outcome, problems=problems[: preview.SHOWN])
    done = {
        "outcome": asdict(few),
        "problems": len(problems),
        "token": preview.offered(problems),
        "file": upload.name,
        "sha256": upload.sha256,
        "reason": brought.reason,
        "noted": brought.noted,
    }
    state.stop_importing(but=("turn",))
    state.note_importing(done=json.dumps(done))
    reading.forget()
    _plan.cache_clear()
