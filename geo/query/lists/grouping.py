"""A list's groups: by day, by place or by actor, and how many incidents stand under each."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from geo.incident import DatePrecision
from geo.query.engine.engine import Engine, memoise
from geo.query.engine.ordering import Order
from geo.query.engine.question import Question
from geo.query.engine.tables import ACTOR_NAMES, surely
from geo.query.lists.selection import ALL, By, Those, rows_of
from geo.readmodel.actor_codes import SHARE


class Group(StrEnum):
    """Grouping of a list."""

    NONE = "none"
    DAY = "day"
    PLACE = "place"
    ACTOR = "actor"


# The type of what a group is told apart by in SQL; an actor by the code.
KINDS = {Group.DAY: "date", Group.PLACE: "string", Group.ACTOR: "int64"}


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups in order: a `key`, a `value` to show and a `count` each; and what stands under none of them."""

    known: pa.Table
    unknown: int

    @classmethod
    def none(cls, total: int) -> "Groups":
        """Return a list without groups, of so many rows."""
        return cls(pa.table({"key": [], "value": [], "count": pa.array([], pa.int64())}), total)

    @property
    def ends(self) -> np.ndarray:
        """Behind which row each known group ends."""
        return np.cumsum(self.known["count"].to_numpy())

    @property
    def total(self) -> int:
        """Number of rows of the list."""
        return int(self.known["count"].to_numpy().sum()) + self.unknown


@memoise
def groups(engine: Engine, question: Question, by: Group, order: Order, those: Those = ALL) -> Groups:
    """Return the groups of a list. Days in `order`; places and actors with the most incidents first.

    A day is one the incident is known to have happened on: of a span, or of a month, no day is. A place is
    `SY/Latakia`, or `SY/` where only the country is known. An incident stands under each actor it names.
    """
    table = engine.ask(select_groups(by, order, those.by), question, those.values)
    nothing = table["key"].is_null()
    return Groups(table.filter(table["key"].is_valid()), sum(table.filter(nothing)["count"].to_pylist()))


@lru_cache
def select_groups(by: Group, order: Order, some: By = By.ALL) -> ir.Table:
    """Rows of `key`, `value` and `count`; of unknown key there is one, last."""
    rows = select_keyed_rows(by, some)
    counted = rows.group_by("key").aggregate(count=rows.count())
    if by is Group.ACTOR:
        named = counted.left_join(ACTOR_NAMES, counted.key == ACTOR_NAMES.code)
        counted = named.select("key", "count", value=named.actor)
    else:
        counted = counted.mutate(value=counted.key.cast("string"))
    if by is Group.DAY:
        key = counted.key.desc if order is Order.DESC else counted.key.asc
        return counted.order_by(key(nulls_first=False))
    return counted.order_by(counted.key.isnull(), ibis.desc("count"), "value")


def select_keyed_rows(by: Group, some: By = By.ALL) -> ir.Table:
    """Select matching rows with the `key` of their group, null for none; only those selected by `some`."""
    rows = rows_of(some)
    if by is Group.ACTOR:
        nobody = ibis.literal([0], "array<int64>")
        entries = rows.mutate(entry=ibis.coalesce(rows.named, nobody).unnest())
        return entries.mutate(key=ibis.ifelse(entries.entry == 0, ibis.null("int64"), entries.entry // SHARE))
    if by is Group.DAY:
        return rows.mutate(key=_day(rows))
    if by is Group.PLACE:
        return rows.mutate(key=_place(rows))
    return rows.mutate(key=ibis.null("int64"))


def _day(rows: ir.Table) -> ir.DateColumn:
    """Return the day an incident is known to have happened on."""
    one_day = (rows.date_precision == DatePrecision.DAY.value) & (ibis.coalesce(rows.end, rows.start) == rows.start)
    return ibis.ifelse(surely(one_day), rows.start, ibis.null("date"))


def _place(rows: ir.Table) -> ir.StringColumn:
    somewhere = rows.country.notnull() | rows.admin1.notnull()
    named = rows.country.fill_null("") + "/" + rows.admin1.fill_null("")
    return ibis.ifelse(somewhere, named, ibis.null("string"))
