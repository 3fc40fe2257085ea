"""The read model as it lies on disk between starts, for stores too large to be read anew each time.

It can always be made again from the revisions: delete it at will. Every process works on a copy of its own, because
DuckDB lets only one write to a file.
"""

import atexit
import contextlib
import functools
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from geo.store.acts import LINK_DIGITS, Head
from geo.store.columns import TABLES
from geo.store.engine import quoted
from geo.store.table import local_folder

# From so many revisions on a start without a kept read model would be felt.
LARGE = 50_000
FOLDER = "readmodel"

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
    """A kept read model: where it lies, and the head whose acts are in it."""

    path: Path
    head: Head


def newest(location: str, heads: Sequence[Head]) -> Kept | None:
    """The kept read model of the latest of `heads`; one of another store or format is none."""
    folder = _folder(location)
    known = {head.link: head for head in heads}
    with contextlib.suppress(OSError):
        found = [match for path in folder.iterdir() if (match := _NAME.fullmatch(path.name))]
        fitting = [
            Kept(folder / match[0], known[link]) for match in found if (link := f"{match[1]}-{match[2]}") in known
        ]
        return max(fitting, key=lambda kept: kept.head.version, default=None)
    return None


@contextlib.contextmanager
def workshop(location: str) -> Iterator[Path]:
    """A folder beside the kept read models, gone when the block ends with all that is still in it."""
    folder = _folder(location)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix="draft-") as own:
        yield Path(own)


def keep(location: str, draft: Path, head: Head) -> Kept:
    """Make a finished draft the kept read model of `head`, in place of those before."""
    folder = _folder(location)
    kept = Kept(folder / f"{_FORMAT}-{head.link}.duckdb", head)
    draft.replace(kept.path)
    for path in folder.glob("*.duckdb"):
        if path != kept.path:
            path.unlink(missing_ok=True)
    return kept


def laid(engine: duckdb.DuckDBPyConnection, draft: Path) -> None:
    """Move the tables of an engine to a file, laid so that questions skip most of the rows."""
    engine.execute(f"ATTACH '{quoted(draft)}' AS draft")
    for name, order in _SORTED.items():
        engine.execute(f"CREATE TABLE draft.{name} ({_described(engine, name)})")
        engine.execute(f"INSERT INTO draft.{name} SELECT * FROM {name} ORDER BY {order}")  # noqa: S608 - ours
        engine.execute(f"DROP TABLE {name}")
    engine.execute("DETACH draft")


def _described(engine: duckdb.DuckDBPyConnection, name: str) -> str:
    """The columns of a table, as a new one is made with them."""
    columns = {column: kind for column, kind, *_ in engine.execute(f"DESCRIBE {name}").fetchall()}
    columns |= {column: f"{columns[column]} USING COMPRESSION uncompressed" for column in _UNPACKED.get(name, ())}
    return ", ".join(f'"{column}" {kind}' for column, kind in columns.items())


def take_over(engine: duckdb.DuckDBPyConnection, kept: Kept) -> None:
    """Fill the empty tables of an engine with what was kept."""
    engine.execute(f"ATTACH '{quoted(kept.path)}' AS kept (READ_ONLY)")
    for name in _SORTED:
        engine.execute(f"INSERT INTO {name} SELECT * FROM kept.{name}")  # noqa: S608 - names of ours
    engine.execute("DETACH kept")


def _folder(location: str) -> Path:
    """In the store's folder; of an object store, and of a folder that cannot be written, for this process only."""
    table = local_folder(location)
    return _own() if table is None or not os.access(table.parent, os.W_OK) else table.parent / FOLDER


@functools.cache
def _own() -> Path:
    """A folder that nobody else may look into, gone with the process."""
    folder = Path(tempfile.mkdtemp(prefix="incident-atlas-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
