"""What was told of a dataset's files, here or on the import page, is used where the next one is unclear."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import UnclearDatesError, UnclearTableError

if TYPE_CHECKING:
    from geo.imported.answers import Answers
    from geo.lead import Leads
    from geo.readers.read import Read

_SAID = "What was unclear was taken as it was told of the dataset's last file."


def read_as_told(
    reading: "Callable[..., Read | Leads]", path: Path, told: "Answers", folder: Path, dataset: str
) -> "Read | Leads":
    """Read a file with what is told now, or where that is not enough also with what was told of the last.

    Args:
        reading: takes the path, `columns` and `dates`.
        path: the file.
        told: of this file.
        folder: of the imports.
        dataset: whose file it is.
    """
    from geo.imported.answers import NONE, remembered

    try:
        return reading(path, columns=told.columns, dates=told.dates)
    except (UnclearTableError, UnclearDatesError):
        before = remembered(folder, dataset)
        if before == NONE:
            raise
        read = reading(path, columns={**before.columns, **told.columns}, dates=told.dates or before.dates)
        return replace(read, reasons=(*read.reasons, _SAID))
