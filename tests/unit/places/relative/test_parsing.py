# ruff: noqa: RUF001 - reports join names with an en dash
"""Phrases that place something by other places, read without looking anything up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.places.geocoder.relative.parsing import parse_phrase


def read(phrase):
    found = parse_phrase(phrase)
    return found and (found.kind, *found.anchors)


@pytest.mark.parametrize(
    ("phrase", "anchor", "km", "bearing"),
    [
        ("10 km north of Jableh", "Jableh", 10, 0),
        ("5 miles south-west of the town of Sinjar", "town of Sinjar", 8.05, 225),
        ("some 10km NNE of The Hague", "The Hague", 10, 22.5),
        ("about ten kilometres (6 miles) to the north-east of Homs", "Homs", 10, 45),
        ("a village 10 km north of Jableh", "Jableh", 10, 0),
        ("at a checkpoint roughly 3 km away, east of Deir ez-Zor", "Deir ez-Zor", 3, 90),
        ("10 km south of Jableh, Latakia", "Jableh, Latakia", 10, 180),
        ("10 كم شمال جبلة", "جبلة", 10, 0),
        ("على بعد ١٥ كيلومترا شمال شرقي تدمر", "تدمر", 15, 45),
        ("عشرة كيلومترات إلى الجنوب من حمص", "حمص", 10, 180),
    ],
)
def test_a_distance_and_a_direction_are_an_offset(phrase, anchor, km, bearing):
    found = parse_phrase(phrase)
    assert (found.kind, found.anchors) == ("offset", (anchor,))
    assert (round(found.distance.km, 2), found.direction.bearing) == (km, bearing)


@pytest.mark.parametrize(
    ("phrase", "anchor", "km"),
    [
        ("10 km from Homs", "Homs", 10),
        ("20 miles outside Mosul", "Mosul", 32.19),
        ("within 5 km of Al-Tanf", "Al-Tanf", 5),
        ("less than 5 km north of Al-Tanf", "Al-Tanf", 5),
        ("10 km from the Iraqi border", "Iraqi border", 10),
        ("على بعد 10 كم من حمص", "حمص", 10),
    ],
)
def test_a_distance_without_a_direction_or_only_up_to_it_is_a_distance(phrase, anchor, km):
    found = parse_phrase(phrase)
    assert (found.kind, found.anchors, found.direction) == ("distance", (anchor,), None)
    assert round(found.distance.km, 2) == km


@pytest.mark.parametrize(
    ("phrase", "kind", "anchor"),
    [
        ("north of Jableh", "direction", "Jableh"),
        ("to the north of Latakia province", "direction", "Latakia province"),
        ("the desert east of Homs", "direction", "Homs"),
        ("a few kilometers south of Al-Tabaqa Airport", "direction", "Al-Tabaqa Airport"),
        ("إلى الشمال من جبلة", "direction", "جبلة"),
        ("the north of Syria", "part", "Syria"),
        ("in the north-east of Syria", "part", "Syria"),
        ("شمال جبلة", "part", "جبلة"),
        ("شمال شرق سوريا", "part", "سوريا"),
    ],
)
def test_a_direction_alone_is_outside_its_anchor_or_a_part_of_it(phrase, kind, anchor):
    assert read(phrase) == (kind, anchor)
    assert parse_phrase(phrase).distance is None


@pytest.mark.parametrize(
    "phrase",
    [
        "near Jableh",
        "Near the Jableh",
        "close to Jableh",
        "a road near Jableh",
        "in the area around Jableh",
        "in the vicinity of Jableh",
        "the Jableh area",
        "several hundred metres from Jableh",
    ],
)
def test_near_is_said_in_many_ways(phrase):
    assert read(phrase) == ("near", "Jableh")


@pytest.mark.parametrize("phrase", ["قرب جبلة", "بالقرب من جبلة", "في محيط جبلة", "قرية قرب جبلة"])
def test_near_is_said_in_many_ways_in_arabic(phrase):
    assert read(phrase) == ("near", "جبلة")


@pytest.mark.parametrize(
    "phrase",
    [
        "outside Homs",
        "just outside Homs",
        "on the outskirts of Homs",
        "the northern outskirts of Homs",
        "the edge of Homs",
        "at the entrance to Homs",
        "Homs' eastern suburbs",
        "on the Homs outskirts",
    ],
)
def test_the_edge_of_a_town_is_its_outskirts(phrase):
    assert read(phrase) == ("outskirts", "Homs")
    assert read("على أطراف حمص") == ("outskirts", "حمص")


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("between Baniyas and Tartus", ("Baniyas", "Tartus")),
        ("midway between the towns of Baniyas and Tartus", ("Baniyas", "Tartus")),
        ("an area between Deir ez-Zor and Al-Mayadin", ("Deir ez-Zor", "Al-Mayadin")),
        ("بين بانياس وطرطوس", ("بانياس", "طرطوس")),
        ("بين وادي العيون و مصياف", ("وادي العيون", "مصياف")),
        ("بين حمص ووادي الذهب", ("حمص", "وادي الذهب")),
    ],
)
def test_between_has_two_anchors(phrase, names):
    assert read(phrase) == ("between", *names)


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("on the Latakia–Aleppo highway", ("Latakia", "Aleppo")),
        ("the Homs-Palmyra road", ("Homs", "Palmyra")),
        ("Khanasir – Ithriya road", ("Khanasir", "Ithriya")),
        ("the Deir ez-Zor-Raqqa highway", ("Deir ez-Zor", "Raqqa")),
        ("the Baghdad to Damascus international highway", ("Baghdad", "Damascus")),
        ("on the road between Homs and Palmyra", ("Homs", "Palmyra")),
        ("Road M-5 between Rastan and Hamah", ("Rastan", "Hamah")),
        ("the M5 highway linking Homs with Hama", ("Homs", "Hama")),
        ("على طريق حمص - تدمر", ("حمص", "تدمر")),
        ("الطريق الواصل بين حمص وتدمر", ("حمص", "تدمر")),
    ],
)
def test_a_road_is_told_by_its_ends(phrase, names):
    assert read(phrase) == ("road", *names)


@pytest.mark.parametrize(
    ("phrase", "border"),
    [
        ("near the Iraqi border", "Iraqi border"),
        ("along the Syrian-Turkish border", "Syrian-Turkish border"),
        ("on the border between Syria and Iraq", "border between Syria and Iraq"),
        ("close to the border with Jordan", "border with Jordan"),
        ("على الحدود العراقية السورية", "الحدود العراقية السورية"),
        ("قرب الحدود بين العراق وسوريا", "الحدود بين العراق وسوريا"),
    ],
)
def test_on_a_border_is_near_it(phrase, border):
    assert read(phrase) == ("near", border)


@pytest.mark.parametrize(
    ("phrase", "border", "place"),
    [
        ("the Iraq-Syria border near Al-Qaim", "Iraq-Syria border", "Al-Qaim"),
        ("along the border with Jordan, near Nasib", "border with Jordan", "Nasib"),
        ("near Al-Qaim on the Iraqi–Syrian border", "Iraqi–Syrian border", "Al-Qaim"),
        ("الحدود العراقية السورية قرب القائم", "الحدود العراقية السورية", "القائم"),
        ("قرب القائم على الحدود العراقية السورية", "الحدود العراقية السورية", "القائم"),
    ],
)
def test_a_border_near_a_place_has_both(phrase, border, place):
    assert read(phrase) == ("border_near", border, place)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Jableh",
        "North Dakota",
        "South Sudan",
        "Near East",
        "Between Rivers",
        "West Bank",
        "Northern Ireland",
        "East Timor",
        "Border City",
        "King Fahd Road",
        "طريق حمص",
        "the Bab al-Hawa border crossing",
        "northern Syria",
        "northern Aleppo",
        "southern Idlib countryside",
        "the coast of Latakia",
        "the Latakia countryside",
        "ريف اللاذقية",
    ],
)
def test_a_plain_name_is_not_relative(name):
    assert parse_phrase(name) is None


@pytest.mark.parametrize(
    "phrase",
    [
        "0 km north of Homs",
        "-10 km north of Homs",
        "600 km north of Homs",
        "NaN km north of Homs",
        "more than 10 km north of Homs",
        "dozens of kilometres from Homs",
        "10 km east-north of Homs",
        "10 km north of",
        "near the outskirts of Homs",
        "near near near Homs",
        "north of the road between Homs and Palmyra",
        "between Homs, Hama and Palmyra",
        "between Homs and Hama and Palmyra",
        "outside the mosque",
        "near the city",
    ],
)
def test_what_cannot_be_bounded_is_not_read(phrase):
    assert parse_phrase(phrase) is None


def test_a_crossing_and_a_border_town_are_places_and_no_borders():
    assert read("near the Nasib border crossing") == ("near", "Nasib border crossing")
    assert read("near the border town of Amuda") == ("near", "border town of Amuda")


WORDS = (
    "10 ten km a the of to north-east near outside between and border border, road - – Homs Al-Qaim area with on "
    "بين و شمال قرب الحدود حمص وتدمر طريق كم ( ) '"
)


@given(st.text() | st.lists(st.sampled_from(WORDS.split(" ")), max_size=40).map(" ".join))
def test_reading_never_raises_and_every_anchor_is_in_the_words(phrase):
    found = parse_phrase(phrase)
    if found:
        words = " ".join(phrase.split())
        assert found.anchors
        assert all(anchor and anchor in words for anchor in found.anchors)


def test_a_sentence_is_no_place():
    assert read("near " + "x" * 155) == ("near", "x" * 155)
    assert parse_phrase("near " + "x" * 156) is None
    assert parse_phrase("near " * 10_000) is None


@pytest.mark.parametrize(
    "words",
    [
        "near ",
        "border near ",
        "the border with ",
        "road between a and ",
        "between the towns of ",
        "in the area of ",
        "outskirts of ",
        "north of ",
        "a and ",
        "a-",
        "ten-",
        "1,111",
        "بين و",
        "حدود ",
        "في قرية ",
    ],
)
def test_words_that_invite_endless_matching_end(words):
    assert parse_phrase((words * 160)[:150] + " 0 km") is None
