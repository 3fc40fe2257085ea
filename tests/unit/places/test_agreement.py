"""What the places of one report say for one another."""

import numpy as np
import pytest

from geo.incident import Place, PlacePrecision
from geo.places.geocoder.coherence import COLUMNS, Report, nearness


def town(lon, lat, admin1="Kentucky", country="US"):
    return Place("t", "T", "settlement", country, admin1, lon, lat, PlacePrecision.SETTLEMENT)


def state(name, country="US"):
    return Place("s", name, "admin1", country, name, None, None, PlacePrecision.ADMIN1)


def said(names, likely):
    return dict(zip(COLUMNS, Report.of(names).agreement(np.array(likely)).T, strict=True))


def test_a_name_says_nothing_for_itself():
    heard = said([[town(-84, 38), town(-84.1, 38)]], [0.5, 0.5])
    assert all((column == 0).all() for column in heard.values())


def test_a_named_state_speaks_for_its_towns_as_loud_as_it_is_likely():
    heard = said([[town(-84, 38), town(2.3, 48.9, "Paris", "FR")], [state("Kentucky")]], [0.1, 0.9, 0.7])
    assert heard["names its division"].tolist() == pytest.approx([0.7, 0, 0])


def test_neighbours_speak_the_louder_the_nearer_they_are():
    near, far = (said([[town(-84, 38)], [town(lon, 38)]], [1, 1])["neighbours"][0] for lon in (-84.1, -85))
    assert near > far > 0


def test_what_is_unlikely_is_not_heard():
    heard = said([[town(-84, 38)], [town(-84, 38)] * 200], [1, *[0.005] * 200])
    assert heard["neighbours"][0] == 0


def test_divisions_of_one_name_in_two_countries_are_two():
    heard = said([[town(-84, 38, "Georgia", "US")], [state("Georgia", "GE")]], [1, 1])
    assert heard["names its division"][0] == 0


def test_nearness_is_one_here_a_third_at_50_km_and_nought_where_there_is_no_point():
    at = np.array([[36.0, 35.0]])
    there = np.array([[36.0, 35.0], [36.0, 35.4497], [np.nan, np.nan]])
    assert nearness(at, there)[0] == pytest.approx([1, np.exp(-1), 0], abs=1e-3)
