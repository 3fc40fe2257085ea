"""Every place a name can mean, in the tightest spelling that any place has."""

from collections.abc import Callable, Sequence

from geo.incident import POINT_PRECISIONS, PlacePrecision
from geo.places.gazetteer import gazetteer
from geo.places.gazetteer.added.lookup import Added
from geo.places.gazetteer.gazetteer import Match
from geo.places.geocoder import shapes
from geo.places.geocoder.query import Asked

_Tier = Callable[[Asked, Added], list[Match]]


def candidates(question: Asked, added: Added, so_called: list[Match]) -> list[Match]:
    """Return the places the name can mean, none outside what the report tells; empty when nobody knows any.

    A looser spelling counts only where a tighter one is silent, and only inside a known country: a loose search of
    the whole world sends Qardaha to Ardahan. "Latakia province" means a division and not a village so called.

    Args:
        question: what was asked.
        added: the user's own gazetteers.
        so_called: what `exact` gives.
    """
    for tier in _tiers(question, so_called):
        found = [match for match in tier(question, added) if _has_wanted_precision(match, question.wanted)]
        if found:
            return found
    return []


def _tiers(question: Asked, so_called: list[Match]) -> Sequence[_Tier]:
    if question.kind == "admin1":
        return (_exact_shapes, _bare_shapes, lambda *_: so_called, _loose)
    if question.kind == "airfield":  # one that no list has is not the province its city gave the name to
        return (lambda *_: so_called,)
    return (lambda *_: so_called, _loose, _bare_shapes, _slip)


def _exact_shapes(question: Asked, _added: Added) -> list[Match]:
    return shapes.exact(question)


def _bare_shapes(question: Asked, _added: Added) -> list[Match]:
    return shapes.bare(question)


def exact(question: Asked, added: Added) -> list[Match]:
    """Return the places called just so."""
    points = gazetteer.exact(question.name, question.country, question.provinces, added)
    wider = shapes.exact(question)
    if question.country and points:  # in Panama, "Panama" is the city
        wider = [match for match in wider if match.place.kind != "country"]
    return wider + points


def _loose(question: Asked, added: Added) -> list[Match]:
    return shapes.loose(question) + gazetteer.loose(question.name, question.country, question.provinces, added)


def _slip(question: Asked, added: Added) -> list[Match]:
    return gazetteer.slip(question.name, question.country, question.provinces, added)


def _has_wanted_precision(match: Match, wanted: PlacePrecision | None) -> bool:
    """Return whether a place has the precision asked for; any point satisfies any precision of a point."""
    precision = match.place.place_precision
    if wanted in POINT_PRECISIONS:
        return precision in POINT_PRECISIONS
    return wanted in (None, precision)
