"""From the coordinate system of a file to longitude and latitude in WGS 84: never guessed, and never in silence."""

from typing import Any

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from geo.errors import Sentence, UnreadableImportError

_WGS84 = CRS.from_epsg(4326)
# As others name it: with longitude first, or with a height.
_SAME = (("EPSG", "4326"), ("OGC", "CRS84"), ("EPSG", "4979"))
_NONE = Sentence("It does not state the coordinate system of its positions. Save it in WGS 84, EPSG:4326.")
_OTHER = Sentence("Its coordinate system cannot be converted to WGS 84. Save it in WGS 84, EPSG:4326.")


def in_degrees(shapes: np.ndarray, crs: Any, file: str) -> tuple[np.ndarray, tuple[str, ...]]:
    """Geometries in longitude and latitude, EPSG:4326, and a sentence where they were in another system.

    Args:
        shapes: of shapely, x first, or None.
        crs: what pyproj understands; None where the file does not say.
        file: its name, for the error.

    Raises:
        UnreadableImportError: the file does not say its system, or nobody knows how to turn that one into WGS 84.
    """
    if crs is None:
        raise UnreadableImportError(file, _NONE)
    try:
        known = CRS.from_user_input(crs)
        if known.equals(_WGS84, ignore_axis_order=True) or known.to_authority(min_confidence=70) in _SAME:
            return shapes, ()
        # A ballpark takes one datum for another: hundreds of metres, in silence.
        turn = Transformer.from_crs(known, _WGS84, always_xy=True, allow_ballpark=False)
        turned = shapely.transform(shapes, lambda at: np.column_stack(turn.transform(at[:, 0], at[:, 1])))
    except (CRSError, ProjError):
        raise UnreadableImportError(file, _OTHER) from None
    metres = turn.get_last_used_operation().accuracy if shapely.get_num_coordinates(shapes).any() else 0
    within = f", to within {metres:g} m" if metres >= 1 else ""
    return turned, (f"Its positions were turned from {known.name} into WGS 84{within}.",)
