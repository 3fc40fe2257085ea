"""Bringing a file's incidents into the store: only for those who may, under their own name, and the file with them."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from geo.access import Caller
from geo.atlas import Atlas
from geo.errors import KeptFilesError, StoreError
from geo.imports.answers import Answers, remember
from geo.imports.merge import Edition, Outcome, import_
from geo.imports.originals import Imported, keeping, note
from geo.readers.read import Read
from geo.ui.edits import refuse_in_trouble, refuse_readers
from geo.ui.imports.upload import Upload


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of it, the reason in the history (None where nothing changed), and whether all was kept beside it."""

    outcome: Outcome
    reason: str | None
    noted: bool


def bring(  # noqa: PLR0913 - each is one thing the act needs
    atlas: Atlas,
    caller: Caller,
    upload: Upload,
    read: Read,
    *,
    folder: Path,
    answers: Answers,
    edition: Edition | None,
    drafts: bool = False,
) -> Brought:
    """Import a file, keep it as it came, and remember what was told of it.

    Args:
        atlas: whose store it goes into.
        caller: who answers for it.
        upload: the file.
        read: what was read from it.
        folder: of the imports.
        answers: what was told of its columns and dates.
        edition: what it is of its dataset, where that was asked.
        drafts: whether all of it comes in as drafts; so it does where the caller may not publish.

    Raises:
        GeoError: the caller may not; or `import_` or the folder refuses. Nothing was imported.
    """
    refuse_readers(caller)
    refuse_in_trouble(atlas)
    drafts = drafts or not caller.may_publish
    with keeping(folder, upload.sha256, upload.content) as home:
        outcome = import_(atlas.store, [read], upload.name, author=caller.name, edition=edition, drafts=drafts)
    try:
        note(home, _imported(upload, read, outcome, caller))
        remember(folder, read.dataset, answers)
    except KeptFilesError:  # the incidents are in, and that is what has to be said
        noted = False
    else:
        noted = True
    with suppress(StoreError):  # it is in, and the page says of itself that it cannot be shown
        atlas.model.refresh()
    return Brought(outcome, _reason(atlas, outcome) if changed(outcome) else None, noted)


def changed(outcome: Outcome) -> int:
    """How many revisions an import writes."""
    return outcome.added + outcome.revised + outcome.withdrawn


def _imported(upload: Upload, read: Read, outcome: Outcome, caller: Caller) -> Imported:
    return Imported(
        name=upload.name,
        sha256=upload.sha256,
        bytes=len(upload.content),
        format=read.format,
        licence=read.licence,
        dataset=read.dataset,
        version=outcome.version,
        rows=read.rows,
        by=caller.name,
        on=datetime.now(UTC),
    )


def _reason(atlas: Atlas, outcome: Outcome) -> str | None:
    return next((act.reason for act in atlas.store.acts() if act.version == outcome.version), None)
