"""Decision which of several places of one name is meant, or abstention."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geo.incident import Place
from geo.places.boundaries.catalogue import features
from geo.places.gazetteer.gazetteer import Match
from geo.places.geocoder.coherence import Floats
from geo.places.geocoder.same_place import same_place

# How likely a place must be before it is called the one meant. Set by measurement, for at least 95 of 100 answers to
# be right on each corpus: `tests/benchmarks/geocoding.py` prints what other thresholds give.
THRESHOLD = 0.8

# A city and the division called after it are told apart by little; the division must be this much likelier to be taken.
_LIKELIER = 4.0
_LISTED = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """Candidates by descending likelihood, their likelihoods, the chosen one (None: abstained) and the reason in words.

    `sure` is how likely the place chosen is meant, or that which would have been: the sum over what is one place.
    """

    place: Place | None
    matches: tuple[Match, ...]
    likely: tuple[float, ...]
    sure: float
    reason: str


def choose(name: str, matches: Sequence[Match], likely: Floats, threshold: float) -> Choice:
    """Return the one place meant, of what a name can mean; none when no place is as likely as `threshold`."""
    order = np.argsort(-likely, kind="stable")
    ranked = tuple(matches[i] for i in order)
    shares = tuple(float(likely[i]) for i in order)
    alike = [i for i, match in enumerate(ranked) if same_place(ranked[0].place, match.place)]
    sure = sum(shares[i] for i in alike)
    chosen = _told_apart(ranked, shares, alike)
    if sure < threshold:
        return Choice(None, ranked, shares, sure, _open(name, ranked, sure))
    note = f" {chosen.place.note}" if chosen.place.note else ""
    why = _why(chosen, ranked, len(alike), sure)
    return Choice(chosen.place, ranked, shares, sure, f"{where(chosen.place)}: {why}.{note}")


def _told_apart(ranked: Sequence[Match], shares: Sequence[float], alike: Sequence[int]) -> Match:
    """Return the likeliest; but a city before the division around it that is called after it, unless far less likely.

    A country goes before its capital of the same name (Panama, Djibouti), since it holds that too.
    """
    best = next((ranked[i] for i in alike if ranked[i].place.kind == "country"), ranked[0])
    if best.place.kind == "country":
        return best
    cities = [i for i in alike if ranked[i].place.feature is None]
    if best.place.feature and cities and shares[0] < _LIKELIER * shares[cities[0]]:
        return ranked[cities[0]]
    return best


def _why(chosen: Match, ranked: Sequence[Match], alike: int, sure: float) -> str:
    if len(ranked) == 1:
        return f"{chosen.reason}, and no other place asked about has it"
    if alike == len(ranked):
        return f"{chosen.reason}; the {alike} places so called are one, or one in the other"
    return f"{chosen.reason}, and by far the likeliest ({sure:.0%}) of {len(ranked)} places so called"


def _open(name: str, ranked: Sequence[Match], sure: float) -> str:
    """Why nothing was chosen, and what would help."""
    if len(ranked) == 1:
        found = where(ranked[0].place)
        return f"{found} is so called, but that {name} means it is not sure enough ({sure:.0%}). Say which province."
    listed = "; ".join(where(match.place) for match in ranked[:_LISTED]) + ("; …" if len(ranked) > _LISTED else "")
    return f"{len(ranked)} places can be meant by {name}: {listed}. Say which province."


def where(place: Place) -> str:
    """Return a place with what lies around it: "Sinjār (Nineveh, Iraq)"."""
    country = features().get(f"country:{place.country}")
    around = [part for part in (place.admin1, country and country.name) if part and part != place.name]
    return f"{place.name} ({', '.join(around)})" if around else place.name
