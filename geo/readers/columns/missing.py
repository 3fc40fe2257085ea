"""Words that stand for nothing, as programs and people write them into empty cells: "NA", "-", "None", "Unknown"."""

import re
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from geo.readers.columns.sheet import Sheet

_WORDS = (
    *("na", "n/a", "n.a.", "n.a", "#n/a", "#na", "nan", "null", "none", "nil", "<na>", "unknown", "not known"),
    *("not available", "not applicable", "no information", "no data", "unspecified", "not specified", "not stated"),
    *("-", "--", "---", "\N{EN DASH}", "\N{EM DASH}"),
    *("غير معروف", "غير متوفر", "غير محدد", "لا يوجد", "لا توجد معلومات"),
)
_NOTHING = frozenset(_WORDS)
# What lists stand in, separated by semicolons.
_LISTS = frozenset(("actors", "perpetrators", "targets", "source", "url", "assoc_actor_1", "assoc_actor_2", "tags"))
_NAMIBIA, _CODE = "NA", re.compile(r"[A-Z]{2}")
_MOST_SHOWN = 5


def is_nothing(text: str) -> bool:
    """Return whether a text is a word for a missing value."""
    return text.strip().casefold() in _NOTHING


def clear_missing(value: Any) -> Any:
    """Return a JSON document without words for missing values: null instead, and none in a list."""
    if isinstance(value, dict):
        return {key: clear_missing(each) for key, each in value.items()}
    if isinstance(value, list):
        return [clear_missing(each) for each in value if not (isinstance(each, str) and is_nothing(each))]
    return None if isinstance(value, str) and is_nothing(value) else value


def empty_missing_cells(sheet: Sheet, *, country: str = "country") -> tuple[Sheet, tuple[str, ...]]:
    """Return a table in which such words are empty cells, and a sentence on which were, column by column.

    NA is Namibia in a column of country codes with others in it, unless it stands for nothing in another column.

    Args:
        sheet: the table.
        country: the column with countries.
    """
    found: dict[str, list[str]] = {}
    columns = {}
    for name in sheet.columns.column_names:
        columns[name] = sheet.columns[name].combine_chunks()
        if name != "row":
            columns[name], words = _empty_column(columns[name], listed=name in _LISTS)
            found |= {name: words} if words else {}
    if _has_namibia(sheet, country, found):
        columns[country] = sheet[country]
        del found[country]
    if not found:
        return sheet, ()
    return Sheet(pa.table(columns), sheet.problems, sheet.rows), (_sentence(found),)


def _empty_column(column: pa.StringArray, *, listed: bool) -> tuple[pa.StringArray, list[str]]:
    """Return a column without such words, and those that stood in it."""
    distinct = column.dictionary_encode()
    before = distinct.dictionary.to_pylist()
    after = [_without(cell) if listed and ";" in cell else "" if is_nothing(cell) else cell for cell in before]
    words = [cell for cell, left in zip(before, after, strict=True) if cell != left]
    return (pa.array(after, pa.string()).take(distinct.indices), words) if words else (column, [])


def _without(cell: str) -> str:
    parts = cell.split(";")
    kept = [part for part in parts if not is_nothing(part)]
    return cell if len(kept) == len(parts) else ";".join(kept).strip()


def _has_namibia(sheet: Sheet, country: str, found: dict[str, list[str]]) -> bool:
    if found.get(country) != [_NAMIBIA] or any(_NAMIBIA in words for name, words in found.items() if name != country):
        return False
    others = [code for code in pc.unique(sheet[country]).to_pylist() if code and code != _NAMIBIA]
    return bool(others) and all(_CODE.fullmatch(code) for code in others)


def _sentence(found: dict[str, list[str]]) -> str:
    said = [f"{name} ({_quote_words(words)})" for name, words in found.items()]
    return f"Words that stand for nothing were read as empty cells: {', '.join(said)}."


def _quote_words(words: list[str]) -> str:
    more = ", …" if len(words) > _MOST_SHOWN else ""
    return ", ".join(repr(word[:60]) for word in words[:_MOST_SHOWN]) + more
