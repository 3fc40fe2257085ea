"""Facets: the number of incidents each value of a filter would leave."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import sqlglot as sg
from sqlglot import expressions as sge

from geo.incident import Role
from geo.query.engine.engine import Engine, memoise
from geo.query.engine.question import Question
from geo.query.engine.tables import ACTOR_NAMES, MATCHED
from geo.query.engine.view_filter import actor_entries
from geo.query.totals.actors import TOP, ValueCount, actors
from geo.readmodel.actor_codes import SHARE, mask
from geo.view import EMPTY, FILTERS, Match, View

COLUMNS = {name: entry.column for name, entry in FILTERS.items() if entry.has_facet and entry.column}
ROLES = ("role", "alleged")
OF_ACTORS = ("actor", *ROLES)


_Facet = list[ValueCount]
Facets = dict[str, _Facet]


@memoise
def facets(engine: Engine, question: Question) -> Facets:
    """For each filter its values and their counts, most first, at most `TOP`.

    A filter's own choice is left out of its own counts: they say what choosing a value would
    give beside all the other filters.
    """
    found: Facets = {"actor": actors(engine, _without("actor", question))}
    alike: dict[Question, list[str]] = defaultdict(list)
    for key in (*ROLES, *COLUMNS):
        if key in ROLES and question.view.actor and question.view.match is Match.ALL:
            found[key] = engine.ask(roles_of(question.view, key), _without(key, question)).to_pylist()
        elif key in ROLES and question.view.actor:
            masks = _pairs(engine, _without(key, question))
            found[key] = sorted(_roles(masks, key, question.view), key=_most_first)
        else:
            alike[_without(key, question)].append(key)
    for free, keys in alike.items():
        found |= _together(engine, free, keys)
    return {key: found[key] for key in (*OF_ACTORS, *COLUMNS)}


def facet(engine: Engine, question: Question, key: str) -> _Facet:
    """One filter's values and counts; of a filter that is a column of its own."""
    return _together(engine, _without(key, question), [key])[key]


def _without(key: str, question: Question) -> Question:
    return question.dropping(**{key: getattr(EMPTY, key)})


@memoise
def _pairs(engine: Engine, question: Question) -> list[dict[str, int]]:
    return _value_counts(engine.ask(pairs_of(question.view), question), "pairs")


def pairs_of(view: View) -> ir.Table:
    """Select the number of incidents by role of the actors that the view names, without other actors."""
    mine = ACTOR_NAMES.filter(ACTOR_NAMES.actor.isin(view.actor))
    entries = MATCHED.select("rid", entry=MATCHED.named.unnest())
    entries = entries.filter((entries.entry // SHARE).isin(mine.code))
    each = entries.group_by("rid").aggregate(pairs=(entries.entry % SHARE).bit_or())
    return each.group_by("pairs").aggregate(count=ibis._.count())


def roles_of(view: View, key: str) -> ir.Table:
    """Rows of `value` and `count` for the roles of the actors that the view names; each has to have the value."""
    entries = actor_entries(view)
    mine = entries.filter(entries.actor.isin(view.actor)).semi_join(MATCHED, "rid")
    alike = mine.group_by("rid", value=mine[key]).aggregate(actors=mine.actor.nunique())
    counted = alike.filter(alike.actors >= len(set(view.actor))).group_by("value").aggregate(count=ibis._.count())
    return counted.order_by(ibis.desc("count"), "value")


def _together(engine: Engine, question: Question, keys: Iterable[str]) -> dict[str, _Facet]:
    """Return the facets of filters that ask the same once their own choice is left out: all in one pass."""
    columns = {key: "roles" if key in ROLES else COLUMNS[key] for key in keys}
    table = engine.ask(each_alone(tuple(dict.fromkeys(columns.values()))), question)
    facets: Facets = {key: _value_counts(table, column) for key, column in columns.items() if key not in ROLES}
    for key in set(ROLES).intersection(columns):
        facets[key] = _roles(_value_counts(table, columns[key]), key, question.view)
    return {key: sorted(rows, key=_most_first)[:TOP] for key, rows in facets.items()}


@lru_cache
def each_alone(columns: tuple[str, ...]) -> sge.Select:
    """Return a row per value of each column, the other columns null, with its `count`. Ibis has no grouping sets."""
    named = [sg.column(column, quoted=True) for column in columns]
    sets = sge.GroupingSets(expressions=[sge.Tuple(expressions=[column.copy()]) for column in named])
    counted = sge.alias_(sge.Count(this=sge.Star()), "count", quoted=True)
    matched = sge.Table(this=sg.to_identifier(MATCHED.get_name(), quoted=True))
    return sg.select(*named, counted).from_(matched).group_by(sge.Group(grouping_sets=[sets]))


def _value_counts(table: pa.Table, column: str) -> list[Any]:
    rows = table.filter(table[column].is_valid()).select([column, "count"])
    found: list[Any] = rows.rename_columns(["value", "count"]).to_pylist()
    return found


def _roles(masks: list[dict[str, int]], key: str, view: View) -> _Facet:
    """From how many incidents hold which pairs, to how many each role, or each answer to "alleged", would leave."""
    wanted: dict[str | bool, int] = {role.value: mask((role,), view.alleged) for role in Role}
    if key == "alleged":
        wanted = {said: mask(view.role, said) for said in (False, True)}
    counts = Counter[str | bool]()
    for row in masks:
        counts.update({value: row["count"] for value, pairs in wanted.items() if row["value"] & pairs})
    return [{"value": value, "count": count} for value, count in counts.items()]


def _most_first(row: ValueCount) -> tuple[int, str | bool]:
    return -row["count"], row["value"]
