"""Lock of a store: users share a lock in its folder, and repair takes it exclusively.

The lock is the system's own and goes with its process. Between machines it holds as far as their file system does.
"""

import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geo.errors import Sentence, StoreError
from geo.store.delta import local_folder, root

try:
    import fcntl
except ImportError:  # Windows: nobody is kept out
    fcntl = None  # type: ignore[assignment]

FILE = ".lock"
# The stores that this process has alone: what mends one also opens it, to look at it.
_OURS: set[str] = set()

_MENDED = Sentence("The store is being repaired. Nothing was read or changed; try again when the repair is finished.")
_IN_USE = Sentence(
    "The store is in use by a server, an import or another command. Nothing was changed; stop that process and try "
    "again."
)


class Shared:
    """A share of a store's lock, held while this object lives."""

    def __init__(self, location: str) -> None:
        """Take it.

        Raises:
            StoreError: the store is being repaired.
        """
        file = None if root(location) in _OURS else _open_lock_file(location, os.O_RDONLY)
        if file is not None:
            self._closed = weakref.finalize(self, os.close, file)
            if not _try_lock(file, alone=False):
                self._closed()
                raise StoreError(_MENDED)


@contextmanager
def alone(location: str) -> Iterator[None]:
    """Nobody else has the store open meanwhile.

    Raises:
        StoreError: somebody has.
    """
    file = _open_lock_file(
        location, os.O_RDWR
    )  # where locks go over a network, one that is taken alone has to be writable
    try:
        if file is not None and not _try_lock(file, alone=True):
            raise StoreError(_IN_USE)
        _OURS.add(root(location))
        yield
    finally:
        _OURS.discard(root(location))
        if file is not None:
            os.close(file)


def _open_lock_file(location: str, how: int) -> int | None:
    """Open the lock file; None where there is none and none can be made, so that nothing can be repaired either."""
    table = local_folder(location)
    path = table.parent / FILE if table else Path(FILE)
    for flags in (how | os.O_CREAT, os.O_RDONLY) if table and fcntl else ():
        try:
            return os.open(path, flags, 0o644)
        except OSError:
            continue
    return None


def _try_lock(file: int, *, alone: bool) -> bool:
    try:
        fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True
