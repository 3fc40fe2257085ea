"""Reading tables and spreadsheets: ten rows as they must become, how each is understood, and hostile files."""

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
import workbooks
from any_file import read_or_refused
from hypothesis import given
from hypothesis import strategies as st

from geo.access import LOCAL
from geo.errors import UnclearDatesError, UnclearTableError, UnreadableImportError
from geo.incident import SCHEMA, Actor, Claim, Incident, PlacePrecision, Role, Source, from_table
from geo.places.gazetteer.added import add_gazetteer
from geo.places.gazetteer.added.lookup import Added
from geo.readers.columns.dates import Order
from geo.readers.columns.death_counts import Toll, toll
from geo.readers.sniff import read_opening
from geo.readers.table import table_reader

SAMPLE = Path(__file__).parent / "table_sample.csv"
HEADER, *ROWS = csv.reader(io.StringIO(SAMPLE.read_text(encoding="utf-8")), delimiter=";")


@pytest.fixture(scope="module")
def sample():
    return table_reader.read(read_opening(SAMPLE))


@pytest.fixture(scope="module")
def incidents(sample):
    return {each.id.removeprefix("table-sample:"): each for each in from_table(sample.incidents)}


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    def read(content, name="reports.csv", **told):
        path = tmp_path_factory.mktemp("file") / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        done = table_reader.read(read_opening(path), **told)
        return from_table(done.incidents), list(done.problems), done

    return read


def test_ten_rows_become_ten_incidents(sample, incidents):
    assert (sample.rows, sample.format, sample.dataset, sample.licence) == (10, "table", "table-sample", "not stated")
    assert sample.incidents.schema.equals(SCHEMA)
    assert list(incidents) == [row[0] for row in ROWS]


def test_a_row_becomes_an_incident(incidents):
    assert incidents["R1"] == Incident(
        id="table-sample:R1",
        dataset="table-sample",
        title="A clash at Slinfah",
        summary="Two sides clashed.",
        event_type="Battles",
        start=date(2025, 3, 6),
        end=date(2025, 3, 6),
        date_precision="day",
        place_name="Slinfah",
        country="SY",
        admin1="Latakia",
        lon=36.2,
        lat=35.6,
        place_precision=PlacePrecision.NEAR,
        radius_m=25_000,
        actors=(Actor("Army A", Role.PARTY, alleged=False),),
        deaths_best=3,
        claims=(Claim("deaths", 3, 3, "3", claimant="Agency One", source_id="Agency One"),),
        sources=(
            Source("file", title="table-sample", licence="not stated"),
            Source(
                "Agency One",
                publisher="Agency One",
                url="https://agency.example/1",
                origin="Agency One",
                licence="not stated",
            ),
        ),
        workflow="published",
    )


@pytest.mark.parametrize(
    ("row", "where"),
    [
        ("R3", ("Latakia", PlacePrecision.SETTLEMENT, None)),
        ("R4", (None, PlacePrecision.UNKNOWN, None)),
        ("R5", ("Idlib", PlacePrecision.ADMIN1, "admin1:SY-ID")),
        ("R6", (None, PlacePrecision.COUNTRY, None)),
        ("R7", ("Latakia", PlacePrecision.NEAR, None)),
    ],
)
def test_each_row_is_drawn_no_more_finely_than_it_says(incidents, row, where):
    found = incidents[row]
    assert (found.admin1, found.place_precision, found.feature) == where
    assert found.country == "SY"


def test_a_name_without_a_position_is_decided_by_the_geocoder_and_the_decision_kept(incidents):
    found = incidents["R3"]
    assert (found.lon, found.lat) == pytest.approx((35.93, 35.36), abs=0.02)  # Jableh
    assert (found.place_name, found.geocoding.chosen, found.geocoding.chosen_by) == (
        "Jableh",
        found.place_id,
        "geocoder",
    )


def test_a_name_nobody_knows_stays_unplaced_with_the_reason(sample, incidents):
    found = incidents["R4"]
    assert (found.lon, found.lat, found.place_name) == (None, None, "Qasr al-Nonsense")
    assert found.geocoding.chosen is None
    assert ("place", "Qasr al-Nonsense", 4) in {(p.field, p.value, p.row) for p in sample.problems}


