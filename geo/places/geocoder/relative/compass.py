"""Directions as reports write them: "north-west", "NNE", "to the south of", "شمال شرقي"."""

import re
from dataclasses import dataclass

_POINTS = ("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW")
_FULL_TURN = 360.0
_LETTERS = {"north": "N", "south": "S", "east": "E", "west": "W", "شمال": "N", "جنوب": "S", "شرق": "E", "غرب": "W"}
_WORD = re.compile("|".join(_LETTERS), re.IGNORECASE)

# One to three words of a direction or its letters, and a direction in Arabic; what it means is for `read` to say.
DIRECTION = (
    "(?P<direction>(?:north|south|east|west)(?:[ -]?(?:north|south|east|west)){0,2}(?:ern|erly)?(?:wards?)?|"
    r"[nsew]{1,3}\.?)"
)
ARABIC_DIRECTION = "(?P<direction>(?:ال)?(?:شمال|جنوب|شرق|غرب)[يى]?(?: (?:ال)?(?:شمال|جنوب|شرق|غرب)[يى]?)?)"
_ENGLISH, _ARABIC = re.compile(DIRECTION, re.IGNORECASE), re.compile(ARABIC_DIRECTION)


@dataclass(frozen=True, slots=True)
class Direction:
    """A point of the compass: `bearing` clockwise from north and `sector`, half its share of the turn, in degrees."""

    name: str
    bearing: float
    sector: float


def read(text: str) -> Direction | None:
    """Return the direction a text names and nothing else; None when it names none of the sixteen.

    Whoever writes "north" may choose between four winds, who writes "north-east" between eight, and NNE between
    sixteen: what is meant lies within half a share of the turn, 45°, 22.5° or 11.25°, to either side (Wieczorek et
    al. 2004, "The point-radius method for georeferencing locality descriptions").
    """
    if not (_ENGLISH.fullmatch(text) or _ARABIC.fullmatch(text)):
        return None
    letters = "".join(_LETTERS[word.lower()] for word in _WORD.findall(text)) or text.removesuffix(".").upper()
    if letters not in _POINTS:
        return None
    shares = 2 ** (len(letters) + 1)
    bearing = _POINTS.index(letters) * _FULL_TURN / len(_POINTS)
    return Direction(letters, bearing, _FULL_TURN / shares / 2)
