"""The words of the map's legend in the reader's language: precisions, and how far a report was checked."""

from geo.incident import DEFAULT_RADIUS_M, PlacePrecision
from geo.maps.style import DRAWINGS, distance_words
from geo.ui.speech import say
from geo.words import marked

# Written out, because words are gathered from the code as it stands; a test holds them to the legend.
LEGEND = (
    marked("Type not known, or several types"),
    # How far a report was checked.
    marked("corroborated"),
    marked("partly corroborated"),
    marked("unverified"),
    marked("disputed"),
    marked("discounted"),
    # How well a place is known: in the legend, and of one place.
    marked("dot: the exact place"),
    marked("exact place"),
    marked("dot in a ring: close to here"),
    marked("within {radius}"),
    marked("ring: somewhere in the town"),
    marked("somewhere in the town, within {radius}"),
    marked("dashed ring: roughly near"),
    marked("roughly near: within {radius}"),
    marked("hatched: known only to the district"),
    marked("known only to the district"),
    marked("hatched: known only to the province"),
    marked("known only to the province"),
    marked("line: along a border or a road"),
    marked("somewhere along the line"),
    marked("not drawn: known only to the country"),
    marked("known only to the country"),
    marked("not drawn: place unknown"),
    marked("place unknown"),
)
_UNITS = {"m": marked("{number} m"), "km": marked("{number} km")}


def precision(known: PlacePrecision | str, radius_m: float | None = None) -> str:
    """How well a place is known: `roughly near: within 25 km`. `radius_m` in metres, else the default."""
    known = PlacePrecision(known)
    radius = DEFAULT_RADIUS_M.get(known) if radius_m is None else radius_m
    return say(DRAWINGS[known].words, **({} if radius is None else {"radius": distance(radius)}))


def distance(metres: float) -> str:
    """A distance as read aloud: `150 m`, `2.5 km`."""
    number, unit = distance_words(metres).split(" ")
    return say(_UNITS[unit], number=number)
