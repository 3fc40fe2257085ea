"""Imported files as they came: kept once each under their SHA-256, with a note for every import of them."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from geo.imports.writing import written

FOLDER, CONTENT = "files", "content"


@dataclass(frozen=True, slots=True)
class Imported:
    """One import of a file: what it was called, what became of it, and who brought it.

    `version` is the store's after the import; `rows` those of the file.
    """

    name: str
    sha256: str
    bytes: int
    format: str
    licence: str
    dataset: str
    version: int
    rows: int
    by: str
    on: datetime

    def to_json(self) -> str:
        """As it is kept beside the file."""
        return json.dumps(asdict(self) | {"on": self.on.isoformat()}, ensure_ascii=False, indent=1)


@contextmanager
def keeping(folder: Path, sha256: str, content: bytes) -> Iterator[Path]:
    """Keep a file while it is imported; one that was not there before goes again when that fails.

    Args:
        folder: of the imports.
        sha256: the content's, in hexadecimal digits.
        content: the file.

    Raises:
        KeptFilesError: the folder cannot be written; nothing was imported.
    """
    home = folder / FOLDER / sha256
    known = (home / CONTENT).exists()
    if not known:
        written(home / CONTENT, content)
    try:
        yield home
    except BaseException:
        # Somebody else may have imported the same file in the meantime.
        if not known and not any(home.glob("*.json")):
            shutil.rmtree(home, ignore_errors=True)
        raise


def note(home: Path, imported: Imported) -> None:
    """Note an import beside its file.

    Raises:
        KeptFilesError: the folder cannot be written.
    """
    written(home / f"{imported.version}-{imported.dataset}.json", imported.to_json().encode())


def file_of(folder: Path, sha256: str) -> Path | None:
    """Where an imported file is kept; None when it is not."""
    path = folder / FOLDER / sha256 / CONTENT
    return path if path.exists() else None
