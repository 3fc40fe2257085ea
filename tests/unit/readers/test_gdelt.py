"""Reading GDELT: rows become leads and never incidents, as finely placed as GDELT says."""

import hashlib
import zipfile
from datetime import UTC, date, datetime

import pytest
from gdelt_rows import row, written
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import LeadsError
from geo.lead import SCHEMA, Leads
from geo.readers.gdelt.codes import COLUMNS, countries, words
from geo.readers.registry import read, read_any


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    def run(*rows, **told):
        file = tmp_path_factory.mktemp("feed") / "20250308101500.export.CSV"
        file.write_text(written(*rows), encoding="utf-8")
        return read_any(file, **told)

    return run


def test_a_row_becomes_a_lead(reading):
    done = reading(row())
    assert isinstance(done, Leads)
    assert (done.format, done.dataset, done.rows, done.problems) == ("gdelt", "gdelt", 1, ())
    assert done.leads.schema.equals(SCHEMA)
    assert done.leads.to_pylist() == [
        {
            "id": "gdelt:1200000001",
            "dataset": "gdelt",
            "day": date(2025, 3, 7),
            "added": datetime(2025, 3, 8, 10, 15, tzinfo=UTC),
            "place": "Aleppo, Halab, Syria",
            "country": "SY",
            "lon": 37.1586,
            "lat": 36.2028,
            "place_precision": "settlement",
            "event_code": "193",
            "event": "Fighting with small arms",
            "actor1": "SYRIA",
            "actor2": "REBEL",
            "mentions": 12,
            "articles": 10,
            "url": "https://news.example/aleppo",
            "licence": "GDELT: free for any use that names gdeltproject.org",
        }
    ]


def test_leads_are_refused_where_incidents_are_wanted(tmp_path):
    file = tmp_path / "a.CSV"
    file.write_text(written(row()), encoding="utf-8")
    with pytest.raises(LeadsError, match=r"^a\.CSV was not imported\. It holds leads, which are no incidents;"):
        read(file)


@pytest.mark.parametrize(
    ("code", "precision", "pointed"),
    [
        ("1", "country", False),
        ("2", "admin1", False),
        ("3", "settlement", True),
        ("4", "settlement", True),
        ("5", "admin1", False),
        ("0", "unknown", False),
        ("", "unknown", False),
    ],
)
def test_a_centroid_is_never_a_point(reading, code, precision, pointed):
    (lead,) = reading(row(geo_type=code)).leads.to_pylist()
    assert (lead["place_precision"], lead["lon"] is not None, lead["lat"] is not None) == (precision, pointed, pointed)


@pytest.mark.parametrize(
    ("fips", "country"),
    [("IZ", "IQ"), ("IS", "IL"), ("LE", "LB"), ("TU", "TR"), ("GZ", "PS"), ("WE", "PS"), ("UK", "GB"), ("GM", "DE"),
     ("CH", "CN"), ("SU", "SD"), ("OD", "SS"), ("UP", "UA"), ("RS", "RU"), ("RB", "RS"), ("", None)],
)  # fmt: skip
def test_countries_are_those_of_fips_and_not_of_iso(reading, fips, country):
    done = reading(row(fips=fips))
    assert (done.leads["country"].to_pylist(), done.problems) == ([country], ())


def test_every_fips_code_is_of_one_country():
    assert all(len(fips) == len(code) == 2 and (fips + code).isupper() for fips, code in countries().items())
    assert len(countries()) > 240


@pytest.mark.parametrize(
    ("code", "said"),
    [("20", "Mass violence"), ("193", "Fighting with small arms"), ("1831", "Suicide bombing"), ("0211", "Appeal"),
     ("999", None), ("", None)],
)  # fmt: skip
def test_a_code_without_words_of_its_own_has_those_of_the_coarser_one(code, said):
    assert words(code) == said


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"id": "x"}, "id", "is not a GDELT id, which is a number"),
        ({"day": ""}, "day", "is missing"),
        ({"day": "20250231"}, "day", "is not a supported date, such as 2025-03-07 or 7 March 2025"),
        ({"day": "00010101"}, "day", "is not between 1900 and 2100; dates of other calendars are not converted"),
        ({"id": "1200000001"}, "id", "occurs twice; the first was kept"),
    ],
)
def test_a_bad_row_is_set_aside_with_its_number_and_the_rest_goes_in(reading, wrong, field, message):
    done = reading(row(), row(id="2") if "id" in wrong else row(id="7"), row(**{"id": "8"} | wrong), row(id="9"))
    assert done.leads.num_rows == 3
    assert [(problem.row, problem.field, problem.message) for problem in done.problems] == [(3, field, message)]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"lat": "136.2"}, "lat"),
        ({"lat": "0", "lon": "0.0"}, "lon"),
        ({"lon": "#"}, "lon"),
        ({"fips": "Q9"}, "country"),
    ],
)
def test_a_position_or_country_that_makes_no_sense_is_set_aside_alone(reading, wrong, field):
    done = reading(row(), row(id="2", **wrong))
    lead = done.leads.to_pylist()[1]
    assert [(problem.row, problem.field) for problem in done.problems] == [(2, field)]
    assert lead["country" if field == "country" else "lon"] is None
    assert lead["place_precision"] == ("settlement" if field == "country" else "unknown")


def test_a_quote_in_a_name_is_a_letter_like_others(reading):
    done = reading(row(actor1='"', place='The "Old" Town'), row(id="2"))
    assert done.leads["place"].to_pylist() == ['The "Old" Town', "Aleppo, Halab, Syria"]


def test_a_row_of_too_few_columns_is_set_aside(reading):
    done = reading(row(), "2\tbroken off", row(id="3"))
    assert (done.leads.num_rows, done.rows) == (2, 3)
    assert [(problem.row, problem.field) for problem in done.problems] == [(2, "row")]


def test_it_is_read_zipped_as_it_is_served_and_known_by_the_files_hash(tmp_path):
    packed = tmp_path / "20250308101500.export.CSV.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as into:
        into.writestr("20250308101500.export.CSV", written(row(), row(id="2")))
    done = read_any(packed)
    assert (done.rows, done.sha256) == (2, hashlib.sha256(packed.read_bytes()).hexdigest())


def test_a_dataset_and_a_licence_are_as_told(reading):
    (lead,) = reading(row(), dataset="feed", licence="own-words").leads.to_pylist()
    assert (lead["id"], lead["dataset"], lead["licence"]) == ("feed:1200000001", "feed", "own-words")


cells = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0\t\r\n"), max_size=12)


@given(st.dictionaries(st.sampled_from(sorted(set(COLUMNS) - {"id"})), cells))
def test_whatever_stands_in_a_row_the_others_go_in(reading, damage):
    done = reading(row(), row(id="2", **damage), row(id="3"))
    done.leads.validate(full=True)
    ids = set(done.leads["id"].to_pylist())
    assert {"gdelt:1200000001", "gdelt:3"} <= ids
    assert "gdelt:2" in ids or 2 in {problem.row for problem in done.problems}
