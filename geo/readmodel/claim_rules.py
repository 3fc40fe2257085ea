"""Rules that pick one of several claims about deaths. A rule picks; it never computes a number."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from geo.incident import Claim, Source


@dataclass(frozen=True, slots=True)
class Deaths:
    """One claim's own numbers; `best` only when the claim gives a single one."""

    low: int | None
    best: int | None
    high: int | None


def pick(claims: Iterable[Claim], sources: Iterable[Source], rule: str) -> Deaths | None:
    """Return the numbers of the claim about deaths that `rule` (a key of `RULES`) prefers.

    Claims are compared by `low`, or `high` where only that is given. Among equals the order of the
    claims plays no part. None when no claim about deaths gives a number.
    """
    choose = RULES[rule]
    stated = sorted((claim for claim in claims if _states_deaths(claim)), key=_rank)
    return _numbers(choose(stated, _by_id(sources))) if stated else None


def picks(claims: Iterable[Claim], sources: Iterable[Source]) -> dict[str, Deaths]:
    """`pick` by every rule; empty when no claim about deaths gives a number."""
    stated = sorted((claim for claim in claims if _states_deaths(claim)), key=_rank)
    known = _by_id(sources)
    return {rule: _numbers(choose(stated, known)) for rule, choose in RULES.items()} if stated else {}


def _numbers(claim: Claim) -> Deaths:
    return Deaths(claim.low, claim.low if claim.low == claim.high else None, claim.high)


def _by_id(sources: Iterable[Source]) -> dict[str, Source]:
    return {source.source_id: source for source in sources}


def _states_deaths(claim: Claim) -> bool:
    return claim.field == "deaths" and not (claim.low is None and claim.high is None)


def _rank(claim: Claim) -> tuple[int, bool, bool, int]:
    # Of two claims that begin alike the open one ("at least 20") ranks above the closed one.
    low, high = claim.low, claim.high
    return (low if low is not None else high or 0, low is None, high is None, high or 0)


def _lowest(stated: Sequence[Claim], _: dict[str, Source]) -> Claim:
    return stated[0]


def _highest(stated: Sequence[Claim], _: dict[str, Source]) -> Claim:
    return stated[-1]


def _median(stated: Sequence[Claim], _: dict[str, Source]) -> Claim:
    return stated[(len(stated) - 1) // 2]


def _latest(stated: Sequence[Claim], _: dict[str, Source]) -> Claim:
    return max(stated, key=lambda claim: claim.stated_on or date.min)


def _most_origins(stated: Sequence[Claim], sources: dict[str, Source]) -> Claim:
    origins: dict[tuple[int | None, int | None], set[str]] = {}
    for claim in stated:
        origins.setdefault((claim.low, claim.high), set()).update(_origin(claim, sources))
    return max(stated, key=lambda claim: len(origins[claim.low, claim.high]))


def _origin(claim: Claim, sources: dict[str, Source]) -> set[str]:
    """Return the origin of a claim: its claimant, else the origin of its source. Three articles can have one origin.

    A claim with neither counts for none: nobody can say whether it is independent.
    """
    source = sources.get(claim.source_id or "")
    read = (source.origin or source.publisher) if source else None
    known = claim.claimant or read or claim.source_id
    return {known} if known else set()


RULES: dict[str, Callable[[Sequence[Claim], dict[str, Source]], Claim]] = {
    "lowest": _lowest,
    "highest": _highest,
    "median": _median,
    "latest": _latest,
    "origins": _most_origins,
}
