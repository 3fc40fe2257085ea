"""Which shipped first-level division, and so which country, a position lies in."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geo.places import boundaries
from geo.places.catalogue import features


def with_division(places: pa.Table) -> pa.Table:
    """`places` with `admin1`, the id of the division of their country that holds them; null where none does.

    A place of no stated country gets that of the division.
    """
    divisions = [feature for feature in features().values() if feature.level == "admin1"]
    shapes = boundaries.shapes([division.feature for division in divisions]).geometry.array
    points = shapely.points(places["lon"].to_numpy(), places["lat"].to_numpy())
    lying = np.full(len(points), -1)
    division, point = shapely.STRtree(points).query(shapes, predicate="covers")
    lying[point] = division
    at = pa.array(lying, mask=lying < 0)
    country = pa.array([division.country for division in divisions], pa.string()).take(at)
    feature = pa.array([division.feature for division in divisions], pa.string()).take(at)
    stated = pc.coalesce(places["country"].combine_chunks(), country)
    admin1 = pc.if_else(pc.equal(stated, country), feature, None)
    return places.drop_columns("country").append_column("country", stated).append_column("admin1", admin1)
