"""A place picked by a person, and what the record then says."""

import dataclasses

import pytest
from house import at, incident
from hypothesis import given
from hypothesis import strategies as st

from geo.incident import DEFAULT_RADIUS_M, Place, PlacePrecision, from_table, to_table
from geo.places.boundaries.catalogue import features
from geo.places.geocoder import shapes
from geo.places.geocoder.geocoder import geocode
from geo.places.geocoder.manual_pick import around, from_elsewhere, place_fields, record_pick, with_place

WHERE = ("place_id", "country", "admin1", "lon", "lat", "place_precision", "radius_m", "feature")
LATAKIA, SYRIA = (shapes.place(features()[feature]) for feature in ("admin1:SY-LA", "country:SY"))
ONLINE = Place(
    place_id="nominatim:node/123",
    name="Sinjar",
    kind="online",
    country="IQ",
    admin1="Nineveh Governorate",
    lon=41.8746,
    lat=36.3216,
    place_precision=PlacePrecision.SETTLEMENT,
    radius_m=2_000.0,
)
BEFORE = dataclasses.replace(
    incident("one", country="SY", admin1="Latakia", admin2="Al-Haffah", place_id="curated:al-mukhtariya", **at(36, 35)),
    version=3,
    radius_m=50.0,
)


def sinjar():
    """The geocoder's open question, and its two places: in Nineveh and in Idlib."""
    decision = geocode("Sinjar")
    return decision, *decision.places


def moved(place, decision=None, **told):
    """The next revision of `BEFORE` with a place picked for it."""
    how = {"country": None, "admin1": None, "by": "an editor", "reason": "a map"} | told
    return with_place(BEFORE, decision or geocode("Sinjar"), place, **how)


def where(revised):
    return {name: getattr(revised, name) for name in WHERE}


def test_a_picked_place_is_where_the_record_says_it_happened():
    _, nineveh, _ = sinjar()
    revised = moved(nineveh)
    assert (revised.place_name, revised.place_id) == ("Sinjar", "geonames:448149")
    assert (revised.country, revised.admin1) == ("IQ", "Nineveh")
    assert (revised.lon, revised.lat) == (nineveh.lon, nineveh.lat)
    assert (revised.place_precision, revised.radius_m, revised.feature) == ("settlement", 2_000, None)


def test_the_record_says_who_picked_why_and_what_there_was_to_pick_from():
    decision, nineveh, _ = sinjar()
    geocoding = record_pick(decision, nineveh, "an editor", "  The report speaks of Yazidis. ")
    assert (geocoding.chosen, geocoding.chosen_by) == (nineveh.place_id, "an editor")
    assert geocoding.reason == "The report speaks of Yazidis."
    assert geocoding.candidates == decision.geocoding.candidates
    assert (geocoding.name, geocoding.gazetteer) == ("Sinjar", decision.geocoding.gazetteer)


def test_all_else_stays_as_it_was_and_the_revision_names_the_one_it_was_made_from():
    revised = moved(sinjar()[1])
    assert revised.based_on == BEFORE.version
    changed = {*WHERE, "place_name", "admin2", "geocoding", "based_on"}
    names = {field.name for field in dataclasses.fields(BEFORE)} - changed
    assert all(getattr(revised, name) == getattr(BEFORE, name) for name in names)


def test_not_known_takes_the_position_away_and_keeps_what_is_told():
    revised = moved(None, geocode("Sinjar", country="SY", admin1="Latakia"), country="SY", admin1="Latakia")
    nothing = dict.fromkeys(WHERE) | {"place_precision": "unknown", "country": "SY", "admin1": "Latakia"}
    assert where(revised) == nothing
    assert (revised.geocoding.chosen, revised.geocoding.chosen_by) == (None, "an editor")


def test_what_is_known_only_to_the_province_is_drawn_as_the_province():
    decision = geocode("Bir Tutu", country="SY", admin1="Latakia")
    province, country = around(decision, "SY", "Latakia")
    assert (province.place_id, country.place_id) == ("admin1:SY-LA", "country:SY")
    revised = moved(province, decision, country="SY", admin1="Latakia")
    assert (revised.place_precision, revised.feature, revised.admin1) == ("admin1", "admin1:SY-LA", "Latakia")
    assert (revised.lon, revised.lat, revised.radius_m) == (None, None, None)


