"""Long texts and lists as they are shown at first: their beginning, and a sign that there is more."""

import dataclasses
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from geo.incident import Incident
from geo.limits.field_limits import ENTRIES, LENGTHS

MORE = "…"
# Characters of a record's texts in which words are searched.
SEARCHED = 20_000
_Record = TypeVar("_Record")


def truncate_texts(texts: pa.Array | pa.ChunkedArray, most: int) -> pa.Array | pa.ChunkedArray:
    """Texts of at most so many characters: of a longer one the beginning."""
    if (pc.max(pc.binary_length(texts)).as_py() or 0) <= most:
        return texts
    begun = pc.binary_join_element_wise(pc.utf8_slice_codeunits(texts, 0, most - 1), MORE, "")
    return pc.if_else(pc.greater(pc.utf8_length(texts), most), begun, texts)


def shorten_incident(incident: Incident) -> Incident:
    """Return an incident of which no text or list is longer than is shown at first; itself where none is."""
    return _shorten_record(incident, "")


def _shorten_record(record: _Record, prefix: str) -> _Record:
    held = {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}  # type: ignore[arg-type]
    short = {name: _short(f"{prefix}{name}", value) for name, value in held.items()}
    changed = {name: value for name, value in short.items() if value is not held[name]}
    return dataclasses.replace(record, **changed) if changed else record  # type: ignore[type-var]


def _short(path: str, value: Any) -> Any:
    if isinstance(value, tuple):
        entries = tuple(_short(path, each) for each in value[: ENTRIES[path]])
        same = len(entries) == len(value) and all(a is b for a, b in zip(entries, value, strict=True))
        return value if same else entries
    if dataclasses.is_dataclass(value):
        return _shorten_record(value, f"{path}.")
    most = LENGTHS.get(path)
    return f"{value[: most - 1]}{MORE}" if most and isinstance(value, str) and len(value) > most else value
