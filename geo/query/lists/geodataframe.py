"""Incidents as a GeoDataFrame: what Python users get."""

import geopandas as gpd
import pyarrow as pa
import shapely

from geo.places.boundaries.boundaries import shapes
from geo.query.engine.engine import Engine
from geo.query.engine.question import Question
from geo.query.lists.incident_rows import rows


def frame(engine: Engine, question: Question) -> gpd.GeoDataFrame:
    """Return the incidents of a view, one row each, in EPSG:4326.

    Returns:
        The columns of `geo.query.lists.incident_rows.select_rows` and `geometry`: a point, a province's polygon, a
        border's line, or None where the place is not known that well. Degrees, longitude first;
        `radius_m` in metres; dates are `datetime.date`.
    """
    table = rows(engine, question)
    return gpd.GeoDataFrame(table.to_pandas(), geometry=_geometries(table), crs="EPSG:4326")


def _geometries(table: pa.Table) -> list[shapely.Geometry | None]:
    drawn = table.select(["drawn", "lon", "lat", "feature"]).to_pylist()
    features = sorted({row["feature"] for row in drawn if row["drawn"] and row["lon"] is None})
    found = shapes(features) if features else None
    shape_of = {} if found is None else dict(zip(found["feature"], found.geometry, strict=True))
    return [_geometry(row["lon"], row["lat"], shape_of.get(row["feature"])) if row["drawn"] else None for row in drawn]


def _geometry(lon: float | None, lat: float | None, shape: shapely.Geometry | None) -> shapely.Geometry | None:
    return shape if lon is None or lat is None else shapely.Point(lon, lat)
