"""Coherence: the support that the places named in one report give one another.

A report that names Kentucky, and three towns around Paris, Kentucky, does not mean the capital of France.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geo.incident import Place

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

# What each column of `Report.agreement` says.
COLUMNS = (
    "names its division",
    "names its country",
    "neighbours",
    "shares a division",
    "shares a country",
    "others elsewhere",
)
# One name that may lie in the same country outweighs so many that lie elsewhere: reports name foreign capitals.
_ALONE = 4.0
# One name that lies elsewhere says half of what several say: reports name two countries.
_ONE = 0.5
# A list of hundreds is no report: chance alone gives every place neighbours in it. So many names say enough.
_ENOUGH = 10
# How far a neighbour still speaks for a place: a third of its word at this distance.
NEAR_KM = 50.0
_EARTH_KM = 6_371.0
# What is less likely than this says nothing; a hundred places called San Juan are mostly not meant.
_HEARD = 0.01


@dataclass(frozen=True, slots=True)
class Report:
    """The candidates of all names of a report, one after the other; `own[i]` is the name that candidate i is of."""

    lonlat: Floats
    country: np.ndarray
    division: np.ndarray
    is_country: np.ndarray
    is_division: np.ndarray
    own: np.ndarray

    @classmethod
    def of(cls, names: Sequence[Sequence[Place]]) -> "Report":
        """Return the report whose names can mean these places."""
        places = [place for named in names for place in named]
        return cls(
            lonlat=lonlat(places),
            country=_codes([place.country for place in places]),
            division=_codes([place.admin1 and (place.country, place.admin1) for place in places]),
            is_country=np.array([place.kind == "country" for place in places], dtype=bool),
            is_division=np.array([place.kind == "admin1" for place in places], dtype=bool),
            own=np.repeat(np.arange(len(names)), [len(named) for named in names]),
        )

    def agreement(self, likely: Floats) -> Floats:
        """Return the support of the other names for each candidate.

        Args:
            likely: how likely each candidate is meant, from 0 to 1, shape (candidates,).

        Returns:
            Shape (candidates, 6), columns as in `COLUMNS`: the first two from 0 to 1, the third and fourth the
            logarithm of 1 + how many names, scaled down to ten where there are more, then the share of the other
            names that may lie in the same country, and of those that lie in others while none lies in this one.
        """
        heard = np.flatnonzero(likely > _HEARD)
        same_country = _same(self.country, heard)
        same_division = _same(self.division, heard)
        shape = self.is_country[heard] | self.is_division[heard]
        by_name = self._by_name(heard, likely)
        others = max(int(self.own.max(initial=0)), 1)
        scale = min(1.0, _ENOUGH / others)
        here, there = by_name(same_country), by_name(~same_country & (self.country[heard] >= 0))
        return np.stack(
            [
                by_name(same_division & self.is_division[heard]).max(axis=1),
                by_name(same_country & self.is_country[heard]).max(axis=1),
                np.log1p(scale * by_name(nearness(self.lonlat, self.lonlat[heard])).sum(axis=1)),
                np.log1p(scale * by_name(same_division & ~shape).sum(axis=1)),
                by_name(same_country & ~shape).sum(axis=1) / others,
                np.clip(there.sum(axis=1) - _ALONE * here.sum(axis=1) - _ONE, 0, None) / others,
            ],
            axis=1,
        )

    def _by_name(self, heard: np.ndarray, likely: Floats) -> "_ByName":
        return _ByName(self.own, self.own[heard], likely[heard])


@dataclass(frozen=True, slots=True)
class _ByName:
    """Sums what the candidates heard say, each as loud as it is likely, per name, and never a name's own."""

    own: np.ndarray
    speaker: np.ndarray
    loud: Floats

    def __call__(self, says: np.ndarray) -> Floats:
        names = np.arange(int(self.own.max(initial=-1)) + 1)
        sums: Floats = (says * self.loud) @ (self.speaker[:, None] == names)
        sums[np.arange(len(self.own)), self.own] = 0
        return sums


def lonlat(places: Sequence[Place]) -> Floats:
    """Return the positions of places in degrees, shape (places, 2); NaN for those without a point."""
    nowhere = (np.nan, np.nan)
    at = [nowhere if place.lon is None or place.lat is None else (place.lon, place.lat) for place in places]
    return np.array(at, dtype=float).reshape(-1, 2)


def nearness(points: Floats, others: Floats) -> Floats:
    """Return the proximity of each point to each other point, from 1 at the same place down to 0.

    Args:
        points: degrees, shape (points, 2); NaN where there is no point, which is near nothing.
        others: likewise.

    Returns:
        Shape (points, others): exp(-d / 50 km) of the great-circle distance d.
    """
    (lon, lat), (its_lon, its_lat) = np.radians(points).T[:, :, None], np.radians(others).T[:, None, :]
    chord = np.sin((its_lat - lat) / 2) ** 2 + np.cos(lat) * np.cos(its_lat) * np.sin((its_lon - lon) / 2) ** 2
    near: Floats = np.exp(-2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(chord, 0, 1))) / NEAR_KM)
    return np.nan_to_num(near)


def _codes(values: Sequence[object]) -> np.ndarray:
    """Return a number for each value, the same for the same one; -1 for None, which is like nothing."""
    numbers: dict[object, int] = {None: -1}
    return np.array([numbers.setdefault(value or None, len(numbers)) for value in values], dtype=int)


def _same(codes: np.ndarray, heard: np.ndarray) -> np.ndarray:
    same: np.ndarray = (codes[:, None] == codes[heard][None, :]) & (codes[:, None] >= 0)
    return same
