"""Typed columns as the text they would be written as: what every reader's rules are about."""

import json
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from geo.readers.columns.sheet import map_distinct

# As far as doubles count.
_COUNTED = 1e15
# What is told of one thing in a list, best first: {"id": 1, "path": "https://…"}.
_TOLD = ("name", "url", "path", "publisher", "title")


def texts(column: pa.ChunkedArray) -> pa.StringArray:
    """Return a column as text, "" for null: days in ISO 8601, integers without ".0", lists with semicolons."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.cast(kind.value_type), kind.value_type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return map_distinct(_one(column.cast(pa.string())).fill_null(""), _unpack_json)
    if pa.types.is_integer(kind) or pa.types.is_date(kind) or pa.types.is_boolean(kind):
        return _one(column.cast(pa.string())).fill_null("")
    if pa.types.is_timestamp(kind) and kind.tz:
        column = pc.local_timestamp(column)
    return pa.array([_text(value) for value in column.to_pylist()], pa.string())


def flat(value: Any) -> Any:
    """Return a list as one text, separated by semicolons; an object as what it is called."""
    if isinstance(value, list):
        return ";".join(str(flat(each)) for each in value if each is not None)
    if isinstance(value, dict):
        return next((value[key] for key in _TOLD if isinstance(value.get(key), str)), json.dumps(value, default=str))
    return value


def _one(column: pa.ChunkedArray) -> pa.StringArray:
    return column.combine_chunks()


def _unpack_json(text: str) -> str:
    """Return the text; of JSON in it, as GDAL writes lists into formats that have none, what it holds."""
    if not text.startswith(("[", "{")):
        return text
    try:
        return str(flat(json.loads(text)))
    except (ValueError, RecursionError):
        return text


def _text(value: Any) -> str:
    if value is None or isinstance(value, bytes) or value != value:  # noqa: PLR0124 - only NaN is not itself
        return ""
    if isinstance(value, float | Decimal) and -_COUNTED < value < _COUNTED and value == int(value):
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else str(flat(value))
