"""Parsing of border names: "the Iraqi-Syrian border", "the border between Turkey and Syria"."""

from collections.abc import Sequence

from geo.places.boundaries.catalogue import adjectives, countries
from geo.text.spelling import fold

_BORDER = frozenset(("border", "borders", "frontier", "\u062d\u062f\u0648\u062f"))
_FILLERS = frozenset(
    ("and", "area", "areas", "along", "between", "of", "region", "shared", "strip", "the", "with", "zone")
)
# "Democratic Republic of the Congo".
_LONGEST_NAME = 5
# Arabic writes "and" onto the word that follows.
_AND = "\u0648"


def speaks_of_border(folded: str) -> bool:
    """Return whether a folded name contains a word for a border."""
    return not _BORDER.isdisjoint(folded.split())


def countries_named(folded: str, country: str | None) -> list[str]:
    """Return the alpha-2 codes of the countries a border's folded name speaks of, in its order.

    Where it names one only ("the Syrian border"), `country`, in which the report is set, is the other.
    """
    codes = _among([word for word in folded.split() if word not in _BORDER | _FILLERS])
    if len(codes) == 1 and country not in (None, *codes):
        codes.append(country or "")
    return codes


def _among(words: Sequence[str]) -> list[str]:
    found: dict[str, None] = {}
    while words:
        length, code = _first(words)
        if code:
            found[code] = None
        words = words[length:]
    return list(found)


def _first(words: Sequence[str]) -> tuple[int, str | None]:
    """Return how many leading words name a country (the most that do) and its code; 1 and None if none do."""
    for length in range(min(len(words), _LONGEST_NAME), 0, -1):
        key = " ".join(words[:length])
        code = _code(key) or (_code(fold(key.removeprefix(_AND))) if key.startswith(_AND) else None)
        if code:
            return length, code
    return 1, None


def _code(key: str) -> str | None:
    named = countries(key)
    return named[0].country if len(named) == 1 else adjectives().get(key)
