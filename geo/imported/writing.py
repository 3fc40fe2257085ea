"""Files that are whole or not there."""

import os
import tempfile
from pathlib import Path

from geo.errors import KeptFilesError, cause


def written(path: Path, content: bytes) -> None:
    """Write a file beside its place, settle it on the disk, and put it there by one renaming.

    Raises:
        KeptFilesError: its folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).replace(path)
        _settle(path.parent)
    except OSError as error:
        raise KeptFilesError(path.parent, cause(error) or error.strerror or str(error)) from None


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