def test_a_name_only_the_users_own_gazetteer_knows_is_placed_by_it_and_the_record_says_so(read, tmp_path):
    villages = tmp_path / "villages.csv"
    villages.write_text("name,lon,lat,country\nQasr al-Nonsense,36.05,35.6,SY\n", encoding="utf-8")
    add_gazetteer.add(tmp_path / "shelf", villages, LOCAL)
    (found,), problems, _ = read(
        "title,date,place,country\nA,2025-03-06,Qasr al-Nonsense,Syria\n", added=Added.open(tmp_path / "shelf")
    )
    assert (found.lon, found.lat, found.admin1, problems) == (36.05, 35.6, "Latakia", [])
    assert found.place_id.startswith("villages:")
    assert "+villages.1-" in found.geocoding.gazetteer


def test_numbers_of_deaths_keep_their_bounds(incidents):
    deaths = {row: (e.deaths_low, e.deaths_best, e.deaths_high) for row, e in incidents.items()}
    assert deaths["R2"] == (20, None, None)
    assert deaths["R3"] == (3, None, 5)
    assert deaths["R5"] == (None, 0, None)
    assert deaths["R10"] == (None, 7, None)


def test_what_is_no_number_and_no_known_type_is_reported_and_kept_as_a_claim(sample, incidents):
    found = incidents["R9"]
    assert (found.event_type, found.deaths_best) == (None, None)
    assert [(claim.field, claim.low, claim.text) for claim in found.claims] == [
        ("deaths", None, "many"),
        ("event_type", None, "Murder"),
    ]
    assert {(9, "event_type", "Murder"), (9, "deaths", "many")} <= {(p.row, p.field, p.value) for p in sample.problems}


def test_a_column_of_actors_names_parties_and_only_one_of_perpetrators_perpetrators(incidents):
    assert incidents["R2"].actors == (
        Actor("Villagers", Role.PARTY, alleged=False),
        Actor("Group B", Role.PERPETRATOR, alleged=True),
    )


def test_a_missing_date_stays_unknown_and_a_month_is_a_month(incidents):
    assert (incidents["R7"].start, incidents["R7"].end, incidents["R7"].date_precision) == (None, None, None)
    month = incidents["R8"]
    assert (month.start, month.end, month.date_precision) == (date(2025, 3, 1), date(2025, 3, 31), "month")


def test_arabic_digits_are_digits(incidents):
    assert (incidents["R10"].start, incidents["R10"].lon) == (date(2025, 3, 11), 36.2)


def test_it_is_said_how_the_table_was_understood(sample):
    assert "title is the column 'Headline', by its name." in sample.reasons
    assert "The dates in 'Date' are day-first: '13/03/2025' can be read one way only." in sample.reasons
    assert "Fractions of degrees are written with a comma." in sample.reasons


EXPECTED_HEADERS = [
    ("title,date,place", {"title", "date", "place"}),
    ("Headline\tEvent date\tLongitude\tLatitude", {"title", "date", "lon", "lat"}),
    ("عنوان,تاريخ,المكان,المحافظة", {"title", "date", "place", "admin1"}),
    ("Description|Start date|End date|City|Fatalities", {"summary", "start", "end", "place", "deaths"}),
]


@pytest.mark.parametrize(("header", "fields"), EXPECTED_HEADERS)
def test_columns_are_guessed_from_what_people_call_them(read, header, fields):
    _, _, done = read(f"{header}\n")
    assert {reason.partition(" is the column ")[0] for reason in done.reasons if " is the column " in reason} == fields


def test_a_column_that_is_told_is_not_guessed(read):
    text = "Was geschah,Am,Ort\nA clash,2025-03-06,Jableh\n"
    (found,), _, _ = read(text, columns={"title": "Was geschah", "date": "Am", "place": "Ort"})
    assert (found.title, found.start, found.place_name) == ("A clash", date(2025, 3, 6), "Jableh")


