"""The places a view names, and the box a map turns to."""

import pytest

from geo.query.map.focus import focus_box
from geo.view import from_query

LATAKIA = (35.72, 35.22, 36.29, 35.93)  # of the shipped shape, to a hundredth of a degree


def box(query):
    view, problems = from_query(query)
    assert problems == []
    found = focus_box(view)
    return found and tuple(round(edge, 2) for edge in found)


def test_a_province_is_where_it_lies_however_it_is_written():
    for query in ("admin1=Latakia", "admin1=Lattakia&country=SY", "admin1=Latakia&country=SY&type=Battles"):
        assert box(query) == LATAKIA


def test_a_province_counts_more_than_its_country():
    west, south, east, north = box("country=SY")
    inner = box("country=SY&admin1=Latakia")
    assert west <= inner[0]
    assert south <= inner[1]
    assert inner[2] < east
    assert inner[3] < north


def test_several_places_are_one_box():
    syria, iraq, both = (box(f"country={codes}") for codes in ("SY", "IQ", "SY&country=IQ"))
    assert both == (syria[0], iraq[1], iraq[2], iraq[3])  # Iraq reaches further to the south, the east and the north


def test_a_border_has_as_much_room_as_the_distance_asked_for():
    line, wide = box("border=IQ-SY"), box("border=IQ-SY&within_km=110.57")
    assert wide[1] == pytest.approx(line[1] - 1, abs=0.02)
    assert wide[3] == pytest.approx(line[3] + 1, abs=0.02)
    assert wide[0] < line[0] - 1
    assert wide[2] > line[2] + 1


@pytest.mark.parametrize(
    "query",
    ["", "type=Battles", "admin1=Nowhere", "country=ZZ", "border=SY-US", "country=FJ", "admin1=Central"],
    ids=["nothing", "no place", "no province", "no country", "no border", "both sides of 180°", "of many countries"],
)
def test_what_says_nothing_of_a_place_moves_no_map(query):
    assert box(query) is None
