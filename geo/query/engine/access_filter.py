"""Rows a caller may see, as decided by `geo.readmodel.visibility`; with the records, the only place that asks."""

import ibis
import ibis.expr.types as ir

from geo.access import Caller
from geo.incident import Workflow
from geo.query.engine.tables import REVISIONS, surely


def visible(caller: Caller, version: int) -> ir.Table:
    """Return the revisions current at `version` that `caller` may see, with the position they may see.

    `generalised` says whether the position was moved.
    """
    mine = REVISIONS.for_editors if caller.sees_everything else REVISIONS.for_viewers
    return REVISIONS.filter(mine, *_current(version))


def withheld(caller: Caller, version: int) -> ir.Table:
    """Select rows published at `version` that today's rights hide. Ignores the view's filters, so counts leak nothing.

    Independent of the view's filters, so that a count never tells what a hidden record says.
    """
    rows = REVISIONS
    published = rows.workflow == Workflow.PUBLISHED.value
    today = (rows.now_workflow == Workflow.PUBLISHED.value) & surely(rows.shareable) & surely(rows.now_shareable)
    hidden = ibis.literal(value=False) if caller.sees_everything else published & ~today
    return rows.filter(~rows.generalised, hidden, *_current(version))


def revisions_of(caller: Caller, version: int, incident_id: str) -> ir.Table:
    """Return the revisions of one incident up to `version` that `caller` may read whole."""
    rows = REVISIONS.filter(REVISIONS.id == incident_id, REVISIONS.from_version <= version, ~REVISIONS.generalised)
    return rows if caller.sees_everything else rows.filter(rows.for_viewers)


def _current(version: int) -> tuple[ir.BooleanValue, ir.BooleanValue]:
    return REVISIONS.from_version <= version, REVISIONS.until_version > version
