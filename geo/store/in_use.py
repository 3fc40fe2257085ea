"""Copies of a kept read model that processes work on: each its own, gone with the process or at the next start."""

import contextlib
import os
import shutil
import tempfile
import weakref
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: a copy left by a crash stays until somebody deletes it
    fcntl = None  # type: ignore[assignment]

_PREFIX = "in-use-"


class Copy:
    """A copy of a file, locked while this object lives."""

    def __init__(self, of: Path) -> None:
        _sweep(of.parent)
        folder = Path(tempfile.mkdtemp(dir=of.parent, prefix=_PREFIX))
        lock = os.open(folder / "lock", os.O_CREAT | os.O_WRONLY)
        _locked(lock)
        self.path = Path(shutil.copyfile(of, folder / "model.duckdb"))
        self._gone = weakref.finalize(self, _remove, lock, folder)


def _remove(lock: int, folder: Path) -> None:
    os.close(lock)
    shutil.rmtree(folder, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove the copies of processes that are no more."""
    for left in folder.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError), (left / "lock").open("rb") as lock:
            if _locked(lock.fileno()):
                shutil.rmtree(left, ignore_errors=True)


def _locked(file: int) -> bool:
    """Whether the lock is ours now; it is let go when the file is closed."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
