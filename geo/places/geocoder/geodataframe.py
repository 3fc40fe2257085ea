"""Places as GeoPandas has them."""

from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import shapely

from geo.places.gazetteer.added.lookup import Added
from geo.places.geocoder import geocoder
from geo.places.geocoder.geocoder import Decision
from geo.settings import Settings

_KEYS = ("place_id", "country", "admin1", "place_precision", "radius_m", "feature")
_COLUMNS = ["name", *_KEYS, "score", "context", "reason", "geometry"]


def geocode_to_frame(names: Sequence[str], *, report: bool, **context: Any) -> gpd.GeoDataFrame:
    """One row a name, in EPSG:4326, from the shipped gazetteer and the user's own; `geo.geocode` tells the columns."""
    added = Added.open(Settings.from_env().gazetteers)
    if report:
        decisions = geocoder.geocode_report(names, added=added, **context)
    else:
        decisions = [geocoder.geocode(name, added=added, **context) for name in names]
    return gpd.GeoDataFrame([_row(each) for each in decisions], columns=_COLUMNS, geometry="geometry", crs="EPSG:4326")


def _row(decision: Decision) -> dict[str, Any]:
    place = decision.place
    found = {key: getattr(place, key, None) for key in _KEYS}
    point = None
    if place and place.lon is not None and place.lat is not None:
        point = shapely.Point(place.lon, place.lat)
    told = {"score": decision.sure, "context": decision.context and decision.context.name}
    return found | told | {"name": decision.geocoding.name, "reason": decision.geocoding.reason, "geometry": point}
