"""The files in a tar that is not trusted: plain files one after another, and nothing else a tar can hold.

Links, devices, folders, sparse files and headers that change what other headers say are refused by their kind, so that
no name or size is but what stands there.
"""

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from geo.errors import GeoError

_BLOCK = 512


class UnreadableBackupError(GeoError):
    """A file is no backup, or was damaged; `why` is a sentence."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} is no backup that can be restored. {why} Nothing was written; name another file.")


class DamagedBackupError(GeoError):
    """A backup is whole, and something in it was damaged before it was made; `what` names it."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            f"{path} is of a store that is damaged: {what} Nothing was restored; take an earlier backup, or "
            "`geo restore --damaged` brings it back as it is."
        )


@dataclass(frozen=True, slots=True)
class Part:
    """A file in a tar: where its bytes begin, and how many they are."""

    name: str
    offset: int
    bytes: int


def parts(path: Path) -> Iterator[Part]:
    """Each file in the tar, in order.

    Raises:
        UnreadableBackupError: it breaks off, or holds anything but plain files.
        OSError: it cannot be read.
    """
    end = path.stat().st_size
    with path.open("rb") as file:
        while (head := file.read(_BLOCK)).strip(b"\0"):
            part = _part(path, head, file.tell())
            if part.offset + part.bytes > end:
                raise UnreadableBackupError(path, "It breaks off.")
            yield part
            file.seek(part.offset + -(-part.bytes // _BLOCK) * _BLOCK)
        if not head:
            raise UnreadableBackupError(path, "It breaks off.")


def _part(path: Path, head: bytes, offset: int) -> Part:
    try:
        told = tarfile.TarInfo.frombuf(head, "ascii", "strict")
    except (tarfile.TarError, ValueError):
        raise UnreadableBackupError(path, "It is no tar, or is damaged.") from None
    if told.type != tarfile.REGTYPE or told.size < 0:
        raise UnreadableBackupError(path, f"{told.name[:100]!r} in it is no plain file.")
    return Part(told.name, offset, told.size)
