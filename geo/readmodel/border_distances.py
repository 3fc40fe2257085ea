"""Border distances of the read model's points and shapes; each distinct one is measured once."""

import duckdb
import geopandas as gpd
import pyarrow as pa
import shapely

from geo.errors import UnknownPlaceError
from geo.places.boundaries.borders import nearby
from geo.places.boundaries.boundaries import shapes
from geo.readmodel.schema import REACH_KM

# A generalised row has the `rid` of the exact one and distances of its own: where nobody may know the place, what is
# found near a border is what is shown.
SPOT = "CASE WHEN generalised THEN -1 - rid ELSE rid END"
_POINTED, _SHAPED = "lon IS NOT NULL AND lat IS NOT NULL", "(lon IS NULL OR lat IS NULL) AND feature IS NOT NULL"


def measure(cursor: duckdb.DuckDBPyConnection, which: str) -> None:
    """Fill `near_border` for some rows of `revisions`, within `REACH_KM`.

    A position counts before a shape; a shape that is not shipped is near nothing.

    Args:
        cursor: of an engine with the read model's tables.
        which: a condition in SQL, of ours.
    """
    points = _distinct(cursor, "lon, lat", f"{which} AND {_POINTED}")
    places = gpd.GeoSeries(gpd.points_from_xy(points["lon"].to_numpy(), points["lat"].to_numpy()), crs="EPSG:4326")
    _insert(cursor, "lon, lat", f"{which} AND {_POINTED}", points, places)
    features = _distinct(cursor, "feature", f"{which} AND {_SHAPED}")
    known, geometries = _shipped_shapes(features["feature"].to_pylist())
    _insert(cursor, "feature", f"{which} AND {_SHAPED}", known, geometries)


def _distinct(cursor: duckdb.DuckDBPyConnection, columns: str, which: str) -> pa.Table:
    return cursor.sql(f"SELECT DISTINCT {columns} FROM revisions WHERE {which}").to_arrow_table()  # noqa: S608  (ours)


def _shipped_shapes(features: list[str]) -> tuple[pa.Table, gpd.GeoSeries]:
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
    cursor: duckdb.DuckDBPyConnection, columns: str, which: str, asked: pa.Table, places: gpd.GeoSeries
) -> None:
    if not asked.num_rows:
        return
    near = nearby(places, REACH_KM)
    found = asked.take(pa.array(near["row"].to_numpy(), pa.int64()))
    found = found.append_column("border", pa.array(near["border"], pa.string()))
    cursor.register("measured", found.append_column("km", pa.array(near["km"].to_numpy(), pa.float64())))
    cursor.execute(f"""
        INSERT INTO near_border
        SELECT {SPOT} AS rid, border, km FROM revisions JOIN measured USING ({columns})
        WHERE {which} ORDER BY border, rid
    """)  # noqa: S608  (words of ours)
    cursor.unregister("measured")
