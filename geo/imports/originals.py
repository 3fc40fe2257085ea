"""Imported files as they came: kept once each under their SHA-256, with a note for every import of them."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

from geo.files import make_folder, settle, write_whole
from geo.imports.write_errors import explain_disk_errors

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
def keeping(folder: Path, source: Path) -> Iterator[Path]:
    """Keep a copy of a file while it is imported; one that was not there before goes again when that fails.

    Args:
        folder: of the imports.
        source: the file.

    Yields:
        The folder the copy is in, called by the copy's SHA-256 in hexadecimal digits.

    Raises:
        KeptFilesError: the folder cannot be written, or the file not be read; nothing was imported.
    """
    files = folder / FOLDER
    with explain_disk_errors(files):
        home, known = _copy_file(files, source)
    try:
        yield home
    except BaseException:
        # Somebody else may have imported the same file in the meantime.
        if not known and not any(home.glob("*.json")):
            shutil.rmtree(home, ignore_errors=True)
        raise


def _copy_file(files: Path, source: Path) -> tuple[Path, bool]:
    """Return the folder of the copy, and whether it was there before."""
    with source.open("rb") as file:
        home = files / file_digest(file, "sha256").hexdigest()
    if (home / CONTENT).exists():
        return home, True
    make_folder(files)
    with tempfile.TemporaryDirectory(prefix=".keeping-", dir=files) as aside:
        draft = Path(aside, CONTENT)
        shutil.copyfile(source, draft)
        settle(draft)
        with draft.open("rb") as file:  # the file may have changed since
            home = files / file_digest(file, "sha256").hexdigest()
        make_folder(home)
        draft.replace(home / CONTENT)
    settle(home)
    return home, False


def note(home: Path, imported: Imported) -> None:
    """Note an import beside its file.

    Raises:
        KeptFilesError: the folder cannot be written.
    """
    with explain_disk_errors(home):
        make_folder(home)
        write_whole(home / f"{imported.version}-{imported.dataset}.json", imported.to_json().encode())


def file_of(folder: Path, sha256: str) -> Path | None:
    """Return the path of the copy of an imported file; None when it was not kept."""
    path = folder / FOLDER / sha256 / CONTENT
    return path if path.exists() else None
