"""Snapshot of the read model on disk, for stores too large to be loaded from the revisions at each start.

It can always be made again from the revisions: delete it at will. What is in doubt is dropped: a file without a seal,
of another store or version, or that is not as it was written. Every process works on a copy of its own, because DuckDB
lets only one write to a file.
"""

import atexit
import contextlib
import functools
import hashlib
import logging
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from geo.readmodel.connection import quote_path, refuse_strange
from geo.readmodel.schema import TABLES
from geo.readmodel.snapshots.seal import Seal, make_seal, read_seal, seal_path, settle, sha256, write_seal
from geo.readmodel.snapshots.working_copy import Claim, Copy, sweep, turn
from geo.store.act import LINK_DIGITS, Head
from geo.store.delta import local_folder

# From so many revisions on a start without a kept read model would be felt.
LARGE = 50_000
FOLDER = "readmodel"
_DRAFT = "draft-"

_log = logging.getLogger(__name__)

# Bump it when what fills the tables changes and their columns do not: the shapes we ship, the folding of words.
_MADE = 2
_FORMAT = hashlib.sha256(repr((_MADE, TABLES)).encode()).hexdigest()[:8]
_NAME = re.compile(rf"{_FORMAT}-([0-9]{{1,10}})-([0-9a-f]{{{LINK_DIGITS}}})\.duckdb", re.ASCII)

# Space first, so that a viewport skips what lies elsewhere: tiles of zoom 6, or shapes, then days.
_SORTED = {
    "revisions": "mx >> 24, my >> 24, feature, start, id",
    "actors": "actor, rid",
    "actor_names": "code",
    "actor_ids": "actor_id, rid",
    "near_border": "border, rid",
}


