"""At what stage of work the incidents of a file come in."""

import pyarrow as pa
import pyarrow.compute as pc

from geo.imports.compare import stages
from geo.incident import SCHEMA, Workflow
from geo.store.store import Store

_AT, _FIELD = SCHEMA.get_field_index("workflow"), SCHEMA.field("workflow")


def as_drafts(incidents: pa.Table) -> pa.Table:
    """Return the incidents with none of them published, in review or withdrawn."""
    return incidents.set_column(_AT, _FIELD, pa.repeat(pa.scalar(Workflow.DRAFT.value), incidents.num_rows))


def as_drafts_beside(store: Store, dataset: str, incidents: pa.Table) -> pa.Table:
    """Return the incidents as drafts, but for those the store has published or in review: they stay so."""
    known = stages(store, dataset)
    stage = known["workflow"].take(pc.index_in(incidents["id"], known["id"].combine_chunks()))
    stays = pc.is_in(stage, pa.array([Workflow.PUBLISHED.value, Workflow.IN_REVIEW.value]))
    return incidents.set_column(_AT, _FIELD, pc.if_else(stays, stage, Workflow.DRAFT.value))


def count_published(incidents: pa.Table) -> int:
    """Count the incidents that are published."""
    return int(pc.sum(pc.equal(incidents["workflow"], Workflow.PUBLISHED.value)).as_py() or 0)
