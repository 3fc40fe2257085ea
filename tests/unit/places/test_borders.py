"""Borders: how long they are, what lies near them, and how far one of them is."""

import functools

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Proj
from shapely import GeometryCollection, LineString, MultiPoint, Point, Polygon

from geo.errors import NoSharedBorderError
from geo.places.boundaries.borders import border, distance_km, nearby
from geo.places.boundaries.boundaries import shapes

WGS84 = Geod(ellps="WGS84")
AL_QAIM, SINJAR = Point(40.98945, 34.39251), Point(41.87656, 36.3209)
SINJAR_IN_IDLIB = Point(37.00, 35.59)
# Long and short, straight and crooked, far north, far south, on the equator.
BORDERS = ["IQ-SY", "CA-US", "AR-CL", "FI-RU", "NO-SE", "CG-GA", "AF-PK", "KE-SO", "ID-MY"]


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


def test_al_qaim_is_near_syria_sinjar_30_km_off_and_its_namesake_in_idlib_far_away():
    km = distance_km(series(AL_QAIM, SINJAR, SINJAR_IN_IDLIB, index=["qaim", "nineveh", "idlib"]), "sy", "IQ")
    assert km.index.tolist() == ["qaim", "nineveh", "idlib"]
    assert 2 < km["qaim"] < 3
    assert 30 < km["nineveh"] < 32
    assert 290 < km["idlib"] < 300


def test_a_province_is_as_far_as_its_nearest_point_and_no_way_where_it_touches():
    provinces = shapes(["admin1:SY-LA", "admin1:IQ-NI", "admin1:IQ-BA"])
    latakia, nineveh, basra = distance_km(provinces.geometry, "IQ", "SY")
    assert 305 < latakia < 315
    assert nineveh == 0
    assert basra > 500


def test_what_crosses_a_border_holds_it_or_lies_on_it_is_no_way_from_it():
    (line,) = border("IQ", "SY").geometry
    across, around, along = LineString([(40, 33), (42, 37)]), shapely.box(38, 33, 43, 38), line
    assert distance_km(series(across, around, along), "IQ", "SY").tolist() == [0, 0, 0]
    vertices = series(*shapely.points(shapely.get_coordinates(line)))
    assert distance_km(vertices, "IQ", "SY").max() < 1e-6
    between = series(*(line.interpolate(share, normalized=True) for share in np.linspace(0, 1, 50)))
    assert distance_km(between, "IQ", "SY").max() < 1e-6


def test_a_border_in_a_hole_is_as_far_as_the_rim():
    (line,) = border("IQ", "SY").geometry
    hole = shapely.box(*line.buffer(1).bounds)
    around = Polygon(shapely.box(20, 20, 60, 50).exterior, [hole.exterior])
    (km,) = distance_km(series(around), "IQ", "SY")
    assert km == pytest.approx(distance_km(series(hole.exterior), "IQ", "SY")[0])
    assert 80 < km < 100


def test_the_middle_of_a_long_line_counts_as_much_as_its_ends():
    long = LineString([(30, 37.4), (55, 37.6)])
    (km,) = distance_km(series(long), "IQ", "SY")
    along = series(*shapely.points(shapely.get_coordinates(shapely.segmentize(long, 0.001))))
    assert km == pytest.approx(distance_km(along, "IQ", "SY").min(), abs=0.001)
    assert km < 50


def test_several_points_and_collections_are_as_far_as_their_nearest_part():
    several = MultiPoint([SINJAR, AL_QAIM, SINJAR_IN_IDLIB])
    mixed = GeometryCollection([SINJAR_IN_IDLIB, LineString([SINJAR, SINJAR]), Point(41, 30)])
    found = distance_km(series(several, mixed), "IQ", "SY")
    assert found.tolist() == pytest.approx(distance_km(series(AL_QAIM, SINJAR), "IQ", "SY").tolist())


