"""Fit the geocoder's weights to corpora, and print them beside those in use.

Usage: `python tests/benchmarks/fit_geocoder.py FOLDER`; the formats are told in `corpora.py`. Each name of LGL and UCDP
is also asked with its country told, and with its country and division. A place is right within 25 km. What no corpus
shows is set by hand and not fitted: `HAND`.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import corpora
import numpy as np
from corpora import Article
from geocoding import CLOSE_KM, off

from geo.places.boundaries.catalogue import country_code
from geo.places.gazetteer.gazetteer import NOTHING_ADDED
from geo.places.geocoder.coherence import Report
from geo.places.geocoder.interpretation import read
from geo.places.geocoder.model import FEATURES, VECTOR, features, likelihoods, with_context
from geo.places.geocoder.query import parse_query

HAND = (
    "curated", "common spelling", "own script", "loose spelling", "short loose spelling", "others elsewhere",
    "careless spelling, no division told",
    "near what is told",
    "far from what is told",
)  # fmt: skip
ROUNDS, STEPS, RATE, RIDGE = 3, 600, 0.1, 0.0002


@dataclass(frozen=True, slots=True)
class Asking:
    """The names of one article that can mean anything: features and whether right, an array each, and the report."""

    rows: list[np.ndarray]
    right: list[np.ndarray]
    report: Report
    weight: float


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    asking = [each for article, weight in articles(folder) if (each := asking_of(article, weight)).rows]
    weights = VECTOR.copy()
    for _ in range(ROUNDS):  # what a report's names say for one another depends on the weights
        weights = fitted([heard(each, weights) for each in asking], asking, weights)
    for name, old, new in zip(FEATURES, VECTOR, weights, strict=True):
        print(f"{name:28} in use {old:6.2f}  fitted {'by hand' if name in HAND else f'{new:6.2f}'}")


def articles(folder: Path) -> Iterator[tuple[Article, float]]:
    """What is asked, and how much each counts."""
    yield from ((article, 1.0) for article in chain(corpora.lgl(folder), corpora.geovirus(folder)))
    for mention in (mention for article in corpora.lgl(folder) for mention in article.mentions):
        code = country_code(mention.country)
        if code:
            yield Article((mention,), code), 0.25
            yield Article((mention,), code, mention.admin1), 0.25
    once = {(article.mentions[0].name, article.admin1): article for article in corpora.ucdp(folder)}
    for article in once.values():
        yield article, 1.0
        yield Article(article.mentions, article.country), 1.0
        yield Article(article.mentions), 0.5


def asking_of(article: Article, weight: float) -> Asking:
    """The names of an article, each once, with all they can mean."""
    rows, right, places = [], [], []
    for mention in {mention.name: mention for mention in article.mentions}.values():
        question = parse_query(mention.name, article.country, article.admin1)
        if question.admin1 and not question.provinces:
            continue
        reading = read(mention.name, question, NOTHING_ADDED)
        if reading.question and reading.matches:
            rows.append(features(reading.question, reading.matches))
            right.append(np.array([off(match.place, mention) <= CLOSE_KM for match in reading.matches]))
            places.append([match.place for match in reading.matches])
    return Asking(rows, right, Report.of(places), weight)


def heard(each: Asking, weights: np.ndarray) -> list[np.ndarray]:
    """The features of an article's names, with what they say for one another."""
    rows, sizes = each.rows, np.cumsum([len(part) for part in each.rows])[:-1]
    for _ in range(ROUNDS if len(rows) > 1 else 0):
        likely = np.concatenate([likelihoods(part, weights) for part in rows])
        said = np.split(each.report.agreement(likely), sizes)
        rows = [with_context(part, more) for part, more in zip(each.rows, said, strict=True)]
    return rows


def fitted(rows: list[list[np.ndarray]], asking: list[Asking], start: np.ndarray) -> np.ndarray:
    """The weights that make what is right likeliest: Adam on the conditional logit, with "none of them" at nought."""
    known, right, counts, first = flat(rows, asking)
    free = np.array([name not in HAND for name in FEATURES])
    weights, mean, square = start.copy(), np.zeros_like(start), np.zeros_like(start)
    sizes = np.diff(np.append(first, len(known)))
    answerable = np.repeat(np.add.reduceat(right, first) > 0, sizes)
    for step in range(1, STEPS + 1):
        sums = known @ weights
        highest = np.maximum(np.maximum.reduceat(sums, first), 0)
        shares = np.exp(sums - np.repeat(highest, sizes))
        given = shares / np.repeat(np.add.reduceat(shares, first) + np.exp(-highest), sizes)
        wanted = shares * right
        wanted = np.where(answerable, wanted / np.repeat(np.maximum(np.add.reduceat(wanted, first), 1e-300), sizes), 0)
        slope = free * (known.T @ ((given - wanted) * counts) / len(first) + RIDGE * weights)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights = weights - RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def flat(rows: list[list[np.ndarray]], asking: list[Asking]) -> tuple[np.ndarray, ...]:
    """All candidates one after the other: features, whether right, weight, and where each name begins."""
    parts = [part for article in rows for part in article]
    weights = [each.weight for each in asking for _ in each.rows]
    sizes = [len(part) for part in parts]
    right = np.concatenate([part for each in asking for part in each.right]).astype(float)
    return np.concatenate(parts), right, np.repeat(weights, sizes), np.cumsum([0, *sizes[:-1]])


if __name__ == "__main__":
    main()
