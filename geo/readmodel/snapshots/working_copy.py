"""Folders and copies that one process works on: each locked while it is used, and swept when its process is no more."""

import contextlib
import hashlib
import os
import shutil
import tempfile
import time
import weakref
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: what a crash left stays until somebody deletes it
    fcntl = None  # type: ignore[assignment]

_PREFIX = "in-use-"
_LOCK = "lock"
_CHUNK = 1 << 20
# A folder of an edition that made no locks is left alone for so long.
_OLD_SECONDS = 3_600


class Claim:
    """A new folder, locked while this object lives and removed with it."""

    def __init__(self, within: Path, prefix: str) -> None:
        sweep(within, prefix)
        self.folder, lock = _claim_folder(within, prefix)
        self.release = weakref.finalize(self, _remove, lock, self.folder)


class Copy:
    """A copy of a file in a claimed folder, and the SHA-256 of what was copied."""

    def __init__(self, of: Path, within: Path | None = None) -> None:
        self._claim = Claim(within or of.parent, _PREFIX)
        self.path = self._claim.folder / "model.duckdb"
        self.sha256 = _copy_and_hash(of, self.path)

    def release(self) -> None:
        """Remove the copy."""
        self._claim.release()


@contextlib.contextmanager
def turn(folder: Path) -> Iterator[None]:
    """One at a time, whatever the process, changes what lies in a folder, as far as its file system has locks.

    Raises:
        OSError: there is no such folder.
    """
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def sweep(folder: Path, prefix: str = _PREFIX) -> None:
    """Remove the claimed folders of processes that are no more."""
    for left in folder.glob(f"{prefix}*"):
        # In a folder that others may write to, a link could lead anywhere.
        if left.is_dir() and not left.is_symlink():
            with contextlib.suppress(OSError):
                _sweep(left)


def _sweep(left: Path) -> None:
    try:
        lock = (left / _LOCK).open("rb")
    except FileNotFoundError:
        if time.time() - left.stat().st_mtime > _OLD_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
        return
    with lock:
        if _try_lock(lock.fileno()):
            shutil.rmtree(left, ignore_errors=True)


def _claim_folder(within: Path, prefix: str) -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(dir=within, prefix=prefix))
        lock = os.open(folder / _LOCK, os.O_CREAT | os.O_WRONLY, 0o600)
        # Another process may have swept it before it was locked.
        if fcntl is None or (_try_lock(lock) and (folder / _LOCK).exists()):
            return folder, lock
        os.close(lock)


def _remove(lock: int, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    os.close(lock)


def _copy_and_hash(of: Path, to: Path) -> str:
    """Copy a file and return its SHA-256, in one pass."""
    digest = hashlib.sha256()
    with of.open("rb") as source, to.open("wb") as target:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            target.write(chunk)
    return digest.hexdigest()


def _try_lock(file: int) -> bool:
    """Try to take the lock and return whether it was free; closing the file releases it."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
