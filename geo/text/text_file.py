"""The text of a file to be added: the file itself, or the one text in a zip. Its content decides, not its name."""

import codecs
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from geo.errors import Sentence, UnreadableGazetteerError

_BLOCK = 1 << 20
_HEAD = 1 << 16
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_TEXTS = (".txt", ".csv", ".tsv")
# GeoNames packs all countries, 1.7 GB of text, to a quarter of their size.
_LARGEST, _PACKED = 4 << 30, 100
_ENCRYPTED = 0x1
_DAMAGED = Sentence("The zip is damaged.")


@dataclass(frozen=True, slots=True)
class Text:
    """Path of a text, and its encoding as Python calls it: UTF-8, or UTF-16 with its mark."""

    file: Path
    member: str | None
    encoding: str

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Its bytes, unpacked.

        Raises:
            UnreadableGazetteerError: the file, or the zip, breaks off or is damaged; also while reading.
        """
        with _open_binary(self.file, self.member) as stream:
            yield stream

    def head(self) -> str:
        """Return the first lines, for a look at how they are written."""
        with self.open() as stream:
            return codecs.getincrementaldecoder(self.encoding)().decode(stream.read(_HEAD)).removeprefix("\ufeff")


def text_in(file: Path) -> Text:
    """Return the text in a file, once its encoding is proved.

    Raises:
        UnreadableGazetteerError: no such file, an empty one, a zip with none or several texts or one that would
            not be safe to unpack, or a text in another encoding.
    """
    member = _member(file) if _start(file).startswith(_ZIPS) else None
    return Text(file, member, _encoding(file, member))


def _start(file: Path) -> bytes:
    if not file.is_file():
        reason = "It is a folder." if file.is_dir() else "There is no such file."
        raise UnreadableGazetteerError(file.name, reason)
    with _open_binary(file, None) as stream:
        start = stream.read(4)
    if not start:
        raise UnreadableGazetteerError(file.name, Sentence("It is empty."))
    return start


@contextmanager
def _open_binary(file: Path, member: str | None) -> Iterator[BinaryIO]:
    try:
        with file.open("rb") as whole:
            if member is None:
                yield whole
                return
            with zipfile.ZipFile(whole) as packed, _open_member(packed, member) as stream:
                yield stream
    except (zipfile.BadZipFile, zlib.error, EOFError):
        raise UnreadableGazetteerError(file.name, _DAMAGED) from None
    except OSError as error:
        raise UnreadableGazetteerError(file.name, f"It cannot be read: {error.strerror or error}.") from None


def _open_member(packed: zipfile.ZipFile, member: str) -> BinaryIO:
    try:
        return cast("BinaryIO", packed.open(member))
    except (NotImplementedError, RuntimeError, ValueError) as error:  # what the two directories of a zip disagree on
        raise zipfile.BadZipFile from error


def _member(file: Path) -> str:
    """Return the name of the one text in a zip, after a look at its directory only."""
    try:
        with zipfile.ZipFile(file) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        raise UnreadableGazetteerError(file.name, _DAMAGED) from None
    if any(PurePosixPath(m.filename).is_absolute() or ".." in PurePosixPath(m.filename).parts for m in members):
        raise UnreadableGazetteerError(file.name, Sentence("The zip refers to a file outside itself."))
    # GeoNames puts its readme beside the dump.
    texts = [m for m in members if m.filename.lower().endswith(_TEXTS) and "readme" not in m.filename.lower()]
    if len(texts) != 1:
        found = ", ".join(sorted(m.filename for m in texts)[:5]) or "none"
        raise UnreadableGazetteerError(
            file.name, f"The zip must hold one {', '.join(_TEXTS)} file; it holds {found}. Unpack it and add the one."
        )
    _refuse_unsafe(file, texts[0])
    return texts[0].filename


def _refuse_unsafe(file: Path, member: zipfile.ZipInfo) -> None:
    if member.flag_bits & _ENCRYPTED:
        raise UnreadableGazetteerError(file.name, "The zip is encrypted. Unpack it and add the text.")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnreadableGazetteerError(file.name, "The zip is packed in a way we do not read. Unpack it, add the text.")
    if member.file_size > min(_LARGEST, _PACKED * max(member.compress_size, _BLOCK // _PACKED)):
        raise UnreadableGazetteerError(
            file.name, f"The zip would unpack to {member.file_size:,} bytes, more than we take from one of its size."
        )


def _encoding(file: Path, member: str | None) -> str:
    """Return the encoding of a text, of which every byte was looked at."""
    with _open_binary(file, member) as stream:
        block = stream.read(_BLOCK)
        encoding = "utf-16" if block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"
        decoder = codecs.getincrementaldecoder(encoding)()
        at, line, more = 0, 1, True
        while more:
            held = len(decoder.getstate()[0])
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                line += error.object[: error.start].count(b"\n")
                raise UnreadableGazetteerError(file.name, _wrong(at - held + error.start, line, encoding)) from None
            if "\0" in text:
                raise UnreadableGazetteerError(file.name, "It holds NUL characters: it is no text in UTF-8.")
            at, line, more = at + len(block), line + text.count("\n"), bool(block)
            block = stream.read(_BLOCK)
    return encoding


def _wrong(byte: int, line: int, encoding: str) -> str:
    name = encoding.upper()
    return f"Byte {byte + 1:,}, in line {line:,}, is not {name}. Save it as UTF-8 (in a spreadsheet: CSV UTF-8)."
