"""Actors named in what matches: the most frequent, and those whose name, or another name, contains some words."""

from functools import lru_cache

import ibis
import ibis.expr.types as ir
import numpy as np
from typing_extensions import TypedDict

from geo.query.engine.engine import Engine, memoise
from geo.query.engine.parameters import slot
from geo.query.engine.question import Question
from geo.query.engine.tables import ACTOR_NAMES, MATCHED
from geo.query.totals.actor_aliases import Named, others
from geo.readmodel.actor_codes import SHARE, mask
from geo.readmodel.schema import fold_words

TOP = 50
FOUND = 20
# Codes are given most frequent first, so the first actors are nearly always those most named in what matches.
_FIRST = 2_000
# Names looked at; more, and in the end all, only where too few of those are named in what the caller may see.
_LOOKED_AT = (50, 1_000, None)


class ValueCount(TypedDict):
    """A value of a filter, and how many incidents choosing it would leave."""

    value: str | bool
    count: int


class NamedActor(TypedDict):
    """An actor by name, how many incidents name it, and its other names."""

    value: str
    count: int
    also: list[str]


_MASK, _UPTO = slot("mask", "int64"), slot("upto", "int64")
_BEGIN = slot("begin", "string")


@memoise
def actors(engine: Engine, question: Question) -> list[ValueCount]:
    """Rows of `value` and `count`: the `TOP` actors most named in what matches, in the roles it asks for.

    Only the first actors are counted, where that proves that no other can be among the most named.
    """
    view = question.view
    pairs = mask(view.role, view.alleged)
    for first in (_FIRST, None):
        entries = {_MASK: pairs, _UPTO: first * SHARE if first else 2**62}
        found: list[ValueCount] = engine.ask(most_named(), question, entries).to_pylist()
        if len(found) == TOP and found[-1]["count"] > _most_beyond(engine, question.link):
            break
    return found


@memoise
def _most_beyond(engine: Engine, _: str) -> int:
    """Return the largest count of an actor who is not among the first, for a version's link."""
    others = ACTOR_NAMES.filter(ACTOR_NAMES.code >= _FIRST)
    return int(engine.ask_one(others.aggregate(n=others.incidents.max().fill_null(0)))["n"])


@lru_cache
def most_named() -> ir.Table:
    """Return the actors most often named in one of the roles given, among the codes given."""
    entries = MATCHED.select(entry=MATCHED.named.unnest())
    entries = entries.filter((entries.entry & _MASK) != 0, entries.entry < _UPTO)
    counted = entries.group_by(code=entries.entry // SHARE).aggregate(count=ibis._.count())
    named = counted.join(ACTOR_NAMES, "code")
    return named.select(value=named.actor, count=named["count"]).order_by(ibis.desc("count"), "value").limit(TOP)


def like(engine: Engine, question: Question, words: str) -> list[NamedActor]:
    """Rows of `value`, `count` and `also`: up to `FOUND` actors whose name holds all of `words`, compared folded.

    A name that is these words comes first, then names that begin so, then the most frequent, then the other names of
    these actors. `count` is of all incidents of the question's version that the caller may see, whatever else the view
    asks; who is named in none of them is not offered. `also` holds other names of the actor, of
    `geo.query.totals.actor_aliases`.
    """
    wanted = fold_words(words).split()
    values = {_word(n): word for n, word in enumerate(wanted)} | {_BEGIN: " ".join(wanted)}
    all_seen = question.everything()
    incidents, known = _incidents(engine, all_seen), others(engine, all_seen)
    found: list[Named] = []
    for most in _LOOKED_AT:
        rows = engine.ask(holding(len(wanted), most), values=values).to_pylist()
        found = [Named(row["actor"], row["code"]) for row in rows if _count(incidents, row["code"])]
        if len(found) >= FOUND or most is None or len(rows) < most:
            break
    with_others = dict.fromkeys([*found, *(other for one in found for other in known.get(one.name, ()))])
    return [
        {
            "value": one.name,
            "count": _count(incidents, one.code),
            "also": [other.name for other in known.get(one.name, ())],
        }
        for one in list(with_others)[:FOUND]
    ]


def _count(incidents: np.ndarray, code: int) -> int:
    """Return the number of incidents that name an actor; a name may be newer than the version."""
    return int(incidents[code]) if code < len(incidents) else 0


@memoise
def _incidents(engine: Engine, all_seen: Question) -> np.ndarray:
    """Return the number of incidents that name each actor, by code: one pass for each version and role."""
    size = engine.ask_one(ACTOR_NAMES.aggregate(n=ACTOR_NAMES.code.max().fill_null(-1) + 1))["n"]
    named = engine.ask(every_code(), all_seen)
    incidents = np.zeros(size, np.int64)
    incidents[named["code"].to_numpy()] = named["count"].to_numpy()
    return incidents


@lru_cache
def every_code() -> ir.Table:
    """Select the number of incidents that name each actor."""
    entries = MATCHED.select(code=MATCHED.named.unnest() // SHARE)
    return entries.group_by("code").aggregate(count=ibis._.count())


@lru_cache
def holding(words: int, most: int | None) -> ir.Table:
    """Select names that contain so many words, at most so many: equal ones, those that begin so, the most frequent."""
    folded = ACTOR_NAMES.folded
    rows = ACTOR_NAMES.filter(folded.notnull(), *(folded.contains(_word(n)) for n in range(words)))
    first = [ibis.desc(rows.folded == _BEGIN), ibis.desc(rows.folded.startswith(_BEGIN)), ibis.desc("incidents")]
    return rows.order_by(*first, "actor").select("code", "actor").limit(most)


@lru_cache
def _word(number: int) -> ir.Scalar:
    return slot(f"word{number}", "string")
