"""The read model's tables as unbound Ibis tables: the same questions run on DuckDB or a cluster."""

import ibis
import ibis.expr.types as ir

from geo.readmodel import schema as columns

REVISIONS = ibis.table(ibis.Schema.from_pyarrow(columns.REVISIONS), name="revisions")
ACTORS = ibis.table(ibis.Schema.from_pyarrow(columns.ACTORS), name="actors")
ACTOR_NAMES = ibis.table(ibis.Schema.from_pyarrow(columns.ACTOR_NAMES), name="actor_names")
ACTOR_IDS = ibis.table(ibis.Schema.from_pyarrow(columns.ACTOR_IDS), name="actor_ids")
# What matches a question: `geo.query.engine.compile` puts the question's own rows in its place.
MATCHED = ibis.table(ibis.Schema.from_pyarrow(columns.REVISIONS), name="matched")
# The rids of what has a view's words: the engine reads millions of texts once for all that is asked of a view.
FOUND = ibis.table({"rid": "int64"}, name="found")
NEAR_BORDER = ibis.table(ibis.Schema.from_pyarrow(columns.NEAR_BORDER), name="near_border")


def surely(which: ir.BooleanValue) -> ir.BooleanValue:
    """Return whether something is known to be so: unknown is no."""
    return which.fill_null(ibis.literal(value=False))


def how_many(which: ir.BooleanValue) -> ir.IntegerScalar:
    """Of how many rows it is known to be so."""
    return which.ifelse(1, 0).sum()
