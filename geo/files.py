"""Files that survive a power cut: forced to disk, and whole or not there."""

import os
import shutil
import tempfile
from pathlib import Path


def settle(*paths: Path) -> None:
    """Force files, and folders' lists of files, to disk, in this order."""
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def settle_all(folder: Path) -> None:
    """Force everything under a folder to disk, and the folder's own list."""
    for home, _, names in os.walk(folder, topdown=False):
        settle(*(Path(home, name) for name in names), Path(home))


def make_folder(folder: Path) -> None:
    """Make a folder with those above it, where there is none, and force their names to disk."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        settle(folder.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and put it there by one renaming: until then what was there is there.

    What replaces a file may be read by whoever could read that; else only its owner may.
    """
    handle, name = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, draft)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    settle(path.parent)
