"""The first sheet of a spreadsheet that holds anything, as text: values only, and within limits.

Everything is looked at before the spreadsheet is read, and what was looked at is what is read: a copy in memory.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from geo.errors import Sentence, UnreadableImportError
from geo.readers.columns.sheet import Sheet
from geo.text.zips import refuse_outside

# 200,000 incidents of 25 columns, and what such a sheet unpacks to.
_CELLS, _COLUMNS = 5_000_000, 1_000
_LARGEST, _MEMBERS = 256 << 20, 2_000
# A few kilobytes can unpack to gigabytes: text does not shrink more than so many times.
_PACKED, _SMALL = 200, 1 << 20
_ENCRYPTED = Sentence("It is protected with a password. Save it without one.")
_DAMAGED = Sentence("The spreadsheet is damaged.")
# Where a cell or row is said to stand: one in the far corner makes a sheet of 17 billion cells.
_PLACE = re.compile(rb"""(?<![\w:.-])r\s*=\s*["']\s*([A-Za-z]{0,8})([0-9]{0,12})""")
_ROW, _CELL = re.compile(rb"<(?:[\w.-]+:)?row[\s/>]"), re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")


@dataclass(frozen=True, slots=True)
class Book:
    """A header and the rows below it, as text."""

    header: tuple[str, ...]
    rows: Sequence[Sequence[str]]

    def columns(self, at: Mapping[str, int]) -> Sheet:
        """Return the columns at some positions, each by the name of our field; blank rows are passed over."""
        kept = [(number, row) for number, row in enumerate(self.rows, start=1) if any(row)]
        columns = {field: pa.array([row[i] for _, row in kept], pa.string()) for field, i in at.items()}
        return Sheet.of(columns, pa.array([number for number, _ in kept], pa.int64()))


def is_workbook(path: Path) -> bool:
    """Return whether a file is an Excel workbook, by its content: a zip with a workbook in it."""
    try:
        with zipfile.ZipFile(path) as packed:
            return any(name.lower().startswith("xl/workbook") for name in packed.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def sheet(path: Path, name: str) -> Book:
    """Return the first sheet that holds anything; `name` is what the user calls the file.

    Raises:
        UnreadableImportError: it is too large, would unpack to too much, is locked, damaged, empty, or made to do harm.
    """
    try:
        with CalamineWorkbook.from_filelike(_copy(path, name)) as book:
            found = next((each for each in map(book.get_sheet_by_name, book.sheet_names) if each.end), None)
            rows = _texts(found) if found else []
    except PasswordError:
        raise UnreadableImportError(name, _ENCRYPTED) from None
    except (CalamineError, zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError):
        raise UnreadableImportError(name, _DAMAGED) from None
    if not rows:
        raise UnreadableImportError(name, Sentence("Its sheets are empty."))
    return Book(tuple(cell.strip() for cell in rows[0]), rows[1:])


def _copy(path: Path, name: str) -> io.BytesIO:
    """Return the members of a workbook in a new zip, once each was unpacked and looked at."""
    copy = io.BytesIO()
    with zipfile.ZipFile(path) as packed, zipfile.ZipFile(copy, "w") as plain:
        _refuse_unsafe(path, name, packed)
        for member in dict.fromkeys(packed.namelist()):
            content = packed.read(member)
            _refuse_declared(name, content)
            _refuse_vast(name, content)
            plain.writestr(member, content)
    copy.seek(0)
    return copy


def _refuse_unsafe(path: Path, name: str, packed: zipfile.ZipFile) -> None:
    members = packed.infolist()
    refuse_outside(name, members)
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableImportError(name, _ENCRYPTED)
    unpacked = sum(member.file_size for member in members)
    if len(members) > _MEMBERS or unpacked > min(_LARGEST, max(_SMALL, _PACKED * path.stat().st_size)):
        reason = f"It would unpack to {unpacked:,} bytes, more than we take. Save the sheet as CSV UTF-8."
        raise UnreadableImportError(name, reason)


def _refuse_declared(name: str, content: bytes) -> None:
    # In whatever encoding: UTF-16 has the same letters with zeros between them.
    if b"<!DOCTYPE" in content.replace(b"\0", b""):
        raise UnreadableImportError(name, Sentence("It declares a document type (DTD), which no spreadsheet needs."))


def _refuse_vast(name: str, content: bytes) -> None:
    # Cells and rows that say nothing of where they stand follow one another.
    written = _ROW.split(content)
    rows, columns = len(written), max(len(_CELL.findall(row)) for row in written)
    for letters, digits in set(_PLACE.findall(content)):
        rows, columns = max(rows, int(digits or 0)), max(columns, _column(letters))
    if rows * columns > _CELLS or columns > _COLUMNS:
        reason = f"It has cells as far as row {rows:,} and column {columns:,}, more than we take."
        raise UnreadableImportError(name, f"{reason} Delete what lies outside the table, or save it as CSV UTF-8.")


def _column(letters: bytes) -> int:
    """Return the number of a column: 1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - ord("@")
    return number


def _texts(found: CalamineSheet) -> list[list[str]]:
    return [[_text(cell) for cell in row] for row in found.to_python(skip_empty_area=True)]


def _text(cell: Any) -> str:
    """Return a value as text: a whole number without its ".0", a date as ISO 8601."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:  # noqa: PLR2004 - as far as doubles count
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)
