"""Planned changes of an import, shown before it runs, and the button that runs it."""

import json
from contextlib import suppress
from dataclasses import asdict, replace
from functools import lru_cache

import streamlit as st

from geo.atlas import Atlas
from geo.errors import GeoError, PartOrWholeError, StoreError
from geo.imports.answers import Answers
from geo.imports.merge import Edition, Outcome, plan_import
from geo.imports.run import Brought, Options, run
from geo.imports.source_file import SourceFile
from geo.readers.result import Read
from geo.readers.sandbox.sentences import dump
from geo.ui.imports import cached_read as reading
from geo.ui.imports import preview
from geo.ui.imports.cached_read import Asked, Found
from geo.ui.imports.upload import Upload
from geo.ui.session import atlas, caller, settings
from geo.ui.state import imports as form
from geo.ui.text.formatting import translate_markdown
from geo.ui.text.translation import gettext, ngettext
from geo.words import N_

_EDITIONS = {
    Edition.PART.value: N_("Part of the dataset: incidents that are not in the file stay unchanged"),
    Edition.WHOLE.value: N_(
        "The complete dataset, newest edition: incidents that are not in the file are withdrawn, and kept in the "
        "history"
    ),
}


def offer(upload: Upload, found: Found, asked: Asked) -> None:
    """Say what would change, ask what has to be known for it, and import at a press."""
    st.header(gettext("Changes"), anchor=False)
    edition = Edition(form.field_value("edition")) if form.field_value("edition") else None
    drafts = _drafts()
    try:
        with st.spinner(gettext("Comparing with the store…")):
            plan = _plan(atlas(), atlas().store.head().version, upload, asked, edition, drafts)
    except PartOrWholeError as error:
        _ask(
            ngettext(
                "{gone} of the {n} incident of this dataset in the store are not in the file. Nothing has been "
                "imported yet: choose what the file contains.",
                "{gone} of the {n} incidents of this dataset in the store are not in the file. Nothing has been "
                "imported yet: choose what the file contains.",
                error.known,
                gone=f"{error.gone:,}",
            )
        )
        return
    if edition:
        _ask()
    _say(plan)
    if plan.revision_count:
        _button(upload, found, asked, plan, edition, drafts=drafts)


@lru_cache(maxsize=4)
def _plan(  # noqa: PLR0913, PLR0917 - each is a part of what was asked
    atlas: Atlas,
    version: int,  # noqa: ARG001
    upload: Upload,
    asked: Asked,
    edition: Edition | None,
    drafts: bool,  # noqa: FBT001
) -> Outcome:
    """Plan the import; `version` is the store's, as the answer holds for it alone."""
    return plan_import(atlas.store, [reading.read_upload(upload, asked).read], upload.name, edition, drafts=drafts)


def _drafts() -> bool:
    """Return whether everything comes in as drafts, as it must for callers who may not publish."""
    chosen = st.checkbox(
        gettext("Import as drafts: only the team can see them until they are published"),
        key=form.key("drafts"),
        value=not caller().may_publish,
        disabled=not caller().may_publish,
    )
    return chosen or not caller().may_publish


def _ask(why: str = "") -> None:
    if why:
        st.warning(why)
    editions = {edition: gettext(words) for edition, words in _EDITIONS.items()}
    st.radio(
        gettext("What does the file contain?"),
        list(editions),
        index=None,
        key=form.key("edition"),
        format_func=editions.__getitem__,
    )


def _say(plan: Outcome) -> None:
    if plan.revision_count:
        st.markdown(summarise_outcome(plan))
        if plan.published:
            st.caption(
                ngettext(
                    "{n} of them will be published immediately",
                    "{n} of them will be published immediately",
                    plan.published,
                )
            )
    left = [problem for problem in plan.problems if problem.row is None and problem.field == "dataset"]
    if not plan.revision_count and not left:
        st.info(gettext("No changes: the store already has all of these incidents."))
    for problem in left:
        st.warning(translate_markdown(problem.message))


def summarise_outcome(plan: Outcome) -> str:
    """Return an outcome in numbers, as Markdown."""
    parts = [
        gettext("**{count}** new", count=f"{plan.added:,}"),
        gettext("**{count}** revised", count=f"{plan.revised:,}"),
        gettext("**{count}** withdrawn, and kept in the history", count=f"{plan.withdrawn:,}")
        if plan.withdrawn
        else gettext("**{count}** withdrawn", count=0),
        gettext("**{count}** unchanged", count=f"{plan.unchanged:,}"),
    ]
    return " · ".join(parts)


def _button(  # noqa: PLR0913 - each is a part of what is confirmed
    upload: Upload, found: Found, asked: Asked, plan: Outcome, edition: Edition | None, *, drafts: bool
) -> None:
    label = gettext("Import into {dataset}: {numbers}", dataset=plan.dataset, numbers=_numbers(plan))
    if not st.button(label, key="importing-confirm", type="primary"):
        return
    try:
        with st.spinner(_importing(found.read.incidents.num_rows), show_time=True):
            brought = _bring(upload, found.read, asked, edition, drafts=drafts)
            _finish(upload, brought)
    except GeoError as error:
        st.error(
            gettext(
                "{problem} The store was not changed, and the file is still here.",
                problem=translate_markdown(error.sentence),
            )
        )
    else:
        st.rerun()


def _numbers(plan: Outcome) -> str:
    doing = (
        (N_("{count} new"), plan.added),
        (N_("{count} revised"), plan.revised),
        (N_("{count} withdrawn"), plan.withdrawn),
    )
    return gettext(", ").join(gettext(words, count=f"{count:,}") for words, count in doing if count)


def _importing(count: int) -> str:
    return ngettext("Importing {n} incident…", "Importing {n} incidents…", count)


def _bring(upload: Upload, read: Read, asked: Asked, edition: Edition | None, *, drafts: bool) -> Brought:
    """As it was read; who may is asked once more, now that it is done."""
    atlas().refuse_in_trouble()
    options = Options(edition, drafts, Answers(dict(asked.columns), asked.dates))
    with reading.on_disk(upload) as path:
        file = SourceFile.of(path, upload.name, read)
        (brought,) = run(atlas().store, caller(), [file], settings().imports, options)
    with suppress(StoreError):  # it is in, and the page says of itself that it cannot be shown
        atlas().model.refresh()
    return brought


def _finish(upload: Upload, brought: Brought) -> None:
    """Note what the page says from now on."""
    problems = brought.outcome.problems
    few = replace(brought.outcome, problems=problems[: preview.SHOWN])
    done = {
        "outcome": {
            **asdict(few),
            "problems": [{**asdict(each), "message": dump(each.message)} for each in few.problems],
        },
        "problems": len(problems) + brought.outcome.unlisted,
        "listed": len(problems),
        "token": preview.offer_download(problems),
        "file": upload.name,
        "sha256": upload.sha256,
        "reason": brought.reason,
        "noted": brought.noted,
    }
    form.forget(but=("turn",))
    form.note(done=json.dumps(done))
    reading.forget()
    _plan.cache_clear()