@pytest.mark.parametrize(
    ("header", "told", "sentence"),
    [
        (
            "a,b,c",
            {},
            (
                "reports.csv was not imported. It is not clear which column has the title and the date and the place; "
                "there are 'a', 'b', 'c'. Say which: --column title=NAME --column date=NAME --column place=NAME."
            ),
        ),
        (
            "title,date,place",
            {"deaths": "Toll"},
            (
                "reports.csv was not imported. It is not clear which column has the deaths; there are 'title', 'date', "
                "'place'. Say which: --column deaths=NAME."
            ),
        ),
        (
            "title,date,date,place",
            {},
            (
                "reports.csv was not imported. It is not clear which column has the date; there are 'title', 'date', "
                "'date (2)', 'place'. Say which: --column date=NAME."
            ),
        ),
        (
            "title,date,lon",
            {},
            (
                "reports.csv was not imported. It is not clear which column has the place; there are 'title', 'date', "
                "'lon'. Say which: --column place=NAME."
            ),
        ),
    ],
)
def test_what_is_not_clear_is_asked_with_the_columns_there_are(read, header, told, sentence):
    with pytest.raises(UnclearTableError) as refused:
        read(f"{header}\n", columns=told)
    assert str(refused.value) == sentence


ALIKE = "title,date,place\nA,03/07/2025,Jableh\nB,05/04/2025,Jableh\n"


def test_dates_that_can_all_be_read_both_ways_are_refused_with_the_option_that_helps(read):
    with pytest.raises(UnclearDatesError) as refused:
        read(ALIKE)
    assert str(refused.value) == (
        "reports.csv was not imported. The dates in 'date' can be read day first or month first: '03/07/2025' is "
        "either. Say which: --dates day-first or --dates month-first."
    )


@pytest.mark.parametrize(("order", "day"), [(Order.DAY, date(2025, 7, 3)), (Order.MONTH, date(2025, 3, 7))])
def test_dates_are_read_as_told(read, order, day):
    found, _, done = read(ALIKE, dates=order)
    assert found[0].start == day
    assert f"The dates in 'date' are {order.value}, as told." in done.reasons


def test_one_date_that_can_be_read_one_way_decides_the_whole_column(read):
    found, _, _ = read(ALIKE + "C,03/25/2025,Jableh\n")
    assert [each.start for each in found] == [date(2025, 3, 7), date(2025, 5, 4), date(2025, 3, 25)]


def test_dates_that_prove_the_contrary_of_each_other_are_refused(read):
    with pytest.raises(UnclearDatesError, match="'25/03/2025' is day-first but '03/25/2025' is month-first"):
        read(ALIKE + "C,25/03/2025,Jableh\nD,03/25/2025,Jableh\n")


def test_a_date_of_which_both_halves_are_alike_needs_no_order(read):
    (found,), _, _ = read("title,date,place\nA,03/03/2025,Jableh\n")
    assert found.start == date(2025, 3, 3)


def test_a_start_and_an_end_are_a_span_and_a_missing_bound_stays_unknown(read):
    found, problems, _ = read(
        "title,start,end,place\nA,2025-03-06,2025-03-08,Jableh\nB,2025-03-06,,Jableh\nC,,2025-03,Jableh\n"
        "D,2025-03-08,2025-03-06,Jableh\n"
    )
    assert [(each.start, each.end, each.date_precision) for each in found] == [
        (date(2025, 3, 6), date(2025, 3, 8), "day"),
        (date(2025, 3, 6), None, "day"),
        (None, date(2025, 3, 31), "month"),
    ]
    assert [(p.row, p.field, p.message) for p in problems] == [(4, "end", "is before the start")]


ROW = {"id": "1", "title": "A", "date": "2025-03-06", "lon": "36.2", "lat": "35.6", "deaths": "1", "country": "Syria"}


