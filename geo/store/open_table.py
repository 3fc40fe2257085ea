"""Opens a store's table as far as its log can be read."""

import contextlib
import re
from collections.abc import Iterator

from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from geo.errors import NewerStoreError, StoreError
from geo.store.delta import open_table, table_at
from geo.store.raw_files import Files

_CHECKPOINT = re.compile(r"/(\d{20})\.checkpoint\.")


def open_readable(location: str) -> tuple[DeltaTable, bool]:
    """Return the table of a store, and whether it is all of it; else as the last good entry of its log left it.

    Raises:
        StoreError: not even the first act can be read, or there is something else.
    """
    try:
        return open_table(location), True
    except NewerStoreError:
        raise
    except StoreError:
        found = _earlier(location)
        if found is None:
            raise
        return found, False


def _earlier(location: str) -> DeltaTable | None:
    with contextlib.suppress(DeltaError, OSError):  # there is not even a folder
        for version in _candidates(Files(location)):
            with contextlib.suppress(DeltaError, StoreError):
                return table_at(location, version)
    return None


def _candidates(files: Files) -> Iterator[int]:
    """Up to where the log may be whole, latest first: its last good entry, and those before each checkpoint."""
    commits, problems = files.commits()
    broken = {problem.field for problem in problems}
    good = -1
    for commit in commits:
        if commit.number != good + 1 or commit.file in broken:
            break
        good = commit.number
    first = min((commit.number for commit in commits if commit.act), default=good + 1)
    found = (match for path in files.checkpoints() if (match := _CHECKPOINT.search(path)))
    summed = {int(match[1]) for match in found}
    before = sorted((number - 1 for number in summed), reverse=True)
    yield from (version for version in (good, *before) if first <= version <= good)
