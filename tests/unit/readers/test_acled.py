"""Reading ACLED events: ten of them as they must become, older columns, the API's JSON, and what is set aside."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from any_file import read_or_refused
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import UnreadableImportError
from geo.incident import SCHEMA, Actor, Claim, DatePrecision, PlacePrecision, Role, Verification, Workflow, from_table
from geo.readers.acled import events as acled
from geo.readers.sniff import read_opening
from geo.store.licences import SHAREABLE

SAMPLE = Path(__file__).parent / "acled_sample.csv"
ROWS = list(csv.DictReader(io.StringIO(SAMPLE.read_text(encoding="utf-8"))))
CLASH = ROWS[0]


@pytest.fixture(scope="module")
def sample():
    return acled.read(read_opening(SAMPLE))


@pytest.fixture(scope="module")
def events(sample):
    return {each.id.removeprefix("acled:"): each for each in from_table(sample.incidents)}


def as_csv(rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@pytest.fixture
def read(tmp_path):
    def read(content, **told):
        path = tmp_path / "events"
        path.write_text(content if isinstance(content, str) else as_csv(content), encoding="utf-8")
        done = acled.read(read_opening(path), **told)
        return from_table(done.incidents), list(done.problems), done

    return read


def test_ten_events_become_ten_published_unverified_incidents(sample, events):
    assert (sample.rows, sample.format, sample.dataset, sample.licence) == (10, "acled", "acled", "ACLED")
    assert sample.incidents.schema.equals(SCHEMA)
    assert len(events) == 10
    assert {each.workflow for each in events.values()} == {Workflow.PUBLISHED}
    assert {each.verification for each in events.values()} == {Verification.UNVERIFIED}


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("SYR10001", ("Armed clash, Slinfah", "Armed clash", "SY", "Latakia")),
        ("SYR10002", ("Attack, Al Haffa", "Attack", "SY", "Latakia")),
        ("SYR10003", ("Air/drone strike, Lattakia", "Air/drone strike", "SY", "Latakia")),
        ("SYR10004", ("Peaceful protest, Tartous", "Peaceful protest", "SY", "Tartus")),
        ("SYR10005", ("Other, Homs", "Other", "SY", "Homs")),
        ("SYR10006", ("Mob violence, Hama", "Mob violence", "SY", "Hama")),
        ("COD20001", ("Government regains territory, Goma", "Government regains territory", "CD", "North Kivu")),
        ("IRQ30001", ("Remote explosive/landmine/IED, Mosul", "Remote explosive/landmine/IED", "IQ", "Nineveh")),
        ("IRQ30002", ("Unheard of, Mosul", None, "IQ", "Nineveh")),
        ("IRQ30003", ("Armed clash, Somewhere", "Armed clash", "IQ", "Nineveh")),
    ],
)
def test_each_event_says_what_happened_and_in_which_province(events, event, said):
    found = events[event]
    assert (found.title, found.sub_type, found.country, found.admin1) == said


@pytest.mark.parametrize(
    ("event", "start", "end", "precision"),
    [
        ("SYR10001", date(2025, 3, 6), date(2025, 3, 6), DatePrecision.DAY),
        ("SYR10002", date(2025, 3, 1), date(2025, 3, 13), DatePrecision.WEEK),
        ("SYR10003", date(2025, 3, 1), date(2025, 3, 31), DatePrecision.MONTH),
        ("SYR10005", None, None, None),
    ],
)
def test_a_day_that_stands_for_a_week_or_month_becomes_the_days_it_can_have_been(events, event, start, end, precision):
    assert (events[event].start, events[event].end, events[event].date_precision) == (start, end, precision)


@pytest.mark.parametrize(
    ("event", "where"),
    [
        ("SYR10001", (36.2, 35.6, PlacePrecision.SETTLEMENT, 2_000, None)),
        ("SYR10002", (36.0331, 35.5981, PlacePrecision.NEAR, 25_000, None)),
        ("SYR10003", (None, None, PlacePrecision.ADMIN1, None, "admin1:SY-LA")),
        ("SYR10006", (None, None, PlacePrecision.UNKNOWN, None, None)),
        ("IRQ30003", (None, None, PlacePrecision.ADMIN1, None, "admin1:IQ-NI")),
    ],
)
def test_a_region_is_its_province_and_never_the_point_that_stands_for_it(events, event, where):
    found = events[event]
    assert (found.lon, found.lat, found.place_precision, found.radius_m, found.feature) == where


def test_no_actor_is_ever_called_perpetrator_and_only_targeted_civilians_are_a_target(events):
    assert {actor.role for each in events.values() for actor in each.actors} == {Role.PARTY, Role.TARGET}
    assert events["SYR10001"].actors == (
        Actor("Military Forces A", Role.PARTY, alleged=False),
        Actor("Armed Group B", Role.PARTY, alleged=False),
        Actor("Militia C", Role.PARTY, alleged=False),
        Actor("Militia D", Role.PARTY, alleged=False),
    )
    assert [actor.role for actor in events["SYR10002"].actors] == [Role.PARTY, Role.TARGET, Role.PARTY]
    assert [actor.role for actor in events["IRQ30001"].actors] == [Role.PARTY, Role.PARTY]


def test_the_one_number_of_deaths_is_the_best_and_no_bound_and_nought_is_recorded(events):
    deaths = {name: (e.deaths_low, e.deaths_best, e.deaths_high) for name, e in events.items()}
    assert deaths["SYR10002"] == (None, 20, None)
    assert deaths["SYR10003"] == (None, 0, None)
    assert deaths["SYR10004"] == (None, None, None)


def test_the_number_is_claimed_by_the_source_only_where_one_alone_is_named(events):
    of_one, of_two = events["SYR10002"].claims[0], events["SYR10001"].claims[0]
    assert (of_one.claimant, of_one.via, of_one.source_id) == ("Monitor Two", "ACLED", "acled:Monitor Two")
    assert (of_two.claimant, of_two.low, of_two.high) == ("ACLED", 3, 3)
    assert events["SYR10004"].claims == (
        Claim("tags", text="crowd size=no report", claimant="ACLED", source_id="acled"),
    )


def test_every_row_has_a_source_whose_licence_nobody_may_share(events):
    assert acled.LICENCE not in SHAREABLE
    for each in events.values():
        assert {source.licence for source in each.sources} == {"ACLED"}
    assert [source.publisher for source in events["SYR10001"].sources] == ["ACLED", "Agency One", "Monitor Two"]
    assert [source.publisher for source in events["SYR10004"].sources] == ["ACLED"]


def test_the_words_of_an_event_are_its_summary_in_any_script(events):
    assert events["SYR10001"].summary == 'Forces clashed, it was said "for hours".'
    assert events["SYR10002"].summary == "قُتل عدد من المدنيين قرب الحفة"


def test_a_type_nobody_knows_is_reported_and_kept_as_a_claim(sample, events):
    found = events["IRQ30002"]
    assert (found.event_type, found.sub_type) == (None, None)
    assert [(claim.field, claim.text) for claim in found.claims[1:]] == [
        ("event_type", "Drone swarm"),
        ("sub_type", "Unheard of"),
    ]
    assert [(p.row, p.field, p.value) for p in sample.problems] == [
        (9, "event_type", "Drone swarm"),
        (9, "sub_event_type", "Unheard of"),
    ]


@pytest.mark.parametrize("wrapped", [True, False])
def test_the_json_of_the_api_gives_the_same_incidents(read, events, wrapped):
    answer = {"status": 200, "success": True, "count": 10, "data": ROWS} if wrapped else ROWS
    found, problems, _ = read(json.dumps(answer))
    assert {each.id.removeprefix("acled:"): each for each in found} == events
    assert len(problems) == 2


def test_numbers_in_json_are_read_as_they_are_written(read):
    row = CLASH | {"fatalities": 3, "latitude": 35.6, "longitude": 36.2, "geo_precision": 1, "time_precision": 1}
    (found,), problems, _ = read(json.dumps([row]))
    assert (found.deaths_best, found.lon, found.lat, problems) == (3, 36.2, 35.6, [])


def test_older_columns_and_numbered_kinds_of_actor_are_read(read):
    old = ROWS[1] | {"data_id": "77", "event_id_no_cnty": "10002", "iso3": "SYR", "inter1": "2", "inter2": "7"}
    del old["disorder_type"], old["tags"]
    (found,), problems, _ = read([old | {"actor2": "Villagers"}])
    assert [actor.role for actor in found.actors] == [Role.PARTY, Role.TARGET, Role.PARTY]
    assert problems == []


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("06 March 2025", date(2025, 3, 6)),
        ("6 Mar 2025", date(2025, 3, 6)),
        ("06-03-2025", date(2025, 3, 6)),
        ("2025-03-06", date(2025, 3, 6)),
        ("٠٦-٠٣-٢٠٢٥", date(2025, 3, 6)),
    ],
)
def test_older_dates_are_read_day_first(read, written, day):
    (found,), problems, done = read([CLASH | {"event_date": written}])
    assert (found.start, problems) == (day, [])
    assert done.reasons == ("event_date is day-first where the year comes last, as ACLED writes it.",)


def test_a_column_that_a_spreadsheet_turned_round_is_read_month_first_throughout(read):
    rows = [CLASH | {"event_date": "03/06/2025"}, ROWS[1] | {"event_date": "03/25/2025", "time_precision": "1"}]
    found, _, done = read(rows)
    assert [each.start for each in found] == [date(2025, 3, 6), date(2025, 3, 25)]
    assert done.reasons == (
        "event_date is month-first where the year comes last: '03/25/2025' can be read one way only.",
    )


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"event_id_cnty": ""}, "event_id_cnty", "is missing"),
        ({"event_date": "soon"}, "event_date", "is not a supported date, such as 2025-03-07 or 7 March 2025"),
        ({"event_date": "2025-02-30"}, "event_date", "is not a supported date, such as 2025-03-07 or 7 March 2025"),
        (
            {"event_date": "06-03-1446"},
            "event_date",
            "is not between 1900 and 2100; dates of other calendars are not converted",
        ),
        ({"event_date": "March 2025"}, "event_date", "is not a single day"),
        ({"time_precision": "4"}, "time_precision", "is not 1, 2 or 3"),
        ({"geo_precision": ""}, "geo_precision", "is not 1, 2 or 3"),
        (
            {"latitude": "136.2", "longitude": "35.6"},
            "lat",
            "is outside -90 to 90; longitude and latitude may be swapped",
        ),
        ({"latitude": "0", "longitude": "0"}, "lon", "is 0, as is lat, which stands for unknown"),
        ({"latitude": "NaN"}, "lat", "is not a number of degrees"),
        ({"longitude": ""}, "lon", "is not a number of degrees"),
        ({"fatalities": "-1"}, "fatalities", "is not a count"),
        ({"fatalities": "many"}, "fatalities", "is not a count"),
    ],
)
def test_a_bad_row_is_set_aside_with_its_number_and_the_rest_goes_in(read, wrong, field, message):
    found, (problem,), done = read([CLASH, ROWS[1] | wrong, ROWS[2]])
    assert [each.id for each in found] == ["acled:SYR10001", "acled:SYR10003"]
    assert (problem.row, problem.field, problem.message) == (2, field, message)
    assert done.rows == 3


def test_of_an_event_that_stands_twice_the_newest_is_kept(read):
    found, (problem,), _ = read([CLASH, CLASH | {"fatalities": "5", "timestamp": "1741305999"}])
    assert [each.deaths_best for each in found] == [5]
    assert (problem.row, problem.field, problem.value) == (1, "event_id_cnty", "SYR10001")


def test_an_unknown_country_is_that_of_the_point(read):
    (found,), (problem,), _ = read([CLASH | {"country": "Syria-on-Sea"}])
    assert (found.country, problem.field, problem.value) == ("SY", "country", "Syria-on-Sea")


def test_a_dataset_and_licence_that_are_told_stand_in_every_incident(read):
    (found,), _, _ = read([CLASH], dataset="ours", licence="own-words")
    assert (found.id, found.dataset) == ("ours:SYR10001", "ours")
    assert {source.licence for source in found.sources} == {"own-words"}


@pytest.mark.parametrize(
    "content",
    [
        '{"success": true, "data": "none"}',
        '[{"event_id_cnty": "SYR1"}]',
        '{"event_id_cnty": ',
        "[" * 100_000,
        '[{"event_id_cnty": NaN}]',
        "event_id_cnty,event_date\nSYR1,2025-03-06\n",
    ],
)
def test_a_file_that_is_not_acleds_is_refused_in_one_sentence(read, content):
    with pytest.raises(UnreadableImportError, match=r"^events was not imported\. "):
        read(content)


def test_an_answer_without_events_is_read_as_none(read):
    found, problems, done = read('{"success": true, "count": 0, "data": []}')
    assert (found, problems, done.rows) == ([], [], 0)


def test_its_own_files_are_known_by_their_columns(tmp_path):
    assert acled.fits(read_opening(SAMPLE))
    for other in ("id,title\n1,x\n", '{"type": "FeatureCollection", "features": []}'):
        path = tmp_path / "other"
        path.write_text(other, encoding="utf-8")
        assert acled.fits(read_opening(path)) is None


# A file with a NUL in it is refused whole.
SIGNS = st.characters(exclude_categories=("Cs",), exclude_characters="\0")
CELLS = st.text(SIGNS, max_size=12) | st.sampled_from(
    ["1", "2", "3", "2025-03-06", "Syria", "Battles", "0", "36.2", ";", '"']
)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)  # which JSON does not have
OBJECTS = st.lists(
    st.dictionaries(st.sampled_from(list(CLASH)), CELLS | st.integers() | st.none() | FLOATS), max_size=4
)


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(CLASH, CELLS)), max_size=4))
def test_beside_rows_of_any_cells_the_good_one_goes_in_and_the_others_add_up(any_file, rows):
    done = read_or_refused(acled, any_file(as_csv([CLASH, *rows]).encode(errors="replace")))
    assert "acled:SYR10001" in done.incidents["id"].to_pylist()


@given(st.dictionaries(st.sampled_from([name for name in CLASH if name != "event_id_cnty"]), CELLS, max_size=2))
def test_an_event_with_some_cells_changed_goes_in_or_is_named(any_file, changed):
    done = read_or_refused(acled, any_file(as_csv([CLASH, ROWS[1] | changed]).encode(errors="replace")))
    assert "acled:SYR10002" in done.incidents["id"].to_pylist() or 2 in {problem.row for problem in done.problems}


@given(OBJECTS)
def test_beside_any_objects_the_good_one_goes_in_and_the_others_add_up(any_file, objects):
    done = read_or_refused(acled, any_file(json.dumps([CLASH, *objects]).encode()))
    assert "acled:SYR10001" in done.incidents["id"].to_pylist()


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode(errors="replace")))
def test_any_bytes_after_a_good_row_leave_it_as_it_is_or_the_file_is_refused(any_file, content):
    done = read_or_refused(acled, any_file(as_csv([CLASH]).encode() + content))
    assert done is None or done.incidents["id"].to_pylist()[0] == "acled:SYR10001"


@pytest.fixture(scope="module")
def any_file(tmp_path_factory):
    def write(content):
        path = tmp_path_factory.mktemp("any") / "events"
        path.write_bytes(content)
        return path

    return write
