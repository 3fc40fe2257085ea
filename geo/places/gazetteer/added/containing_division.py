"""Shipped first-level division, and so the country, that contains a position."""

import geopandas as gpd
import pyarrow as pa
import pyarrow.compute as pc

from geo.places.boundaries.containment import whereabouts


def with_division(places: pa.Table) -> pa.Table:
    """`places` with `admin1`, the id of the division of their country that holds them; null where none does.

    A place of no stated country gets that of the division.
    """
    points = gpd.points_from_xy(places["lon"].to_numpy(), places["lat"].to_numpy(), crs="EPSG:4326")
    lying = whereabouts(gpd.GeoSeries(points))
    country, feature = (pa.array(lying[name], pa.string()) for name in ("country", "admin1_feature"))
    stated = pc.coalesce(places["country"].combine_chunks(), country)
    admin1 = pc.if_else(pc.equal(stated, country), feature, None)
    return places.drop_columns("country").append_column("country", stated).append_column("admin1", admin1)
