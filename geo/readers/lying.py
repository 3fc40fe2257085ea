"""Which country and first-level division the points of a file are in, when it also says so itself."""

from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from geo.places import geodesy
from geo.places.boundaries import shapes
from geo.places.catalogue import features
from geo.places.whereabouts import whereabouts

# Shipped shapes are simplified by up to 2.2 km: a border town may lie outside its own. Of 10,468 points of Syrian
# events 52 lie in a neighbour's shape, Kobane and Tall Abyad among them.
_OFF_KM = 3.0


def lying(lon: np.ndarray, lat: np.ndarray, wanted: np.ndarray, stated: pa.StringArray) -> Mapping[str, pa.StringArray]:
    """The `country` (alpha-2) and `admin1` (English name) of each wanted point, null elsewhere.

    Args:
        lon: degrees.
        lat: degrees.
        wanted: which rows have a point.
        stated: the id of the division the file names ("admin1:SY-HL"), null where it is none we know. It counts
            where the point lies in it or at most 3 km off; else the shapes do.
    """
    points = pd.DataFrame({"lon": lon, "lat": lat, "stated": stated.to_pandas()})[wanted]
    # Many events stand on one spot, which is asked for once.
    spots = points.drop_duplicates(ignore_index=True)
    found = _told(spots, whereabouts(gpd.GeoSeries(gpd.points_from_xy(spots.lon, spots.lat), crs="EPSG:4326")))
    at = np.zeros(len(lon), dtype=np.int64)
    at[wanted] = points.merge(spots.reset_index(), on=["lon", "lat", "stated"], how="left")["index"]
    places = pa.array(at, mask=~wanted)
    return {name: pa.array(found[name].tolist(), pa.string()).take(places) for name in ("country", "admin1")}


def _told(spots: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """What the shapes say, save where the stated division is as near as they can tell."""
    other = spots.stated.notna() & (spots.stated != found.admin1_feature)
    for stated, those in spots[other].groupby("stated"):
        division = features()[str(stated)]
        outline = geodesy.cut(shapely.get_rings(shapes([division.feature]).geometry.to_numpy()))
        near = those.index[geodesy.km_to(outline, those[["lon", "lat"]].to_numpy()) <= _OFF_KM]
        found.loc[near, "country"], found.loc[near, "admin1"] = division.country, division.name
    return found
