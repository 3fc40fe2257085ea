"""A page of the list: incidents in any order, under their groups, with the names of who is in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NotRequired

import ibis.expr.types as ir
import numpy as np
from typing_extensions import TypedDict

from geo.query.engine.compile import Values
from geo.query.engine.engine import Engine, memoise
from geo.query.engine.ordering import Order, Sort, sorting
from geo.query.engine.parameters import slot, unnest_array
from geo.query.engine.question import Question
from geo.query.lists.grouping import KINDS, Group, Groups, groups, select_keyed_rows
from geo.query.lists.page_rows import Row, fetch_rows
from geo.query.lists.selection import By, Those, at_mark, of_ids
from geo.query.totals.counts import counts

MOST_GROUPS = 2_000

_LIMIT, _OFFSET = slot("most", "int64"), slot("skipped", "int64")
_KEYS = {by: slot("keys", f"array<{kind}>") for by, kind in KINDS.items()}

# An incident's number in the read model, and what its group shows.
_Place = tuple[int, str | None]


class GroupRow(TypedDict):
    """A group of a list: its value (null: none is known), how many rows it has, and at which row it begins."""

    value: str | None
    count: int
    offset: int


class ListedRow(Row):
    """A row of a list, with the value of the group it stands under."""

    group: str | None


class Groupings(TypedDict):
    """The groups of a list; null without groups, and with `groups_left` where they are too many to be sent."""

    groups: list[GroupRow] | None
    groups_left: NotRequired[int]


class Listing(Groupings):
    """A page of the list: how many rows there are in all, the groups they stand under, and the rows asked for.

    `located` is the row, counted from 0, of the incident that `locate` names; null where the list does not have it.
    """

    total: int
    rows: list[ListedRow]
    located: NotRequired[int | None]


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of the list: `limit` from `offset` on.

    Only of `ids`, where some are given, or of the mark of the map that `at` names as `geo.view.marked` reads it.
    """

    sort: Sort = Sort.WHEN
    order: Order = Order.DESC
    group: Group = Group.NONE
    offset: int = 0
    limit: int = 50
    ids: tuple[str, ...] = ()
    at: str | None = None

    @property
    def those(self) -> Those:
        """Rows the list contains."""
        return of_ids(self.ids) if self.at is None else at_mark(self.at)


@memoise
def listing(engine: Engine, question: Question, page: Page) -> Listing:
    """Return a page of the list.

    With actors for groups an incident is a row under each of them.
    """
    if page.group is Group.NONE:
        found = Groups.none(_total(engine, question, page))
    else:
        found = groups(engine, question, page.group, page.order, page.those)
    places = list(_places(engine, question, page, found))
    said = _build_groupings(page.group, found)
    whole: Listing = {"total": found.total, "groups": said["groups"], "rows": _rows(engine, question, places)}
    if "groups_left" in said:
        whole["groups_left"] = said["groups_left"]
    return whole


def _rows(engine: Engine, question: Question, places: list[_Place]) -> list[ListedRow]:
    by_rid = fetch_rows(engine, question, {rid for rid, _ in places})
    return [{**by_rid[rid], "group": value} for rid, value in places]


def _total(engine: Engine, question: Question, page: Page) -> int:
    if page.those.by is By.ALL:
        return counts(engine, question).matched
    return int(engine.ask(number(page.those.by), question, page.those.values)["n"][0].as_py())


@lru_cache
def number(some: By) -> ir.Table:
    """One row: how many match of those given."""
    rows = select_keyed_rows(Group.NONE, some)
    return rows.aggregate(n=rows.count())


def _build_groupings(by: Group, found: Groups) -> Groupings:
    """Return the groups with the row each begins at; only how many they are, where they are too many to be sent."""
    if by is Group.NONE:
        return {"groups": None}
    rows = [*found.known.select(["value", "count"]).to_pylist()]
    if found.unknown:
        rows.append({"value": None, "count": found.unknown})
    if len(rows) > MOST_GROUPS:
        return {"groups": None, "groups_left": len(rows)}
    begins = [0, *found.ends.tolist()]
    return {"groups": [row | {"offset": begin} for row, begin in zip(rows, begins, strict=False)]}


def _places(engine: Engine, question: Question, page: Page, found: Groups) -> Iterator[_Place]:
    """Yield the page's rows in order: first those of groups, of which only the ones it reaches into are read."""
    stop, known = page.offset + page.limit, found.total - found.unknown
    if page.offset < known:
        first, last = np.searchsorted(found.ends, [page.offset, min(stop, known) - 1], side="right").tolist()
        reached = found.known.slice(first, last - first + 1)
        named = dict(zip(reached["key"].to_pylist(), reached["value"].to_pylist(), strict=True))
        before = int(found.ends[first - 1]) if first else 0
        values = {_KEYS[page.group]: list(named), _OFFSET: page.offset - before, _LIMIT: min(stop, known) - page.offset}
        for row in _select_page(engine, question, page, values, known=True):
            yield row["rid"], named[row["key"]]
    if stop > known and found.unknown:
        values = {_OFFSET: max(0, page.offset - known), _LIMIT: stop - max(page.offset, known)}
        for row in _select_page(engine, question, page, values, known=False):
            yield row["rid"], None


def _select_page(
    engine: Engine, question: Question, page: Page, values: Values, *, known: bool
) -> list[dict[str, Any]]:
    asked = select_page(page.group, page.sort, page.order, known=known, some=page.those.by)
    found: list[dict[str, Any]] = engine.ask(asked, question, {**values, **page.those.values}).to_pylist()
    return found


@lru_cache
def select_page(by: Group, sort: Sort, order: Order, *, known: bool, some: By = By.ALL) -> ir.Table:
    """Return the `rid` and `key` of some rows: in the order of the groups given, or of what stands under no group."""
    rows = select_keyed_rows(by, some)
    keys = sorting(rows, sort, order)
    if known:
        rows = rows.filter(rows.key.isin(unnest_array(_KEYS[by])))
        keys = (_KEYS[by].index(rows.key), *keys)
    elif by is not Group.NONE:
        rows = rows.filter(rows.key.isnull())
    return rows.order_by(*keys).select("rid", "key").limit(_LIMIT, offset=_OFFSET)
