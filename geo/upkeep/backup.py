"""Backup: a store as it stands at one version, in one tar file, while others may write.

The log up to a version and the data files it names never change, so they are copied as they lie. Read model and
summaries of the log are made again from them, and files that were gathered into others are not needed: they are left
out, as is everything else that `manifest` does not name.
"""

import hashlib
import io
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from geo.access import Caller, require_manager
from geo.errors import GeoError, UnwritableFileError
from geo.files import settle
from geo.imports.verify import notes
from geo.places.geocoder.online import verify as online
from geo.places.geocoder.online.cache import FILE as ANSWERS
from geo.settings import Settings
from geo.store.current_files import Snapshot, snapshot
from geo.store.raw_files import Files
from geo.upkeep.backup_check import damage, join_findings
from geo.upkeep.manifest import NAME, Manifest, Member, belongs
from geo.upkeep.parts import beside

Progress = Callable[[int, int], None]

_CHANGED = "A file of the store was taken away while it was copied. No backup was written; try again."


@dataclass(frozen=True, slots=True)
class _Source:
    bytes: int
    opened: Callable[[], Any]


def back_up(
    settings: Settings,
    caller: Caller,
    path: Path,
    progress: Progress = lambda _done, _total: None,
    *,
    damaged: bool = False,
) -> Manifest:
    """Write the store into one file, whole or not at all; returns what is in it.

    All of it is checked first, rows included: a byte that changed is in every later backup, and should be known while
    there is an earlier one.

    Args:
        settings: which store.
        caller: who keeps it: a backup holds all there is.
        path: a file that is not there yet.
        progress: called with how many bytes are copied, and how many there are.
        damaged: whether what is damaged is copied as it is; the manifest says what. The log has to be whole.

    Raises:
        NotAllowedError: the caller does not keep the store.
        GeoError: the store is damaged or changed while it was copied, or the file cannot be written.
    """
    require_manager(caller)
    now = snapshot(settings.store)
    found = damage(settings)
    if found and not damaged:
        sentence = (
            f"The store is damaged: {join_findings(found)} No backup was written; {found[0].todo} "
            "`geo backup --damaged` copies it as it is."
        )
        raise GeoError(sentence)
    with _write_beside(path) as (file, folder):
        sources = {**_revisions(settings, now), **_beside(settings, now, folder)}
        with tarfile.open(fileobj=file, mode="w", format=tarfile.USTAR_FORMAT) as tar:
            files = tuple(_add_members(tar, sources, progress))
            made = datetime.now(UTC).replace(microsecond=0)
            manifest = Manifest(now.head.version, now.head.link, made, files, tuple(map(str, found)))
            _add(tar, NAME, io.BytesIO(text := manifest.to_json().encode()), len(text))
    return manifest


def _revisions(settings: Settings, now: Snapshot) -> dict[str, _Source]:
    files = Files(settings.store)
    return {name: _Source(size, lambda name=name: files.open_file(name)) for name, size in now.files.items()}  # type: ignore[misc]


def _beside(settings: Settings, now: Snapshot, folder: Path) -> dict[str, _Source]:
    home = beside(settings)
    later = frozenset(_later(settings.imports / "files", now.head.version))
    roots = (settings.imports, settings.leads, settings.gazetteers)
    found = [path for root in roots for path in sorted(root.rglob("*")) if path.is_file() and path not in later]
    sources = {path.relative_to(home).as_posix(): path for path in found}
    if (settings.answers / ANSWERS).exists():
        online.copy(settings.answers, folder / ANSWERS)
        sources[(settings.answers / ANSWERS).relative_to(home).as_posix()] = folder / ANSWERS
    return {
        name: _Source(path.stat().st_size, lambda path=path: path.open("rb"))  # type: ignore[misc]
        for name, path in sources.items()
        if belongs(name)
    }


def _later(folder: Path, version: int) -> Iterator[Path]:
    """Yield files that came in after the version: notes on later imports, and files with no other note."""
    for home in filter(Path.is_dir, folder.glob("[!.]*")):
        told = notes(home)
        earlier = [path for path, note in told if note and note["version"] <= version]
        yield from (path for path, _ in told if path not in earlier)
        if not earlier:
            yield from home.iterdir()


def _add_members(tar: tarfile.TarFile, sources: Mapping[str, _Source], progress: Progress) -> Iterator[Member]:
    done, total = 0, sum(source.bytes for source in sources.values())
    for name, source in sources.items():
        try:
            opened = source.opened()
        except OSError:
            raise GeoError(_CHANGED) from None
        with opened:
            hashed = _Hashed(opened)
            _add(tar, name, hashed, source.bytes)
        yield Member(name, source.bytes, hashed.sha.hexdigest())
        done += source.bytes
        progress(done, total)


class _Hashed:
    """A file that is hashed while it is read."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self.sha = hashlib.sha256()

    def read(self, size: int) -> bytes:
        """Return the next bytes."""
        content = bytes(self._file.read(size))
        self.sha.update(content)
        return content


def _add(tar: tarfile.TarFile, name: str, content: Any, size: int) -> None:
    about = tarfile.TarInfo(name)
    about.size, about.mode, about.mtime = size, 0o600, int(datetime.now(UTC).timestamp())
    tar.addfile(about, content)


@contextmanager
def _write_beside(path: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """Write a file beside its place and a folder of its parts; move it into place when the block ends well."""
    try:
        if path.exists():
            raise FileExistsError(0, "there is something already")
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=path.parent) as aside:
            draft = Path(aside, "backup.tar")
            with draft.open("xb") as file:
                yield file, Path(aside)
                file.flush()
                os.fsync(file.fileno())
            _place(draft, path)
            settle(path.parent)
    except (OSError, ValueError, tarfile.TarError, sqlite3.Error) as error:
        raise UnwritableFileError(path, getattr(error, "strerror", None) or str(error)) from error


def _place(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)  # unlike a renaming, this replaces nothing
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        draft.rename(path)
