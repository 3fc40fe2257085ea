"""At which row of the list an incident stands, without reading what stands before it."""

from functools import lru_cache

import ibis.expr.types as ir

from geo.query.engine.engine import Engine, memoise
from geo.query.engine.ordering import Order, Sort, columns
from geo.query.engine.parameters import slot
from geo.query.engine.question import Question
from geo.query.engine.tables import surely
from geo.query.lists.grouping import Group, groups, select_keyed_rows
from geo.query.lists.listing import Page
from geo.query.lists.selection import By

_WANTED = slot("wanted", "string")


@memoise
def locate_incident(engine: Engine, question: Question, page: Page, incident_id: str) -> int | None:
    """Return the row of an incident in the whole list, counted from 0; None where the list does not have it.

    Under several groups it is the first of its rows.
    """
    asked = standing(page.group, page.sort, page.order, page.those.by)
    found = engine.ask(asked, question, {_WANTED: incident_id, **page.those.values}).to_pylist()
    begins = _begins(engine, question, page) if found else {}
    return min((begins[row["key"]] + row["before"] for row in found), default=None)


def _begins(engine: Engine, question: Question, page: Page) -> dict[object, int]:
    """At which row each group begins; what stands under no group comes last."""
    if page.group is Group.NONE:
        return {None: 0}
    found = groups(engine, question, page.group, page.order, page.those)
    begins = zip(found.known["key"].to_pylist(), [0, *found.ends.tolist()], strict=False)
    return {**dict(begins), None: found.total - found.unknown}


@lru_cache
def standing(by: Group, sort: Sort, order: Order, some: By = By.ALL) -> ir.Table:
    """Select the `key` of each group of the wanted incident, and the number of rows `before` it."""
    rows = select_keyed_rows(by, some)
    named = {f"key_{n}": column for n, column in enumerate(columns(rows, sort, order))}
    rows = rows.select("id", "key", **named)
    wanted = rows.filter(rows.id == _WANTED).view()
    beside = wanted.join(rows, wanted.key.identical_to(rows.key), rname="{name}_other")
    return beside.group_by("key").aggregate(before=_precedes(beside, list(named), order).sum())


def _precedes(beside: ir.Table, keys: list[str], order: Order) -> ir.BooleanColumn:
    """Return whether the other row stands before this one: by the first sort key in which they differ."""
    precedes = beside.id_other < beside.id
    for key in reversed(keys):
        this, other = beside[key], beside[f"{key}_other"]
        sooner = other > this if order is Order.DESC else other < this
        sooner |= other.notnull() & this.isnull()
        precedes = surely(sooner) | (this.identical_to(other) & precedes)
    return precedes
