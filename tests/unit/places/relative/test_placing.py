# ruff: noqa: RUF001 - borders are named with an en dash
"""From a phrase and its anchors to a circle, a line, an area or nothing."""

from dataclasses import replace

import pytest

from geo.incident import Place, PlacePrecision
from geo.places.boundaries.catalogue import features
from geo.places.geocoder import shapes
from geo.places.geocoder.relative.parsing import parse_phrase
from geo.places.geocoder.relative.placing import place_relative


def town(number, name, within, at):
    (country, admin1), (lon, lat) = within, at
    precision = PlacePrecision.SETTLEMENT
    return Place(f"geonames:{number}", name, "settlement", country, admin1, lon, lat, precision, 2_000.0)


JABLEH = town(169304, "Jableh", ("SY", "Latakia"), (35.92759, 35.36211))
BANIYAS = town(171830, "Baniyas", ("SY", "Tartus"), (35.94871, 35.18188))
TARTUS = town(163345, "Tartus", ("SY", "Tartus"), (35.88659, 34.88902))
HOMS = town(169577, "Homs", ("SY", "Homs"), (36.72559, 34.72405))
PALMYRA = town(163808, "Palmyra", ("SY", "Homs"), (38.28402, 34.5624))
ALEPPO = town(170063, "Aleppo", ("SY", "Aleppo"), (37.16117, 36.20124))
AL_QAIM = town(92138, "Al-Qaim", ("IQ", "Anbar"), (40.98945, 34.39251))
RABIA = replace(JABLEH, name="Rabia", place_precision=PlacePrecision.NEAR, radius_m=8_000.0)
LATAKIA, SYRIA, IRAQI_BORDER = (shapes.place(features()[f]) for f in ("admin1:SY-LA", "country:SY", "border:IQ-SY"))


def place(phrase, *anchors):
    return place_relative(parse_phrase(phrase), anchors)[0]


def reason(phrase, *anchors):
    return place_relative(parse_phrase(phrase), anchors)[1]


def test_an_offset_is_a_circle_around_a_point_and_says_so():
    found, why = place_relative(parse_phrase("10 km north of Jableh"), [JABLEH])
    assert (round(found.lon, 2), round(found.lat, 2), found.radius_m) == (35.93, 35.45, 12_700)
    assert (found.place_id, found.kind, found.place_precision) == (
        "relative:geonames:169304~10km@0",
        "relative",
        "near",
    )
    assert (found.name, found.country, found.admin1) == ("10 km N of Jableh", "SY", "Latakia")
    assert why.startswith("10 km N of Jableh, within 12.7 km: ")


def test_the_same_words_of_the_same_place_have_the_same_id():
    assert place("10 km north of Jableh", JABLEH) == place("10 كم شمال جبلة", JABLEH)


@pytest.mark.parametrize(
    ("phrase", "radius_m"),
    [("near Jableh", 25_000), ("north of Jableh", 25_000), ("شمال جبلة", 25_000), ("outside Jableh", 10_000)],
)
def test_where_no_distance_is_said_the_circle_is_around_the_anchor(phrase, radius_m):
    found = place(phrase, JABLEH)
    assert (found.lon, found.lat, found.radius_m) == (JABLEH.lon, JABLEH.lat, radius_m)
    assert found.place_precision == "near"


def test_where_no_direction_is_said_the_circle_is_as_wide_as_the_distance():
    assert place("10 km from Jableh", JABLEH).radius_m == 17_000
    assert place("within 10 km of Jableh", JABLEH) == place("10 km from Jableh", JABLEH)


def test_an_anchor_known_only_to_be_near_makes_every_circle_wider():
    for phrase in ("near Rabia", "outside Rabia", "10 km north of Rabia", "10 km from Rabia"):
        assert place(phrase, RABIA).radius_m >= place(phrase, JABLEH).radius_m + 6_000


def test_a_country_and_a_province_are_told_only_where_they_hold_the_whole_circle():
    assert (place("outside Jableh", JABLEH).country, place("outside Jableh", JABLEH).admin1) == ("SY", "Latakia")
    assert (place("near Jableh", JABLEH).country, place("near Jableh", JABLEH).admin1) == ("SY", None)
    assert (place("near Al-Qaim", AL_QAIM).country, place("near Al-Qaim", AL_QAIM).admin1) == (None, None)


def test_a_circle_wider_than_most_provinces_is_a_country_or_nothing():
    paris = town(2988507, "Paris", ("FR", "Île-de-France"), (2.3488, 48.85341))
    assert place("150 km from Paris", paris).feature == "country:FR"
    assert place("300 km east of Homs", HOMS) is None
    assert "255 km" in reason("300 km east of Homs", HOMS)


