"""Reading UCDP events: rows written by hand in its columns, and every way a row can be damaged."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ucdp_rows import BATTLE, event, written

from geo.errors import UnreadableImportError
from geo.incident import from_table
from geo.readers.registry import read


@pytest.fixture
def reading(tmp_path):
    def run(*rows, header=tuple(BATTLE), **told):
        file = tmp_path / "events.csv"
        file.write_text(written(rows, header), encoding="utf-8")
        return read(file, **told)

    return run


def incidents(done):
    return from_table(done.incidents)


def test_an_event_says_who_when_where_and_how_many(reading):
    done = reading(event())
    (incident,) = incidents(done)
    assert (done.format, done.dataset, done.licence, done.rows, done.problems) == ("ucdp", "ucdp", "CC-BY-4.0", 1, ())
    assert (incident.id, incident.dataset) == ("ucdp:101", "ucdp")
    assert incident.title == "Government of Syria \N{EN DASH} Syrian insurgents, Aleppo town"
    assert incident.summary == "State-based violence; UCDP conflict Syria: Government"
    assert (incident.start, incident.end, incident.date_precision) == (date(2016, 3, 2), date(2016, 3, 2), "day")
    assert (incident.lon, incident.lat, incident.place_precision) == (37.161173, 36.201241, "settlement")
    assert (incident.country, incident.admin1, incident.admin2) == ("SY", "Aleppo", "Jabal Saman district")
    assert (incident.deaths_low, incident.deaths_best, incident.deaths_high) == (2, 3, 5)
    assert (incident.workflow, incident.verification, incident.verification_note) == ("published", "unverified", None)


def test_the_estimate_is_ucdps_and_its_sources_are_named(reading):
    (incident,) = incidents(reading(event()))
    (claim,), (ucdp, article) = incident.claims, incident.sources
    assert (claim.field, claim.low, claim.high, claim.claimant, claim.via) == ("deaths", 2, 5, "A witness", "UCDP")
    assert claim.text == "low 2, best 3, high 5; of the best 2 side A, 1 side B, 0 civilians, 0 unknown"
    assert (claim.source_id, claim.stated_on) == (ucdp.source_id, date(2016, 3, 3))
    assert (article.publisher, article.title) == ("A Paper", "Clashes, and shells, in Aleppo")
    assert (article.published, article.origin) == (date(2016, 3, 3), "A witness")
    assert {ucdp.licence, article.licence} == {"CC-BY-4.0"}


def test_each_of_several_articles_is_a_source_and_none_is_said_to_be_the_origin(reading):
    articles = '"A,2016-03-03,One; two";"B,2016-03-04,Three"'
    (incident,) = incidents(reading(event(source_article=articles)))
    read_in = [(source.source_id, source.publisher, source.title, source.origin) for source in incident.sources[1:]]
    assert read_in == [("article-1", "A", "One; two", None), ("article-2", "B", "Three", None)]
    assert incident.claims[0].stated_on is None


def test_an_article_written_otherwise_is_a_title(reading):
    (incident,) = incidents(reading(event(source_article="Some weekly, spring issue")))
    assert (incident.sources[1].publisher, incident.sources[1].title) == (None, "Some weekly, spring issue")


def test_without_articles_the_office_date_and_headline_are_the_source(reading):
    (incident,) = incidents(reading(event(source_article="")))
    assert (incident.sources[1].publisher, incident.sources[1].published) == ("A Paper", date(2016, 3, 3))


def test_the_columns_of_before_and_numbers_written_with_a_fraction_read_the_same(reading):
    before = ("id", "type_of_violence", "side_a", "side_b", "where_prec", "where_coordinates", "adm_1", "latitude",
              "longitude", "country", "date_prec", "date_start", "date_end", "low", "best", "high")  # fmt: skip
    numbers = ("id", "type_of_violence", "where_prec", "date_prec", "low", "best", "high")
    row = event(date_start="2016-03-02", date_end="2016-03-02")
    now, then = reading(row), reading(row | {name: f"{row[name]}.0" for name in numbers}, header=before)
    fields = ("id", "title", "event_type", "start", "date_precision", "lon", "lat", "place_precision", "deaths_low")
    for field in (*fields, "deaths_best", "deaths_high"):
        assert now.incidents[field].to_pylist() == then.incidents[field].to_pylist()


def test_nothing_stands_where_r_writes_na(reading):
    (incident,) = incidents(reading(event(adm_2="NA", source_original="NA", source_article="NA", code_status="NA")))
    assert (incident.admin2, incident.claims[0].claimant) == (None, "A Paper")


def test_a_recorded_nought_is_a_nought_and_an_empty_cell_is_unknown(reading):
    nought, unknown = incidents(reading(event("1", low="0", best="0", high="0"), event("2", low="", best="", high="")))
    assert (nought.deaths_low, nought.deaths_best, nought.deaths_high) == (0, 0, 0)
    assert (unknown.deaths_low, unknown.deaths_best, unknown.deaths_high, unknown.claims) == (None, None, None, ())


def test_parties_are_parties_and_only_one_sided_violence_has_a_perpetrator(reading):
    battle, attack = incidents(reading(event("1"), event("2", type_of_violence="3", side_b="Civilians")))
    assert (battle.event_type, battle.sub_type) == ("Battles", None)
    assert [(a.role, a.alleged, a.actor_id) for a in battle.actors] == [
        ("party", False, "ucdp:118"),
        ("party", False, "ucdp:4456"),
    ]
    assert (attack.event_type, attack.sub_type) == ("Violence against civilians", "Attack")
    assert [(a.name, a.role, a.alleged) for a in attack.actors] == [
        ("Government of Syria", "perpetrator", True),
        ("Civilians", "target", False),
    ]


def test_somebody_unidentified_is_never_shown_as_a_code(reading):
    (incident,) = incidents(reading(event(side_b="XXX678")))
    assert incident.actors[1].name == "Unidentified actor"
    assert "XXX" not in incident.title


@pytest.mark.parametrize(
    ("code", "precision"), [("1", "day"), ("2", "days"), ("3", "week"), ("4", "month"), ("5", "year")]
)
def test_a_date_is_as_fine_as_ucdp_says(reading, code, precision):
    (incident,) = incidents(reading(event(date_prec=code, date_end="2016-03-31")))
    assert (incident.start, incident.end, incident.date_precision) == (date(2016, 3, 2), date(2016, 3, 31), precision)


@pytest.mark.parametrize(("code", "precision", "radius_m"), [("1", "settlement", 2_000), ("2", "near", 25_000)])
def test_a_place_with_a_point_has_a_ring(reading, code, precision, radius_m):
    (incident,) = incidents(reading(event(where_prec=code)))
    assert (incident.place_precision, incident.radius_m, incident.feature) == (precision, radius_m, None)
    assert (incident.lon, incident.lat) == (37.161173, 36.201241)


@pytest.mark.parametrize(("code", "precision"), [("3", "admin2"), ("4", "admin1"), ("5", "admin1")])
def test_a_centroid_is_never_a_point_but_the_province(reading, code, precision):
    (incident,) = incidents(reading(event(where_prec=code, adm_1="Halab Governorate")))
    assert (incident.lon, incident.lat, incident.radius_m) == (None, None, None)
    assert (incident.place_precision, incident.feature, incident.admin1) == (precision, "admin1:SY-HL", "Aleppo")


@pytest.mark.parametrize(("code", "precision"), [("6", "country"), ("7", "unknown")])
def test_a_country_and_the_open_sea_have_no_point_either(reading, code, precision):
    (incident,) = incidents(reading(event(where_prec=code, adm_1="", adm_2="", where_coordinates="Syria")))
    assert (incident.lon, incident.lat, incident.feature) == (None, None, None)
    assert (incident.place_precision, incident.country) == (precision, "SY")


def test_a_province_nobody_ships_is_said_and_only_the_country_told(reading):
    done = reading(event(where_prec="4", adm_1="Atlantis Governorate"))
    (incident,) = incidents(done)
    assert (incident.place_precision, incident.country, incident.feature) == ("country", "SY", None)
    assert incident.admin1 == "Atlantis Governorate"
    assert [(p.row, p.field, p.value) for p in done.problems] == [(1, "adm_1", "Atlantis Governorate")]


def test_a_border_town_outside_its_coarse_shape_stays_in_its_own_country(reading):
    kobane = {"latitude": "36.890952", "longitude": "38.353471", "where_coordinates": "Kobane/Ayn al Arab town"}
    (incident,) = incidents(reading(event(**kobane)))
    assert (incident.country, incident.admin1) == ("SY", "Aleppo")


def test_where_the_stated_province_is_far_off_the_point_counts(reading):
    (incident,) = incidents(reading(event(latitude="35.52", longitude="35.79")))
    assert (incident.country, incident.admin1) == ("SY", "Latakia")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Yemen (North Yemen)", "YE"),
        ("DR Congo (Zaire)", "CD"),
        ("Bosnia-Herzegovina", "BA"),
        ("Macedonia, FYR", "MK"),
        ("Kingdom of eSwatini (Swaziland)", "SZ"),
    ],
)
def test_countries_are_known_by_ucdps_names(reading, name, code):
    (incident,) = incidents(reading(event(country=name, where_prec="6", adm_1="")))
    assert (incident.country, incident.place_precision) == (code, "country")


def test_a_country_nobody_knows_is_said(reading):
    done = reading(event(country="Atlantis", where_prec="6", adm_1=""))
    assert (incidents(done)[0].country, incidents(done)[0].place_precision) == (None, "unknown")
    assert [(p.field, p.value) for p in done.problems] == [("country", "Atlantis")]


def test_what_ucdp_says_of_how_clear_a_report_is_is_kept(reading):
    (incident,) = incidents(reading(event(event_clarity="2", code_status="Check deaths")))
    assert incident.verification_note == (
        "UCDP: the reports do not tell this event apart from others. UCDP code status: Check deaths"
    )


SET_ASIDE = {
    "no id": ({"id": ""}, "id"),
    "an id that is none": ({"id": "=1+1"}, "id"),
    "no start": ({"date_start": ""}, "date_start"),
    "a start that is none": ({"date_start": "2016-02-30"}, "date_start"),
    "an end that is none": ({"date_end": "soon"}, "date_end"),
    "a start after the end": ({"date_start": "2016-03-05"}, "date_start"),
    "a day that can be two": ({"date_start": "03/02/2016"}, "date_start"),
    "a latitude out of range": ({"latitude": "361.2"}, "latitude"),
    "a longitude out of range": ({"longitude": "-181"}, "longitude"),
    "a latitude that is not a number": ({"latitude": "nan"}, "latitude"),
    "an infinite longitude": ({"longitude": "inf"}, "longitude"),
    "no position where there should be one": ({"latitude": "", "longitude": ""}, "longitude"),
    "the null island": ({"latitude": "0", "longitude": "0.0"}, "longitude"),
    "a centroid out of range": ({"where_prec": "4", "latitude": "99"}, "latitude"),
}


@pytest.mark.parametrize(("damage", "field"), SET_ASIDE.values(), ids=SET_ASIDE)
def test_a_damaged_row_is_set_aside_and_the_others_go_in(reading, damage, field):
    done = reading(event("1"), event("2") | damage, event("3"))
    assert done.incidents["id"].to_pylist() == ["ucdp:1", "ucdp:3"]
    assert [(problem.row, problem.field) for problem in done.problems] == [(2, field)]
    assert done.rows == 3


def test_longitude_and_latitude_swapped_are_set_aside_by_the_country_they_lie_in(reading):
    beirut = {"country": "Lebanon", "adm_1": "Beirut", "latitude": "33.89", "longitude": "35.5"}
    done = reading(event("1", **beirut), event("2", **beirut | {"latitude": "35.5", "longitude": "33.89"}))
    assert done.incidents["id"].to_pylist() == ["ucdp:1"]
    assert [(p.row, p.field, p.value) for p in done.problems] == [(2, "longitude", "33.89, 35.5")]


def test_the_second_row_of_an_id_is_set_aside(reading):
    done = reading(event("1"), event("1", side_a="Somebody else"))
    assert incidents(done)[0].actors[0].name == "Government of Syria"
    assert [(problem.row, problem.field, problem.value) for problem in done.problems] == [(2, "id", "1")]


@pytest.mark.parametrize("damage", ["-1", "many", "1.5", "1e99", "inf"])
def test_a_number_of_deaths_that_is_none_is_set_aside_alone(reading, damage):
    done = reading(event(high=damage))
    (incident,) = incidents(done)
    assert (incident.deaths_low, incident.deaths_best, incident.deaths_high) == (2, 3, None)
    assert [(problem.row, problem.field, problem.value) for problem in done.problems] == [(1, "high", damage)]


def test_of_deaths_out_of_order_the_best_is_kept_and_all_are_quoted(reading):
    done = reading(event(low="177", best="142", high="177"))
    (incident,) = incidents(done)
    assert (incident.deaths_low, incident.deaths_best, incident.deaths_high) == (None, 142, None)
    assert incident.claims[0].text.startswith("low 177, best 142, high 177")
    assert [(problem.field, problem.value) for problem in done.problems] == [("low", "177, 142, 177")]


@pytest.mark.parametrize(
    ("field", "unknown"),
    [("type_of_violence", "event_type"), ("date_prec", "date_precision"), ("where_prec", "lon")],
)
def test_a_code_that_is_none_is_set_aside_alone(reading, field, unknown):
    done = reading(event(**{field: "9"}))
    assert getattr(incidents(done)[0], unknown) is None
    assert [(problem.row, problem.field, problem.value) for problem in done.problems] == [(1, field, "9")]


def test_a_row_of_too_few_cells_is_set_aside_and_the_others_keep_their_numbers(tmp_path):
    file = tmp_path / "events.csv"
    lines = written([event("1"), event("2"), event("3", date_end="")]).splitlines()
    file.write_text("\n".join([*lines[:2], "2,half a row", *lines[3:]]), encoding="utf-8")
    done = read(file)
    assert done.incidents["id"].to_pylist() == ["ucdp:1"]
    assert sorted((problem.row, problem.field) for problem in done.problems) == [(2, "row"), (3, "date_end")]


def test_days_with_the_year_last_are_read_where_the_file_proves_their_order(reading):
    done = reading(event("1", date_start="3/2/2016", date_end="3/2/2016"), event("2", date_end="3/31/2016"))
    assert [incident.start for incident in incidents(done)] == [date(2016, 3, 2), date(2016, 3, 2)]
    assert "month-first" in done.reasons[1]


def test_without_ucdps_columns_it_is_refused(reading):
    with pytest.raises(UnreadableImportError, match="UCDP columns are missing: date_start, date_end"):
        reading(event(), header=[n for n in BATTLE if n not in ("date_start", "date_end")], format_="ucdp")


def test_a_dataset_and_a_licence_are_as_told(reading):
    done = reading(event(), dataset="ged-26-1", licence="CC0-1.0")
    (incident,) = incidents(done)
    assert (incident.id, incident.dataset, done.licence) == ("ged-26-1:101", "ged-26-1", "CC0-1.0")
    assert {source.licence for source in incident.sources} == {"CC0-1.0"}


cells = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=20)


@given(st.sampled_from(sorted(set(BATTLE) - {"id"})), cells)
def test_whatever_stands_in_a_cell_the_other_rows_go_in(tmp_path_factory, field, cell):
    file = tmp_path_factory.mktemp("ucdp") / "events.csv"
    file.write_text(written([event("1"), event("2") | {field: cell}, event("3")]), encoding="utf-8", newline="")
    done = read(file)
    found = set(done.incidents["id"].to_pylist())
    assert {"ucdp:1", "ucdp:3"} <= found
    assert "ucdp:2" in found or 2 in {problem.row for problem in done.problems}
