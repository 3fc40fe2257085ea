"""The import page."""

import streamlit as st

from geo.errors import DatasetNameError, GeoError, UnclearDatesError, UnclearTableError
from geo.imports.answers import load_answers
from geo.query.totals.facets import facet
from geo.readers import sandbox as guarded
from geo.readers.table.table_reader import dataset_of
from geo.ui import state
from geo.ui.imports import answers as told
from geo.ui.imports import cached_read as reading
from geo.ui.imports import changes, preview
from geo.ui.imports import format as recognised
from geo.ui.imports import questions as asking
from geo.ui.imports import result as finished
from geo.ui.imports import upload as uploading
from geo.ui.imports.cached_read import Asked, Found
from geo.ui.imports.upload import Upload
from geo.ui.map import page_data as answers
from geo.ui.session import atlas, caller, renew_run_budget, settings
from geo.ui.text.formatting import plain, translate_markdown
from geo.ui.text.translation import gettext
from geo.view import View


def page() -> None:
    """Draw the page: hand a file in, see what it would bring, say yes, and see what it did."""
    state.leave_map("import")
    with st.container(key="importing"):
        st.title(gettext("Import"), anchor=False)
        if not caller().may_edit:
            st.info(
                gettext(
                    "You can view this store but not import into it. Ask an administrator of this store for import "
                    "access."
                )
            )
        elif not finished.draw_result():
            guarded.TEMPLATE.start()  # while the reader looks for a file
            _handed_in()


def _handed_in() -> None:
    upload = uploading.ask()
    if upload is None:
        uploading.empty()
        return
    asked = told.collect_answers()
    try:
        with st.spinner(gettext("Reading the file…"), show_time=True):
            found = reading.read_upload(upload, asked)
    except GeoError as error:
        renew_run_budget()
        _unread(upload, error)
        return
    renew_run_budget()
    _draw_file(upload, found, asked)


def _unread(upload: Upload, error: GeoError) -> None:
    """Ask for what would make the file readable, or say why it is not."""
    if not isinstance(error, DatasetNameError | UnclearTableError | UnclearDatesError):
        st.error(
            gettext(
                "{problem} Nothing was changed. Correct the file, or choose another.",
                problem=translate_markdown(error.sentence),
            )
        )
        uploading.kinds()
        return
    told.start(dataset_of(upload.name))
    with st.container(key="importing-name"):
        name = told.dataset(_datasets())
    before = load_answers(settings().imports, name)
    if isinstance(error, UnclearTableError):
        asking.columns(error, before)
    elif isinstance(error, UnclearDatesError):
        asking.dates(error, before)
    else:
        st.error(
            gettext(
                "{name} cannot be used as the name of a dataset. Nothing was changed; use a to z, 0 to 9 and "
                "hyphens, such as my-reports.",
                name=plain(name),
            )
        )


def _draw_file(upload: Upload, found: Found, asked: Asked) -> None:
    """Draw a file's format, content and changes, to be reviewed before anything is written."""
    if asked.dataset is None:
        told.start(found.read.dataset)
    recognised.show(found.read, _datasets())
    with st.container(key="importing-board"):
        with st.container(key="importing-drawn", gap="small"):
            preview.draw_preview(found)
        with st.container(key="importing-change"):
            changes.offer(upload, found, asked)
    preview.problems(found.read.problems, count=len(found.read.problems) + found.read.unlisted)
    preview.incidents(found)


def _datasets() -> list[str]:
    """Return the datasets the store has; none to choose from where that cannot be said now."""
    try:
        question = answers.build_question(atlas(), View(), caller())
        return sorted(str(row["value"]) for row in facet(atlas().engine, question, "dataset"))
    except GeoError:
        return []


page()
