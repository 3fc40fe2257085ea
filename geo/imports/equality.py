"""Comparison of two tables of incidents for equal content, column by column."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.incident import SCHEMA
from geo.store.differences import REVISION_FIELDS

# What the store sets on every revision means no change to the incident.
CONTENT = tuple(name for name in SCHEMA.names if name not in REVISION_FIELDS)


def same_rows(these: pa.Table, those: pa.Table) -> np.ndarray:
    """Return a mask of the rows of `these` with the content of the same row of `those` (columns of `CONTENT`).

    A null is neither zero nor empty, but a list that is null is an empty one.
    """
    same = np.ones(these.num_rows, dtype=bool)
    for name in CONTENT:
        same &= _same(_whole(these[name]), _whole(those[name]))
    return same


def _whole(column: pa.ChunkedArray) -> pa.Array:
    one = column.combine_chunks()
    return one if isinstance(one, pa.Array) else pa.concat_arrays(one.chunks)


def _same(these: pa.Array, those: pa.Array) -> np.ndarray:
    if pa.types.is_list(these.type):
        return _same_lists(these, those)
    both = _valid(these) & _valid(those)
    neither = ~_valid(these) & ~_valid(those)
    if pa.types.is_struct(these.type):
        fields = zip(these.flatten(), those.flatten(), strict=True)
        return np.asarray(neither | (both & np.logical_and.reduce([_same(ours, theirs) for ours, theirs in fields])))
    return np.asarray(neither | np.asarray(pc.fill_null(pc.equal(these, those), False)))  # noqa: FBT003 - Arrow's own


def _same_lists(these: pa.ListArray, those: pa.ListArray) -> np.ndarray:
    lengths, others = (np.asarray(pc.fill_null(pc.list_value_length(each), 0)) for each in (these, those))
    same = np.asarray(lengths == others)
    held = np.flatnonzero(same & (lengths > 0))
    if len(held):
        rows = pa.array(held)
        items = _same(these.take(rows).flatten(), those.take(rows).flatten())
        starts = np.cumsum(lengths[held]) - lengths[held]
        same[held] = np.logical_and.reduceat(items, starts)
    return same


def _valid(values: pa.Array) -> np.ndarray:
    return np.asarray(values.is_valid())
