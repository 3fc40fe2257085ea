"""Files as they are read to be imported: with what is told of them, or was told of the dataset's last file."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from geo.errors import UnclearDatesError, UnclearTableError
from geo.imports.answers import NONE, Answers, load_answers
from geo.imports.progress import Progress, Stage, unseen
from geo.imports.source_file import SourceFile, stamp_of
from geo.lead import Leads
from geo.places.gazetteer.added.lookup import Added
from geo.readers import registry
from geo.readers.result import Read
from geo.readers.sandbox.streaming import survey_records
from geo.readers.table.table_reader import dataset_of
from geo.settings import Settings, file_name

_REMEMBERED = "What was unclear was taken as it was told of the dataset's last file."
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Told:
    """Options for reading files: format, dataset, licence, and answers on columns and dates."""

    format_: str | None = None
    dataset: str | None = None
    licence: str | None = None
    answers: Answers = NONE

    def __bool__(self) -> bool:
        return bool(self.format_ or self.dataset or self.licence or self.answers.columns or self.answers.dates)


_NOTHING_TOLD = Told()


def read_files(
    paths: Sequence[Path], settings: Settings, told: Told = _NOTHING_TOLD, progress: Progress = unseen
) -> tuple[list[SourceFile], list[tuple[Path, Leads]]]:
    """Read files that are to be imported together.

    Args:
        paths: the files; of an incident in several the one counts that comes last by the numbers in their names.
        settings: where added gazetteers are, and what was told of earlier files.
        told: what is told of these.
        progress: called as the files are read.

    Returns:
        Those of incidents, whole records first, and those of leads.

    Raises:
        GeoError: as `geo.readers.registry.read_any`.
    """
    # What is told of a file is for its reader, which says of whole records that they keep what they have.
    whole = [] if told else [file for path in dict.fromkeys(paths) if (file := _whole_records(path))]
    ours = {file.path for file in whole}
    others = sorted((path for path in dict.fromkeys(paths) if path not in ours), key=_by_numbers)
    files, beside = registry.apart(others)
    reader, incidents, leads = _reader(settings, told, beside), [], []
    for number, path in enumerate(files):
        progress(Stage.READING, number, len(files))
        stamp, read = stamp_of(path), _as_told(reader, path, settings, told)
        if isinstance(read, Read):
            incidents.append(SourceFile(file_name(path), path, read, stamp))
        else:
            leads.append((path, read))
    progress(Stage.READING, len(files), len(files))
    return [*whole, *incidents], leads


def _whole_records(path: Path) -> SourceFile | None:
    if not path.is_file():
        return None
    stamp, found = stamp_of(path), survey_records(path, file_name(path))
    return SourceFile(file_name(path), path, found, stamp) if found else None


def _reader(settings: Settings, told: Told, beside: Sequence[Path]) -> Callable[..., Read | Leads]:
    added = Added.open(settings.gazetteers)
    of_all = partial(registry.read_any, format_=told.format_, dataset=told.dataset, licence=told.licence)
    return partial(of_all, beside=beside, added=added)


def _as_told(reading: Callable[..., Read | Leads], path: Path, settings: Settings, told: Told) -> Read | Leads:
    """Read a file with what is told now, or where that is not enough also with what was told of the last."""
    now = told.answers
    try:
        return reading(path, columns=now.columns, dates=now.dates)
    except (UnclearTableError, UnclearDatesError):
        before = load_answers(settings.imports, told.dataset or dataset_of(file_name(path)))
        if before == NONE:
            raise
        read = reading(path, columns={**before.columns, **now.columns}, dates=now.dates or before.dates)
        return replace(read, reasons=(*read.reasons, _REMEMBERED))


def _by_numbers(path: Path) -> list[int]:
    """GEDEvent_v26_0_10 comes after GEDEvent_v26_0_2."""
    return [int(number) for number in _NUMBERS.findall(path.name)]