def as_csv(*rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"id": ""}, "id", "is missing"),
        ({"title": ""}, "title", "is missing, and nothing else says what happened"),
        ({"date": "soon"}, "date", "is not a supported date, such as 2025-03-07 or 7 March 2025"),
        ({"date": "1446-09-06"}, "date", "is not between 1900 and 2100; dates of other calendars are not converted"),
        ({"lon": "0", "lat": "0"}, "lon", "is 0, as is lat, which stands for unknown"),
        ({"lon": "inf"}, "lon", "is not a number of degrees"),
        ({"lat": ""}, "lat", "is not a number of degrees"),
        ({"lon": "35.6", "lat": "136.2"}, "lat", "is outside -90 to 90; longitude and latitude may be swapped"),
        ({"id": "first"}, "id", "occurs twice; the first was kept"),
    ],
)
def test_a_bad_row_is_set_aside_and_the_rest_goes_in(read, wrong, field, message):
    found, problems, done = read(as_csv(ROW | {"id": "first"}, ROW | {"id": "2"} | wrong, ROW | {"id": "3"}))
    assert [each.id for each in found] == ["reports:first", "reports:3"]
    assert [(p.row, p.field, p.message) for p in problems] == [(2, field, message)]
    assert done.rows == 3


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"country": "Atlantis"}, "country", "is not a known country"),
        ({"place_precision": "sort of"}, "place_precision", "is no precision we know"),
        ({"radius_m": "wide"}, "radius_m", "is not a radius in metres"),
    ],
)
def test_what_a_row_can_do_without_is_reported_and_the_row_kept(read, wrong, field, message):
    found, problems, _ = read(as_csv(ROW | {"place_precision": "", "radius_m": ""} | wrong))
    assert len(found) == 1
    assert [(p.row, p.field, p.message) for p in problems] == [(1, field, message)]


def test_one_bad_row_in_a_thousand_is_one_problem(read):
    rows = [ROW | {"id": str(n)} for n in range(1_000)]
    found, problems, _ = read(as_csv(*rows[:500], rows[500] | {"date": "?"}, *rows[501:]))
    assert (len(found), [p.row for p in problems]) == (999, [501])


def test_a_value_that_many_rows_share_is_one_problem(read):
    _, problems, _ = read(as_csv(*(ROW | {"id": str(n), "country": "Atlantis"} for n in range(20))))
    named = ", ".join(map(str, range(1, 21)))
    assert [(p.row, p.message) for p in problems] == [(1, f"is not a known country (20 rows: {named})")]


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"place_precision": "exact"}, (36.2, PlacePrecision.EXACT, 50, None)),
        ({"place_precision": "Settlement"}, (36.2, PlacePrecision.SETTLEMENT, 2_000, None)),
        ({"place_precision": "admin2"}, (None, PlacePrecision.ADMIN1, None, "admin1:SY-LA")),
        ({"place_precision": "country"}, (None, PlacePrecision.COUNTRY, None, None)),
        ({"radius_m": "1000"}, (36.2, PlacePrecision.SETTLEMENT, 1_000, None)),
        ({"radius_m": "40000"}, (36.2, PlacePrecision.NEAR, 40_000, None)),
        ({}, (36.2, PlacePrecision.NEAR, 25_000, None)),
    ],
)
def test_a_point_is_as_fine_as_it_is_said_to_be(read, said, where):
    (found,), _, _ = read(as_csv(ROW | {"place_precision": "", "radius_m": ""} | said))
    assert (found.lon, found.place_precision, found.radius_m, found.feature) == where


def test_rows_without_ids_are_the_same_when_rows_and_columns_are_added(read):
    before, _, _ = read("title,date,place\nA,2025-03-06,Jableh\n")
    after, _, _ = read("title,date,place,deaths\nB,2025-03-07,Jableh,\nA,2025-03-06,Jableh,\n")
    assert before[0].id == after[1].id


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_with_and_without_its_mark_is_read(read, encoding):
    (found,), _, _ = read("title,date,place\nقصف,2025-03-06,حلب\n".encode(encoding))
    assert (found.title, found.country) == ("قصف", "SY")


@pytest.mark.parametrize("content", [b"title,date,place\n\xc7\xe1,2025-03-06,x\n", b"title,date\0,place\n", b""])
def test_other_encodings_are_refused_and_never_guessed(read, content):
    with pytest.raises(UnreadableImportError, match=r"^reports\.csv was not imported\. "):
        read(content)


def test_a_table_of_thousands_of_columns_is_refused(read):
    with pytest.raises(UnreadableImportError, match=r"It has more than 1,000 columns\."):
        read("title,date,place" + ",x" * 100_000 + "\n")


