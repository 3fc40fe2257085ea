"""Sorted columns: every look-up gives each place once, and only those inside."""

import pyarrow as pa
import pytest

from geo.places.gazetteer.sorted_columns import Columns, Keys, one_slip

PLACES = pa.table({"id": [1, 2, 3, 4], "country": ["FR", "SY", "SY", "SY"]})
NAMES = {"homs": [1, 2], "hims": [1], "damascus": [2], "palmyra": [0, 3], "\U0010ffff": [3]}
LOOSE = {"hums": [1], "himz": [1], "damaskus": [2]}


def keys(rows):
    pairs = sorted((key, row) for key, named in rows.items() for row in named)
    return Keys.of_table(
        pa.table({"key": [key for key, _ in pairs], "row": pa.array([r for _, r in pairs], pa.int32())})
    )


@pytest.fixture
def columns():
    return Columns.of(PLACES, keys(NAMES), lambda _: keys(LOOSE))


@pytest.mark.parametrize(
    ("key", "country", "rows"),
    [
        ("homs", None, [1, 2]),
        ("palmyra", None, [0, 3]),
        ("palmyra", "SY", [3]),
        ("palmyra", "FR", [0]),
        ("palmyra", "ZZ", []),
        ("\U0010ffff", "SY", [3]),
        ("", None, []),
        ("zzzz", None, []),
    ],
)
def test_a_name_is_found_in_a_country_or_anywhere(columns, key, country, rows):
    assert columns.find_rows(key, country) == rows


def test_a_loose_spelling_is_found_by_its_loose_key(columns):
    assert columns.loosely_named("homs", "SY") == [1]
    assert columns.loosely_named("damascus", "FR") == []


@pytest.mark.parametrize("key", ["damascu", "dmascus", "damsacus", "damaskus", "damascusx"])
def test_a_long_name_is_found_with_one_slip(columns, key):
    assert columns.spelled_nearly(key, "SY") == [2]
    assert columns.spelled_nearly(key, "FR") == []


@pytest.mark.parametrize("key", ["amascus", "damascuxx", "hims", "\U0010ffff"])
def test_two_slips_another_first_letter_or_a_short_name_find_nothing(columns, key):
    assert columns.spelled_nearly(key, "SY") == []


def test_a_slip_is_one_letter_or_two_swapped():
    assert all(one_slip("qardaha", other) for other in ("qardaha", "qardah", "qardahaz", "qarbaha", "qadraha"))
    assert not any(one_slip("qardaha", other) for other in ("ardaha", "qardahazz", "qrdaa"))


def test_the_names_of_one_country_are_those_of_its_places(columns):
    names = columns.names_in("FR")
    assert list(zip(names.array.to_pylist(), names.rows.tolist(), strict=True)) == [("palmyra", 0)]
