"""Whereabouts: the country and the division something lies in, or an honest None."""

import threading

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Proj
from shapely import GeometryCollection, LineString, MultiPoint, Point, Polygon

from geo.places.boundaries import lookup_areas
from geo.places.boundaries.borders import border
from geo.places.boundaries.boundaries import admin1, country_of, label, shapes, touching
from geo.places.boundaries.containment import whereabouts
from geo.settings import DATA

SINJAR, SINJAR_IN_IDLIB, HAFFAH = Point(41.87656, 36.3209), Point(37.00, 35.59), Point(36.03, 35.6)


def series(*geometries, index=None):
    return gpd.GeoSeries(list(geometries), index=index, crs="EPSG:4326")


def places(*geometries):
    found = whereabouts(series(*geometries))
    return list(zip(found.country, found.admin1, strict=True))


def test_a_point_lies_in_the_division_that_holds_it():
    found = whereabouts(series(SINJAR, SINJAR_IN_IDLIB, index=["nineveh", "idlib"]))
    assert found.columns.tolist() == ["country", "admin1", "admin1_feature", "off_km"]
    assert found.loc["nineveh"].tolist() == ["IQ", "Nineveh", "admin1:IQ-NI", 0]
    assert found.loc["idlib"].tolist() == ["SY", "Idlib", "admin1:SY-ID", 0]


def test_at_sea_nothing_is_known():
    found = whereabouts(series(Point(-30, 0), Point(35.0, 35.0)))
    assert found[["country", "admin1", "admin1_feature"]].to_numpy().tolist() == [[None] * 3] * 2
    assert found.off_km.isna().all()


def test_a_town_cut_off_by_a_simplified_coast_lies_in_the_nearest_division_and_the_result_says_how_far_off():
    jableh, port_of_latakia = Point(35.92, 35.36), Point(35.77, 35.52)
    found = whereabouts(series(jableh, port_of_latakia))
    assert found.admin1.tolist() == ["Latakia", "Latakia"]
    assert found.off_km.tolist() == pytest.approx([0.15, 0.42], abs=0.01)


def test_three_kilometres_off_the_coast_is_off():
    offshore = [Point(lon, 35.4) for lon in np.arange(35.8, 35.91, 0.002)]
    true_km = np.array([km_from(admin1("Latakia", "SY").geometry[0], point) for point in offshore])
    found = whereabouts(series(*offshore))
    assert 0 < true_km.min() < 1
    assert true_km.max() > 5
    assert found.country.tolist() == ["SY" if km <= 3 else None for km in true_km]
    assert found.off_km.to_numpy() == pytest.approx(np.where(true_km <= 3, true_km, np.nan), abs=0.001, nan_ok=True)


def test_the_nearest_division_is_not_the_first_in_reach():
    south_of_the_edge = Point(35.94, 35.24)
    reach = [km_from(shape, south_of_the_edge) for shape in shapes(["admin1:SY-LA", "admin1:SY-TA"]).geometry]
    assert reach == pytest.approx([2.0, 0.34], abs=0.01)
    found = whereabouts(series(south_of_the_edge))
    assert (found.admin1[0], found.off_km[0]) == ("Tartus", pytest.approx(reach[1], abs=0.001))


def km_from(shape, point):
    """From the middle of an azimuthal equidistant plane every distance is the geodesic one."""
    plane = Proj(proj="aeqd", lon_0=point.x, lat_0=point.y, ellps="WGS84")
    return shapely.distance(Point(0, 0), shapely.transform(shape, lambda ll: np.column_stack(plane(*ll.T)))) / 1000


def test_a_point_on_a_shared_edge_lies_in_the_division_whose_id_sorts_first():
    nineveh, hasakah = shapes(["admin1:IQ-NI", "admin1:SY-HA"]).geometry
    shared = shapely.get_parts(shapely.intersection(nineveh, hasakah))
    corner = Point(shared[0].coords[0])
    assert {"admin1:IQ-NI", "admin1:SY-HA"} <= set(touching(corner))
    found = whereabouts(series(corner))
    assert found.admin1_feature[0] == min(f for f in touching(corner) if f.startswith("admin1:"))
    assert found.off_km[0] == 0


def test_crimea_lies_where_its_divisions_do():
    simferopol = Point(34.1, 44.95)
    assert "country:RU" in touching(simferopol)
    assert places(simferopol) == [("UA", "Autonomous Republic of Crimea")]


