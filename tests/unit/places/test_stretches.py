# ruff: noqa: RUF001 - borders are named with an en dash
"""Stretches of a border: ids that hold all there is to know, and the lines they stand for."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely import Point

from geo.errors import UnknownPlaceError
from geo.places.boundaries import border_sections as stretches
from geo.places.boundaries import boundaries
from geo.places.boundaries.border_sections import stretch
from geo.places.boundaries.borders import border

WGS84 = Geod(ellps="WGS84")
AL_QAIM = (40.98945, 34.39251)
NEAR_AL_QAIM = "border:IQ-SY~40.99_34.39_25"


def test_the_border_near_al_qaim_is_a_line_of_some_forty_kilometres():
    assert stretch("border:IQ-SY", *AL_QAIM, 25) == NEAR_AL_QAIM
    line = stretches.line(NEAR_AL_QAIM)
    assert line.geom_type == "MultiLineString"
    assert 35 < WGS84.geometry_length(line) / 1000 < 50


def test_a_stretch_is_all_of_the_border_in_reach_and_nothing_else():
    line, (whole,) = stretches.line(NEAR_AL_QAIM), border("IQ", "SY").geometry
    km = [WGS84.inv(40.99, 34.39, *at)[2] / 1000 for at in shapely.get_coordinates(line)]
    assert max(km) == pytest.approx(25, abs=0.05)
    assert shapely.hausdorff_distance(line, whole) > 1
    for lon, lat in shapely.get_coordinates(shapely.segmentize(whole, 0.01)):
        if WGS84.inv(40.99, 34.39, lon, lat)[2] < 24_900:
            assert line.distance(Point(lon, lat)) < 1e-9


def test_where_the_border_is_out_of_reach_there_is_no_stretch():
    homs = (36.72559, 34.72405)
    assert stretch("border:IQ-SY", *homs, 100) is None
    assert stretch("border:LB-SY", *homs, 100) is not None


@pytest.mark.parametrize(
    ("feature", "lon", "lat", "km"),
    [
        ("border:XX-YY", *AL_QAIM, 25),
        ("admin1:SY-LA", *AL_QAIM, 25),
        ("border:IQ-SY", *AL_QAIM, 101),
        ("border:IQ-SY", *AL_QAIM, 0),
        ("border:IQ-SY", float("nan"), 34.39, 25),
        ("border:IQ-SY", 40.99, float("inf"), 25),
        ("border:IQ-SY", 400.99, 34.39, 25),
        ("border:IQ-SY", 40.99, 89.99, 25),
    ],
)
def test_what_can_be_no_stretch_is_none(feature, lon, lat, km):
    assert stretch(feature, lon, lat, km) is None


@pytest.mark.parametrize(
    "feature",
    [
        "border:IQ-SY~40.9_34.39_25",
        "border:IQ-SY~040.99_34.39_25",
        "border:IQ-SY~40.99_34.39_025",
        "border:IQ-SY~40.99_34.39_25\n",
        "border:IQ-SY~40.99,34.39,25",
        "border:IQ-SY~40.99_34.39_101",
        "border:IQ-SY~140.99_34.39_25",
        "border:IQ-SY~٤٠.٩٩_٣٤.٣٩_٢٥",
        "border:IQ-SY~nan_nan_25",
        "border:SY-IQ~40.99_34.39_25",
        "border:AM-AZ~-0.00_40.00_25",
        "country:SY~40.99_34.39_25",
        NEAR_AL_QAIM * 10_000,
    ],
)
def test_an_id_has_one_spelling_and_any_other_is_unknown(feature):
    assert not boundaries.has_shape(feature)
    for ask in (boundaries.label, boundaries.country_of, lambda feature: boundaries.shapes([feature])):
        with pytest.raises(UnknownPlaceError):
            ask(feature)


@given(st.text() | st.from_regex(r"border:IQ-SY~-?\d{1,4}\.\d\d_-?\d{1,3}\.\d\d_\d{1,4}", fullmatch=True))
def test_any_text_can_be_asked_for_and_only_a_stretch_has_a_line(feature):
    told, line = stretches.read(feature), stretches.line(feature)
    assert line is None or told.feature == feature


def test_boundaries_know_a_stretch_as_they_know_a_border():
    frame = boundaries.shapes(["admin1:SY-LA", NEAR_AL_QAIM, "border:IQ-SY", NEAR_AL_QAIM])
    assert frame.feature.tolist() == ["admin1:SY-LA", NEAR_AL_QAIM, "border:IQ-SY", NEAR_AL_QAIM]
    assert frame.level.tolist() == ["admin1", "border", "border", "border"]
    assert frame.country.tolist() == ["SY", None, None, None]
    assert frame.crs.to_epsg() == 4326
    assert boundaries.has_shape(NEAR_AL_QAIM)
    assert boundaries.label(NEAR_AL_QAIM) == "Iraq–Syria border within 25 km of 40.99, 34.39"
    assert boundaries.country_of(NEAR_AL_QAIM) is None


def test_a_stretch_is_simplified_by_zoom():
    (whole,), (coarse,) = (boundaries.simplify_shapes([NEAR_AL_QAIM], zoom).geometry for zoom in (12, 3))
    assert whole.equals(stretches.line(NEAR_AL_QAIM))
    assert shapely.get_num_coordinates(coarse) < shapely.get_num_coordinates(whole)


def test_a_stretch_touches_what_it_crosses_when_it_is_asked_about():
    here, elsewhere = shapely.box(40.9, 34.3, 41.1, 34.6), shapely.box(41.8, 36.3, 42.4, 37.2)
    assert NEAR_AL_QAIM in boundaries.touching(here, [NEAR_AL_QAIM, "admin1:SY-LA", "nowhere"])
    assert NEAR_AL_QAIM not in boundaries.touching(here)
    assert "border:IQ-SY" in boundaries.touching(elsewhere, [NEAR_AL_QAIM])
    assert NEAR_AL_QAIM not in boundaries.touching(elsewhere, [NEAR_AL_QAIM])


def test_of_many_stretches_only_some_are_kept():
    kept = stretches.line(NEAR_AL_QAIM)
    assert stretches.line(NEAR_AL_QAIM) is kept
    for hundredth in range(2_001):
        stretches.line(f"border:IQ-SY~{30 + hundredth / 100:.2f}_34.40_25")
    assert stretches.line(NEAR_AL_QAIM) is not kept
    assert stretches.line(NEAR_AL_QAIM).equals(kept)
