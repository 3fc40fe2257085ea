"""The other names of an actor: those given with one id in the records that the caller may see."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

import ibis
import ibis.expr.types as ir

from geo.query.engine.engine import Engine, memoise
from geo.query.engine.question import Question
from geo.query.engine.tables import ACTOR_IDS, ACTOR_NAMES, MATCHED

# An id that goes with more names is that of a kind of actors, "unidentified" say, and makes no two of them one.
MOST_NAMES = 20


class Named(NamedTuple):
    """A name, and its code in `actor_names`."""

    name: str
    code: int


Others = Mapping[str, tuple[Named, ...]]


def other_names(engine: Engine, question: Question, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Of each of `names` that has any, its other names in the question's version, most frequent first."""
    known = others(engine, question.everything())
    return {name: tuple(other.name for other in known[name]) for name in names if name in known}


@memoise
def others(engine: Engine, all_seen: Question) -> Others:
    """Return the other names of every actor that has any, most frequent first: one pass for each version and role."""
    sharing: dict[str, list[Named]] = defaultdict(list)
    for row in engine.ask(shared_ids(), all_seen).to_pylist():
        sharing[row["actor_id"]].append(Named(row["actor"], row["code"]))
    found: dict[str, dict[Named, None]] = defaultdict(dict)
    for names in sharing.values():
        for one in names:
            found[one.name] |= dict.fromkeys(other for other in names if other != one)
    return {name: tuple(kept) for name, kept in found.items()}


@lru_cache
def shared_ids() -> ir.Table:
    """Each id that several names are given with, in what matches, and each of these names; most frequent first."""
    given = ACTOR_IDS.semi_join(MATCHED, "rid").select("code", "actor_id").distinct()
    names = given.group_by("actor_id").aggregate(names=ibis._.count())
    shared = given.semi_join(names.filter(names.names.between(2, MOST_NAMES)), "actor_id")
    named = shared.join(ACTOR_NAMES, "code")
    return named.order_by(ibis.desc(named.incidents), named.actor).select("actor_id", "actor", "code")
