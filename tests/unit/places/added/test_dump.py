"""Reading a GeoNames dump: what is kept, how finely, and what is set aside."""

import pytest

from geo.incident import Problem
from geo.places.gazetteer.added.lookup import Added
from geo.text.spelling import fold

from .conftest import dump_line


@pytest.fixture
def placed(add_dump, shelf):
    """The one place of a dump of one line."""

    def add_and_find(**line):
        add_dump({"name": "Tall Zahr", "ascii": "", "others": ""} | line)
        return Added.open(shelf).find_by_name("tall zahr")[0]

    return add_and_find


@pytest.mark.parametrize(
    ("feature", "kind", "precision", "radius_m"),
    [
        ("P.PPL", "settlement", "settlement", 2_000),
        ("P.PPLX", "settlement", "settlement", 2_000),
        ("S.AIRB", "airfield", "settlement", 3_000),
        ("L.MILB", "base", "settlement", 3_000),
        ("S.MSQE", "site", "near", 2_000),
        ("H.WLL", "site", "near", 2_000),
        ("T.HLL", "landform", "near", 5_000),
        ("T.VAL", "landform", "near", 25_000),
        ("H.LK", "water", "near", 25_000),
        ("L.LCTY", "area", "near", 25_000),
        ("V.FRST", "area", "near", 25_000),
    ],
)
def test_a_feature_is_as_finely_known_as_its_class_allows(placed, feature, kind, precision, radius_m):
    of_class, code = feature.split(".")
    place = placed(**{"class": of_class, "code": code})
    assert (place.kind, place.place_precision, place.radius_m) == (kind, precision, radius_m)


@pytest.mark.parametrize(
    "feature", ["A.ADM1", "A.ADM4", "A.PCLI", "H.STM", "H.STMI", "R.RD", "L.RGN", "T.MTS", "U.BSNU"]
)
def test_what_has_no_honest_point_is_left_out_and_counted_but_is_no_problem(add_dump, shelf, feature):
    of_class, code = feature.split(".")
    addition = add_dump({}, {"id": 2, "name": "Tall Zahr", "class": of_class, "code": code})
    assert (addition.gazetteer.rows, addition.problems) == (1, ())
    assert list(addition.left_out.values()) == [1]
    assert Added.open(shelf).find_by_name("tall zahr") == []


def test_a_mountain_is_not_taken_for_a_range(placed):
    assert placed(**{"class": "T", "code": "MT"}).radius_m == 25_000


def test_links_codes_and_machine_transliterations_are_no_names(add_dump, shelf):
    others = "https://example.org/zahr,LTK,OSLK,SYLTK,Q12345,12 345,tlzhr,Tell Zahr,تل زهر"
    add_dump({"name": "Tall Zahr", "ascii": "Tall Zahr", "others": others})
    added = Added.open(shelf)
    found = {name for name in ("Tall Zahr", *others.split(",")) if added.find_by_name(fold(name))}
    assert found == {"Tall Zahr", "Tell Zahr", "تل زهر"}


def test_an_ascii_name_that_is_another_name_counts(add_dump, shelf):
    add_dump({"name": "Dörfchen", "ascii": "Doerfchen", "others": ""})
    assert Added.open(shelf).find_by_name("doerfchen") == Added.open(shelf).find_by_name("dorfchen") != []


