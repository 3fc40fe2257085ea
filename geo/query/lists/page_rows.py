"""Columns of the list for each incident, with the names of its actors."""

import dataclasses
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, cast

import ibis.expr.types as ir
from typing_extensions import TypedDict

from geo.query.engine.engine import Engine
from geo.query.engine.parameters import slot, unnest_array
from geo.query.engine.question import Question
from geo.query.engine.tables import ACTOR_NAMES, MATCHED
from geo.query.engine.view_filter import is_undated
from geo.readmodel.actor_codes import SHARE
from geo.view import View

NAMES = 6  # of actors that travel with a row
COLUMNS = (
    *("id", "title", "dataset", "start", "end", "date_precision", "event_type", "sub_type", "country", "admin1"),
    *("place_name", "place_precision", "radius_m", "deaths_low", "deaths_best", "deaths_high", "verification"),
    *("drawn", "coarse"),
)


class Row(TypedDict):
    """An incident in the list; what is not known is null. Dates are ISO 8601, `radius_m` is in metres.

    `actors` are the first names in it, `actors_more` how many follow. `undated` says that neither bound of its date is
    known, `drawn` that the map shows it, `coarse` that only its district, province, month or year is known.
    """

    id: str
    title: str | None
    dataset: str
    start: str | None
    end: str | None
    date_precision: str | None
    event_type: str | None
    sub_type: str | None
    country: str | None
    admin1: str | None
    place_name: str | None
    place_precision: str
    radius_m: float | None
    deaths_low: int | None
    deaths_best: int | None
    deaths_high: int | None
    verification: str
    drawn: bool
    coarse: bool
    undated: bool
    actors: list[str]
    actors_more: int


_RIDS, _CODES = slot("rids", "array<int64>"), slot("codes", "array<int64>")


def fetch_rows(engine: Engine, question: Question, rids: set[int]) -> dict[int, Row]:
    """Return the list's rows of incidents that are known to match, by their numbers in the read model.

    Only what the caller may see of them is asked again, and the rule for deaths; not the view's filters.
    """
    seen = dataclasses.replace(question, view=View(rule=question.view.rule), shapes=())
    rows = engine.ask(columns(), seen, {_RIDS: sorted(rids)}).to_pylist() if rids else []
    names = _names(engine, [row["named"] or [] for row in rows])
    return {row["rid"]: _row(row, names) for row in rows}


@lru_cache
def columns() -> ir.Table:
    """Select the list's columns of the incidents with the numbers given."""
    rows = MATCHED.filter(MATCHED.rid.isin(unnest_array(_RIDS)))
    return rows.select("rid", *COLUMNS, "named", undated=is_undated(rows))


def _names(engine: Engine, named: Iterable[list[int]]) -> dict[int, str]:
    """Return the names of the first actors of each list of entries, by code."""
    codes = sorted({entry // SHARE for entries in named for entry in entries[:NAMES]})
    found = engine.ask(select_actor_names(), values={_CODES: codes}).to_pylist() if codes else []
    return {row["code"]: row["actor"] for row in found}


@lru_cache
def select_actor_names() -> ir.Table:
    """Return the names of the actors with the codes given."""
    return ACTOR_NAMES.filter(ACTOR_NAMES.code.isin(unnest_array(_CODES))).select("code", "actor")


def _row(row: dict[str, Any], names: dict[int, str]) -> Row:
    entries = row["named"] or []
    days = {key: None if row[key] is None else row[key].isoformat() for key in ("start", "end")}
    shown: dict[str, Any] = {
        **{key: row[key] for key in (*COLUMNS, "undated")},
        **days,
        "actors": [names[entry // SHARE] for entry in entries[:NAMES]],
        "actors_more": max(0, len(entries) - NAMES),
    }
    return cast("Row", shown)
