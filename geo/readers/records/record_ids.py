"""By what a whole record is known: its id and its dataset. All else is held to the limits of any record."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.errors import Sentence
from geo.incident import SCHEMA
from geo.places.gazetteer.added.validate import Fault

# What the store sets; of a file it means nothing.
_STORES = ("version", "based_on", "recorded_at", "recorded_by", "reason")


def faults(rows: pa.Table, dataset: str) -> Iterator[Fault]:
    """Why some rows, which have the columns of `SCHEMA` and should be of one dataset, cannot be told by their ids."""
    ids = rows["id"].combine_chunks()
    yield Fault(~_so(pc.starts_with(ids, f"{dataset}:")), "id", Sentence("does not begin with its dataset"), ids)
    yield Fault(
        ~_so(pc.equal(rows["dataset"], dataset)), "dataset", Sentence("is another dataset"), _text(rows["dataset"])
    )


def unwritten(rows: pa.Table) -> pa.Table:
    """Return the rows without what a store wrote on them."""
    for name in _STORES:
        field = SCHEMA.field(name)
        rows = rows.set_column(SCHEMA.get_field_index(name), field, pa.nulls(rows.num_rows, field.type))
    return rows


def _so(answers: pa.Array | pa.ChunkedArray) -> np.ndarray:
    """Unknown is no."""
    return np.asarray(answers.fill_null(False))  # noqa: FBT003 - Arrow's own


def _text(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return whole.cast(pa.string())
