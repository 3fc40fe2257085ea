"""Which countries a border's name speaks of."""

import pytest

from geo.places.boundaries.border_names import countries_named
from geo.text.spelling import fold


@pytest.mark.parametrize(
    "name",
    ["the Iraqi-Syrian border", "border between Iraq and Syria", "الحدود العراقية السورية", "الحدود بين العراق وسوريا"],
)
def test_a_border_is_known_by_its_countries_in_english_and_arabic(name):
    assert countries_named(fold(name), None) == ["IQ", "SY"]


def test_where_the_report_is_set_is_the_other_country():
    assert countries_named(fold("the border with Jordan"), "SY") == ["JO", "SY"]
    assert countries_named(fold("the border"), None) == []
