"""How likely each place a name can mean is the one meant: one model for a lone name and for a whole report.

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
from geo.places import agreement
from geo.places.agreement import Floats, Report
from geo.places.asked import Asked
from geo.places.gazetteer import COMMON, CURATED, LOOSE, MAIN_NAME, OTHER_NAME, OWN_SCRIPT, SLIP, Match
from geo.places.names import loosen
from geo.places.sameness import same_place

WEIGHTS = {
    "country": -1.5,
    "division": -1.9,
    "district": 0.5,
    "place": -2.5,
    "curated": 4.0,
    "common spelling": 3.6,
    "own script": 2.6,
    "main name": 1.9,
    "other name, country told": 0.7,
    "loose spelling": -0.1,
    "short loose spelling": -1.4,
    "one letter off": -1.4,
    "people": 1.2,  # for each power of ten
    "people unknown": 5.1,
    "only one": 1.6,
    "country told": 1.9,
    "division told": 1.7,
    "near what is told": 8.0,
    "names its division": 2.2,
    "names its country": 0.8,
    "neighbours": 1.2,
    "shares a division": 2.4,
    "shares a country": 0.7,
    "any": -5.3,
}
FEATURES = tuple(WEIGHTS)
_AT = {name: i for i, name in enumerate(FEATURES)}
VECTOR = np.array([WEIGHTS[name] for name in FEATURES])
_CONTEXT = slice(FEATURES.index(agreement.COLUMNS[0]), FEATURES.index(agreement.COLUMNS[-1]) + 1)
# After so many rounds of hearing each other out, names no longer change their mind.
_ROUNDS = 3
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
    """How likely each match of each name of one report is meant, from 0 to 1; the rest is "none of them"."""
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
    """The likelihood of each candidate, shape (candidates,), from its features, shape (candidates, features)."""
    sums = np.append(rows @ weights, 0.0)
    shares = np.exp(sums - sums.max())
    likely: Floats = (shares / shares.sum())[:-1]
    return likely


def with_context(rows: Floats, heard: Floats) -> Floats:
    """The features with what the other names of the report say added."""
    whole = rows.copy()
    whole[:, _CONTEXT] += heard
    return whole


def features(question: Asked, matches: Sequence[Match]) -> Floats:
    """What is known of each match by itself, shape (matches, features), columns as in `FEATURES`."""
    rows = np.zeros((len(matches), len(FEATURES)))
    only_one = all(same_place(matches[0].place, match.place) for match in matches)
    for row, match in zip(rows, matches, strict=True):
        for name, value in _known(question, match, only_one=only_one):
            row[_AT[name]] = value
    if question.near and len(rows):
        rows[:, _AT["near what is told"]] = _near(question.near, [match.place for match in matches])
    return rows


def _known(question: Asked, match: Match, *, only_one: bool) -> Iterator[tuple[str, float]]:
    people = match.place.population
    yield "any", 1.0
    yield _KINDS.get(match.place.kind, "place"), 1.0
    yield ("people", math.log10(people)) if people else ("people unknown", 1.0)
    yield "only one", float(only_one)
    told = question.country is not None or question.admin1 is not None
    yield "country told", float(told)
    yield "other name, country told", float(told and match.score == OTHER_NAME)
    yield "short loose spelling", float(match.score == LOOSE and len(loosen(question.bare)) < _LONG)
    yield "division told", float(question.admin1 is not None)
    if match.score in _TIERS:
        yield _TIERS[match.score], 1.0


def _near(near: tuple[float, float], places: Sequence[Place]) -> Floats:
    return agreement.nearness(agreement.lonlat(places), np.array([near]))[:, 0]
