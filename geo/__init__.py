"""Incident Atlas: reports of incidents, placed honestly on a map that can be filtered, cited and shared.

import geo
geo.incidents("actor=Russian forces")   # a GeoDataFrame in EPSG:4326
geo.geocode(["Jableh"], country="SY")   # a GeoDataFrame, one row a name
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # `import geo` stays instant: libraries come in when a function is called
    import geopandas as gpd

    from geo.atlas import Atlas

__all__ = ["geocode", "incidents"]


def incidents(query: str = "") -> "gpd.GeoDataFrame":
    """The incidents of a view, from the store of `GEO_STORE`.

    Args:
        query: the query string of a view, as in a link; encoded or as typed.

    Returns:
        One row an incident, latest known day first, in EPSG:4326. Columns: `id`, `title`,
        `dataset`, `event_type`, `sub_type`, `start`, `end`, `date_precision`, `place_name`,
        `country`, `admin1`, `admin2`, `lon`, `lat`, `place_precision`, `radius_m` (metres),
        `feature`, `deaths_low`, `deaths_best`, `deaths_high`, `verification`, `workflow`,
        `drawn`, `coarse`, `undated`, and `geometry` (point, province, line or None).

    Raises:
        UnreadableViewError: a key or value that cannot be read; a dropped typo would return everything.
        UnknownVersionError: the store does not have the version `v`.
    """
    from geo.access import LOCAL
    from geo.errors import UnreadableViewError
    from geo.query.frames import frame
    from geo.view import from_query

    view, problems = from_query(query)
    if problems:
        raise UnreadableViewError([problem.message for problem in problems])
    atlas = _atlas()
    return frame(atlas.engine, atlas.question(view, LOCAL))


def geocode(names: Iterable[str], country: str | None = None, admin1: str | None = None) -> "gpd.GeoDataFrame":
    """Places for names, or an honest None.

    Args:
        names: one or more names, as a report writes them.
        country: ISO 3166-1 alpha-2, when it is known.
        admin1: the governorate or province, when it is known.

    Returns:
        One row a name, in EPSG:4326: `name`, `place_id`, `country`, `admin1`, `place_precision`,
        `radius_m` (metres), `feature`, `reason`, and `geometry` (a point, or None).
    """
    import geopandas as gpd
    import shapely

    from geo.places import geocoder

    rows = []
    for name in names:
        decision = geocoder.geocode(name, country=country, admin1=admin1)
        place = decision.place
        found = {key: getattr(place, key, None) for key in ("place_id", "country", "admin1", "radius_m", "feature")}
        point = None
        if place is not None and place.lon is not None and place.lat is not None:
            point = shapely.Point(place.lon, place.lat)
        precision = None if place is None else place.place_precision.value
        reason = decision.geocoding.reason
        rows.append({"name": name, **found, "place_precision": precision, "reason": reason, "geometry": point})
    columns = ["name", "place_id", "country", "admin1", "radius_m", "feature", "place_precision", "reason", "geometry"]
    return gpd.GeoDataFrame(rows, columns=columns, geometry="geometry", crs="EPSG:4326")


def _atlas() -> "Atlas":
    from geo.atlas import opened
    from geo.settings import Settings

    return opened(Settings.from_env())
