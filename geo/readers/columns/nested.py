"""Lists of structs for a whole column at once: the actors, claims and sources of many incidents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.incident import SCHEMA, schema_of


@dataclass(frozen=True, slots=True)
class Items:
    """Structs, and for each the position of the row it belongs to."""

    structs: pa.StructArray
    rows: np.ndarray


def items(record: type, rows: np.ndarray, columns: Mapping[str, pa.Array | str | int | bool]) -> Items:
    """One struct for each of `rows`.

    Args:
        record: a class of `geo.incident`, such as `Actor`; its fields that are not in `columns` are null.
        rows: the position of the row each struct belongs to.
        columns: a field's values, as long as `rows`, or one value for all.
    """
    schema = schema_of(record)
    values = [_column(columns.get(field.name), field.type, len(rows)) for field in schema]
    return Items(pa.StructArray.from_arrays(values, fields=list(schema)), rows)


def _column(values: object, kind: pa.DataType, length: int) -> pa.Array:
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    if isinstance(values, pa.Array):
        return values.cast(kind)
    return pa.repeat(pa.scalar(values, kind), length)


def lists(pieces: Sequence[Items], length: int) -> pa.ListArray:
    """One list for each of `length` rows: what the pieces hold for it, in the order of the pieces; else empty."""
    rows = np.concatenate([piece.rows for piece in pieces])
    structs = pa.concat_arrays([piece.structs for piece in pieces])
    offsets = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=length))])
    if (np.diff(rows) < 0).any():
        structs = structs.take(pa.array(np.argsort(rows, kind="stable")))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), structs)


def extend_lists(table: pa.Table, field: str, more: Items) -> pa.Table:
    """Append items to a list column of incidents; `more.rows` are the rows they belong to."""
    there = table[field].combine_chunks()
    before = Items(there.flatten(), pc.list_parent_indices(there).to_numpy())
    return table.set_column(SCHEMA.get_field_index(field), SCHEMA.field(field), lists([before, more], len(there)))


def incidents(columns: Mapping[str, pa.Array | str], length: int) -> pa.Table:
    """Return a table of `SCHEMA`: the columns given, or one value for all rows; lists empty, the rest null."""
    return pa.table([_fill_column(columns, field, length) for field in SCHEMA], schema=SCHEMA)


def _fill_column(columns: Mapping[str, pa.Array | str], field: pa.Field, length: int) -> pa.Array:
    if field.name not in columns and pa.types.is_list(field.type):
        return pa.ListArray.from_arrays(pa.array(np.zeros(length + 1), pa.int32()), pa.array([], field.type.value_type))
    return _column(columns.get(field.name), field.type, length)
