"""Selection by one mark of the map, as it stands in an address."""

from geo.errors import Sentence
from geo.view.parsers import number, text

Box = tuple[float, float, float, float]
_BOX, _POINT = 4, 2  # numbers


def parse_at(at: str) -> Box | str:
    """Parse a view's `at`: a box, or the id of a shape, where `country:SY` is all the provinces of a country.

    Args:
        at: `lon,lat` or `w,s,e,n` in degrees, whose edges belong to it; else an id such as `admin1:SY-LA`.

    Returns:
        West, south, east, north in degrees; or the id.

    Raises:
        ValueError: with the rest of a sentence that begins with the key.
    """
    return text(at) if ":" in at else _box(at)


def _box(at: str) -> Box:
    msg = Sentence("must be lon,lat or w,s,e,n in degrees, or a shape such as admin1:SY-LA")
    parts = at.split(",")
    if len(parts) not in {_POINT, _BOX}:
        raise ValueError(msg)
    try:
        edges = [number(*((-90, 90) if i % 2 else (-180, 180)))(part) for i, part in enumerate(parts)]
    except ValueError:
        raise ValueError(msg) from None
    west, south, east, north = (*edges, *edges)[:_BOX]
    if west > east or south > north:
        raise ValueError(msg)
    return west, south, east, north
