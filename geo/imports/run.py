"""The one way in: page, command line, Python and API bring files in by this, once they were read and agreed to.

What it would change is asked of `geo.imports.merge.plan_import` before.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from geo.access import Caller, require_editor
from geo.errors import KeptFilesError
from geo.imports.answers import NONE, Answers, remember
from geo.imports.merge import Edition, Outcome, import_, refuse_unclear
from geo.imports.originals import CONTENT, Imported, keeping, note
from geo.imports.progress import Progress, Stage, unseen
from geo.imports.source_file import SourceFile
from geo.imports.whole_records import import_records
from geo.readers.result import Read
from geo.store.store import Store


@dataclass(frozen=True, slots=True)
class Options:
    """Options of an import.

    Attributes:
        edition: what they are of their dataset, where that was asked.
        drafts: whether all of it comes in as drafts; so it does where the caller may not publish.
        answers: which column has what, and how dates are written: remembered for the dataset's next file.
    """

    edition: Edition | None = None
    drafts: bool = False
    answers: Answers = NONE


@dataclass(frozen=True, slots=True)
class Brought:
    """Result for the files of one dataset.

    Attributes:
        outcome: what changed.
        reason: what the history says of it; None where nothing changed.
        digests: the SHA-256 under which each file is kept, in hexadecimal digits.
        noted: whether who brought it, and what was told of it, could be written beside the files.
    """

    outcome: Outcome
    reason: str | None
    digests: tuple[str, ...]
    noted: bool


_NOTHING_TOLD = Options()


def run(  # noqa: PLR0913, PLR0917 - each is one thing an import needs
    store: Store,
    caller: Caller,
    files: Sequence[SourceFile],
    folder: Path,
    options: Options = _NOTHING_TOLD,
    progress: Progress = unseen,
) -> list[Brought]:
    """Write the incidents of files, keep the files as they came, and remember what was told of them.

    Args:
        store: where to.
        caller: who brings them.
        files: those of a dataset become one act, but for whole records, of which each file is one.
        folder: of the imports.
        options: what was told of the files.
        progress: called as the files go in.

    Returns:
        What came of each dataset, in the order of its first file.

    Raises:
        NotAllowedError: the caller may not write. Nothing was imported.
        PartOrWholeError: it has to be said what the files of a dataset are. Nothing was imported.
        UnreadableImportError: a file was changed since it was read; what came before it is imported.
        StaleEditError, StoreError, KeptFilesError: as for one file; what came before it is imported.
    """
    require_editor(caller)
    parts = list(_parts(files))
    if len(parts) > 1:  # all of them go in, or none
        for part in parts:
            _refuse_unclear(store, part, options.edition)
    brought = []
    for number, part in enumerate(parts):
        progress(Stage.IMPORTING, number, len(parts))
        brought.append(_bring(store, caller, part, folder, options))
    progress(Stage.IMPORTING, len(parts), len(parts))
    return brought


def _parts(files: Sequence[SourceFile]) -> Iterator[list[SourceFile]]:
    """Yield the files of each act."""
    datasets: dict[tuple[str, Path | None], list[SourceFile]] = {}
    for file in files:
        whole_records = None if isinstance(file.content, Read) else file.path
        datasets.setdefault((file.dataset, whole_records), []).append(file)
    yield from datasets.values()


def _refuse_unclear(store: Store, files: Sequence[SourceFile], edition: Edition | None) -> None:
    if reads := _reads(files):
        refuse_unclear(store, reads, _names(files), edition)


def _bring(store: Store, caller: Caller, files: Sequence[SourceFile], folder: Path, options: Options) -> Brought:
    with ExitStack() as kept:
        homes = [kept.enter_context(keeping(folder, file.path)) for file in files]
        for file in files:
            file.refuse_changed()
        outcome = _write(store, caller, files, options)
    noted = _note(homes, files, outcome, caller, options.answers)
    reason = next((act.reason for act in store.acts() if act.version == outcome.version), None)
    return Brought(outcome, reason if outcome.revision_count else None, tuple(home.name for home in homes), noted)


def _write(store: Store, caller: Caller, files: Sequence[SourceFile], options: Options) -> Outcome:
    edition, drafts, first = options.edition, options.drafts, files[0].content
    if isinstance(first, Read):
        return import_(store, _reads(files), _names(files), caller=caller, edition=edition, drafts=drafts)
    return import_records(store, first, caller=caller, edition=edition, drafts=drafts)


def _note(
    homes: Sequence[Path], files: Sequence[SourceFile], outcome: Outcome, caller: Caller, answers: Answers
) -> bool:
    """Note the import beside each file; False where that failed: the incidents are in, and that has to be said."""
    try:
        for home, file in zip(homes, files, strict=True):
            note(home, _import_file(home, file, outcome, caller))
        remember(homes[0].parent.parent, outcome.dataset, answers)
    except KeptFilesError:
        return False
    return True


def _import_file(home: Path, file: SourceFile, outcome: Outcome, caller: Caller) -> Imported:
    return Imported(
        name=file.name,
        sha256=home.name,
        bytes=(home / CONTENT).stat().st_size,
        format=file.format,
        licence=file.licence,
        dataset=file.dataset,
        version=outcome.version,
        rows=file.rows,
        by=caller.name,
        on=datetime.now(UTC),
    )


def _reads(files: Sequence[SourceFile]) -> list[Read]:
    return [file.content for file in files if isinstance(file.content, Read)]


def _names(files: Sequence[SourceFile]) -> str:
    return ", ".join(file.name for file in files)
