"""Which of several places of one name is meant, when that can be said at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyproj import Geod

from geo.incident import Place
from geo.places.catalogue import features
from geo.places.gazetteer import CURATED, LOOSE, MAIN_NAME, Match

_WGS84 = Geod(ellps="WGS84")
# Two entries of a gazetteer this near one another, in one province, are one place entered twice.
_SAME_KM = 10.0
# A reader who hears "Paris" thinks of the one that is a hundred times the next; tuned to abstain when in doubt.
LARGE, _TIMES_LARGER = 100_000, 10


@dataclass(frozen=True, slots=True)
class Choice:
    """What was weighed, what was chosen (None: abstained), and why, in a sentence."""

    place: Place | None
    matches: tuple[Match, ...]
    reason: str


def choose(name: str, matches: Sequence[Match]) -> Choice:
    """The one place meant, of `matches` sorted best first; none when more than one could be."""
    chosen, reason = _meant(matches)
    if chosen:
        note = f" {chosen.note}" if chosen.note else ""
        return Choice(chosen, tuple(matches), f"{where(chosen)}: {reason}.{note}")
    listed = "; ".join(where(match.place) for match in matches[:4]) + ("; …" if len(matches) > 4 else "")  # noqa: PLR2004
    return Choice(None, tuple(matches), f"{len(matches)} places can be meant by {name}: {listed}. Say which province.")


def _meant(matches: Sequence[Match]) -> tuple[Place | None, str]:
    best = matches[0]
    if len(matches) == 1:
        return best.place, f"{best.reason}, and no other place asked about has it"
    if all(_same_place(best.place, other.place) for other in matches):
        return best.place, f"{best.reason}; the gazetteer has it {len(matches)} times within {_SAME_KM:g} km"
    largest = max(matches, key=lambda match: match.place.population or 0)
    if LOOSE < best.score < CURATED and _stands_out(largest, [match for match in matches if match is not largest]):
        return largest.place, f"{largest.reason}, and by far the best known of {len(matches)} places so called"
    return None, ""


def _stands_out(largest: Match, others: Sequence[Match]) -> bool:
    """A large city, ten times the next of its name, or the only large one whose main name it is."""
    population = largest.place.population or 0
    next_largest = max(other.place.population or 0 for other in others)
    alone = largest.score == MAIN_NAME and all(other.score < MAIN_NAME for other in others)
    return population >= LARGE and (population >= _TIMES_LARGER * next_largest or alone)


def _same_place(first: Place, second: Place) -> bool:
    if (first.country, first.admin1) != (second.country, second.admin1):
        return False
    return bool(_WGS84.inv(first.lon, first.lat, second.lon, second.lat)[2] < _SAME_KM * 1000)


def where(place: Place) -> str:
    """A place with what lies around it: "Sinjār (Nineveh, Iraq)"."""
    country = features().get(f"country:{place.country}")
    around = [part for part in (place.admin1, country and country.name) if part]
    return f"{place.name} ({', '.join(around)})" if around else place.name
