"""A first look at a file: whether there is a text in it at all, and how that begins. Its content decides, not its name.

No more than 64 KiB are read, however large the file says it is; only a zip is proved whole, for the one text in it.
"""

import codecs
import csv
import io
from pathlib import Path

from geo.errors import Sentence, UnreadableGazetteerError, UnreadableImportError
from geo.readers.reader import Opening
from geo.readers.table.spreadsheet import is_workbook
from geo.settings import file_name
from geo.text import zips
from geo.text.text_file import text_in

_HEAD = 1 << 16
_DELIMITERS = ",;\t|"
_ZIP = b"PK\x03\x04"
# Geodata: SQLite's, FlatGeobuf's and Parquet's first bytes, and what a zip of it holds.
_PACKED_OR_TYPED = (b"SQLite format 3\0", b"fgb\x03fgb", b"PAR1")
_GEODATA = (".shp", ".kml")
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What people hand in by mistake, by its first bytes (file formats' own definitions).
_BINARY = {
    b"\xd0\xcf\x11\xe0": "It is an old or locked spreadsheet. Save it as .xlsx without a password.",
    b"\x1f\x8b": "It is packed with gzip. Unpack it first.",
    b"%PDF": "It is a PDF. It needs a table or GeoJSON.",
}


def read_opening(path: Path, name: str | None = None) -> Opening:
    """Read the opening of a file; a spreadsheet and geodata have no text.

    `name` is what the user calls it, by default as the path ends.

    Raises:
        UnreadableImportError: there is no such file, or it is a folder, empty, or no text in UTF-8 or marked UTF-16.
    """
    name = file_name(path) if name is None else name
    head, whole = _head(path, name)
    if head.startswith(_PACKED_OR_TYPED) or (head.startswith(_ZIP) and _holds_no_text(path)):
        return Opening(path, name, head, "utf-8-sig", "", ",", ())
    text, encoding = _unpack_opening(path, name) if head.startswith(_ZIP) else _text(name, head, whole=whole)
    first = next((line for line in io.StringIO(text) if line.strip()), "")
    if not first:
        raise UnreadableImportError(name, Sentence("It is empty."))
    delimiter = max(_DELIMITERS, key=lambda each: len(_cells(first, each)))
    return Opening(path, name, head, encoding, text, delimiter, tuple(_cells(first, delimiter)))


def _holds_no_text(path: Path) -> bool:
    return is_workbook(path) or any(name.lower().endswith(_GEODATA) for name in zips.names(path))


def refuse_no_file(path: Path, name: str) -> None:
    """Raise if a path is not a file.

    Raises:
        UnreadableImportError: there is no such file, or it is a folder, or something else.
    """
    if not path.is_file():
        reason = "It is a folder." if path.is_dir() else "It is no file." if path.exists() else "There is no such file."
        raise UnreadableImportError(name, reason)


def _head(path: Path, name: str) -> tuple[bytes, bool]:
    """Return the first bytes, and whether they are all."""
    refuse_no_file(path, name)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD + 1)
    except OSError as error:
        raise UnreadableImportError(
            name, Sentence("It cannot be read: {error}.", error=error.strerror or str(error))
        ) from None
    return head[:_HEAD], len(head) <= _HEAD


def _unpack_opening(path: Path, name: str) -> tuple[str, str]:
    try:
        text = text_in(path)
        return text.head(), text.encoding
    except UnreadableGazetteerError as error:
        raise UnreadableImportError(name, error.reason) from None


def _text(name: str, head: bytes, *, whole: bool) -> tuple[str, str]:
    for mark, reason in _BINARY.items():
        if head.startswith(mark):
            raise UnreadableImportError(name, reason)
    encoding = "utf-16" if head.startswith(_MARKS) else "utf-8-sig"
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(head, final=whole)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        reason = f"Line {line:,} is not {encoding.removesuffix('-sig').upper()}. Save it as UTF-8."
        raise UnreadableImportError(name, reason) from None
    if "\0" in text:
        raise UnreadableImportError(name, Sentence("It is not text: it contains NUL characters."))
    return text, encoding


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter))]
    except csv.Error:
        return [line.strip()]
