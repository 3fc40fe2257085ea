"""What a service offers becomes places, known no finer than it says; what cannot be one is set aside."""

import copy
import json
import math

import pytest
from fake_geocoder_server import EXAMPLE, PATHS, SINJAR, answer, listening, service
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import UnreadableAnswerError
from geo.incident import POINT_PRECISIONS
from geo.places.geocoder.online.lookup import ask
from geo.places.geocoder.online.parse import read
from geo.places.geocoder.online.search_terms import Question
from geo.places.geocoder.online.service import OnlineService


def sinjar(kind, **changed):
    """The Sinjar of a service with some of its parts changed, or added, wherever such parts stand."""
    result = copy.deepcopy(SINJAR[kind])
    if kind == "nominatim":
        within, inner = "address", set(changed) & set(result["address"])
    else:
        within, inner = "properties", set(changed) - {"properties", "geometry", "bbox"}
    result[within].update({name: changed[name] for name in inner})
    return result | {name: value for name, value in changed.items() if name not in inner}


def places(kind, *results, country=None):
    asked = Question("Sinjar", country, OnlineService(kind, EXAMPLE))
    return read(asked, answer(kind, *results))


@pytest.mark.parametrize("kind", PATHS)
def test_a_result_in_another_country_is_no_answer(kind):
    codes = {"nominatim": "country_code", "photon": "countrycode", "pelias": "country_code"}
    elsewhere = sinjar(kind, **{codes[kind]: "tr", "name": "Ardahan"})
    assert [place.name for place in places(kind, elsewhere, SINJAR[kind], country="IQ").places] == ["Sinjar"]
    assert [place.country for place in places(kind, elsewhere).places] == ["TR"]


def test_what_pelias_gives_in_place_of_a_name_it_does_not_know_is_no_answer(tmp_path):
    with listening("pelias") as server:
        server.body = answer("pelias", sinjar("pelias", layer="region", match_type="fallback"))
        answered = ask("Al-Mukhtariya", country=None, service=service(server), folder=tmp_path)
    assert (answered.candidates, answered.not_found) == ((), True)


@pytest.mark.parametrize(
    ("lon", "lat"),
    [(None, 36.3), (41.8, math.nan), (math.inf, 36.3), (181, 36.3), (41.8, 90.1), (0, 0), ("east", 36.3), (True, 36)],
)
@pytest.mark.parametrize("kind", PATHS)
def test_a_result_without_a_usable_position_is_set_aside_and_the_rest_kept(kind, lon, lat):
    bad = copy.deepcopy(SINJAR[kind])
    bad.update({"lon": lon, "lat": lat} if kind == "nominatim" else {"geometry": {"coordinates": [lon, lat]}})
    reading = places(kind, bad, SINJAR[kind])
    assert [place.name for place in reading.places] == ["Sinjar"]
    assert [(problem.row, problem.field, problem.value) for problem in reading.problems] == [(0, "lon", "Sinjar")]


@pytest.mark.parametrize("result", [None, 7, [], "Sinjar", {}, {"properties": []}, {"address": 1, "geometry": [2]}])
@pytest.mark.parametrize("kind", PATHS)
def test_a_result_that_is_none_is_set_aside(kind, result):
    reading = places(kind, result, SINJAR[kind])
    assert (len(reading.places), [problem.row for problem in reading.problems]) == (1, [0])


