"""Honest counts: how many match, are drawn, cannot be placed, are known only coarsely, give a number."""

from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

import ibis
import ibis.expr.types as ir

from geo.query.engine.access_filter import withheld
from geo.query.engine.engine import Engine, memoise
from geo.query.engine.question import Question
from geo.query.engine.tables import MATCHED
from geo.query.engine.view_filter import is_undated


@dataclass(frozen=True, slots=True)
class Deaths:
    """Sums over the incidents that state each; None where none does. `stated` gave any number at all."""

    low: int | None
    best: int | None
    high: int | None
    stated: int
    stated_low: int
    stated_best: int
    stated_high: int


@dataclass(frozen=True, slots=True)
class Counts:
    """matched = drawn + unplaced; coarse is part of matched; so is undated, unless days are asked for."""

    matched: int
    drawn: int
    unplaced: int
    coarse: int
    undated: int
    withheld: int
    deaths: Deaths

    def as_json(self) -> dict[str, Any]:
        """Return the shape of `/api/counts`."""
        return asdict(self)


@memoise
def counts(engine: Engine, question: Question) -> Counts:
    """Return a view's counts. An unplaced incident is in no drawn count, a withheld one in none but its own."""
    row = engine.ask_one(select_counts(), question)
    hidden = _withheld(engine, question.everything())
    undated = row["undated"]
    if question.view.days is not None:
        undated = engine.ask_one(undated_ones(), question.dropping(days=None))["n"]
    deaths = Deaths(**{key: row[key] for key in Deaths.__slots__})
    return Counts(
        matched=row["matched"],
        drawn=row["drawn"],
        unplaced=row["matched"] - row["drawn"],
        coarse=row["coarse"],
        undated=undated,
        withheld=hidden,
        deaths=deaths,
    )


@memoise
def _withheld(engine: Engine, everything: Question) -> int:
    return int(engine.ask_one(withheld(everything.caller, everything.version).aggregate(n=ibis._.count()))["n"])


@lru_cache
def undated_ones() -> ir.Table:
    """One row: how many are undated."""
    return MATCHED.filter(is_undated(MATCHED)).aggregate(n=ibis._.count())


@lru_cache
def select_counts() -> ir.Table:
    """One row: how many, and what they sum to."""
    rows = MATCHED
    low, best, high = rows.deaths_low, rows.deaths_best, rows.deaths_high
    return rows.aggregate(
        matched=rows.count(),
        drawn=_number(rows.drawn),
        coarse=_number(rows.coarse),
        undated=_number(is_undated(rows)),
        low=low.sum(),
        best=best.sum(),
        high=high.sum(),
        stated=_number(low.notnull() | best.notnull() | high.notnull()),
        stated_low=low.count(),
        stated_best=best.count(),
        stated_high=high.count(),
    )


def _number(which: ir.BooleanValue) -> ir.IntegerScalar:
    return which.ifelse(1, 0).sum().fill_null(0)
