"""How near borders the read model's points and shapes are: each distinct one is measured once."""

import duckdb
import geopandas as gpd
import pyarrow as pa
import shapely

from geo.errors import UnknownPlaceError
from geo.places.borders import nearby
from geo.places.boundaries import shapes
from geo.store.columns import REACH_KM

# Of rows with a `rid` from $first on; what viewers see instead of a position is near nothing.
_POINTS = """
    SELECT DISTINCT lon, lat FROM revisions
    WHERE rid >= $first AND NOT generalised AND lon IS NOT NULL AND lat IS NOT NULL
"""
_FEATURES = """
    SELECT DISTINCT feature FROM revisions
    WHERE rid >= $first AND NOT generalised AND feature IS NOT NULL AND (lon IS NULL OR lat IS NULL)
"""
_NEAR_POINTS = """
    INSERT INTO near_border
    SELECT rid, border, km FROM revisions JOIN measured USING (lon, lat)
    WHERE rid >= $first AND NOT generalised ORDER BY border, rid
"""
_NEAR_FEATURES = """
    INSERT INTO near_border
    SELECT rid, border, km FROM revisions JOIN measured USING (feature)
    WHERE rid >= $first AND NOT generalised AND (lon IS NULL OR lat IS NULL) ORDER BY border, rid
"""


def measure(cursor: duckdb.DuckDBPyConnection, first: int) -> None:
    """Fill `near_border` for the revisions from `rid` `first` on, within `REACH_KM`.

    A position counts before a shape; a shape that is not shipped is near nothing.
    """
    points = cursor.sql(_POINTS, params={"first": first}).to_arrow_table()
    places = gpd.GeoSeries(gpd.points_from_xy(points["lon"].to_numpy(), points["lat"].to_numpy()), crs="EPSG:4326")
    _insert(cursor, _NEAR_POINTS, points, places, first)
    features = cursor.sql(_FEATURES, params={"first": first}).to_arrow_table()
    known, geometries = _shipped(features["feature"].to_pylist())
    _insert(cursor, _NEAR_FEATURES, known, geometries, first)


def _shipped(features: list[str]) -> tuple[pa.Table, gpd.GeoSeries]:
    found = {feature: shape for feature in features if (shape := _shape(feature)) is not None}
    names = pa.table({"feature": pa.array(found, pa.string())})
    return names, gpd.GeoSeries(list(found.values()), crs="EPSG:4326")


def _shape(feature: str) -> shapely.Geometry | None:
    try:
        shape: shapely.Geometry = shapes([feature]).geometry.iloc[0]
    except UnknownPlaceError:
        return None
    return shape


def _insert(
    cursor: duckdb.DuckDBPyConnection, statement: str, asked: pa.Table, places: gpd.GeoSeries, first: int
) -> None:
    if not asked.num_rows:
        return
    near = nearby(places, REACH_KM)
    found = asked.take(pa.array(near["row"].to_numpy(), pa.int64()))
    found = found.append_column("border", pa.array(near["border"], pa.string()))
    cursor.register("measured", found.append_column("km", pa.array(near["km"].to_numpy(), pa.float64())))
    cursor.execute(statement, {"first": first})
    cursor.unregister("measured")