def test_a_quote_left_open_is_one_problem_or_one_sentence(read):
    found, problems, _ = read('title,date,place\nA,2025-03-06,Jableh\n"B,2025-03-06,Jableh\nC,2025-03-06,Jableh\n')
    assert ([each.title for each in found], [p.row for p in problems]) == (["A"], [2])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_delimiter_is_found_out(read, delimiter):
    text = 'title,date,place\n"A, with; marks\t|",2025-03-06,Jableh\n'.replace(",", delimiter).replace(
        f"A{delimiter}", "A,"
    )
    (found,), problems, _ = read(text)
    assert (found.place_name, problems) == ("Jableh", [])


def test_links_become_sources_and_other_words_none(read):
    (found,), _, _ = read(
        "title,date,place,url\nA,2025-03-06,Jableh,https://a.example/1; http://b.example/2 javascript:alert(1)\n"
    )
    assert [source.url for source in found.sources[1:]] == ["https://a.example/1"]


def test_what_cannot_be_seen_and_what_turns_the_writing_round_is_taken_out_of_text(read):
    (found,), _, _ = read("title,date,place\nA\u202e  clash\u200b,2025-03-06,Jableh\n")
    assert found.title == "A clash"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", Toll(best=3)),
        ("1,200", Toll(best=1_200)),
        ("\u0667", Toll(best=7)),
        ("3-5", Toll(low=3, high=5)),
        ("3 to 5", Toll(low=3, high=5)),
        ("at least 20", Toll(low=20)),
        ("20+", Toll(low=20)),
        ("more than 20", Toll(low=21)),
        ("up to 9", Toll(high=9)),
        ("5-3", None),
        ("999,999,999,999,999,999,999", None),
        ("about 20", None),
        ("-1", None),
        ("1.5", None),
    ],
)
def test_a_toll_keeps_what_is_said_and_no_more(text, expected):
    assert toll(text) == expected


WORKBOOK = [
    ["Title", "Date", "Lon", "Lat", "Deaths", "Notes"],
    ["A clash", date(2025, 3, 6), 36.2, 35.6, 3, "=1+1"],
    [None, None],
    ["قصف", "2025-03-07", None, None, "at least 20", None],
]


def test_a_spreadsheet_is_read_by_its_values(tmp_path):
    done = table_reader.read(read_opening(workbooks.write(tmp_path / "Reports.xlsx", WORKBOOK)))
    first, second = from_table(done.incidents)
    assert (first.title, first.start, first.lon, first.deaths_best) == ("A clash", date(2025, 3, 6), 36.2, 3)
    assert first.summary == "computed"
    assert (second.title, second.start, second.deaths_low, second.lon) == ("قصف", date(2025, 3, 7), 20, None)
    assert (done.dataset, done.rows, done.problems) == ("reports", 2, ())


def test_a_spreadsheets_own_dates_need_no_order(tmp_path):
    rows = [["title", "date", "place"], ["A", date(2025, 3, 7), "Jableh"]]
    (found,) = from_table(table_reader.read(read_opening(workbooks.write(tmp_path / "a.xlsx", rows))).incidents)
    assert found.start == date(2025, 3, 7)


@pytest.mark.parametrize(
    "more",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row><c  r\n=\n'XFD1048576'><v>1</v></c></row>",
        '<row r="9"><c r="xfd1048576"><v>1</v></c></row>',
        f'<row r="1048576">{"<c><v>1</v></c>" * 900}</row>',
        f"<row>{'<c><v>1</v></c>' * 1_100}</row>",
    ],
)
def test_a_cell_in_the_far_corner_is_refused_before_the_sheet_is_read(tmp_path, more):
    path = workbooks.write(tmp_path / "far.xlsx", WORKBOOK, more)
    with pytest.raises(UnreadableImportError, match=r"^far\.xlsx was not imported\. It has cells as far as row "):
        table_reader.read(read_opening(path))


def test_a_spreadsheet_that_would_unpack_to_far_more_than_its_size_is_refused(tmp_path):
    path = workbooks.write(tmp_path / "bomb.xlsx", WORKBOOK)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/media/blank.xml", b" " * 20_000_000)
    with pytest.raises(UnreadableImportError, match="It would unpack to 20,00"):
        table_reader.read(read_opening(path))


