"""Bars over time: each counts what choosing its days would match, under the view's own rule for dates."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import cast

import ibis
import ibis.expr.types as ir
import numpy as np
from typing_extensions import TypedDict

from geo.incident import DatePrecision
from geo.query.engine.engine import Engine, memoise
from geo.query.engine.question import Question
from geo.query.engine.tables import MATCHED, surely
from geo.query.engine.view_filter import is_undated, spans
from geo.view import Dates

MAX_BARS = 1_500
_MONDAY = np.datetime64("1970-01-05", "D")
# The longest span, in days, shown by each; beyond the last it is years.
_COMFORTABLE = {"day": 92, "week": 730, "month": 7_300}


class By(StrEnum):
    """Unit of a bar."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, both days included. `definite` of its `count` happened within it for sure.

    `deaths_best` sums only incidents that lie wholly within the bar; None where none gives a number.
    """

    start: date
    end: date
    count: int
    definite: int
    deaths_best: int | None


class TimelineBar(TypedDict):
    """A bar from its first day to its last (ISO 8601), both included.

    `definite` of its `count` happened in it for certain.
    `deaths_best` sums only incidents that lie wholly within the bar; null where none gives a number.
    """

    start: str
    end: str
    count: int
    definite: int
    deaths_best: int | None


class TimelineAnswer(TypedDict):
    """Bars of one length, from the first incident to the last."""

    by: By
    bars: list[TimelineBar]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars from the first incident to the last; without gaps, unless they would be more than can be drawn."""

    by: By
    bars: tuple[Bar, ...]

    def as_json(self) -> TimelineAnswer:
        """Return the answer of `/api/timeline`."""
        bars = [asdict(bar) | {"start": bar.start.isoformat(), "end": bar.end.isoformat()} for bar in self.bars]
        return {"by": self.by, "bars": cast("list[TimelineBar]", bars)}


@memoise
def timeline(engine: Engine, question: Question, by: By | None = None) -> Timeline:
    """Return the bars of a view. Without `by`, the finest that stays readable over its span.

    An incident that may have happened on several days counts in each of their bars, so the
    bars of a view can sum to more than it matches.
    """
    known = engine.ask(bounds(question.view.dates), question)
    if not known.num_rows:
        return Timeline(by or By.DAY, ())
    days = {name: known[name].to_numpy() for name in ("begin", "finish", "sure_begin", "sure_finish")}
    span = (days["finish"].max() - days["begin"].min()).astype(int)
    by = _readable(by or By.DAY, int(span), wish=by is not None)
    bars = {name: first_day(values, by) for name, values in days.items()}
    within = bars["sure_begin"] == bars["sure_finish"]
    n, deaths = (known[name].to_numpy() for name in ("n", "deaths"))
    sure = known["precise"].to_numpy() | within
    possible = _marks(bars["begin"], bars["finish"], n, by)
    definite = _marks(bars["sure_begin"][sure], bars["sure_finish"][sure], n[sure], by)
    toll = _sums(bars["sure_begin"], deaths, within & ~np.isnan(deaths))
    return Timeline(by, tuple(_bars(possible, definite, toll, by)))


@lru_cache
def bounds(dates: Dates, column: str | None = None) -> ir.Table:
    """Select the number of incidents by first and last day, possible and certain.

    With a `column`, apart by each of its values, as `value`; "" where it is not known. Gathered by what is
    recorded first: what is computed of it is computed once for each pair of days.
    """
    rows = MATCHED.filter(~is_undated(MATCHED))
    precise = surely(rows.date_precision == DatePrecision.DAY.value)
    apart = {} if column is None else {"value": rows[column].fill_null("")}
    gathered = rows.group_by("start", "end", precise=precise, **apart)
    alike = gathered.aggregate(n=rows.count(), deaths=rows.deaths_best.sum())
    begin, finish = spans(alike, dates)
    sure_begin, sure_finish = _sure(alike, alike.precise)
    days = {"begin": begin, "finish": finish, "sure_begin": sure_begin, "sure_finish": sure_finish}
    return alike.select("n", "deaths", "precise", *apart, **days)


def _sure(rows: ir.Table, precise: ir.BooleanValue) -> tuple[ir.DateValue, ir.DateValue]:
    """Return the days a precise incident certainly fills, or the bounds of another; null where a side is open."""
    begin, finish = spans(rows, Dates.DEFINITE)
    return ibis.ifelse(precise, begin, rows.start), ibis.ifelse(precise, finish, rows.end)


def _readable(by: By, days: int, *, wish: bool) -> By:
    finest = list(By)
    if not wish:
        return next((By(unit) for unit, longest in _COMFORTABLE.items() if days <= longest), By.YEAR)
    length = {By.DAY: 1, By.WEEK: 7, By.MONTH: 28, By.YEAR: 365}
    return next((unit for unit in finest[finest.index(by) :] if days / length[unit] <= MAX_BARS), By.YEAR)


def first_day(days: np.ndarray, by: By) -> np.ndarray:
    """Return the first day of the bar each day lies in; weeks begin on Monday."""
    if by is By.DAY:
        return days
    if by is By.WEEK:
        return days - (days - _MONDAY) % np.timedelta64(7, "D")
    unit = {By.MONTH: "datetime64[M]", By.YEAR: "datetime64[Y]"}[by]
    return days.astype(unit).astype("datetime64[D]")


def _marks(begin: np.ndarray, finish: np.ndarray, n: np.ndarray, by: By) -> Counter[date]:
    """Mark where a run of bars begins and where it has ended; `_bars` adds the marks up."""
    runs = begin <= finish  # never, where a side is not known
    marks = _sums(begin, n, runs)
    for day, ended in _sums(finish, n, runs).items():
        marks[_next(day, by)] -= ended
    return marks


def _sums(days: np.ndarray, values: np.ndarray, which: np.ndarray) -> Counter[date]:
    some, where = np.unique(days[which], return_inverse=True)
    sums = np.zeros(len(some), np.int64)
    np.add.at(sums, where, values[which].astype(np.int64))
    return Counter(dict(zip(some.astype("datetime64[D]").tolist(), sums.tolist(), strict=True)))


def _bars(possible: Counter[date], definite: Counter[date], toll: Counter[date], by: By) -> Iterator[Bar]:
    start, stop = min(possible), max(possible)
    count = sure = 0
    sparse = by is By.YEAR and stop.year - start.year > MAX_BARS
    while start < stop:
        count += possible[start]
        sure += definite[start]
        following = _next(start, by)
        if count or not sparse:
            yield Bar(start, following - timedelta(days=1), count, sure, toll.get(start))
        start = following


def _next(start: date, by: By) -> date:
    try:
        return _following(start, by)
    except (OverflowError, ValueError):
        return date.max  # the calendar of dates ends here


def _following(start: date, by: By) -> date:
    if by is By.DAY:
        return start + timedelta(days=1)
    if by is By.WEEK:
        return start + timedelta(days=7)
    if by is By.MONTH:
        return (start.replace(day=1) + timedelta(days=31)).replace(day=1)
    return start.replace(year=start.year + 1)
