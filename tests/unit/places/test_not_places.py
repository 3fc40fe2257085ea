"""Names that stand where places stand."""

import pytest

from geo.places.geocoder import not_places
from geo.text.spelling import fold


@pytest.mark.parametrize("name", ["Syrian", "Syrians", "Russian", "Poles", "السورية"])
def test_a_nationality_tells_a_country(name):
    assert not_places.nationality(fold(name)).country in {"SY", "RU", "PL"}


@pytest.mark.parametrize("name", ["Syria", "Homs", "Paris", "Wales", "s", ""])
def test_a_place_is_no_nationality(name):
    assert not_places.nationality(fold(name)) is None


@pytest.mark.parametrize(
    "name", ["Aleppo Front", "4th Presidential Guard Division", "لواء حلب", "Sinjar Resistance Units"]
)
def test_a_name_built_like_a_groups_is_told_by_its_first_or_last_word(name):
    assert not_places.organisation(fold(name)) is not None


@pytest.mark.parametrize("name", ["Front", "Front Royal", "Union City", "حلب", "Aleppo", ""])
def test_a_place_is_no_group(name):
    assert not_places.organisation(fold(name)) is None


def test_what_is_listed_says_what_it_is():
    assert "person" in not_places.find_not_place(fold("Bashar al-Assad")).what
    assert not_places.find_not_place(fold("Ambassador")) is None
