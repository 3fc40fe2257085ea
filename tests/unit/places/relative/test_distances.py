# ruff: noqa: RUF001 - digits and dashes that look alike are what is tested
"""How far, as reports say it, and how far that may be off."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.places.geocoder.relative import distances


def stated(text):
    found = re.fullmatch(distances.DISTANCE, text, re.IGNORECASE)
    return found and distances.read(found["number"], found["to"], found["unit"])


def read(text):
    distance = stated(text)
    return distance and (round(distance.km, 3), round(distance.rounding_km, 3))


@pytest.mark.parametrize(
    "text",
    ["10 km", "10km", "10-kilometre", "10 kilometers", "ten kms", "10 كم", "١٠ كيلومترات", "۱۰ كلم", "عشرة كيلومترات"],
)
def test_ten_kilometres_are_ten_in_any_spelling(text):
    assert read(text) == (10, 5)


@pytest.mark.parametrize(
    ("text", "km"),
    [
        ("5 miles", 8.047),
        ("a mile", 1.609),
        ("half a mile", 0.805),
        ("500 metres", 0.5),
        ("1,500 m", 1.5),
        ("2,5 km", 2.5),
        ("٢٫٥ كم", 2.5),
        ("thirty-five km", 35),
        ("a hundred kilometres", 100),
        ("ستة أميال", 9.656),
    ],
)
def test_any_unit_and_number_becomes_kilometres(text, km):
    assert read(text)[0] == km


@pytest.mark.parametrize(
    ("text", "rounding_km"),
    [
        ("12 km", 0.5),
        ("15 km", 2.5),
        ("30 km", 5),
        ("100 km", 50),
        ("120 km", 5),
        ("10.0 km", 0.05),
        ("10.5 km", 0.25),
        ("500 m", 0.05),
        ("5 miles", 4.023),
    ],
)
def test_a_number_is_as_fine_as_its_last_digit_that_is_not_nought(text, rounding_km):
    assert read(text)[1] == rounding_km


def test_a_range_says_its_own_ends():
    assert read("10-15 km") == read("10 to 15 km") == read("10–15 km") == (12.5, 2.5)


@pytest.mark.parametrize("text", ["0 km", "0.0 m", "501 km", "400 miles", "15-10 km", "five-thirty km"])
def test_what_is_no_distance_to_place_a_thing_by_is_not_read(text):
    assert read(text) is None


@given(st.decimals("0.001", 500, places=3))
def test_a_distance_never_reaches_back_to_where_it_is_measured_from(number):
    distance = stated(f"{number} km")
    assert 0 < distance.rounding_km < distance.km <= 500
