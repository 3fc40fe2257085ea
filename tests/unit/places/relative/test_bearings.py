"""Points told from points: where they are, and that their radius covers what the words leave open."""

import math

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from geo.incident import Place, PlacePrecision
from geo.places.geocoder.relative import bearings
from geo.places.geocoder.relative.compass import read
from geo.places.geocoder.relative.distances import Distance

WGS84 = Geod(ellps="WGS84")
JABLEH = (35.92759, 35.36211)

lons, lats = st.floats(-180, 180), st.floats(-80, 80)
directions = st.sampled_from(["N", "NNE", "NE", "E", "SSE", "SW", "WNW"]).map(read)


def place(lon, lat, radius_m=0.0):
    return Place("test:1", "X", "settlement", None, None, lon, lat, PlacePrecision.SETTLEMENT, radius_m)


def test_10_km_north_of_jableh_is_at_35_45_north():
    lon, lat, radius_m = bearings.offset(place(*JABLEH, 2_000.0), Distance(10, 5), read("north"))
    assert (round(lon, 2), round(lat, 2)) == (35.93, 35.45)
    # 15 km away at 45° to the side is 10.6 km off, and Jableh has 2 km.
    assert radius_m == 12_700


@given(lons, lats, st.floats(0.1, 500), directions)
def test_going_back_from_an_offset_gives_its_distance_and_direction(lon, lat, km, direction):
    there_lon, there_lat, _ = bearings.offset(place(lon, lat), Distance(km, km / 2), direction)
    azimuth, _, metres = WGS84.inv(lon, lat, there_lon, there_lat)
    assert metres == pytest.approx(km * 1000, rel=1e-6)
    assert math.cos(math.radians(azimuth - direction.bearing)) == pytest.approx(1, abs=1e-6)


@given(st.tuples(lons, lats), st.floats(1, 500), directions, st.tuples(st.floats(-1, 1), st.floats(-1, 1)))
def test_all_the_words_allow_is_within_the_radius(at, km, direction, open_to):
    (lon, lat), (further, aside), distance = at, open_to, Distance(km, km / 2)
    centre_lon, centre_lat, radius_m = bearings.offset(place(lon, lat), distance, direction)
    azimuth = direction.bearing + aside * direction.sector
    true_lon, true_lat, _ = WGS84.fwd(lon, lat, azimuth, (km + further * distance.rounding_km) * 1000)
    assert WGS84.inv(centre_lon, centre_lat, true_lon, true_lat)[2] <= radius_m * 1.001


@given(lons, lats, st.floats(1, 100), st.floats(0, 360))
def test_the_point_halfway_is_as_far_from_either_end_and_its_circle_holds_both(lon, lat, km, azimuth):
    there_lon, there_lat, _ = WGS84.fwd(lon, lat, azimuth, km * 1000)
    half_lon, half_lat, radius_m = bearings.midpoint(place(lon, lat, 500.0), place(there_lon, there_lat, 3_000.0))
    here, there = (WGS84.inv(half_lon, half_lat, *end)[2] for end in [(lon, lat), (there_lon, there_lat)])
    assert here == pytest.approx(there, abs=1)
    assert 3_000 <= radius_m - km * 500 < 3_101


def test_a_place_without_a_radius_has_that_of_its_precision():
    assert bearings.own_radius(place(*JABLEH, None)) == 2_000


def test_a_circle_is_round_on_the_globe_and_goes_on_past_the_antimeridian():
    for lon in (36.0, 179.9):
        ring = shapely.get_coordinates(bearings.circle(lon, 60.0, 50_000))
        assert all(WGS84.inv(lon, 60.0, *corner)[2] == pytest.approx(50_000, abs=1) for corner in ring)
    assert ring[:, 0].max() > 180
