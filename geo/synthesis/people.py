"""Actors, tolls and claimants of synthetic incidents."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.incident import Actor, Claim, Role, Source
from geo.readers.columns.nested import items, lists
from geo.synthesis import vocabulary

_LICENCE = "CC0-1.0"
_SOURCE, _OTHER = "s1", "s2"
# How many actors an incident names, from none on.
_PER_INCIDENT = (0.05, 0.4, 0.45, 0.1)
_ROLES = (Role.PARTY.value, Role.PERPETRATOR.value, Role.TARGET.value, Role.OTHER.value)
_ROLE_SHARES = (0.55, 0.2, 0.2, 0.05)
# A few groups are in most reports: the chance of the n-th falls as a power of n.
_SKEW = 0.9
_DEADLY, _DISPUTED = 0.35, 0.03
_MEAN_DEATHS = 4


class People:
    """Draws actors, deaths, claims and sources. Holds the names, which take a while to make."""

    def __init__(self) -> None:
        self._actors = vocabulary.actor_names()
        self._publishers = vocabulary.publishers()
        weights = np.arange(1, len(self._actors) + 1) ** -_SKEW
        self._chances = np.cumsum(weights / weights.sum())

    def draw_columns(self, chance: np.random.Generator, length: int) -> dict[str, pa.Array]:
        """Return the columns actors, deaths_low, deaths_best, deaths_high, claims and sources of `length` incidents."""
        deadly = chance.random(length) < _DEADLY
        deaths = chance.geometric(1 / (_MEAN_DEATHS + 1), length) - 1
        disputed = deadly & (chance.random(length) < _DISPUTED / _DEADLY)
        high = deaths + np.where(disputed, chance.integers(1, 20, length), 0)
        return {
            "actors": self._acting(chance, length),
            "deaths_low": pa.array(deaths, pa.int64(), mask=~disputed),
            "deaths_best": pa.array(deaths, pa.int64(), mask=~deadly | disputed),
            "deaths_high": pa.array(high, pa.int64(), mask=~disputed),
            "claims": _claims(deaths, high, np.flatnonzero(deadly), np.flatnonzero(disputed), length),
            "sources": self._sources(chance, np.flatnonzero(disputed), length),
        }

    def _acting(self, chance: np.random.Generator, length: int) -> pa.ListArray:
        many = np.searchsorted(np.cumsum(_PER_INCIDENT), chance.random(length)).clip(0, len(_PER_INCIDENT) - 1)
        rows = np.repeat(np.arange(length), many)
        who = np.searchsorted(self._chances, chance.random(len(rows))).clip(0, len(self._actors) - 1)
        role = np.searchsorted(np.cumsum(_ROLE_SHARES), chance.random(len(rows))).clip(0, len(_ROLES) - 1)
        roles = pa.array(_ROLES, pa.string()).take(pa.array(role))
        columns = {
            "name": self._actors.take(pa.array(who)),
            "role": roles,
            "alleged": pc.equal(roles, Role.PERPETRATOR.value),
        }
        return lists([items(Actor, rows, columns)], length)

    def _sources(self, chance: np.random.Generator, disputed: np.ndarray, length: int) -> pa.ListArray:
        pieces = []
        for source_id, rows in ((_SOURCE, np.arange(length)), (_OTHER, disputed)):
            publisher = self._publishers.take(pa.array(chance.integers(len(self._publishers), size=len(rows))))
            told = {"source_id": source_id, "publisher": publisher, "origin": publisher, "licence": _LICENCE}
            pieces.append(items(Source, rows, told))
        return lists(pieces, length)


def _claims(
    deaths: np.ndarray, high: np.ndarray, deadly: np.ndarray, disputed: np.ndarray, length: int
) -> pa.ListArray:
    """One claim for each number, by its source; of a disputed one a second, higher claim."""
    pieces = []
    for source_id, rows, stated in ((_SOURCE, deadly, deaths), (_OTHER, disputed, high)):
        number = pa.array(stated[rows], pa.int64())
        pieces.append(items(Claim, rows, {"field": "deaths", "low": number, "high": number, "source_id": source_id}))
    return lists(pieces, length)
