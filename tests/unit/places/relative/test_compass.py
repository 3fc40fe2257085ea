"""Directions by name."""

import pytest

from geo.places.geocoder.relative.compass import read

POINTS = ["N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"]
WORDS = {"N": "north", "E": "east", "S": "south", "W": "west"}


@pytest.mark.parametrize("joint", ["", "-", " "])
def test_sixteen_directions_go_clockwise_from_north(joint):
    for turn, point in enumerate(POINTS):
        written = joint.join(WORDS[letter] for letter in point)
        assert read(point) == read(written) == read(written.title())
        assert read(point).bearing == turn * 22.5


def test_a_direction_is_a_sector_and_a_finer_one_a_smaller_one():
    assert (read("north").sector, read("north-east").sector, read("NNE").sector) == (45, 22.5, 11.25)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("northern", "N"),
        ("southwards", "S"),
        ("s.", "S"),
        ("شمال", "N"),
        ("الجنوب", "S"),
        ("شمال شرقي", "NE"),
        ("الجنوب الغربي", "SW"),
    ],
)
def test_a_direction_is_known_in_other_forms_and_in_arabic(text, point):
    assert read(text).name == point


@pytest.mark.parametrize("text", ["", "east-north", "northsouth", "nnn", "Northampton", "N of", "near", "شرقية"])
def test_what_is_no_direction_is_none(text):
    assert read(text) is None
