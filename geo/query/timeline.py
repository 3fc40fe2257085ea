"""Bars over time: each counts what choosing its days would match, under the view's own rule for dates."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import ibis
import ibis.expr.types as ir

from geo.incident import DatePrecision
from geo.query.engine import Engine, remembered
from geo.query.matching import is_undated, spans
from geo.query.question import Question
from geo.query.tables import MATCHED, surely
from geo.view import Dates

MAX_BARS = 1_500
# The longest span, in days, shown by each; beyond the last it is years.
_COMFORTABLE = {"day": 92, "week": 730, "month": 7_300}


class By(StrEnum):
    """How long a bar is."""

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


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars from the first incident to the last; without gaps, unless they would be more than can be drawn."""

    by: By
    bars: tuple[Bar, ...]

    def as_json(self) -> dict[str, Any]:
        """The shape of `/api/timeline`."""
        bars = [asdict(bar) | {"start": bar.start.isoformat(), "end": bar.end.isoformat()} for bar in self.bars]
        return {"by": self.by.value, "bars": bars}


@remembered
def timeline(engine: Engine, question: Question, by: By | None = None) -> Timeline:
    """The bars of a view. Without `by`, the finest that stays readable over its span.

    An incident that may have happened on several days counts in each of their bars, so the
    bars of a view can sum to more than it matches.
    """
    extent = engine.ask_one(_extent(question.view.dates), question)
    if extent["first"] is None:
        return Timeline(by or By.DAY, ())
    days = (extent["last"] - extent["first"]).days
    by = _readable(by or By.DAY, days, wish=by is not None)
    possible = Counter[date]()
    definite = Counter[date]()
    toll = Counter[date]()
    for row in engine.ask(bounds(question.view.dates, by), question).to_pylist():
        _spread(possible, row["begin"], row["finish"], row["n"], by)
        if row["precise"] or row["sure_begin"] == row["sure_finish"]:
            _spread(definite, row["sure_begin"], row["sure_finish"], row["n"], by)
        if row["deaths"] is not None and row["sure_begin"] == row["sure_finish"] is not None:
            toll[row["sure_begin"]] += row["deaths"]
    return Timeline(by, tuple(_bars(possible, definite, toll, by)))


def _extent(dates: Dates) -> ir.Table:
    rows = MATCHED
    begin, finish = spans(rows, dates)
    return rows.aggregate(first=begin.min(), last=finish.max())


def bounds(dates: Dates, by: By) -> ir.Table:
    """How many incidents share the bars they begin and finish in, possibly and for sure."""
    rows = MATCHED.filter(~is_undated(MATCHED))
    begin, finish = spans(rows, dates)
    precise = surely(rows.date_precision == DatePrecision.DAY.value)
    sure_begin, sure_finish = _sure(rows, precise)
    unit = {By.DAY: "D", By.WEEK: "W", By.MONTH: "M", By.YEAR: "Y"}[by]
    bars = {"begin": begin, "finish": finish, "sure_begin": sure_begin, "sure_finish": sure_finish}
    keys = {name: day.cast("timestamp").truncate(unit).cast("date") for name, day in bars.items()}
    return rows.group_by(**keys, precise=precise).aggregate(n=rows.count(), deaths=rows.deaths_best.sum())


def _sure(rows: ir.Table, precise: ir.BooleanValue) -> tuple[ir.DateValue, ir.DateValue]:
    """The days a precise incident fills for sure, or the bounds another lies within; null where a side is open."""
    begin, finish = spans(rows, Dates.DEFINITE)
    return ibis.ifelse(precise, begin, rows.start), ibis.ifelse(precise, finish, rows.end)


def _readable(by: By, days: int, *, wish: bool) -> By:
    finest = list(By)
    if not wish:
        return next((By(unit) for unit, longest in _COMFORTABLE.items() if days <= longest), By.YEAR)
    length = {By.DAY: 1, By.WEEK: 7, By.MONTH: 28, By.YEAR: 365}
    return next((unit for unit in finest[finest.index(by) :] if days / length[unit] <= MAX_BARS), By.YEAR)


def _spread(steps: Counter[date], begin: date | None, finish: date | None, n: int, by: By) -> None:
    """Marks where a run of bars begins and where it has ended; `_bars` adds the marks up."""
    if begin is None or finish is None or begin > finish:
        return
    steps[begin] += n
    steps[_next(finish, by)] -= n


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