def test_an_island_without_a_division_still_has_its_country():
    assert places(Point(20.052, 60.247)) == [("AX", None)]


def test_a_shape_lies_in_what_wholly_contains_it():
    latakia, syria = shapes(["admin1:SY-LA", "country:SY"]).geometry
    coast = shapely.union_all(shapes(["admin1:SY-LA", "admin1:SY-TA"]).geometry.array)
    road = LineString([HAFFAH, (38, 35.5)])
    across = shapely.box(40, 34, 42, 36)
    assert places(latakia, syria, coast, road, across) == [
        ("SY", "Latakia"),
        ("SY", None),
        ("SY", None),
        ("SY", None),
        (None, None),
    ]


def test_a_border_lies_in_neither_country():
    assert places(*border("IQ", "SY").geometry) == [(None, None)]


def test_all_crimea_lies_in_ukraine_too():
    assert places(shapely.union_all(shapes(["admin1:UA-43", "admin1:UA-40"]).geometry.array)) == [("UA", None)]


def test_a_country_shape_counts_for_nothing_where_no_division_of_its_country_is():
    (russia,) = shapes(["country:RU"]).geometry
    crimea = max(shapely.get_parts(shapely.intersection(russia, shapely.box(32, 44, 36.7, 46.3))), key=shapely.area)
    assert {found.split("-")[0] for found in touching(crimea) if found.startswith("admin1:")} == {"admin1:UA"}
    assert places(crimea) == [(None, None)]


def test_several_points_and_collections_lie_where_all_their_parts_do():
    near, far = Point(36.1, 35.65), Point(38, 35.5)
    assert places(MultiPoint([HAFFAH, near]), GeometryCollection([far, LineString([HAFFAH, near])])) == [
        ("SY", "Latakia"),
        ("SY", None),
    ]


def test_missing_and_empty_geometries_are_nowhere():
    found = whereabouts(series(None, Point(), Polygon(), Point(float("nan"), 30), HAFFAH, index=list("abcde")))
    assert found.country.tolist() == [None, None, None, None, "SY"]
    assert found.index.tolist() == list("abcde")
    assert whereabouts(series()).empty


def test_metres_of_a_plane_are_read_as_what_they_are():
    assert whereabouts(series(HAFFAH).to_crs("EPSG:32637")).admin1.tolist() == ["Latakia"]


def test_rows_with_the_same_label_keep_their_own_answers():
    found = whereabouts(series(SINJAR, HAFFAH, SINJAR, index=[7, 7, 7]))
    assert found.country.tolist() == ["IQ", "SY", "IQ"]


@given(lon=st.floats(-180, 180), lat=st.floats(-90, 90))
def test_country_and_division_never_contradict_one_another_nor_the_shapes(lon, lat):
    country, name, feature, off_km = whereabouts(series(Point(lon, lat))).iloc[0]
    held = touching(Point(lon, lat))
    divisions = [found for found in held if found.startswith("admin1:")]
    if divisions:
        assert (feature, off_km) == (divisions[0], 0)
    elif feature:
        assert 0 < off_km <= 3
    else:
        assert country in {country_of(found) for found in held} or (country is None and np.isnan(off_km))
    if feature:
        assert (country, name) == (country_of(feature), label(feature))


def test_nearly_every_place_of_the_gazetteer_lies_in_its_own_country():
    gazetteer = pd.read_parquet(DATA / "gazetteer.parquet", columns=["country", "admin1", "lon", "lat"])
    found = whereabouts(gpd.GeoSeries(gpd.points_from_xy(gazetteer.lon, gazetteer.lat)))
    known = gazetteer.admin1.notna()
    assert (found.country == gazetteer.country).mean() > 0.99
    assert (found.admin1_feature == gazetteer.admin1)[known].mean() > 0.98
    assert found.admin1.isna().mean() < 0.003


def test_many_threads_may_ask_at_once_of_shapes_nobody_asked_before():
    lookup_areas.divisions.cache_clear()
    lookup_areas.countries.cache_clear()
    coast = [Point(30 + step / 50, 36) for step in range(500)]
    asked, answers, together = series(*coast, shapely.box(36, 35, 37, 36)), [], threading.Barrier(8)

    def ask():
        together.wait()
        answers.append(whereabouts(asked))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    for answer in answers:
        pd.testing.assert_frame_equal(answer, answers[0])
