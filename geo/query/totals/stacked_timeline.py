"""Bars over time in parts, by type or by verification, and what is not known to the day as the spans it is known to."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, cast

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from typing_extensions import TypedDict

from geo.incident import DatePrecision
from geo.query.engine.engine import Engine, memoise
from geo.query.engine.question import Question
from geo.query.engine.tables import MATCHED, surely
from geo.query.engine.view_filter import is_undated
from geo.query.totals.counts import counts
from geo.query.totals.timeline import By, Timeline, TimelineBar, bounds, first_day, timeline

MOST_SPANS = 500
OPEN = "open"  # the precision of a span with one known side


class Stack(StrEnum):
    """Parts that a bar is divided into."""

    TYPE = "type"
    VERIFICATION = "verification"

    @property
    def column(self) -> str:
        """The column of the read model."""
        return "event_type" if self is Stack.TYPE else self.value


class StackedBar(TimelineBar):
    """A bar in its parts: of each value how many incidents it counts, and how many of these happened in it for sure.

    The value "" stands for what is not known.
    """

    parts: dict[str, int]
    sure: dict[str, int]


class Span(TypedDict):
    """Incidents not known to the day that one span of days bounds; null where a side is not known."""

    start: str | None
    end: str | None
    precision: str
    count: int


class StackedAnswer(TypedDict):
    """Bars in parts, and beside them what is not known to the day; `spans_left` more spans are left off.

    `undated` incidents are in no bar and no span.
    """

    by: By
    bars: list[StackedBar]
    spans: list[Span]
    spans_left: int
    undated: int


@dataclass(frozen=True, slots=True)
class Stacked:
    """A timeline with the `parts` of each bar, which sum to its count; "" stands for what is not known.

    `sure` are the parts of those that happened within the bar for sure; they sum to its `definite`.
    `spans` are what is not known to the day, gathered by the same bounds; `spans_left` more are left off.
    """

    whole: Timeline
    parts: tuple[dict[str, int], ...]
    sure: tuple[dict[str, int], ...]
    spans: tuple[Span, ...]
    spans_left: int
    undated: int

    def as_json(self) -> StackedAnswer:
        """Return the answer of `/api/timeline` with `stack`."""
        plain = self.whole.as_json()
        made_of = zip(plain["bars"], self.parts, self.sure, strict=True)
        return {
            "by": plain["by"],
            "bars": [{**bar, "parts": parts, "sure": sure} for bar, parts, sure in made_of],
            "spans": list(self.spans),
            "spans_left": self.spans_left,
            "undated": self.undated,
        }


@memoise
def stacked_timeline(engine: Engine, question: Question, by: By | None, stack: Stack) -> Stacked:
    """Return the bars of `timeline`, each in its parts, with the spans beside them."""
    whole = timeline(engine, question, by)
    known = engine.ask(bounds(question.view.dates, stack.column), question)
    spans = engine.ask(loose(), question).to_pylist()
    return Stacked(
        whole,
        tuple(_parts(whole, known, "begin", "finish")),
        tuple(_parts(whole, known.filter(_sure(known, whole.by)), "sure_begin", "sure_finish")),
        tuple(_span(row) for row in spans[:MOST_SPANS]),
        max(0, len(spans) - MOST_SPANS),
        counts(engine, question).undated,
    )


@lru_cache
def loose() -> ir.Table:
    """Return the spans of incidents not known to the day, and how many incidents each bounds; most incidents first."""
    rows = MATCHED.filter(~is_undated(MATCHED), ~surely(MATCHED.date_precision == DatePrecision.DAY.value))
    one_sided = rows.start.isnull() | rows.end.isnull()
    precision = ibis.ifelse(one_sided, OPEN, rows.date_precision.fill_null(DatePrecision.DAYS.value))
    alike = rows.group_by("start", "end", precision=precision).aggregate(count=rows.count())
    return alike.order_by(ibis.desc("count"), alike.start.asc(nulls_first=True), "end", "precision")


def _span(row: dict[str, Any]) -> Span:
    days = {key: None if row[key] is None else row[key].isoformat() for key in ("start", "end")}
    return cast("Span", row | days)


def _sure(known: pa.Table, by: By) -> npt.NDArray[np.bool_]:
    """Return a mask of the rows certain to lie in their bars, as in `timeline`; an open side is never certain."""
    begin, finish = (known[name].to_numpy() for name in ("sure_begin", "sure_finish"))
    within = first_day(begin, by) == first_day(finish, by)
    sure: npt.NDArray[np.bool_] = (known["precise"].to_numpy() | within) & (begin <= finish)
    return sure


def _parts(whole: Timeline, known: pa.Table, first: str, last: str) -> Iterator[dict[str, int]]:
    """Of each bar how many incidents of each value it counts, each from its `first` day to its `last`."""
    if not known.num_rows:
        yield from ({} for _ in whole.bars)
        return
    starts = np.array([bar.start for bar in whole.bars], "datetime64[D]")
    values = sorted(set(known["value"].to_pylist()))
    number = np.searchsorted(values, known["value"].to_numpy(zero_copy_only=False))
    begin, finish = (np.searchsorted(starts, first_day(known[name].to_numpy(), whole.by)) for name in (first, last))
    n = known["n"].to_numpy()
    runs = np.zeros((len(values), len(starts) + 1), np.int64)
    np.add.at(runs, (number, begin), n)
    np.add.at(runs, (number, finish + 1), -n)
    for bar in np.cumsum(runs, axis=1)[:, :-1].T.tolist():
        yield {value: count for value, count in zip(values, bar, strict=True) if count}
