"""How many incidents each value of a filter would leave."""

from typing import Any

import ibis
import ibis.expr.types as ir

from geo.query.engine import Engine, remembered
from geo.query.matching import COLUMN_OF, actor_entries
from geo.query.question import Question
from geo.query.tables import MATCHED
from geo.view import View

TOP = 50
COLUMNS = ("type", "sub_type", "verification", "dataset", "country", "admin1")
OF_ACTORS = ("actor", "role", "alleged")


@remembered
def facets(engine: Engine, question: Question) -> dict[str, list[dict[str, Any]]]:
    """For each filter its values and their counts, most first, at most `TOP`.

    A filter's own choice is left out of its own counts: they say what choosing a value would
    give beside all the other filters.
    """
    return {key: facet(engine, question, key) for key in (*OF_ACTORS, *COLUMNS)}


def facet(engine: Engine, question: Question, key: str) -> list[dict[str, Any]]:
    """One filter's values and counts."""
    free = question.dropping(**{key: None if key == "alleged" else ()})
    values: list[dict[str, Any]] = engine.ask(counted_by(free.view, key), free).to_pylist()
    return values


def counted_by(view: View, key: str) -> ir.Table:
    """Rows of `value` and `count` for one filter, of a view without it."""
    rows = MATCHED
    if key in OF_ACTORS:
        entries = actor_entries(view)
        if view.actor:
            entries = entries.filter(entries.actor.isin(view.actor))
        named = entries.semi_join(rows, "rid")
        counted = named.group_by(value=named[key]).aggregate(count=ibis._.rid.nunique())
    else:
        column = rows[COLUMN_OF.get(key, key)]
        counted = rows.filter(column.notnull()).group_by(value=column).aggregate(count=ibis._.count())
    return counted.order_by(ibis.desc("count"), "value").limit(TOP)
