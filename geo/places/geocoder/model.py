"""Likelihood of each place a name can mean: one model for a single name and for a whole report.

A conditional logit: each candidate's weights add up, and "none of them" stands at nought beside them. They were
fitted by `tests/benchmarks/fit_geocoder.py` on LGL (Lieberman, Samet and Sankaranarayanan 2010), GeoVirus (Gritta,
Pilehvar and Collier 2018) and UCDP GED 19.1 (Syria), also with the country, or country and division, told; then
rounded. Those for spellings no corpus has were set by hand, and the script names them. What all this is worth is
printed by `tests/benchmarks/geocoding.py`.
"""

import math
from collections.abc import Iterator, Sequence

import numpy as np

from geo.incident import Place
from geo.places.boundaries.boundaries import touching
from geo.places.gazetteer.gazetteer import COMMON, CURATED, LOOSE, MAIN_NAME, OWN_SCRIPT, SLIP, Match
from geo.places.geocoder import coherence as agreement
from geo.places.geocoder.coherence import Floats, Report
from geo.places.geocoder.query import Asked
from geo.places.geocoder.relative.bearings import circle
from geo.places.geocoder.same_place import same_place
from geo.text.spelling import loosen

WEIGHTS = {
    "country": -1.0,
    "division": -1.7,
    "district": 0.5,
    "place": -2.4,
    "curated": 3.0,
    "common spelling": 3.6,
    "own script": 1.9,
    "main name": 1.8,
    "loose spelling": -0.1,
    "short loose spelling": -1.4,
    "careless spelling, no division told": -4.0,
    "one letter off": 0.0,
    "people": 1.2,  # for each power of ten
    "people unknown": 5.4,
    "only one": 1.5,
    "country told": 1.5,
    "division told": 1.3,
    "near what is told": 8.0,
    "far from what is told": -6.0,
    "names its division": 2.0,
    "names its country": 0.1,
    "neighbours": 1.1,
    "shares a division": 2.5,
    "shares a country": -0.6,
    "others elsewhere": -3.8,
    "any": -4.7,
}
FEATURES = tuple(WEIGHTS)
_AT = {name: i for i, name in enumerate(FEATURES)}
VECTOR = np.array([WEIGHTS[name] for name in FEATURES])
_CONTEXT = slice(FEATURES.index(agreement.COLUMNS[0]), FEATURES.index(agreement.COLUMNS[-1]) + 1)
# A longer list is weighed in slices: what stands far apart in it says little of one another, and costs its square.
_LONGEST_REPORT = 100
# After so many rounds of hearing each other out, names no longer change their mind.
_ROUNDS = 3
_FAR_KM = 300.0
_FAR = math.exp(-_FAR_KM / agreement.NEAR_KM)
# Three consonants are soon shared: Adra loosens as a name of Dar'a does.
_LONG = 4
_TIERS = {
    CURATED: "curated",
    COMMON: "common spelling",
    OWN_SCRIPT: "own script",
    MAIN_NAME: "main name",
    LOOSE: "loose spelling",
    SLIP: "one letter off",
}
_KINDS = {"country": "country", "admin1": "division", "district": "district"}


def weigh(names: Sequence[tuple[Asked, Sequence[Match]]]) -> list[Floats]:
    """Return the likelihood of each match of each name of one report, from 0 to 1; the rest is "none of them"."""
    if len(names) > _LONGEST_REPORT:
        slices = [names[i : i + _LONGEST_REPORT] for i in range(0, len(names), _LONGEST_REPORT)]
        return [likely for part in slices for likely in weigh(part)]
    known = [features(question, matches) for question, matches in names]
    sizes = np.cumsum([len(rows) for rows in known])[:-1]
    likely = [likelihoods(rows, VECTOR) for rows in known]
    if len(names) > 1:
        report = Report.of([[match.place for match in matches] for _, matches in names])
        for _ in range(_ROUNDS):
            heard = np.split(report.agreement(np.concatenate(likely)), sizes)
            likely = [likelihoods(with_context(*pair), VECTOR) for pair in zip(known, heard, strict=True)]
    return likely


def likelihoods(rows: Floats, weights: Floats) -> Floats:
    """Return the likelihood of each candidate, shape (candidates,), from its features, shape (candidates, features)."""
    sums = np.append(rows @ weights, 0.0)
    shares = np.exp(sums - sums.max())
    likely: Floats = (shares / shares.sum())[:-1]
    return likely


def with_context(rows: Floats, heard: Floats) -> Floats:
    """Return the features with what the other names of the report say added."""
    whole = rows.copy()
    whole[:, _CONTEXT] += heard
    return whole


def features(question: Asked, matches: Sequence[Match]) -> Floats:
    """Return the features of each match by itself, shape (matches, features), columns as in `FEATURES`."""
    rows = np.zeros((len(matches), len(FEATURES)))
    only_one = all(same_place(matches[0].place, match.place) for match in matches)
    for row, match in zip(rows, matches, strict=True):
        for name, value in _context_features(question, match, only_one=only_one):
            row[_AT[name]] = value
    if question.near and len(rows):
        near = _near(question.near, [match.place for match in matches])
        rows[:, _AT["near what is told"]] = near
        far = [_is_far(question.near, match.place, at) for match, at in zip(matches, near, strict=True)]
        rows[:, _AT["far from what is told"]] = far
    return rows


def _context_features(question: Asked, match: Match, *, only_one: bool) -> Iterator[tuple[str, float]]:
    people = match.place.population
    yield "any", 1.0
    yield _KINDS.get(match.place.kind, "place"), 1.0
    yield ("people", math.log10(people)) if people else ("people unknown", 1.0)
    yield "only one", float(only_one)
    told = question.country is not None or question.admin1 is not None
    yield "country told", float(told)
    yield "careless spelling, no division told", float(match.score in (LOOSE, SLIP) and question.admin1 is None)
    yield "short loose spelling", float(match.score == LOOSE and len(loosen(question.bare)) < _LONG)
    yield "division told", float(question.admin1 is not None)
    if match.score in _TIERS:
        yield _TIERS[match.score], 1.0


def _is_far(near: tuple[float, float], place: Place, nearness: float) -> bool:
    """Return whether a place is farther than that from the stated context; for a shape, whether all of it is."""
    if place.feature is None or place.lon is not None:
        return nearness < _FAR
    return place.feature not in touching(circle(*near, _FAR_KM * 1000))


def _near(near: tuple[float, float], places: Sequence[Place]) -> Floats:
    return agreement.nearness(agreement.lonlat(places), np.array([near]))[:, 0]
