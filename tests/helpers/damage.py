"""Damage done to a store's files on purpose."""

from pathlib import Path

from house import by

from geo.incident import Incident
from geo.store.store import Store

LOG = "revisions/_delta_log"


def grown(folder: Path, acts: int) -> Path:
    """A store of so many acts, each of two incidents."""
    store = Store.open(str(folder))
    for act in range(1, acts + 1):
        incidents = [Incident(f"demo:{act}{letter}", "demo", title=f"{act} {letter}") for letter in "ab"]
        store.append(incidents, caller=by("ada"), reason=f"Reason {act}", tool="tests")
    return folder


def entry(home: Path, version: int) -> Path:
    """The file of the log with an act."""
    return home / LOG / f"{version:020}.json"


def rows_of(home: Path, version: int) -> Path:
    """The data file of an act."""
    text = entry(home, version).read_text(encoding="utf-8")
    return home / "revisions" / text.partition('"add":{"path":"')[2].partition('"')[0]


def cut(path: Path, by: int = 60) -> None:
    """Take so many bytes off a file's end."""
    path.write_bytes(path.read_bytes()[:-by])


def empty(path: Path) -> None:
    """Take all bytes of a file."""
    path.write_bytes(b"")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, but for the lock and what was set aside."""
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if name != ".lock" and "set-aside" not in name}
