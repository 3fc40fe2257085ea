"""The members of a zip that are wanted, unpacked in memory after a look at its directory; nothing is written."""

import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from geo.errors import Sentence, UnreadableImportError

_LARGEST, _MEMBERS = 256 << 20, 2_000
# As for workbooks: what is meant to be read does not shrink more than so many times.
_PACKED, _SMALL = 200, 1 << 20
_ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError, RuntimeError)


def names(path: Path) -> tuple[str, ...]:
    """Return the names of its members, but for what macOS adds; none where it is no zip, or damaged."""
    try:
        with zipfile.ZipFile(path) as packed:
            return tuple(name for name in packed.namelist() if not name.startswith("__MACOSX/"))
    except _BROKEN:
        return ()


def read_members(path: Path, file: str, wanted: Sequence[str]) -> list[bytes]:
    """Read some members of a zip; `file` is the user's name for it.

    Raises:
        UnreadableImportError: it is damaged, locked, names files outside itself, or would unpack to too much.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            _refuse_unsafe(path, file, packed.infolist(), [packed.getinfo(name) for name in wanted])
            return [packed.read(name) for name in wanted]
    except _BROKEN:
        raise UnreadableImportError(file, Sentence("The zip is damaged.")) from None


def refuse_outside(file: str, members: Sequence[zipfile.ZipInfo]) -> None:
    """Raise if members of a zip would be unpacked outside it.

    Raises:
        UnreadableImportError: one names a file outside; `file` is what the user calls the zip.
    """
    if any(PurePosixPath(m.filename).is_absolute() or ".." in PurePosixPath(m.filename).parts for m in members):
        raise UnreadableImportError(file, Sentence("The zip refers to a file outside itself."))


def _refuse_unsafe(
    path: Path, file: str, members: Sequence[zipfile.ZipInfo], wanted: Sequence[zipfile.ZipInfo]
) -> None:
    refuse_outside(file, members)
    if any(member.flag_bits & _ENCRYPTED for member in wanted):
        raise UnreadableImportError(file, Sentence("The zip is protected with a password. Save it without one."))
    size = sum(member.file_size for member in wanted)
    if len(members) > _MEMBERS or size > min(_LARGEST, max(_SMALL, _PACKED * path.stat().st_size)):
        raise UnreadableImportError(
            file, Sentence("The zip would unpack to {size:,} bytes, which is over the limit for its size.", size=size)
        )
