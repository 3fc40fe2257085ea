"""A View as an Ibis expression: the rows that match, with what they say under the view's rule."""

import functools
import operator
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir

from geo.incident import POINT_PRECISIONS, DatePrecision, PlacePrecision, Verification
from geo.query.engine.access_filter import visible
from geo.query.engine.area import in_area
from geo.query.engine.question import Question
from geo.query.engine.tables import ACTORS, FOUND, NEAR_BORDER, surely
from geo.readmodel.actor_codes import mask
from geo.readmodel.claim_rules import RULES
from geo.readmodel.schema import fold_words
from geo.view import FILTERS, Compare, Dates, Filter, Match, Only, Rule, View

OPEN_SIDE_DAYS = 7  # how far a span with one known bound may reach: a rule of the filter, not a date
FINEST_FIRST = (*POINT_PRECISIONS, PlacePrecision.ADMIN2, PlacePrecision.ADMIN1, PlacePrecision.COUNTRY)
Conditions = Iterator[ir.BooleanValue]


def matching(question: Question, *, found: bool = False) -> ir.Table:
    """Return the rows of the read model that match, one per incident.

    With `found`, what has the view's words is looked up in `FOUND` instead of being read again.

    Columns: those of `revisions`, as the caller may see them, with `deaths_low`, `deaths_best`,
    `deaths_high` under the view's rule. One filter holds every condition: each further relation
    costs Ibis milliseconds to compile.
    """
    view = question.view
    rows = _toll(visible(question.caller, question.version), view.rule)
    conditions = [condition for step in _STEPS for condition in step(rows, view)]
    conditions += [rows.rid.isin(FOUND.rid)] if found else _words(rows, view)
    if view.area:
        conditions.append(in_area(rows, view.area, question.shapes))
    return rows.filter(*conditions) if conditions else rows


def is_undated(rows: ir.Table) -> ir.BooleanValue:
    """Return whether neither bound of the date is known."""
    return rows.start.isnull() & rows.end.isnull()


def spans(rows: ir.Table, dates: Dates) -> tuple[ir.DateValue, ir.DateValue]:
    """Return the first and last day an incident may have happened on, or did for sure; null is never.

    Design §5, "Dates": a missing bound is unknown; when only the possible is asked, the open side
    reaches `OPEN_SIDE_DAYS` from the known one.
    """
    if dates is Dates.POSSIBLE:
        # By way of timestamps: a date and an interval make a timestamp in DuckDB, which Ibis takes for a date.
        reach = ibis.interval(days=OPEN_SIDE_DAYS)
        before = (rows.end.cast("timestamp") - reach).cast("date")
        after = (rows.start.cast("timestamp") + reach).cast("date")
        # The calendar of dates ends; a span does not reach beyond it.
        week = timedelta(days=OPEN_SIDE_DAYS)
        before = ibis.ifelse(rows.end < date.min + week, ibis.literal(date.min), before)
        after = ibis.ifelse(rows.start > date.max - week, ibis.literal(date.max), after)
        return ibis.coalesce(rows.start, before), ibis.coalesce(rows.end, after)
    return ibis.coalesce(rows.start, rows.end), ibis.coalesce(rows.end, rows.start)


def _toll(rows: ir.Table, rule: Rule) -> ir.Table:
    """Deaths under `rule`; an incident without claims of its own keeps the coder's value."""
    if rule is Rule.STATED:
        return rows
    several, only = rows.toll_claims > 1, rows.toll_claims == 1
    first = 3 * list(RULES).index(rule.value)  # of a rule's low, best and high

    def said(place: int, claimed: ir.Column, coded: ir.Column) -> ir.Column:
        return ibis.cases((several, rows.tolls[first + place]), (only, claimed), else_=coded)

    return rows.mutate(
        deaths_low=said(0, rows.only_low, rows.deaths_low),
        deaths_best=said(1, rows.only_best, rows.deaths_best),
        deaths_high=said(2, rows.only_high, rows.deaths_high),
    )


