"""One place, or none and why."""

import numpy as np

from geo.incident import Place, PlacePrecision
from geo.places.gazetteer.gazetteer import MAIN_NAME, Match
from geo.places.geocoder.decision import choose


def match(name, admin1, lon=36.0, kind="settlement"):
    shape = kind == "admin1"
    precision = PlacePrecision.ADMIN1 if shape else PlacePrecision.SETTLEMENT
    at = (None, None) if shape else (lon, 35.0)
    place = Place(f"{kind}:{admin1}:{lon}", name, kind, "SY", admin1, *at, precision, feature="f" if shape else None)
    return Match(place, MAIN_NAME, "its main name")


def chosen(matches, likely, threshold=0.8):
    return choose("X", matches, np.array(likely), threshold)


def test_what_is_likely_enough_is_chosen():
    choice = chosen([match("A", "Homs"), match("A", "Hama", 37.0)], [0.05, 0.9])
    assert choice.place.admin1 == "Hama"
    assert choice.likely == (0.9, 0.05)
    assert "90%" in choice.reason


def test_what_is_not_likely_enough_stays_open_and_names_what_it_could_be():
    choice = chosen([match("A", "Homs"), match("A", "Hama", 37.0)], [0.5, 0.4])
    assert choice.place is None
    assert choice.reason == "2 places can be meant by X: A (Homs, Syria); A (Hama, Syria). Say which province."


def test_one_place_entered_twice_counts_as_one():
    twice = [match("A", "Homs"), match("A", "Homs", 36.05)]
    assert chosen(twice, [0.5, 0.4]).place is not None
    assert chosen(twice, [0.5, 0.4]).sure == 0.9


def test_a_city_goes_before_the_division_called_after_it_unless_that_is_far_likelier():
    city, division = match("Homs", "Homs"), match("Homs", "Homs", kind="admin1")
    assert chosen([division, city], [0.5, 0.4]).place == city.place
    assert chosen([division, city], [0.9, 0.05]).place == division.place


def test_a_single_place_that_may_not_be_meant_says_how_sure_it_is():
    choice = chosen([match("A", "Homs")], [0.25])
    assert choice.place is None
    assert "25%" in choice.reason
