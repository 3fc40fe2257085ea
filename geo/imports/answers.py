"""Answers on a dataset's columns, kept and offered for its next file; no cell values."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from geo.files import make_folder, write_whole
from geo.imports.write_errors import explain_disk_errors
from geo.readers.columns.dates import Order

FOLDER = "answers"


@dataclass(frozen=True, slots=True)
class Answers:
    """The columns taken for our fields, and the order of dates, as far as the user has told."""

    columns: Mapping[str, str]
    dates: Order | None = None

    def to_json(self) -> str:
        """As it is kept."""
        return json.dumps({"columns": dict(self.columns), "dates": self.dates}, ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> "Answers":
        """Return the answers in a text; none where it holds nothing that could be one."""
        try:
            told = json.loads(text)
            columns = {str(field): str(name) for field, name in told["columns"].items()}
            return cls(columns, Order(told["dates"]) if told["dates"] else None)
        except (ValueError, TypeError, KeyError, AttributeError):
            return NONE


NONE = Answers({})


def load_answers(folder: Path, dataset: str) -> Answers:
    """Load the answers for a dataset's last file; empty if there were none, or they cannot be read."""
    try:
        return Answers.from_json(_path(folder, dataset).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return NONE


def remember(folder: Path, dataset: str, answers: Answers) -> None:
    """Keep what was told, in place of what was told before.

    Args:
        folder: of the imports.
        dataset: whose file it was told of.
        answers: what was told; where that is nothing, what was told before stays.

    Raises:
        KeptFilesError: the folder cannot be written.
    """
    if answers == NONE:
        return
    path = _path(folder, dataset)
    with explain_disk_errors(path.parent):
        make_folder(path.parent)
        write_whole(path, answers.to_json().encode())


def _path(folder: Path, dataset: str) -> Path:
    # A name from outside is no file name.
    return folder / FOLDER / f"{sha256(dataset.encode(errors='replace')).hexdigest()[:32]}.json"
