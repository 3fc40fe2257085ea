"""Borders: how long they are, and what lies near them."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Geod
from shapely import LineString, Point

from geo.errors import NoSharedBorderError
from geo.places.borders import border, nearby

WGS84 = Geod(ellps="WGS84")
AL_QAIM, SINJAR = Point(40.98945, 34.39251), Point(41.87656, 36.3209)


def series(*geometries, index=None):
    return gpd.GeoSeries(list(geometries), index=index, crs="EPSG:4326")


def test_the_iraq_syria_border_is_599_km_long_and_one_line():
    frame = border("SY", "iq")
    assert len(frame) == 1
    assert frame.crs.to_epsg() == 4326
    (line,) = frame.geometry
    assert line.geom_type == "MultiLineString"
    assert len(line.geoms) == 1
    assert 595 < frame.length_km[0] < 603
    assert frame.length_km[0] == pytest.approx(WGS84.geometry_length(line) / 1000, abs=0.1)


def test_the_iraq_syria_border_ends_where_jordan_and_turkey_begin():
    (line,) = border("IQ", "SY").geometry
    assert line.bounds == pytest.approx((38.775, 33.372, 42.377, 37.110), abs=0.001)


def test_countries_that_do_not_touch_share_no_border():
    with pytest.raises(NoSharedBorderError):
        border("IQ", "FR")
    with pytest.raises(NoSharedBorderError):
        border("SY", "SY")


def test_al_qaim_is_2_to_3_km_and_sinjar_30_to_32_km_from_syria():
    found = nearby(series(AL_QAIM, SINJAR, index=["qaim", "sinjar"]), within_km=50)
    km = found[found.border == "IQ-SY"].set_index("row").km
    assert 2 < km["qaim"] < 3
    assert 30 < km["sinjar"] < 32


def test_only_what_is_in_reach_is_near():
    assert nearby(series(SINJAR), within_km=30).empty
    assert nearby(series(SINJAR), within_km=32).border.tolist() == ["IQ-SY"]


def test_a_shape_across_a_border_is_no_way_from_it():
    across, along = shapely.box(40, 34, 42, 36), LineString([(40, 33), (42, 37)])
    found = nearby(series(across, along), within_km=1)
    assert found.km.tolist() == [0, 0]
    assert found.border.tolist() == ["IQ-SY", "IQ-SY"]


def test_missing_and_empty_geometries_are_near_nothing():
    found = nearby(series(None, Point(), AL_QAIM), within_km=5)
    assert found.row.tolist() == [2]
    assert nearby(series(), within_km=5).columns.tolist() == ["row", "border", "km"]


@pytest.mark.parametrize("code", ["IQ-SY", "NO-SE", "CN-IN", "AR-CL"])
def test_distances_are_geodesic_to_better_than_one_per_cent(code):
    (line,) = border(*code.split("-")).geometry
    vertices = shapely.get_coordinates(shapely.segmentize(line, 0.002))
    west, south, east, north = line.bounds
    random = np.random.default_rng(7)
    points = shapely.points(random.uniform(west - 2, east + 2, 30), random.uniform(south - 2, north + 2, 30))
    found = nearby(series(*points), within_km=300)
    km = found[found.border == code].set_index("row").km
    for row, point in enumerate(points):
        at = np.broadcast_to([point.x, point.y], vertices.shape)
        true = min(WGS84.inv(at[:, 0], at[:, 1], vertices[:, 0], vertices[:, 1])[2]) / 1000
        if true < 297:
            assert km[row] == pytest.approx(true, rel=0.01, abs=0.2)


def test_a_country_reaching_far_north_finds_borders_there():
    norway = LineString([(5, 58), (20, 69.9)])
    assert "FI-NO" in nearby(series(norway), within_km=150).border.tolist()
