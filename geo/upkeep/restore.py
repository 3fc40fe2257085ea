"""Restore: a backup into a new or empty folder, checked before anything is written and again before it is in place."""

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

from geo.errors import GeoError
from geo.files import make_folder, settle, settle_all
from geo.settings import Settings
from geo.store.current_files import snapshot, sum_up
from geo.store.delta import NAME as REVISIONS
from geo.upkeep import tar_files
from geo.upkeep.backup import Progress
from geo.upkeep.backup_check import damage, join_findings
from geo.upkeep.manifest import NAME, Manifest, belongs
from geo.upkeep.tar_files import DamagedBackupError, Part, UnreadableBackupError

Done = Callable[[int], None]

_AT_ONCE = 2**20
_LARGEST_MANIFEST = 2**28


def restore(
    backup: Path, folder: Path, progress: Progress = lambda _done, _total: None, *, damaged: bool = False
) -> Manifest:
    """Put the store of a backup into a folder; returns what is in it, and what of that is damaged.

    Args:
        backup: the file that `back_up` wrote.
        folder: one that is not there, or is empty.
        progress: called with how many bytes are read or written, and how many there are.
        damaged: whether a store of which something was damaged before the backup is brought back as it is.

    Raises:
        GeoError: the backup is damaged or made to do harm, the folder is not empty, or cannot be written.
    """
    _refuse_full(folder)
    try:
        parts = _parts(backup)
        manifest = _manifest(backup, parts)
        total = sum(part.bytes for part in parts.values())
        _compare(backup, parts, manifest, lambda done: progress(done, 2 * total))
    except OSError as error:
        raise UnreadableBackupError(backup, f"It cannot be read: {error.strerror or error}.") from None
    with _stage_files(folder, total) as stage:
        _extract(backup, parts, manifest, stage, lambda done: progress(total + done, 2 * total))
        found = damage(Settings(store=str(stage), local_access=False))
        if found and not damaged:
            raise DamagedBackupError(backup, join_findings(found))
        _refuse_other(backup, manifest, stage)
        sum_up(str(stage))
        settle_all(stage)  # a summary that a power cut tore would hide the whole table
    return replace(manifest, damaged=tuple(map(str, found)))


def _refuse_full(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        sentence = f"{folder} is not empty. Nothing was written; name a new or an empty folder."
        raise GeoError(sentence)


def _parts(backup: Path) -> dict[str, Part]:
    found: dict[str, Part] = {}
    for part in tar_files.parts(backup):
        if part.name in found or not (part.name == NAME or belongs(part.name)):
            why = (
                f"{part.name[:200]!r} in it stands twice."
                if part.name in found
                else (f"{part.name[:200]!r} in it is no file of a store.")
            )
            raise UnreadableBackupError(backup, why)
        found[part.name] = part
    return found


def _manifest(backup: Path, found: dict[str, Part]) -> Manifest:
    part = found.pop(NAME, None)
    if part is None or part.bytes > _LARGEST_MANIFEST:
        raise UnreadableBackupError(backup, "It has no list of its contents.")
    with backup.open("rb") as file:
        file.seek(part.offset)
        try:
            return Manifest.from_json(file.read(part.bytes))
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError):
            raise UnreadableBackupError(backup, "The list of its contents cannot be read.") from None


def _compare(backup: Path, found: Mapping[str, Part], manifest: Manifest, progress: Done) -> None:
    """Raise if any file is not the one the manifest names."""
    listed = {member.path: member for member in manifest.files}
    if listed.keys() != found.keys() or len(listed) != len(manifest.files):
        raise UnreadableBackupError(backup, "Its files are not those of the list of its contents.")
    done = 0
    with backup.open("rb") as file:
        for name, part in found.items():
            sha = hashlib.sha256()
            file.seek(part.offset)
            for content in _pieces(file, part.bytes):
                sha.update(content)
            if (part.bytes, sha.hexdigest()) != (listed[name].bytes, listed[name].sha256):
                raise UnreadableBackupError(backup, f"{name} in it was changed.")
            done += part.bytes
            progress(done)


def _pieces(file: IO[bytes], count: int) -> Iterator[bytes]:
    """Yield the next so many bytes of a file."""
    while count > 0 and (content := file.read(min(count, _AT_ONCE))):
        count -= len(content)
        yield content


def _extract(backup: Path, found: Mapping[str, Part], manifest: Manifest, stage: Path, progress: Done) -> None:
    listed = {member.path: member.sha256 for member in manifest.files}
    done = 0
    with backup.open("rb") as file:
        for name, part in found.items():
            path, sha = stage / name, hashlib.sha256()
            path.parent.mkdir(parents=True, exist_ok=True)
            file.seek(part.offset)
            with path.open("xb") as new:
                for content in _pieces(file, part.bytes):
                    sha.update(content)
                    new.write(content)
            if sha.hexdigest() != listed[name]:
                raise UnreadableBackupError(backup, f"{name} in it was changed while it was read.")
            done += part.bytes
            progress(done)


def _refuse_other(backup: Path, manifest: Manifest, stage: Path) -> None:
    """Raise if what was unpacked is not a store at the version the manifest names."""
    head = snapshot(str(stage)).head
    if (head.version, head.link) != (manifest.version, manifest.link):
        raise UnreadableBackupError(backup, "Its store is at another version than its list says.")


@contextmanager
def _stage_files(folder: Path, total: int) -> Iterator[Path]:
    """Make a folder whose contents are moved into place when the block ends well; else nothing is left."""
    ours = not folder.exists()
    stage = None
    try:
        make_folder(folder)
        if (free := shutil.disk_usage(folder).free) < total:
            raise OSError(0, f"it takes {total / 1e6:,.1f} MB, and {free / 1e6:,.1f} MB are free")  # noqa: TRY301
        stage = Path(tempfile.mkdtemp(prefix=".restoring-", dir=folder))
        yield stage
        _move_into_place(stage, folder)
    except OSError as error:
        sentence = f"{folder} cannot be written: {error.strerror or error}. Nothing was restored; name another folder."
        raise GeoError(sentence) from error
    finally:
        if stage:
            shutil.rmtree(stage, ignore_errors=True)
        if ours and folder.exists() and not any(folder.iterdir()):
            folder.rmdir()


def _move_into_place(stage: Path, folder: Path) -> None:
    """Move the files into place, the revisions last: until they are there, it is no store."""
    for path in sorted(stage.iterdir(), key=lambda path: path.name == REVISIONS):
        path.rename(folder / path.name)
        settle(folder)
    settle(folder.parent)
