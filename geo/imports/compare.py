"""Comparison of the store's incidents of a dataset with new ones; by portions, as whole records are large."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.imports.equality import CONTENT, same_rows
from geo.incident import SCHEMA
from geo.store.store import Store

_PORTION = 100_000
_KEPT = ("id", "version", "workflow", "recorded_by")
_STAGES = ("id", "version", "workflow")
_STORED = pa.schema([SCHEMA.field(name) for name in _STAGES])
_COMPARED = pa.schema(
    {
        "id": pa.string(),
        "version": pa.int64(),
        "workflow": pa.string(),
        "recorded_by": pa.string(),
        "row": pa.int64(),
        "same": pa.bool_(),
    }
)


def compare_revisions(store: Store, dataset: str, incidents: pa.Table) -> pd.DataFrame:
    """Every revision the store has of a dataset, oldest first.

    Args:
        store: where to look.
        dataset: whose revisions.
        incidents: the columns of `SCHEMA`, each id once.

    Returns:
        Columns id, version, workflow, recorded_by; `row`, its incident's in `incidents`, -1 for none; and `same`,
        whether that one says the same.
    """
    ids = incidents["id"].combine_chunks()
    portions = [_held_against(portion, incidents, ids) for portion in _portions(store, dataset)]
    frame: pd.DataFrame = pa.concat_tables([_COMPARED.empty_table(), *portions]).to_pandas()
    return frame.sort_values("version", kind="stable", ignore_index=True)


def stages(store: Store, dataset: str) -> pa.Table:
    """At what stage of work each incident of a dataset is: columns id and workflow."""
    told = [
        batch.filter(pc.equal(batch["dataset"], dataset)).select(_STAGES)
        for batch in store.batches(columns=[*_STAGES, "dataset"])
    ]
    rows = pa.concat_tables([_STORED.empty_table(), *told]).sort_by([("version", "ascending")])
    newest = rows.group_by("id", use_threads=False).aggregate([("workflow", "last")])
    return newest.rename_columns(["id", "workflow"])


def _held_against(portion: pa.Table, incidents: pa.Table, ids: pa.StringArray) -> pa.Table:
    row = pc.index_in(portion["id"].combine_chunks(), value_set=ids).fill_null(-1).to_numpy().astype(np.int64)
    known = np.flatnonzero(row >= 0)
    same = np.zeros(len(row), dtype=bool)
    same[known] = same_rows(portion.take(pa.array(known)), incidents.take(pa.array(row[known])))
    kept = {name: portion[name] for name in _KEPT}
    return pa.table({**kept, "row": row, "same": same}, schema=_COMPARED)


def _portions(store: Store, dataset: str) -> Iterator[pa.Table]:
    held: list[pa.Table] = []
    for batch in store.batches(columns=[*CONTENT, "version", "recorded_by"]):
        held.append(batch.filter(pc.equal(batch["dataset"], dataset)))
        if sum(table.num_rows for table in held) >= _PORTION:
            yield pa.concat_tables(held)
            held = []
    if held:
        yield pa.concat_tables(held)
