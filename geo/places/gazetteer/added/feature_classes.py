"""GeoNames features that have a usable point, their names, and the error of that point.

Source of the classes and codes: geonames.org/export/codes.html.
"""

from dataclasses import dataclass

from geo.incident import PlacePrecision
from geo.places.gazetteer import airfields
from geo.places.gazetteer.settlements import SETTLEMENT_RADIUS_M


@dataclass(frozen=True, slots=True)
class Kind:
    """Drawing of a feature; `radius_m` in metres."""

    name: str
    precision: PlacePrecision
    radius_m: float


_SETTLEMENT = Kind("settlement", PlacePrecision.SETTLEMENT, SETTLEMENT_RADIUS_M)
_AIRFIELD = Kind("airfield", PlacePrecision.SETTLEMENT, airfields.RADIUS_M)
# A base is as long as its airfield would be.
_BASE = Kind("base", PlacePrecision.SETTLEMENT, airfields.RADIUS_M)
# One building or well: small, but much of the source is given to the minute of arc, about 1.9 km.
_SITE = Kind("site", PlacePrecision.NEAR, 2_000.0)
# A hill or pass is reached within some kilometres of the point on its top.
_HILL = Kind("landform", PlacePrecision.NEAR, 5_000.0)
# An extent nobody states, and a name that reports use for all that lies around.
_LANDFORM = Kind("landform", PlacePrecision.NEAR, 25_000.0)
_WATER = Kind("water", PlacePrecision.NEAR, 25_000.0)
_AREA = Kind("area", PlacePrecision.NEAR, 25_000.0)

_CLASSES = {"P": _SETTLEMENT, "S": _SITE, "T": _LANDFORM, "H": _WATER, "L": _AREA, "V": _AREA}
_CODES = {
    **dict.fromkeys(("S.AIRP", "S.AIRB", "S.AIRF", "S.AIRQ"), _AIRFIELD),
    "L.MILB": _BASE,
    **dict.fromkeys(("T.HLL", "T.MND", "T.PK", "T.PASS", "T.GAP"), _HILL),
    **dict.fromkeys(("H.SPNG", "H.SPNT", "H.WLL", "H.WTRH"), _SITE),
}

# The point is a stream's mouth, and any point of a road: the incident can be hundreds of kilometres away.
_LEFT_OUT = (
    (("A.",), "countries and administrative divisions: the shipped boundaries have them"),
    (
        ("R.", "H.STM", "H.CNL", "H.DTCH"),
        "streams, canals, roads and railways: no point says where on them",
    ),
    (
        ("L.CONT", "L.RGN", "T.DSRT", "T.MTS", "T.PEN", "T.PLAT", "T.PLN", "H.GULF", "H.OCN", "H.SEA", "H.STRT"),
        "regions, deserts, ranges and seas: too wide for one point",
    ),
    (("U.",), "features under the sea"),
)


def left_out(feature: str) -> str | None:
    """Why features such as "A.ADM1" (class and code) are left out by design; None when they are not."""
    return next((reason for starts, reason in _LEFT_OUT if feature.startswith(starts)), None)


def kind_of(feature: str) -> Kind | None:
    """Return the kind of a feature; None for a class GeoNames does not have."""
    return _CODES.get(feature, _CLASSES.get(feature[:1]))
