"""The list to pick a place from: its words, its numbers, and what it does with names from outside."""

import dataclasses

import pytest
from hostile import STRINGS

from geo.incident import Candidate, Place, PlacePrecision
from geo.places.boundaries.catalogue import features
from geo.places.geocoder import shapes
from geo.places.geocoder.geocoder import geocode
from geo.ui.place_form.options import offers, option_key
from geo.ui.text.formatting import plain

SYRIA = shapes.place(features()["country:SY"])
ONLINE = Place(
    place_id="nominatim:node/1",
    name="سنجار",
    kind="online",
    country="IQ",
    admin1="Nineveh",
    lon=41.9,
    lat=36.3,
    place_precision=PlacePrecision.SETTLEMENT,
    radius_m=2_000.0,
    note="from nominatim at geo.example; ODbL 1.0",
)


def weighed(score):
    """A decision on one place that is as likely as that."""
    decision = geocode("Sinjar", country="SY")
    (candidate,) = decision.geocoding.candidates
    told = dataclasses.replace(candidate, score=score)
    return dataclasses.replace(decision, geocoding=dataclasses.replace(decision.geocoding, candidates=(told,)))


def test_candidates_come_first_then_others_then_what_is_around_then_nothing():
    found = offers(geocode("Sinjar"), (SYRIA,), (ONLINE,))
    assert [offer.number for offer in found] == [1, 2, 3, None, None]
    assert [offer.key for offer in found] == ["1", "2", "3", "country:SY", ""]
    assert [offer.place for offer in found][2:] == [ONLINE, SYRIA, None]


def test_a_name_stands_in_its_own_direction_and_a_place_from_elsewhere_says_where_it_is_from():
    offer = offers(geocode("Nowhere at all"), (), (ONLINE,))[0]
    assert offer.label == f"1\\. \u2068{ONLINE.name}\u2069 (\u2068Nineveh\u2069, \u2068Iraq\u2069)"
    assert offer.caption == "somewhere in the town, within 2 km · " + plain("from nominatim at geo.example; ODbL 1.0")


def test_a_place_that_was_weighed_is_not_offered_again_by_another():
    decision = geocode("Sinjar")
    again = dataclasses.replace(decision.places[0], note="from elsewhere")
    assert len(offers(decision, (), (again,))) == 3


@pytest.mark.parametrize(
    ("score", "words"),
    [(0.001, "under 1 %"), (0.01, "1 %"), (0.316, "32 %"), (0.99, "99 %"), (0.998, "over 99 %"), (1, "100 %")],
)
def test_a_share_never_says_certain_or_impossible_of_what_is_neither(score, words):
    assert f" · {words} · " in offers(weighed(score))[0].label


def test_the_place_on_the_record_says_so():
    decision = geocode("Sinjar")
    marked = [offer.caption for offer in offers(decision, recorded=decision.places[1].place_id)]
    assert [caption.endswith("current") for caption in marked] == [False, True, False]


def test_the_geocoders_choice_has_its_line_and_an_open_question_none():
    sure, open_ = geocode("Latakia", country="SY"), geocode("Sinjar")
    lines = {offer.key: offer.place for offer in offers(sure)}
    assert lines[option_key(offers(sure), sure.place)] == sure.place
    assert option_key(offers(open_), open_.place) is None


@pytest.mark.parametrize("text", STRINGS[::7])
def test_every_word_of_a_place_is_shown_as_written(text):
    place = dataclasses.replace(ONLINE, name=text, admin1=text + "!", country=text + "?", note=text)
    decision = geocode("Nowhere at all")
    candidate = Candidate("x", text, None, None, None, None, 0.5, text)
    told = dataclasses.replace(decision.geocoding, candidates=(candidate,))
    both = dataclasses.replace(decision, geocoding=told, places=(dataclasses.replace(place, place_id="x"),))
    first, second, _ = offers(both, (), (place,))
    assert first.label == f"1\\. {plain(text)} ({plain(text + '!')}, {plain(text + '?')}) · 50 % · {plain(text)}"
    assert second.caption.endswith(plain(text))