# Of incidents far apart a map fetches these one by one: unpacking them takes longer than reading them.
_UNPACKED = {"revisions": ("id", "title")}


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept read model: where it lies, the head whose acts are in it, and its seal."""

    path: Path
    head: Head
    seal: Seal


class DoubtfulError(Exception):
    """A kept read model is not as it was written."""


def newest(location: str, heads: Sequence[Head]) -> Kept | None:
    """Return the kept read model of the latest of `heads`, the first of which names the store; None when there is none.

    One of these versions whose seal is missing, or of another file or store, is dropped; other files are left alone.
    """
    return max(_fitting(location, heads), key=lambda kept: kept.head.version, default=None)


def find_snapshots(location: str, heads: Sequence[Head]) -> Iterator[tuple[Path, Head]]:
    """Yield the files in the folder that are called as the read model of one of `heads` is."""
    known = {head.link: head for head in heads}
    with contextlib.suppress(OSError):
        for path in sorted(_folder(location).iterdir()):
            match = _NAME.fullmatch(path.name)
            if match and (link := f"{match[1]}-{match[2]}") in known:
                yield path, known[link]


def doubt(path: Path, head: Head, store: str) -> str | None:
    """Why a file is not what its name says, as far as can be told without reading it; None when it may be."""
    seal = read_seal(path)
    if seal is None:
        return "it has no seal"
    if (seal.store, seal.version) != (store, head.link):
        return "it is of another store or version"
    return None if path.stat().st_size == seal.bytes else "its size is not what was written"


def _fitting(location: str, heads: Sequence[Head]) -> Iterator[Kept]:
    for path, head in find_snapshots(location, heads):
        with contextlib.suppress(OSError):
            why, seal = doubt(path, head, heads[0].chain), read_seal(path)
            if why or seal is None:
                _drop_doubtful(path, head, heads[0].chain)
            else:
                yield Kept(path, head, seal)


def copy_snapshot(kept: Kept) -> Copy:
    """Return a copy to work on, beside the file, or where there is no room, in the system's folder for temporary files.

    Raises:
        DoubtfulError: the file is not what its seal says.
        OSError: it cannot be copied.
    """
    try:
        copy = Copy(kept.path)
    except OSError:
        copy = Copy(kept.path, _own())
    if copy.sha256 != kept.seal.sha256:
        copy.release()
        raise DoubtfulError
    return copy


def is_whole(kept: Kept) -> bool:
    """Return whether a file matches its seal; reads all of it."""
    try:
        return sha256(kept.path) == kept.seal.sha256
    except OSError:
        return False


def drop(path: Path, why: str) -> None:
    """Remove a kept read model that cannot be trusted; the next one is made from the revisions."""
    with contextlib.suppress(OSError), turn(path.parent):
        _remove(path, why)


def _drop_doubtful(path: Path, head: Head, store: str) -> None:
    """Remove one that is in doubt, unless another process put a good one in its place just now."""
    with turn(path.parent):
        if path.exists() and (why := doubt(path, head, store)):
            _remove(path, why)


def _remove(path: Path, why: str) -> None:
    _log.warning("a kept read model was dropped, and is made again: %s", why)
    path.unlink(missing_ok=True)
    seal_path(path).unlink(missing_ok=True)


def sweep_drafts(location: str) -> None:
    """Remove what processes that are no more have left in the folder."""
    for prefix in (_DRAFT, "in-use-"):
        sweep(_folder(location), prefix)


@contextlib.contextmanager
def workshop(location: str) -> Iterator[Path]:
    """Make a temporary folder beside the snapshots, removed with its content when the block ends."""
    folder = _folder(location)
    folder.mkdir(parents=True, exist_ok=True)
    claim = Claim(folder, _DRAFT)
    try:
        yield claim.folder
    finally:
        claim.release()


def keep(location: str, draft: Path, head: Head, store: str) -> Kept:
    """Make a finished draft the kept read model of `head`, in place of those before.

    Where another process has just kept one of this head, that one stays.

    Args:
        location: the store's.
        draft: the file.
        head: whose acts are in it.
        store: the chain of the store's first act.
    """
    folder = _folder(location)
    path = folder / f"{_FORMAT}-{head.link}.duckdb"
    settle(draft)
    kept = Kept(path, head, make_seal(draft, store, head.link))
    # File and seal are put in place, and those before removed, by one process at a time: else the seal of one stood
    # beside the file of another, or beside none.
    with turn(folder):
        present = read_seal(path)
        if path.exists() and present and doubt(path, head, store) is None:
            return Kept(path, head, present)
        # The seal first: a file that is there has one.
        write_seal(draft, kept.seal).replace(seal_path(path))
        draft.replace(path)
        settle(folder)
        for other in (*folder.glob("*.duckdb"), *folder.glob("*.json")):
            if other not in (path, seal_path(path)):
                other.unlink(missing_ok=True)
    return kept


def write_tables(engine: duckdb.DuckDBPyConnection, draft: Path) -> None:
    """Move the tables of an engine to a file, laid so that questions skip most of the rows."""
    engine.execute(f"ATTACH '{quote_path(draft)}' AS draft")
    for name, order in _SORTED.items():
        engine.execute(f"CREATE TABLE draft.{name} ({_column_definitions(engine, name)})")
        engine.execute(f"INSERT INTO draft.{name} SELECT * FROM {name} ORDER BY {order}")  # noqa: S608 - ours
        engine.execute(f"DROP TABLE {name}")
    engine.execute("DETACH draft")


def _column_definitions(engine: duckdb.DuckDBPyConnection, name: str) -> str:
    """Return the columns of a table, as a new one is made with them."""
    columns = {column: kind for column, kind, *_ in engine.execute(f"DESCRIBE {name}").fetchall()}
    columns |= {column: f"{columns[column]} USING COMPRESSION uncompressed" for column in _UNPACKED.get(name, ())}
    return ", ".join(f'"{column}" {kind}' for column, kind in columns.items())


def take_over(engine: duckdb.DuckDBPyConnection, kept: Kept) -> None:
    """Fill the empty tables of an engine, which may read every file of the machine, with what was kept.

    Raises:
        duckdb.Error: it is broken, or holds other than our tables: a view in it could read another file.
    """
    engine.execute(f"ATTACH '{quote_path(kept.path)}' AS kept (READ_ONLY)")
    refuse_strange(engine, "kept")
    for name in _SORTED:
        engine.execute(f"INSERT INTO {name} BY NAME SELECT * FROM kept.{name}")  # noqa: S608 - names of ours
    engine.execute("DETACH kept")


def _folder(location: str) -> Path:
    """In the store's folder; of an object store, and of a folder that cannot be written, for this process only."""
    table = local_folder(location)
    return _own() if table is None or not os.access(table.parent, os.W_OK) else table.parent / FOLDER


@functools.cache
def _own() -> Path:
    """Return a folder that nobody else may look into, gone with the process."""
    claim = Claim(Path(tempfile.gettempdir()), "incident-atlas-")
    atexit.register(claim.release)
    return claim.folder