def test_many_points_are_answered_as_each_of_them_is():
    random = np.random.default_rng(7)
    many = series(*shapely.points(random.uniform(-180, 180, 45_000), random.uniform(-90, 90, 45_000)))
    found = distance_km(many, "IQ", "SY")
    some = many.iloc[[0, 19_999, 20_000, 40_000, 44_999]]
    assert distance_km(some, "IQ", "SY").tolist() == pytest.approx(found[some.index].tolist())


def test_missing_and_empty_geometries_are_at_no_known_distance():
    found = distance_km(series(None, Point(), Polygon(), Point(np.nan, 30), Point(np.inf, 0)), "IQ", "SY")
    assert found.isna().all()
    assert distance_km(series(), "IQ", "SY").tolist() == []


def test_a_distance_to_a_border_there_is_not_is_refused():
    with pytest.raises(NoSharedBorderError):
        distance_km(series(SINJAR), "IQ", "FR")


def test_metres_of_a_plane_are_read_as_what_they_are():
    utm = series(SINJAR).to_crs("EPSG:32637")
    assert distance_km(utm, "IQ", "SY")[0] == pytest.approx(distance_km(series(SINJAR), "IQ", "SY")[0])


@functools.cache
def dense(code):
    return shapely.segmentize(border(*code.split("-")).geometry[0], 0.005)


def true_km(code, lon, lat):
    """From the middle of an azimuthal equidistant plane every distance is the geodesic one."""
    plane = Proj(proj="aeqd", lon_0=lon, lat_0=lat, ellps="WGS84")
    line = shapely.transform(dense(code), lambda lonlat: np.column_stack(plane(*lonlat.T)))
    return shapely.distance(Point(0, 0), line) / 1000


@given(
    code=st.sampled_from(BORDERS),
    where=st.floats(0, 1),
    azimuth=st.floats(0, 360),
    km=st.sampled_from([0.01, 0.3, 2, 20, 100, 300, 1_000, 3_000, 7_500]),
)
def test_near_and_an_ocean_away_the_distance_is_the_geodesic_one_to_a_metre(code, where, azimuth, km):
    vertices = shapely.get_coordinates(border(*code.split("-")).geometry[0])
    lon, lat, _ = WGS84.fwd(*vertices[round(where * (len(vertices) - 1))], azimuth, km * 1000)
    (found,) = distance_km(series(Point(lon, lat)), *code.split("-"))
    assert found == pytest.approx(true_km(code, lon, lat), abs=0.001)
    assert found <= km + 0.001


@given(code=st.sampled_from(BORDERS), lon=st.floats(-180, 180), lat=st.floats(-90, 90))
def test_anywhere_on_earth_the_distance_is_right_to_half_a_per_cent(code, lon, lat):
    (found,) = distance_km(series(Point(lon, lat)), *code.split("-"))
    assert found == pytest.approx(true_km(code, lon, lat), rel=0.005)


@given(
    lon=st.floats(32, 50),
    lat=st.floats(28, 42),
    bearing=st.floats(0, 6.2),
    length=st.floats(0.01, 3),
    outline=st.booleans(),
)
def test_a_line_and_what_it_bounds_are_as_far_as_the_nearest_of_their_points(lon, lat, bearing, length, outline):
    corners = [(lon + length * np.cos(bearing + turn), lat + length * np.sin(bearing + turn)) for turn in (0, 1, 3)]
    shape = Polygon(corners) if outline else LineString(corners)
    (found,) = distance_km(series(shape), "IQ", "SY")
    points = shapely.points(shapely.get_coordinates(shapely.segmentize(shape, 0.01)))
    least = distance_km(series(*points), "IQ", "SY").min()
    crosses = shape.intersects(border("IQ", "SY").geometry[0])
    assert found == 0 if crosses else least - 0.6 < found <= least + 0.001


def test_the_date_line_is_no_wall():
    west, east = distance_km(series(Point(179.999, 65), Point(-179.999, 65)), "CA", "US")
    assert west == pytest.approx(east, abs=0.2)
    assert west == pytest.approx(true_km("CA-US", 179.999, 65), abs=0.001)
    assert west < 2_000
