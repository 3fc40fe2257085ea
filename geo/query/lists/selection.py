"""Selection of the matching rows that a list contains: all, some ids, or those of one mark of the map."""

from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

import ibis.expr.types as ir
import numpy as np

from geo.places.boundaries.catalogue import features
from geo.query.engine.compile import Values
from geo.query.engine.parameters import slot, unnest_array
from geo.query.engine.tables import MATCHED
from geo.readmodel.mercator import steps
from geo.view import parse_at

_IDS, _FEATURES = slot("ids", "array<string>"), slot("features", "array<string>")
_EDGES = tuple(slot(name, "int32") for name in ("west", "south", "east", "north"))


class By(Enum):
    """By what they are found."""

    ALL = auto()
    IDS = auto()
    BOX = auto()
    SHAPES = auto()


@dataclass(frozen=True, slots=True)
class Those:
    """Selection of a list: the `given` ids, shapes, or edges of a box in Mercator steps (west, south, east, north)."""

    by: By = By.ALL
    given: tuple[str, ...] | tuple[int, ...] = ()

    @property
    def values(self) -> Values:
        """Parameters of the query."""
        if self.by is By.BOX:
            return dict(zip(_EDGES, self.given, strict=True))
        slots = {By.IDS: _IDS, By.SHAPES: _FEATURES}
        return {slots[self.by]: list(self.given)} if self.by in slots else {}


ALL = Those()


def of_ids(ids: tuple[str, ...]) -> Those:
    """Return the incidents with these ids; all where none are given."""
    return Those(By.IDS, ids) if ids else ALL


@lru_cache(maxsize=256)
def at_mark(at: str) -> Those:
    """Return the incidents of a mark, as a view's `at` names it.

    Raises:
        ValueError: it names none.
    """
    found = parse_at(at)
    if isinstance(found, str):
        return Those(By.SHAPES, _shapes(found))
    west, south, east, north = found
    (left, right), (low, high) = (part.tolist() for part in steps(np.array([west, east]), np.array([south, north])))
    return Those(By.BOX, (left, low, right, high))


def _shapes(feature: str) -> tuple[str, ...]:
    """Replace a country by its provinces, as below zoom 4: what is known to the country only is drawn nowhere."""
    kind, _, code = feature.partition(":")
    if kind != "country":
        return (feature,)
    return tuple(each.feature for each in features().values() if each.country == code)


def rows_of(by: By) -> ir.Table:
    """Return the rows that match and are among those given."""
    return MATCHED if by is By.ALL else MATCHED.filter(_among(by))


def _among(by: By) -> ir.BooleanValue:
    if by is By.IDS:
        return MATCHED.id.isin(unnest_array(_IDS))
    if by is By.SHAPES:
        return MATCHED.drawn & MATCHED.mx.isnull() & MATCHED.feature.isin(unnest_array(_FEATURES))
    west, south, east, north = _EDGES
    return MATCHED.mx.between(west, east) & MATCHED.my.between(north, south)
