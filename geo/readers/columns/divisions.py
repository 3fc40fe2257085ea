"""Country and first-level division of a file's points and shapes, also when the file states them itself."""

from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from geo.places.boundaries import geodesy
from geo.places.boundaries.boundaries import shapes
from geo.places.boundaries.catalogue import features
from geo.places.boundaries.containment import whereabouts

# Shipped shapes are simplified by up to 2.2 km: a border town may lie outside its own. Of 10,468 points of Syrian
# events 52 lie in a neighbour's shape, Kobane and Tall Abyad among them.
_OFF_KM = 3.0


_NAMES = ("country", "admin1", "admin1_feature")


def locate_points(
    lon: np.ndarray, lat: np.ndarray, wanted: np.ndarray, stated: pa.StringArray | None = None
) -> Mapping[str, pa.StringArray]:
    """Return `country` (alpha-2), `admin1` (English) and `admin1_feature` of each wanted point, null elsewhere.

    Args:
        lon: degrees.
        lat: degrees.
        wanted: which rows have a point.
        stated: the id of the division the file names ("admin1:SY-HL"), null where it is none we know. It counts
            where the point lies in it or at most 3 km off; else the shapes do.
    """
    named = np.full(len(lon), None) if stated is None else stated.to_pandas()
    points = pd.DataFrame({"lon": lon, "lat": lat, "stated": named})[wanted]
    # Many events stand on one spot, which is asked for once.
    spots = points.drop_duplicates(ignore_index=True)
    found = _reconcile_stated(
        spots, whereabouts(gpd.GeoSeries(gpd.points_from_xy(spots.lon, spots.lat), crs="EPSG:4326"))
    )
    at = np.zeros(len(lon), dtype=np.int64)
    at[wanted] = points.groupby(list(points.columns), sort=False, dropna=False).ngroup()
    return _spread(found, at, wanted)


def around(shapes: np.ndarray, wanted: np.ndarray) -> Mapping[str, pa.StringArray]:
    """Return the same for lines and polygons (EPSG:4326); null where one lies in none wholly."""
    at = np.zeros(len(shapes), dtype=np.int64)
    at[wanted] = np.arange(wanted.sum())
    return _spread(whereabouts(gpd.GeoSeries(shapes[wanted], crs="EPSG:4326")), at, wanted)


def _spread(found: pd.DataFrame, at: np.ndarray, wanted: np.ndarray) -> Mapping[str, pa.StringArray]:
    places = pa.array(at, mask=~wanted)
    return {name: pa.array(found[name].tolist(), pa.string()).take(places) for name in _NAMES}


def _reconcile_stated(spots: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Return the divisions by shape, except where the stated division is as near as the shapes can tell."""
    other = spots.stated.notna() & (spots.stated != found.admin1_feature)
    for stated, those in spots[other].groupby("stated"):
        division = features()[str(stated)]
        outline = geodesy.split_lines(shapely.get_rings(shapes([division.feature]).geometry.to_numpy()))
        near = those.index[geodesy.km_to(outline, those[["lon", "lat"]].to_numpy()) <= _OFF_KM]
        found.loc[near, list(_NAMES)] = division.country, division.name, division.feature
    return found
