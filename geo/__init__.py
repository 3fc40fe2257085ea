"""Incident Atlas: reports of incidents, placed honestly on a map that can be filtered, cited and shared.

import geo
geo.incidents("actor=Russian forces")   # a GeoDataFrame in EPSG:4326
geo.geocode(["Jableh"], country="SY")   # a GeoDataFrame, one row a name
geo.whereabouts(points)                 # country and province of each
geo.border_km(points, "IQ", "SY")       # kilometres to the border
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # `import geo` stays instant: libraries come in when a function is called
    import geopandas as gpd
    import pandas as pd

    from geo.atlas import Atlas

__all__ = ["border_km", "geocode", "incidents", "whereabouts"]


def incidents(query: str = "") -> "gpd.GeoDataFrame":
    """Return the incidents of a view, from the store of `GEO_STORE`.

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
    from geo.query.lists.geodataframe import frame
    from geo.view import from_query

    view, problems = from_query(query)
    if problems:
        raise UnreadableViewError([problem.message for problem in problems])
    atlas = _atlas()
    return frame(atlas.engine, atlas.question(view, LOCAL, wait=True))


def geocode(
    names: Iterable[str],
    country: str | None = None,
    admin1: str | None = None,
    near: tuple[float, float] | None = None,
    *,
    report: bool = False,
) -> "gpd.GeoDataFrame":
    """Places for names, or an honest None. Nothing is asked of any network.

    Args:
        names: one or more names, as a report writes them.
        country: ISO 3166-1 alpha-2 or English name, when it is known.
        admin1: the governorate or province, when it is known.
        near: longitude and latitude in degrees of something they are near, when it is known.
        report: whether the names are of one report, and say for one another which places are meant.

    Returns:
        One row a name, in EPSG:4326: `name`, `place_id`, `country`, `admin1`, `place_precision`,
        `radius_m` (metres), `feature`, `score` (from 0 to 1: how likely it is meant, or the likeliest
        was), `context` (the country or division it speaks of, when it is not placed), `reason`, and
        `geometry` (a point, or None).
    """
    from geo.places.geocoder import geodataframe as frames

    return frames.geocode_to_frame(list(names), country=country, admin1=admin1, near=near, report=report)


def whereabouts(geometries: "gpd.GeoSeries | gpd.GeoDataFrame") -> "pd.DataFrame":
    """Return the country and first-level division each point, line or polygon lies in.

    Args:
        geometries: in any CRS; without one, degrees with the longitude first.

    Returns:
        The same index: `country` (alpha-2), `admin1`, `admin1_feature`, None where it lies in none, or not wholly in
        one; `off_km`, 0 inside, up to 3 for a point off a shipped (simplified) coast, NaN where nothing is known.
    """
    from geo.places.boundaries.containment import whereabouts as lying

    return lying(geometries.geometry)


def border_km(geometries: "gpd.GeoSeries | gpd.GeoDataFrame", first: str, second: str) -> "pd.Series":
    """Return the distance of each point, line or polygon from the border of two countries.

    Args:
        geometries: in any CRS; without one, degrees with the longitude first.
        first: ISO 3166-1 alpha-2 code.
        second: another, in either order.

    Returns:
        The same index: kilometres, geodesic on WGS 84; 0 on or across the border, NaN where there is no geometry.

    Raises:
        NoSharedBorderError: the two do not touch.
    """
    from geo.places.boundaries.borders import distance_km

    return distance_km(geometries.geometry, first, second)


def _atlas() -> "Atlas":
    from geo.atlas import open_atlas
    from geo.settings import Settings

    return open_atlas(Settings.from_env())
