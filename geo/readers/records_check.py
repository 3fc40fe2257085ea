"""What no whole record may say, judged a column at a time."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.incident import SCHEMA, DatePrecision, PlacePrecision, Role, Verification, Workflow
from geo.places.added.check import Fault, positions

# What the store sets; of a file it means nothing.
_STORES = ("version", "based_on", "recorded_at", "recorded_by", "reason")
_CODED: dict[str, type[StrEnum]] = {
    "place_precision": PlacePrecision,
    "date_precision": DatePrecision,
    "workflow": Workflow,
    "verification": Verification,
}
_NEEDED = ("place_precision", "workflow", "verification")


def faults(rows: pa.Table, dataset: str) -> Iterator[Fault]:
    """Each thing that is wrong with some rows, which have the columns of `SCHEMA` and should be of one dataset."""
    ids = rows["id"].combine_chunks()
    yield Fault(~_so(pc.starts_with(ids, f"{dataset}:")), "id", "does not begin with its dataset", ids)
    yield Fault(~_so(pc.equal(rows["dataset"], dataset)), "dataset", "is another dataset", _text(rows["dataset"]))
    for name, words in _CODED.items():
        column = rows[name]
        known = _so(pc.is_in(column, value_set=pa.array([word.value for word in words])))
        yield Fault(~known & (_stated(column) | (name in _NEEDED)), name, "is no such word of ours", _text(column))
    yield from _places(rows)
    backwards = _so(pc.greater(rows["start"], rows["end"]))
    yield Fault(backwards, "end", "is before the start", _text(rows["end"]))
    for name in ("deaths_low", "deaths_best", "deaths_high"):
        yield Fault(_so(pc.less(rows[name], 0)), name, "is less than nought", _text(rows[name]))
    yield _roles(rows)


def unwritten(rows: pa.Table) -> pa.Table:
    """The rows without what a store wrote on them."""
    for name in _STORES:
        field = SCHEMA.field(name)
        rows = rows.set_column(SCHEMA.get_field_index(name), field, pa.nulls(rows.num_rows, field.type))
    return rows


def _places(rows: pa.Table) -> Iterable[Fault]:
    lon, lat = (rows[name].combine_chunks() for name in ("lon", "lat"))
    stated = _stated(lon) | _stated(lat)
    degrees = [each.to_numpy(zero_copy_only=False) for each in (lon, lat)]
    found = positions(_text(lon), _text(lat), *degrees) if stated.any() else []
    return [Fault(fault.bad & stated, fault.field, fault.message, fault.values) for fault in found]


def _roles(rows: pa.Table) -> Fault:
    actors = rows["actors"].combine_chunks()
    role = pc.struct_field(actors.flatten(), "role")
    strange = ~_so(pc.is_in(role, value_set=pa.array([word.value for word in Role])))
    bad = np.zeros(rows.num_rows, dtype=bool)
    bad[pc.list_parent_indices(actors).to_numpy()[strange]] = True
    return Fault(bad, "actors", "have a role that is none of ours", _text(rows["id"]))


def _stated(column: pa.Array | pa.ChunkedArray) -> np.ndarray:
    return np.asarray(column.is_valid())


def _so(answers: pa.Array | pa.ChunkedArray) -> np.ndarray:
    """Unknown is no."""
    return np.asarray(answers.fill_null(False))  # noqa: FBT003 - Arrow's own


def _text(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return whole.cast(pa.string())
