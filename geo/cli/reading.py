"""Files as `geo import` reads them: with what is told of them, and where that is not enough what was told before."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from geo.cli.output import with_progress
from geo.errors import UnclearDatesError, UnclearTableError
from geo.settings import Settings, file_name

if TYPE_CHECKING:
    from geo.imports.answers import Answers
    from geo.lead import Leads
    from geo.readers.read import Read
    from geo.readers.sandbox.streaming import Streamed

_SAID = "What was unclear was taken as it was told of the dataset's last file."
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of files: their format, what to call the dataset, its licence, and answers on columns and dates."""

    format_: str | None
    dataset: str | None
    licence: str | None
    answers: "Answers"

    def __bool__(self) -> bool:
        return bool(self.format_ or self.dataset or self.licence or self.answers.columns or self.answers.dates)


def read_files(
    paths: Sequence[Path], told: Told
) -> "tuple[dict[Path, Streamed], list[tuple[Path, Read]], list[tuple[Path, Leads]]]":
    """The files by what they hold: whole records, which are not read yet; incidents; and leads."""
    from geo.lead import Leads
    from geo.places.gazetteer.added.lookup import Added
    from geo.readers import registry as recognising
    from geo.readers.read import Read
    from geo.readers.sandbox.streaming import surveyed

    # What is told of a file is for its reader, which says of whole records that they keep what they have.
    ours = {} if told else {path: each for path in paths if (each := surveyed(path, file_name(path)))}
    files, beside = recognising.apart(sorted((path for path in paths if path not in ours), key=_by_numbers))
    added = Added.open(Settings.from_env().gazetteers)
    of_all = partial(recognising.read_any, format_=told.format_, dataset=told.dataset, licence=told.licence)
    reading = partial(of_all, beside=beside, added=added)
    found = [(path, _as_told(reading, path, told)) for path in with_progress(files, len(files), "Reading")]
    reads = [(path, read) for path, read in found if isinstance(read, Read)]
    return ours, reads, [(path, read) for path, read in found if isinstance(read, Leads)]


def _as_told(reading: "Callable[..., Read | Leads]", path: Path, told: Told) -> "Read | Leads":
    """Read a file with what is told now, or where that is not enough also with what was told of the last."""
    from geo.imports.answers import NONE, remembered
    from geo.readers.table.table import dataset_of

    now = told.answers
    try:
        return reading(path, columns=now.columns, dates=now.dates)
    except (UnclearTableError, UnclearDatesError):
        before = remembered(Settings.from_env().imports, told.dataset or dataset_of(file_name(path)))
        if before == NONE:
            raise
        read = reading(path, columns={**before.columns, **now.columns}, dates=now.dates or before.dates)
        return replace(read, reasons=(*read.reasons, _SAID))


def _by_numbers(path: Path) -> list[int]:
    """GEDEvent_v26_0_10 comes after GEDEvent_v26_0_2."""
    return [int(number) for number in _NUMBERS.findall(path.name)]
