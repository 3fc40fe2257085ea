"""Any table of incidents: separated text or a spreadsheet, with whatever columns say what happened, when and where."""

import re
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from geo.places.gazetteer.added.lookup import Added
from geo.places.gazetteer.added.text_table import decimal_of
from geo.places.gazetteer.gazetteer import NOTHING_ADDED
from geo.readers.columns.dates import Order
from geo.readers.columns.sheet import Sheet, read_sheet, refuse_wide
from geo.readers.reader import Opening, Traits
from geo.readers.result import Read
from geo.readers.table import entries
from geo.readers.table import spreadsheet as workbook
from geo.readers.table.column_names import columns as columns_of
from geo.readers.table.date_columns import read_orders
from geo.readers.table.entries import About
from geo.words import N_

FORMAT = "table"
READS = N_("a table with columns for what happened, when and where (CSV, TSV, Excel)")
TRAITS = Traits(told=True, looks_up=True)
LICENCE = "not stated"
_SEPARATED = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


def fits(opening: Opening) -> str | None:
    """Why the file is a table: it has more than one column."""
    if workbook.is_workbook(opening.path):
        return "It is a spreadsheet."
    if opening.text.lstrip().startswith(("{", "[")) or len(opening.header) < 2:  # noqa: PLR2004 - one is no table
        return None
    return f"It has columns separated by {_SEPARATED[opening.delimiter]}."


def read(  # noqa: PLR0913 - each is for the user to say
    opening: Opening,
    *,
    dataset: str | None = None,
    licence: str | None = None,
    columns: Mapping[str, str] | None = None,
    dates: Order | None = None,
    added: Added = NOTHING_ADDED,
) -> Read:
    """Return the incidents of a table.

    Args:
        opening: how it begins.
        dataset: what to call it; by default as the file.
        licence: by default "not stated", under which nobody else may see it.
        columns: the table's column for some of our fields (`vocabulary.CALLED`); the others are guessed.
        dates: whether its dates are day first or month first, where they can be read both ways.
        added: the user's own gazetteers: names without a position are looked up in them too.

    Raises:
        UnclearTableError: no column says what happened, when, or where.
        UnclearDatesError: all dates of a column can be read both ways, or two prove the contrary of each other.
        UnreadableImportError: it cannot be split into rows, or is a spreadsheet too large, locked or damaged.
    """
    name = opening.name
    book = workbook.sheet(opening.path, name) if workbook.is_workbook(opening.path) else None
    if book is None:
        refuse_wide(opening)
    header = book.header if book else opening.header
    at, reasons = columns_of(name, header, columns or {})
    sheet = book.columns(at) if book else read_sheet(opening, at)
    orders, how = read_orders(name, sheet, {field: header[i] for field, i in at.items()}, dates)
    decimal = _decimal(sheet)
    comma = ("Fractions of degrees are written with a comma.",) if decimal == "," else ()
    about = About(name, dataset or dataset_of(opening.name), licence or LICENCE, FORMAT, orders, decimal, added=added)
    return entries.read(sheet, about, (*reasons, *how, *comma))


def _decimal(sheet: Sheet) -> str:
    return decimal_of(pa.concat_arrays([sheet["lon"], sheet["lat"]]))


def dataset_of(name: str) -> str:
    """Return a dataset name for a file: its name, in small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", Path(name).stem.lower()).strip("-")[:60].strip("-") or FORMAT
