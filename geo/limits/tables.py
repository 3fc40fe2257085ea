"""Holds an Arrow table of incidents to the limits of `values`, all rows at once.

Nothing is copied where nothing is wrong, which is nearly always.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.incident import Problem
from geo.limits import combined, one_value
from geo.limits.field_limits import ENTRIES, INSTEAD, KEPT_EMPTY, NEEDED
from geo.limits.flaws import Flaw, Kind


@dataclass(frozen=True, slots=True)
class Bounded:
    """A table within the limits, and the flaws it had: of rows that cannot be identified nothing is changed."""

    rows: pa.Table
    flaws: Sequence[Flaw]

    @property
    def has_linkable_id(self) -> np.ndarray:
        """Mask of the rows whose id fits in a link."""
        return self._without(Kind.NAMELESS, Kind.UNLINKED)

    @property
    def has_id(self) -> np.ndarray:
        """Mask of the rows that have an id."""
        return self._without(Kind.NAMELESS)

    def _without(self, *kinds: Kind) -> np.ndarray:
        good = np.ones(self.rows.num_rows, dtype=bool)
        for flaw in self.flaws:
            if flaw.kind in kinds:
                good[flaw.at] = False
        return good


def apply_limits(rows: pa.Table, *, lengths: bool = True) -> Bounded:
    """Hold a table to the limits.

    Args:
        rows: some or all of the columns of `geo.incident.SCHEMA`.
        lengths: whether to say what is longer than lists show; it stays as it is.
    """
    columns = {name: rows[name].combine_chunks() for name in rows.column_names}
    flaws: list[Flaw] = []
    present = pa.repeat(pa.scalar(value=True), rows.num_rows)
    held = {name: _limit_column(name, array, present, flaws) for name, array in columns.items()}
    held = combined.whole(held, flaws)
    for name, array in held.items():
        if array is not columns[name]:
            at = rows.schema.get_field_index(name)
            rows = rows.set_column(at, rows.schema.field(at), array)
    said = flaws if lengths else [flaw for flaw in flaws if flaw.kind is not Kind.LONG]
    return Bounded(rows, said)


def problems(flaws: Sequence[Flaw], numbers: np.ndarray, most: int | None = None) -> list[Problem]:
    """Return the flaws as problems of rows that have these numbers, at most so many."""
    found: list[Problem] = []
    for flaw in flaws:
        some = flaw if most is None else replace(flaw, at=flaw.at[: most - len(found)])
        values = some.values.slice(0, len(some.at)).to_pylist()
        found += [
            Problem(int(row), flaw.field, flaw.message, value)
            for row, value in zip(numbers[some.at], values, strict=True)
        ]
    return found


def _limit_column(path: str, array: pa.Array, present: pa.Array, flaws: list[Flaw]) -> pa.Array:
    if pa.types.is_list(array.type):
        return _list(path, array, flaws)
    if pa.types.is_struct(array.type):
        return _struct(path, array, flaws)
    return one_value.limit_values(path, array, present, flaws)


def _list(path: str, array: pa.ListArray, flaws: list[Flaw]) -> pa.Array:
    """Return a list without the entries that say nothing."""
    items, parents = array.flatten(), pc.list_parent_indices(array).to_numpy()
    if path in ENTRIES:
        flaws += one_value.many(path, array)
    own: list[Flaw] = []
    found = _limit_column(path, items, items.is_valid(), own)
    empty = _empty(path, found)
    if empty.any():
        lost = pa.array(np.flatnonzero(empty))
        nothing = pa.nulls(len(lost), pa.string())
        own.append(Flaw(lost.to_numpy(), path, "has an entry that says nothing", "it was left out", nothing))
    flaws += [flaw.within(parents) for flaw in own]
    return array if found is items and not empty.any() else _rebuild_lists(array, found, parents, ~empty)


def _empty(path: str, items: pa.Array) -> np.ndarray:
    """Return a mask of the entries that are null, or lack a value that has no substitute."""
    empty = np.asarray(items.is_null())
    if pa.types.is_struct(items.type):
        for field in items.type:
            name = f"{path}.{field.name}"
            if name in NEEDED and name not in INSTEAD:
                empty |= np.asarray(pc.struct_field(items, field.name).is_null())
    return empty


def _rebuild_lists(array: pa.ListArray, items: pa.Array, parents: np.ndarray, kept: np.ndarray) -> pa.ListArray:
    """Return the same lists with other items, of which only some are kept."""
    lengths = np.bincount(parents[kept], minlength=len(array))
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    values = items.filter(pa.array(kept))
    return pa.ListArray.from_arrays(pa.array(offsets), values, type=array.type, mask=array.is_null())


def _struct(path: str, array: pa.StructArray, flaws: list[Flaw]) -> pa.Array:
    present = pa.repeat(pa.scalar(value=True), len(array)) if path in KEPT_EMPTY else array.is_valid()
    parts = dict(zip((field.name for field in array.type), array.flatten(), strict=True))
    held = {name: _limit_column(f"{path}.{name}", part, present, flaws) for name, part in parts.items()}
    held = combined.entry(path, held, flaws)
    if all(held[name] is parts[name] for name in parts) and not (path in KEPT_EMPTY and array.null_count):
        return array
    return pa.StructArray.from_arrays(list(held.values()), fields=list(array.type), mask=pc.invert(present))
