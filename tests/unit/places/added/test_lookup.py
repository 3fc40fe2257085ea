"""Places of added gazetteers are found as those of the shipped one are."""

import pytest

from geo.errors import UnknownPlaceError
from geo.places.gazetteer.added.lookup import Added
from geo.text.spelling import fold


def names(places):
    return [place.name for place in places]


def test_a_village_the_shipped_gazetteer_lacks_is_found_by_each_of_its_names(add_dump, shelf):
    add_dump({})
    added = Added.open(shelf)
    for name in ("Bayt al-Iniyah", "بيت العينية", "Beit al Ainiya"):
        (place,) = added.find_by_name(fold(name), "SY")
        assert (place.place_id, place.kind, place.admin1) == ("geonames:9100001", "settlement", "Latakia")
        assert (place.lon, place.lat, place.place_precision, place.radius_m) == (36.05, 35.6, "settlement", 2_000)
        assert place.population is None
    assert added.find_by_name("bayt iniyah") == added.find_by_name("bayt iniyah", "SY")
    assert added.find_by_name("bayt iniyah", "IQ") == []


def test_a_looser_spelling_and_a_slip_find_it_inside_its_country(add_dump, shelf):
    add_dump({})
    added = Added.open(shelf)
    assert names(added.loosely_named("bait eeniya", "SY")) == names(added.find_by_name("bayt iniyah"))
    assert added.loosely_named("bait eeniya", "IQ") == []
    for slip in ("bayt iniyahs", "bayt inyah", "bayt inixah", "bayt inyiah"):
        assert names(added.spelled_nearly(slip, "SY")) == names(added.find_by_name("bayt iniyah"))
    assert added.spelled_nearly("bayt iniyahs", "IQ") == []
    assert added.spelled_nearly("bayt xnixah", "SY") == []
    assert added.spelled_nearly("bayti", "SY") == []


def test_the_largest_comes_first_and_of_equals_the_settlement(add_dump, shelf):
    same = {"name": "Tall Zahr", "ascii": "", "others": ""}
    add_dump(
        same | {"id": 1, "class": "T", "code": "HLL"},
        same | {"id": 2},
        same | {"id": 3, "population": 900},
        same | {"id": 4, "population": 12_000},
    )
    found = Added.open(shelf).find_by_name("tall zahr")
    assert [place.place_id for place in found] == ["geonames:4", "geonames:3", "geonames:2", "geonames:1"]


def test_a_place_of_two_gazetteers_is_found_once_as_the_later_has_it(add_dump, shelf):
    add_dump({"population": 10}, name="first")
    add_dump({"population": 20}, name="second")
    (place,) = Added.open(shelf).find_by_name("bayt iniyah")
    assert place.population == 20
    assert "second.1-" in place.note


def test_places_of_several_countries_stay_in_theirs(add_dump, shelf):
    add_dump({"id": 1}, {"id": 2, "country": "IQ", "lon": 41.9, "lat": 36.3}, {"id": 3, "country": "", "lon": -30})
    added = Added.open(shelf)
    assert [place.place_id for place in added.find_by_name("bayt iniyah", "IQ")] == ["geonames:2"]
    assert {place.country for place in added.find_by_name("bayt iniyah")} == {"SY", "IQ", None}


def test_a_place_of_no_stated_country_has_that_of_its_position(add, shelf):
    add("name,lon,lat\nTall Zahr,36.05,35.6\nFar Away,-30,35.6\n", "mine.csv", country=None)
    (place,), (far,) = (Added.open(shelf).find_by_name(key) for key in ("tall zahr", "far away"))
    assert (place.country, place.admin1) == ("SY", "Latakia")
    assert (far.country, far.admin1) == (None, None)


def test_a_stated_country_is_never_changed_by_the_position(add_dump, shelf):
    add_dump({"country": "TR"})
    (place,) = Added.open(shelf).find_by_name("bayt iniyah")
    assert (place.country, place.admin1) == ("TR", None)


def test_a_place_is_found_by_its_id(add_dump, add, shelf):
    add_dump({})
    add("id,name,lon,lat\nA-7,Tall Zahr,36.2,35.1\n,Tall Abyad,36.3,35.1\n", "mine.csv")
    added = Added.open(shelf)
    assert added.find_by_id("geonames:9100001").country == "SY"
    assert added.find_by_id("mine:A-7").name == "Tall Zahr"
    assert added.find_by_id("mine:row-3").name == "Tall Abyad"
    with pytest.raises(UnknownPlaceError):
        added.find_by_id("geonames:1")