def test_between_two_near_towns_is_a_circle_that_reaches_both():
    found = place("between Baniyas and Tartus", BANIYAS, TARTUS)
    assert (found.place_id, found.radius_m) == ("relative:geonames:171830~between~geonames:163345", 18_500)
    assert TARTUS.lat < found.lat < BANIYAS.lat
    assert (found.country, found.admin1) == ("SY", "Tartus")


@pytest.mark.parametrize(
    ("phrase", "ends", "feature"),
    [
        ("between Homs and Palmyra", (HOMS, PALMYRA), "admin1:SY-HI"),
        ("between Aleppo and Palmyra", (ALEPPO, PALMYRA), "country:SY"),
        ("between Palmyra and Al-Qaim", (PALMYRA, AL_QAIM), None),
        ("between Jableh and Latakia province", (JABLEH, LATAKIA), "admin1:SY-LA"),
        ("on the road between Baniyas and Tartus", (BANIYAS, TARTUS), "admin1:SY-TA"),
        ("on the Homs–Aleppo highway", (HOMS, ALEPPO), "country:SY"),
    ],
)
def test_far_apart_or_on_a_road_is_the_smallest_area_of_both_ends(phrase, ends, feature):
    found = place(phrase, *ends)
    assert (found and found.feature) == feature
    assert found is None or (found.lon, found.lat, found.radius_m) == (None, None, None)


def test_a_road_says_that_none_are_shipped():
    assert "no roads are shipped" in reason("on the Homs–Aleppo highway", HOMS, ALEPPO)


def test_outside_an_area_is_nothing_and_a_part_of_it_is_the_area():
    for phrase in ("north of Latakia province", "near Latakia province", "10 km north of Latakia province"):
        assert place(phrase, LATAKIA) is None
        assert reason(phrase, LATAKIA).startswith("Latakia is no point")
    assert place("the north of Latakia province", LATAKIA) == LATAKIA
    assert place("شمال سوريا", SYRIA) == SYRIA


def test_near_a_border_is_the_whole_line_unless_a_place_is_told():
    assert place("near the Iraqi border", IRAQI_BORDER) == IRAQI_BORDER
    assert place("10 km from the Iraqi border", IRAQI_BORDER) == IRAQI_BORDER
    assert place("40 km from the Iraqi border", IRAQI_BORDER) is None


@pytest.mark.parametrize(
    ("phrase", "line"),
    [
        ("the Iraq–Syria border near Al-Qaim", IRAQI_BORDER),
        ("the Syrian border near Al-Qaim", None),
        ("the border near Al-Qaim", None),
        ("الحدود بين العراق وسوريا قرب القائم", None),
    ],
)
def test_a_border_near_a_place_is_the_stretch_there(phrase, line):
    found, why = place_relative(parse_phrase(phrase), [line, AL_QAIM])
    assert (found.feature, found.place_precision) == ("border:IQ-SY~40.99_34.39_25", "line")
    assert (found.lon, found.lat, found.country, found.place_id) == (None, None, None, found.feature)
    assert why == "The part of the Iraq–Syria border within 25 km of Al-Qaim."


def test_a_border_that_is_not_near_the_place_is_nothing():
    assert reason("the Iraq–Syria border near Homs", IRAQI_BORDER, HOMS).startswith("Of the Iraq–Syria border nothing")
    assert place("the Iraq–Syria border near Homs", IRAQI_BORDER, HOMS) is None
    assert place("the Turkish border near Al-Qaim", None, AL_QAIM) is None


def test_a_border_near_an_area_stays_whole():
    assert place("the Iraq–Syria border near Latakia province", IRAQI_BORDER, LATAKIA) == IRAQI_BORDER


def test_where_three_countries_meet_the_border_has_to_be_named():
    meeting = town(1, "Semalka", ("SY", "Al-Hasakah"), (42.37, 37.07))
    assert place("the border near Semalka", None, meeting) is None
    assert place("the Iraqi–Turkish border near Semalka", None, meeting).feature.startswith("border:IQ-TR~")


@pytest.mark.parametrize("phrase", ["near Nowhere", "10 km north of Nowhere", "the Iraq–Syria border near Nowhere"])
def test_an_anchor_nobody_knows_leaves_all_open(phrase):
    anchors = [None] * len(parse_phrase(phrase).anchors)
    found, why = place_relative(parse_phrase(phrase), anchors)
    assert found is None
    assert why == "It is told by 'Nowhere', which is not placed."