def test_somewhere_in_a_country_is_in_none_of_its_provinces():
    revised = moved(SYRIA, geocode("Bir Tutu", country="SY"), country="SY", admin1="Latakia")
    assert (revised.place_precision, revised.feature) == ("country", "country:SY")
    assert (revised.country, revised.admin1) == ("SY", None)


def test_a_place_elsewhere_takes_nothing_from_what_was_told():
    foreign = dataclasses.replace(ONLINE, admin1=None)
    assert place_fields(foreign, country="SY", admin1="Latakia")["admin1"] is None
    assert place_fields(foreign, country="IQ", admin1="Nineveh")["admin1"] == "Nineveh"


def test_a_place_without_a_country_keeps_the_told_one():
    border = shapes.place(features()["border:IQ-SY"])
    assert place_fields(border, country="IQ") == {
        "place_id": "border:IQ-SY",
        "country": "IQ",
        "admin1": None,
        "lon": None,
        "lat": None,
        "place_precision": "line",
        "radius_m": None,
        "feature": "border:IQ-SY",
    }


def test_the_old_district_stays_only_with_the_old_place():
    same = dataclasses.replace(ONLINE, place_id="curated:al-mukhtariya")
    assert moved(same).admin2 == "Al-Haffah"
    assert moved(ONLINE).admin2 is None
    assert moved(None).admin2 is None


def test_nothing_is_offered_around_that_is_a_candidate_already_or_was_not_told():
    assert around(geocode("Latakia province", country="SY"), "SY", None) == (SYRIA,)
    assert around(geocode("Latakia province", country="SY"), "SY", "admin1:SY-LA") == (SYRIA,)
    assert around(geocode("Sinjar"), None, None) == ()
    assert around(geocode("Syrians"), None, None) == (SYRIA,)


def test_a_division_is_offered_around_a_place_the_geocoder_chose():
    chosen = geocode("Jableh", country="SY", admin1="Latakia")
    assert around(chosen, "SY", "admin1:SY-LA") == (LATAKIA, SYRIA)


def test_a_place_from_elsewhere_joins_the_candidates_unweighed_and_says_where_it_is_from():
    decision = geocode("Sinjar", country="SY")
    found = from_elsewhere(ONLINE, "from nominatim at geo.example; ODbL 1.0")
    *weighed, added = record_pick(decision, found, "an editor", "a map").candidates
    assert tuple(weighed) == decision.geocoding.candidates
    assert (added.place_id, added.name, added.lon, added.lat) == (ONLINE.place_id, "Sinjar", 41.8746, 36.3216)
    assert (added.score, added.reason) == (0.0, "from nominatim at geo.example; ODbL 1.0")


@pytest.mark.parametrize(
    ("admin1", "kept"),
    [("Nineveh Governorate", "Nineveh"), ("ولاية لا يعرفها أحد", "ولاية لا يعرفها أحد"), (None, None)],
)
def test_a_division_from_elsewhere_goes_by_the_name_that_filters_know(admin1, kept):
    assert from_elsewhere(dataclasses.replace(ONLINE, admin1=admin1), "a note").admin1 == kept


def test_a_name_left_empty_is_no_name():
    revised = moved(None, geocode("", country="SY"), country="SY")
    assert revised.place_name is None


@given(
    st.sampled_from([None, *geocode("Sinjar").places, LATAKIA, SYRIA, ONLINE]),
    st.sampled_from([None, "SY", "IQ"]),
    st.none() | st.text(max_size=20),
)
def test_whatever_is_picked_has_a_position_exactly_where_its_precision_has_one(place, country, admin1):
    revised = moved(place, country=country, admin1=admin1)
    points = revised.place_precision in DEFAULT_RADIUS_M
    assert (revised.lon is not None, revised.lat is not None, revised.radius_m is not None) == (points,) * 3
    assert from_table(to_table([revised])) == [revised]
    assert revised.geocoding.chosen in {None, *(each.place_id for each in revised.geocoding.candidates)}