@pytest.mark.parametrize(
    ("line", "field", "message", "value"),
    [
        ({"name": "", "ascii": "x"}, "name", "is missing", ""),
        ({"name": "—"}, "name", "contains no letter or digit", "—"),
        ({"name": "x" * 201}, "name", "is too long", "x" * 200),
        ({"lat": "95.5", "lon": "36"}, "lat", "is outside -90 to 90; longitude and latitude may be swapped", "95.5"),
        ({"lat": "-200"}, "lat", "is outside -90 to 90", "-200"),
        ({"lon": "360.5"}, "lon", "is outside -180 to 180", "360.5"),
        ({"lon": "nan"}, "lon", "is not a number of degrees", "nan"),
        ({"lat": "inf"}, "lat", "is not a number of degrees", "inf"),
        ({"lat": "1e999"}, "lat", "is not a number of degrees", "1e999"),
        ({"lat": "35,6"}, "lat", "is not a number of degrees", "35,6"),
        ({"lat": ""}, "lat", "is not a number of degrees", ""),
        ({"lon": "0", "lat": "0.0"}, "lon", "is 0, as is lat, which stands for unknown", "0"),
        ({"country": "ZZ"}, "country", "is not a known country", "ZZ"),
        ({"class": "Z"}, "feature class", "is not a GeoNames feature class", "Z"),
        ({"class": ""}, "feature class", "is not a GeoNames feature class", ""),
        ({"id": "x1"}, "id", "is not a GeoNames id", "x1"),
        ({"population": "many"}, "population", "is not a number of people", "many"),
        ({"population": "0.2"}, "population", "is not a number of people", "0.2"),
        ({"population": "1e40"}, "population", "is not a number of people", "1e40"),
        ({"population": "-3"}, "population", "is not a number of people", "-3"),
    ],
)
def test_a_row_that_cannot_be_a_place_is_set_aside_and_the_rest_goes_in(add_dump, line, field, message, value):
    addition = add_dump({}, line | {"id": line.get("id", 2)}, {"id": 3})
    assert addition.problems == (Problem(2, field, message, value),)
    assert addition.gazetteer.rows == 2


def test_a_row_of_other_length_is_set_aside_and_the_later_ones_keep_their_numbers(add):
    lines = [
        dump_line(id=1),
        "three\tcells\tonly",
        "",
        dump_line(id=2),
        dump_line(id=3, lat="x"),
        "one",
        dump_line(id=4, lat="y"),
    ]
    addition = add("\n".join(lines))
    assert [(problem.row, problem.field) for problem in addition.problems] == [
        (2, "row"),
        (5, "lat"),
        (6, "row"),
        (7, "lat"),
    ]
    assert addition.problems[0] == Problem(2, "row", "has 3 columns instead of 19", "three\tcells\tonly")
    assert addition.gazetteer.rows == 2


def test_an_id_that_stands_twice_is_taken_once(add_dump, shelf):
    addition = add_dump({"name": "Tall Zahr"}, {"name": "Tall Abyad"})
    assert addition.problems == (Problem(2, "id", "occurs twice; the first was kept", "9100001"),)
    assert Added.open(shelf).find_by_id("geonames:9100001").name == "Tall Zahr"


def test_a_name_is_kept_as_written_but_for_what_cannot_be_seen(add_dump, shelf):
    add_dump({"name": " Tall\u202e\x07 Zahr\u200f\x9b ", "ascii": "", "others": "\u2066زهر\u2069"})  # noqa: RUF001
    (place,) = Added.open(shelf).find_by_name("tall zahr")
    assert place.name == "Tall Zahr"
    assert Added.open(shelf).find_by_name(fold("زهر")) == [place]


def test_quotes_are_letters_in_a_dump(add_dump, shelf):
    add_dump({"name": '"Tall Zahr', "ascii": ""}, {"id": 2, "name": 'Tall "Abyad"'})
    assert [place.name for place in Added.open(shelf).find_by_name("tall zahr")] == ['"Tall Zahr']


def test_territories_that_have_no_shape_of_their_own_are_countries(placed):
    assert placed(country="MQ", lon=-61, lat=14.6).country == "MQ"


def test_arabic_digits_are_digits(placed):
    place = placed(lat="٣٥٫٦", lon="۳۶.۰۵")  # noqa: RUF001
    assert (place.lon, place.lat) == (36.05, 35.6)


def test_one_bad_row_in_a_thousand_costs_that_row_only(add):
    lines = [dump_line(id=number) for number in range(1, 1_001)]
    lines[499] = lines[499].replace("35.60", "far")
    addition = add("\n".join(lines))
    assert addition.gazetteer.rows == 999
    assert [problem.row for problem in addition.problems] == [500]
