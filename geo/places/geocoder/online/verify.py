"""Verification of the cached answers of online geocoders, and recovery of a damaged file."""

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from geo.incident import Problem
from geo.places.geocoder.online.cache import FILE, fill

_COLUMNS = "kind, url, key, country, name, asked_at, licence, answer"
_KEY = 4  # so many of the columns name the question
# What SQLite keeps beside a file while it writes: without it, half of what a process was killed at would stand.
_BESIDE = ("-journal", "-wal", "-shm")
_ROWS = "SELECT {columns} FROM answers NOT INDEXED ORDER BY rowid {order}"


def check(folder: Path) -> Iterator[Problem]:
    """Yield a problem if the file of answers was damaged, by its path from the folder's parent."""
    path = folder / FILE
    if path.exists() and (fault := _fault(path)):
        yield Problem(None, path.relative_to(folder.parent).as_posix(), fault)


def salvage(damaged: Path, folder: Path) -> int:
    """Keep what can be read of a damaged file in a new one in the folder; returns how many answers.

    A copy is read: opening takes back what a process was killed at, and what is set aside stays as it is.
    """
    rows: dict[Any, Any] = {}
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".salvaging-", dir=folder) as aside:
        for path in filter(Path.exists, (damaged, *(beside(damaged)))):
            shutil.copyfile(path, Path(aside, path.name))
        for order in ("ASC", "DESC"):  # from either end up to the damage
            with (
                contextlib.suppress(sqlite3.Error, ValueError),
                closing(_open_cache(Path(aside, damaged.name))) as file,
            ):
                for row in file.execute(_ROWS.format(columns=_COLUMNS, order=order)):
                    if all(isinstance(value, str) for value in row):
                        rows[row[:_KEY]] = row
    if rows:
        fill(folder, rows.values())
    return len(rows)


def beside(path: Path) -> list[Path]:
    """Return the files that SQLite may keep beside one."""
    return [path.with_name(path.name + ending) for ending in _BESIDE]


def copy(folder: Path, to: Path) -> None:
    """Copy the file of answers, whole, while others may write.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    with closing(_open_cache(folder / FILE)) as file, closing(sqlite3.connect(to)) as new:
        file.backup(new)


def _fault(path: Path) -> str | None:
    try:
        if not path.stat().st_size:
            return "This file of geocoders' answers is empty."
        with closing(_open_cache(path)) as file:
            said = [row[0] for row in file.execute("PRAGMA integrity_check(1)")]
            file.execute(f"SELECT {_COLUMNS} FROM answers LIMIT 1").fetchall()  # noqa: S608 - columns of ours
    except (sqlite3.Error, OSError, ValueError):
        return "This file of geocoders' answers cannot be read."
    return None if said == ["ok"] else "This file of geocoders' answers is damaged."


def _open_cache(path: Path) -> sqlite3.Connection:
    # Only who may write can take back what a process was killed at; of a file that cannot be written SQLite makes one
    # that can be read.
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
