"""Seal of a read-model snapshot: its store and version, and the SHA-256 of the file.

It tells a damaged file, one of another store and one that was not finished. It does not tell a forged one from ours:
whoever can write the file can write the seal. `geo.readmodel.snapshots.verify` compares the content with the revisions.
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

_MOST_BYTES = 10_000


@dataclass(frozen=True, slots=True)
class Seal:
    """The chain of the store's first act, the link of the version, and the size (bytes) and SHA-256 of the file."""

    store: str
    version: str
    bytes: int
    sha256: str


def seal_path(file: Path) -> Path:
    """Return the path of a file's seal."""
    return file.with_suffix(".json")


def make_seal(file: Path, store: str, version: str) -> Seal:
    """Return the seal of a finished file."""
    return Seal(store, version, file.stat().st_size, sha256(file))


def read_seal(file: Path) -> Seal | None:
    """Return the seal of a file; None when there is none that can be read."""
    try:
        with seal_path(file).open(encoding="utf-8") as source:
            known = json.loads(source.read(_MOST_BYTES))
        return Seal(str(known["store"]), str(known["version"]), int(known["bytes"]), str(known["sha256"]))
    except (OSError, ValueError, TypeError, KeyError, OverflowError):
        return None


def write_seal(file: Path, seal: Seal) -> Path:
    """Write the seal of a file beside it, safe on disk."""
    path = seal_path(file)
    path.write_text(json.dumps(asdict(seal)), encoding="utf-8")
    settle(path)
    return path


def sha256(file: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def settle(path: Path) -> None:
    """Force a file, or a folder's list of files, to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