def test_a_house_without_a_name_is_called_by_its_address():
    house = sinjar("photon", name="", osm_key="place", osm_value="house", street="Main Street", housenumber="7")
    assert [place.name for place in places("photon", house).places] == ["Main Street 7"]
    old = sinjar("nominatim", name="", display_name="7, Main Street, Sinjar, Iraq")
    assert [place.name for place in places("nominatim", old).places] == ["7"]


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["town", "N", "91"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
FIELDS = sorted({key for result in SINJAR.values() for part in (result, *result.values()) if isinstance(part, dict)
                 for key in part} | {"extent", "bbox", "street"})  # fmt: skip


@given(
    kind=st.sampled_from(tuple(PATHS)),
    changes=st.dictionaries(st.sampled_from(FIELDS), json_values, max_size=6),
    document=st.none() | json_values,
)
def test_whatever_a_service_sends_gives_sound_places_or_one_error(kind, changes, document):
    asked = Question("Sinjar", None, OnlineService(kind, EXAMPLE))
    text = answer(kind, sinjar(kind, **changes)) if document is None else json.dumps(document)
    try:
        found = read(asked, text).places
    except UnreadableAnswerError:
        return
    for place in found:
        has_point = place.place_precision in POINT_PRECISIONS
        assert has_point == (place.lon is not None) == (place.lat is not None) == (place.radius_m is not None)
        assert not has_point or (abs(place.lon) <= 180 and abs(place.lat) <= 90 and 0 < place.radius_m <= 100_000)


def known(kind, **changed):
    (place,) = places(kind, sinjar(kind, **changed)).places
    return place.place_precision, place.radius_m, place.lon is not None


@pytest.mark.parametrize(
    ("group", "label", "box", "expected"),
    [
        ("building", "building", 0.0001, ("exact", 50, True)),
        ("place", "house", 0.0001, ("vicinity", 150, True)),
        ("building", "building", 0.001, ("vicinity", 150, True)),
        ("place", "village", None, ("settlement", 2_000, True)),
        ("place", "village", 0.001, ("settlement", 2_000, True)),
        ("boundary", "city", 0.1, ("settlement", 14_279, True)),
        ("boundary", "city", 0.5, ("near", 71_462, True)),
        ("boundary", "city", 3.0, ("unknown", None, False)),
        ("boundary", "county", 0.1, ("admin2", None, False)),
        ("boundary", "state", 0.1, ("admin1", None, False)),
        ("place", "province", 0.1, ("admin1", None, False)),
        ("boundary", "country", 0.1, ("country", None, False)),
        ("place", "region", 0.1, ("country", None, False)),
        ("boundary", "", 0.1, ("unknown", None, False)),
        ("amenity", "amenity", 0.0001, ("near", 2_000, True)),
        ("natural", "mountain_range", None, ("near", 25_000, True)),
        ("highway", "road", 0.1, ("near", 14_279, True)),
        ("waterway", "river", 5.0, ("unknown", None, False)),
    ],
)
def test_precision_is_what_the_kind_and_the_box_allow(group, label, box, expected):
    edges = box and [str(36.3216 - box), str(36.3216 + box), str(41.8746 - box), str(41.8746 + box)]
    kind, addresstype = (label, "") if group == "place" else ("yes", label)
    changed = {"class": group, "type": kind, "addresstype": addresstype, "boundingbox": edges}
    assert known("nominatim", **changed) == expected


@pytest.mark.parametrize(
    ("key", "value", "rank", "expected"),
    [
        ("place", "village", "city", ("settlement", 2_000, True)),
        ("building", "yes", "house", ("exact", 50, True)),
        ("place", "house", "house", ("vicinity", 150, True)),
        ("amenity", "hospital", "house", ("near", 25_000, True)),
        ("boundary", "administrative", "district", ("settlement", 2_000, True)),
        ("boundary", "administrative", "county", ("admin2", None, False)),
        ("boundary", "administrative", "state", ("admin1", None, False)),
        ("boundary", "administrative", None, ("unknown", None, False)),
    ],
)
def test_photon_speaks_of_keys_values_and_ranks(key, value, rank, expected):
    assert known("photon", osm_key=key, osm_value=value, type=rank) == expected


def test_photon_gives_its_box_from_the_north():
    assert known("photon", extent=[41.7746, 36.4216, 41.9746, 36.2216]) == ("settlement", 14_279, True)


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        ("locality", ("settlement", 2_000, True)),
        ("neighbourhood", ("settlement", 2_000, True)),
        ("address", ("vicinity", 150, True)),
        ("venue", ("near", 25_000, True)),
        ("localadmin", ("near", 25_000, True)),
        ("county", ("admin2", None, False)),
        ("region", ("admin1", None, False)),
        ("macroregion", ("country", None, False)),
        ("dependency", ("country", None, False)),
        ("ocean", ("unknown", None, False)),
    ],
)
def test_pelias_speaks_of_layers(layer, expected):
    assert known("pelias", layer=layer) == expected


@pytest.mark.parametrize("box", [[1, 2, 3], [41, 36, math.nan, 37], "box", [-200, 36, 42, 37], [41, -91, 42, 37]])
def test_a_box_that_is_none_is_no_box(box):
    assert known("pelias", bbox=box) == ("settlement", 2_000, True)


@pytest.mark.parametrize("name", ["Nineveh Governorate", "Ninawa", "محافظة نينوى"])
def test_a_province_has_its_shipped_shape_and_no_point(name):
    found = sinjar("nominatim", name=name, addresstype="state", **{"class": "boundary", "type": "administrative"})
    (place,) = places("nominatim", found).places
    assert (place.feature, place.lon, place.lat, place.radius_m) == ("admin1:IQ-NI", None, None, None)


def test_a_country_has_its_shipped_shape_and_a_region_wider_than_a_province_has_none():
    (country,) = places("pelias", sinjar("pelias", layer="country", name="Iraq")).places
    (region,) = places("pelias", sinjar("pelias", layer="macroregion", name="Nineveh")).places
    assert (country.feature, region.feature) == ("country:IQ", None)