def _days(rows: ir.Table, view: View) -> Conditions:
    if view.days is None:
        return
    first, last = view.days
    begin, finish = spans(rows, view.dates)
    overlaps = _within(first, finish, begin, last)
    if view.dates is Dates.POSSIBLE:
        yield overlaps
    else:
        inside = _within(first, rows.start, rows.end, last)
        yield ibis.ifelse(rows.date_precision == DatePrecision.DAY.value, overlaps, inside)


def _within(first: date | None, after: ir.DateValue, before: ir.DateValue, last: date | None) -> ir.BooleanValue:
    """Return whether one day is not before the first and another not after the last; an open side holds every day."""
    sides = [*([] if first is None else [after >= first]), *([] if last is None else [before <= last])]
    return functools.reduce(operator.and_, sides)


def _actors(rows: ir.Table, view: View) -> Conditions:
    if not view.actor:
        if view.role or view.alleged is not None:
            yield (rows.roles & mask(view.role, view.alleged)) != 0
        return
    entries = actor_entries(view)
    if view.match is Match.ALL:
        for name in view.actor:
            yield rows.rid.isin(entries.filter(entries.actor == name).rid)
    else:
        yield rows.rid.isin(entries.filter(entries.actor.isin(view.actor)).rid)


def actor_entries(view: View) -> ir.Table:
    """Return the actor entries in the role, and established or alleged, as the view asks."""
    entries = ACTORS
    if view.role:
        entries = entries.filter(entries.role.isin([role.value for role in view.role]))
    if view.alleged is not None:
        entries = entries.filter(entries.alleged == view.alleged)
    return entries


def _columns(rows: ir.Table, view: View) -> Conditions:
    """Yield the filters that the registry gives a column."""
    for name, entry in FILTERS.items():
        value = getattr(view, name)
        if entry.column is not None and value not in {None, ()}:
            yield _compare(rows[entry.column], entry, value)


def _compare(column: ir.Column, entry: Filter, value: Any) -> ir.BooleanValue:
    if entry.key.is_list:
        return column.isin([str(each) for each in value])
    if entry.compare is Compare.AT_LEAST:
        return column >= value
    if entry.compare is Compare.AT_MOST:
        return column <= value
    return column == (value if isinstance(value, bool | float | int) else str(value))


def _words(rows: ir.Table, view: View) -> Conditions:
    for word in fold_words(view.q or "").split():
        yield rows.words.contains(word) | surely(rows.place_words.contains(word))


def _deaths(rows: ir.Table, view: View) -> Conditions:
    if view.deaths is not None:
        yield ibis.coalesce(rows.deaths_low, rows.deaths_best) >= view.deaths


def _place_precision(rows: ir.Table, view: View) -> Conditions:
    at_least = view.place_precision
    if at_least is None:
        return
    allowed = FINEST_FIRST[: FINEST_FIRST.index(at_least) + 1] if at_least in FINEST_FIRST else (at_least,)
    yield rows.place_precision.isin([p.value for p in allowed])


def _border(rows: ir.Table, view: View) -> Conditions:
    if view.border is None:
        return
    near = NEAR_BORDER.filter(NEAR_BORDER.border == view.border, NEAR_BORDER.km <= (view.within_km or 0.0))
    yield rows.drawn  # a country touches its borders, and says nothing of where in it
    # A generalised row has distances of its own, of the place it shows (`geo.readmodel.border_distances`).
    yield ibis.ifelse(rows.generalised, -1 - rows.rid, rows.rid).isin(near.rid)


def _only(rows: ir.Table, view: View) -> Conditions:
    if view.only is not None:
        yield {
            Only.UNPLACED: lambda: ~rows.drawn,
            Only.COARSE: lambda: rows.coarse,
            Only.UNDATED: lambda: is_undated(rows),
            Only.DISPUTED: lambda: rows.verification == Verification.DISPUTED.value,
        }[view.only]()


_STEPS: tuple[Callable[[ir.Table, View], Conditions], ...] = (
    _days,
    _columns,
    _actors,
    _deaths,
    _place_precision,
    _border,
    _only,
)
