"""Who is named in what matches: the most frequent, and those whose name holds some words."""

import dataclasses
from functools import lru_cache
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np

from geo.query.engine import Engine, remembered
from geo.query.question import Question
from geo.query.slots import slot
from geo.query.tables import ACTOR_NAMES, MATCHED
from geo.store.columns import fold_words
from geo.store.named import SHARE, mask
from geo.view import View

TOP = 50
FOUND = 20
# Codes are given most frequent first, so the first actors are nearly always those most named in what matches.
_FIRST = 2_000
# Names looked at; more, and in the end all, only where too few of those are named in what the caller may see.
_LOOKED_AT = (50, 1_000, None)

Counted = list[dict[str, Any]]

_MASK, _UPTO = slot("mask", "int64"), slot("upto", "int64")
_BEGIN = slot("begin", "string")


@remembered
def actors(engine: Engine, question: Question) -> Counted:
    """Rows of `value` and `count`: the `TOP` actors most named in what matches, in the roles it asks for.

    Only the first actors are counted, where that proves that no other can be among the most named.
    """
    view = question.view
    pairs = mask(view.role, view.alleged)
    for first in (_FIRST, None):
        entries = {_MASK: pairs, _UPTO: first * SHARE if first else 2**62}
        found: Counted = engine.ask(most_named(), question, entries).to_pylist()
        if len(found) == TOP and found[-1]["count"] > _most_beyond(engine, question.link):
            break
    return found


@remembered
def _most_beyond(engine: Engine, _: str) -> int:
    """The most incidents that name an actor who is not among the first, whatever is asked; of a version's link."""
    others = ACTOR_NAMES.filter(ACTOR_NAMES.code >= _FIRST)
    return int(engine.ask_one(others.aggregate(n=others.incidents.max().fill_null(0)))["n"])


@lru_cache
def most_named() -> ir.Table:
    """The actors most often named in one of the roles given, among the codes given."""
    entries = MATCHED.select(entry=MATCHED.named.unnest())
    entries = entries.filter((entries.entry & _MASK) != 0, entries.entry < _UPTO)
    counted = entries.group_by(code=entries.entry // SHARE).aggregate(count=ibis._.count())
    named = counted.join(ACTOR_NAMES, "code")
    return named.select(value=named.actor, count=named["count"]).order_by(ibis.desc("count"), "value").limit(TOP)


def like(engine: Engine, question: Question, words: str) -> Counted:
    """Rows of `value` and `count`: up to `FOUND` actors whose name holds all of `words`, compared folded.

    Names that begin so come first, then the most frequent. `count` is of all incidents of the question's version that
    the caller may see, whatever else the view asks; who is named in none of them is not offered.
    """
    wanted = fold_words(words).split()
    values = {_word(n): word for n, word in enumerate(wanted)} | {_BEGIN: " ".join(wanted)}
    incidents = _incidents(engine, dataclasses.replace(question, view=View(), shapes=()))
    found: Counted = []
    for most in _LOOKED_AT:
        names = engine.ask(holding(len(wanted), most), values=values).to_pylist()
        known = [row for row in names if row["code"] < len(incidents)]  # a name may be newer than the version
        counted = ({"value": row["actor"], "count": int(incidents[row["code"]])} for row in known)
        found = [row for row in counted if row["count"]]
        if len(found) >= FOUND or most is None or len(names) < most:
            break
    return found[:FOUND]


@remembered
def _incidents(engine: Engine, everything: Question) -> np.ndarray:
    """How many incidents name each actor, by code: one pass over all of them for each version and role."""
    size = engine.ask_one(ACTOR_NAMES.aggregate(n=ACTOR_NAMES.code.max().fill_null(-1) + 1))["n"]
    named = engine.ask(every_code(), everything)
    incidents = np.zeros(size, np.int64)
    incidents[named["code"].to_numpy()] = named["count"].to_numpy()
    return incidents


@lru_cache
def every_code() -> ir.Table:
    """How many incidents name each actor."""
    entries = MATCHED.select(code=MATCHED.named.unnest() // SHARE)
    return entries.group_by("code").aggregate(count=ibis._.count())


@lru_cache
def holding(words: int, most: int | None) -> ir.Table:
    """The names that hold so many words, at most so many: what begins with them first, then the most frequent."""
    folded = ACTOR_NAMES.folded
    rows = ACTOR_NAMES.filter(folded.notnull(), *(folded.contains(_word(n)) for n in range(words)))
    first = rows.folded.startswith(_BEGIN)
    return rows.order_by(ibis.desc(first), ibis.desc("incidents"), "actor").select("code", "actor").limit(most)


@lru_cache
def _word(number: int) -> ir.Scalar:
    return slot(f"word{number}", "string")