def test_a_workbook_without_a_filled_sheet_is_refused(tmp_path):
    with pytest.raises(UnreadableImportError, match="Its sheets are empty"):
        table_reader.read(read_opening(workbooks.write(tmp_path / "empty.xlsx", [])))


def test_entities_in_a_spreadsheet_are_not_unfolded(tmp_path):
    doctype = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
    path = tmp_path / "entities.xlsx"
    workbooks.write(tmp_path / "plain.xlsx", [["title", "date", "place"], ["ENTITY", "2025-03-06", "Jableh"]])
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as plain, zipfile.ZipFile(path, "w") as packed:
        for name in plain.namelist():
            content = plain.read(name).replace(b"ENTITY", b"x&b;&c;")
            packed.writestr(name, doctype.encode() + content if b"&b;" in content else content)
    read = read_or_refused(table_reader, path)
    assert read is None or not any("lol" in each.title or "root" in each.title for each in from_table(read.incidents))


def test_a_table_is_known_by_its_columns(tmp_path):
    assert table_reader.fits(read_opening(SAMPLE)) == "It has columns separated by semicolons."
    assert table_reader.fits(read_opening(workbooks.write(tmp_path / "a.xlsx", WORKBOOK))) == "It is a spreadsheet."
    for other in ("a line of words\n", '{"a": 1, "b": 2}'):
        path = tmp_path / "other"
        path.write_text(other, encoding="utf-8")
        assert table_reader.fits(read_opening(path)) is None


@pytest.mark.parametrize(("name", "dataset"), [("My Reports 2025.csv", "my-reports-2025"), ("تقارير.csv", "table")])
def test_a_dataset_is_called_as_its_file(read, name, dataset):
    (found,), _, _ = read("title,date,place\nA,2025-03-06,Jableh\n", name=name)
    assert found.dataset == dataset


# A file with a NUL in it is refused whole.
SIGNS = st.characters(exclude_categories=("Cs",), exclude_characters="\0")
CELLS = st.text(SIGNS, max_size=10) | st.sampled_from(
    ["2025-03-06", "03/07/2025", "36.2", "0", "Syria", "Idlib", "at least 3", "Battles", "exact", "https://a.example"]
)
FIELDS = ("title", "date", "start", "end", "lon", "lat", "country", "admin1", "type", "deaths", "source", "url")


GOOD = {"title": "A clash", "date": "2025-03-06", "lon": "36.2", "lat": "35.6", "country": "Syria"}


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(FIELDS, CELLS)), max_size=4))
def test_beside_rows_of_any_cells_the_good_one_goes_in_or_the_order_of_dates_is_asked_for(any_file, rows):
    text = as_csv(dict.fromkeys(FIELDS, "") | GOOD, *rows)
    done = read_or_refused(table_reader, any_file(text.encode(errors="replace")))
    assert done or any("/" in row[field] for row in rows for field in ("date", "start", "end"))
    assert done is None or "A clash" in done.incidents["title"].to_pylist()


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode(errors="replace")))
def test_any_bytes_give_incidents_or_a_sentence(any_file, content):
    read_or_refused(table_reader, any_file(content))
    done = read_or_refused(table_reader, any_file(b"title,date,lon,lat\nA clash,2025-03-06,36.2,35.6\n" + content))
    assert done is None or done.incidents["title"].to_pylist()[0] == "A clash"


@given(st.integers(0, 5_000), st.binary(min_size=1, max_size=40))
def test_any_damage_to_a_spreadsheet_gives_incidents_or_a_sentence(any_file, tmp_path_factory, at, content):
    whole = workbooks.write(tmp_path_factory.mktemp("book") / "a.xlsx", WORKBOOK).read_bytes()
    at %= len(whole)
    read_or_refused(table_reader, any_file(whole[:at] + content + whole[at + len(content) :]))


@pytest.fixture(scope="module")
def any_file(tmp_path_factory):
    def write(content):
        path = tmp_path_factory.mktemp("any") / "reports.csv"
        path.write_bytes(content)
        return path

    return write
