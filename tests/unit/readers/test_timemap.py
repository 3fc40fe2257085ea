"""Reading TimeMap: events with sources and associations beside them, in one file or three, and Bellingcat's export."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import UnreadableImportError
from geo.incident import Claim, PlacePrecision, Workflow, from_table
from geo.readers.registry import apart, read
from geo.readers.sniff import read_opening
from geo.readers.timemap import events as timemap

EVENTS = [
    {
        "civId": "CIV001", "id": "0", "description": "Shelling of a market", "date": "3/7/2025", "time": "14:30",
        "location": "Jableh", "latitude": "35,36", "longitude": "35,92", "type": "Shelling/artillery/missile attack",
        "associations": ["market", "unheard-of"], "sources": ["s1", "s9"],
    },
    {
        "civId": "CIV002", "id": "1", "description": "قصف على السوق", "date": "", "time": "", "location": "حلب",
        "latitude": "", "longitude": "", "category": "Raid", "associations": [], "sources": ["s2"],
    },
]  # fmt: skip
SOURCES = {
    "s1": {"id": "s1", "title": "Market video", "paths": ["https://a.example/1", "https://a.example/2", "a.jpg"],
           "author": "A witness", "date": "3/8/2025"},
    "s2": {"id": "s2", "title": "", "url": "https://b.example", "paths": [], "description": "A post"},
}  # fmt: skip
ASSOCIATIONS = [{"id": "market", "title": "Markets", "mode": "FILTER", "filter_paths": ["Places", "Markets"]}]
EXPORTED = {
    "id": "CIV0001", "date": "3/13/2022", "latitude": 49.9935, "longitude": 36.2304, "location": "Kharkiv",
    "description": "Damage to a school",
    "sources": [{"id": "x1", "path": "https://c.example", "description": "A clip"}],
    "filters": [{"key": "Type of area affected", "value": ["School or childcare"]}],
}  # fmt: skip


@pytest.fixture(scope="module")
def write(tmp_path_factory):
    def write(**files):
        folder = tmp_path_factory.mktemp("site") / "My map"
        folder.mkdir()
        for name, content in files.items():
            (folder / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        return [folder / f"{name}.json" for name in files]

    return write


@pytest.fixture(scope="module")
def site(write):
    (events,), beside = apart(write(sources=SOURCES, associations=ASSOCIATIONS, events=EVENTS))
    return read(events, beside=beside)


def test_three_files_of_one_site_are_read_together(site):
    market, raid = from_table(site.incidents)
    assert (site.format, site.dataset, site.licence, site.rows) == ("timemap", "my-map", "not stated", 2)
    assert (market.id, market.summary, market.workflow) == ("my-map:CIV001", "Shelling of a market", Workflow.PUBLISHED)
    assert (market.start, market.date_precision, market.time_text) == (date(2025, 3, 7), "day", "14:30")
    assert (market.lon, market.lat, market.place_name) == (35.92, 35.36, "Jableh")
    assert (market.event_type, market.country) == ("Explosions/Remote violence", "SY")
    assert (raid.summary, raid.place_name, raid.start, raid.time_text) == ("قصف على السوق", "حلب", None, None)


def test_what_has_no_position_is_not_located_whatever_it_names(site):
    raid = from_table(site.incidents)[1]
    assert (raid.lon, raid.place_precision, raid.geocoding) == (None, PlacePrecision.UNKNOWN, None)


def test_every_link_of_a_source_is_kept_and_one_that_leads_nowhere_is_said(site):
    market, raid = from_table(site.incidents)
    assert [(each.source_id, each.title, each.publisher, each.url) for each in market.sources[1:]] == [
        ("s1", "Market video", "A witness", "https://a.example/1"),
        ("s1:2", "Market video", "A witness", "https://a.example/2"),
        ("s9", None, None, None),
    ]
    assert market.sources[1].published == date(2025, 3, 8)
    assert [(each.title, each.url) for each in raid.sources[1:]] == [("A post", "https://b.example")]
    assert {each.licence for each in (*market.sources, *raid.sources)} == {"not stated"}
    assert ("sources", "s9") in {(problem.field, problem.value) for problem in site.problems}


def test_associations_and_types_that_are_none_of_ours_are_claims(site):
    market, raid = from_table(site.incidents)
    assert market.claims == (Claim("tags", text="Markets; unheard-of", source_id="file"),)
    assert raid.claims == (Claim("event_type", text="Raid", source_id="file"),)


def test_one_file_with_all_three_reads_the_same(site, write):
    (path,) = write(site={"events": EVENTS, "sources": SOURCES, "associations": ASSOCIATIONS})
    assert read(path, dataset="my-map").incidents.drop(["sources"]) == site.incidents.drop(["sources"])


def test_the_public_export_has_its_sources_and_filters_in_each_event(write):
    (path,) = write(api=[EXPORTED])
    done = read(path)
    (found,) = from_table(done.incidents)
    assert (found.id, found.start, found.lon, found.lat) == ("my-map:CIV0001", date(2022, 3, 13), 36.2304, 49.9935)
    assert [(each.source_id, each.title, each.url) for each in found.sources[1:]] == [
        ("x1", "A clip", "https://c.example")
    ]
    assert found.claims == (Claim("tags", text="Type of area affected: School or childcare", source_id="file"),)
    assert "'3/13/2022' can be read one way only." in " ".join(done.reasons)


def test_a_point_of_which_nobody_says_how_fine_it_is_may_stand_for_a_district(site):
    market = from_table(site.incidents)[0]
    assert (market.place_precision, market.radius_m) == (PlacePrecision.NEAR, 25_000)


def test_degrees_are_read_with_a_point_or_a_comma_in_the_same_file(write):
    (path,) = write(events=[EVENTS[0], EVENTS[0] | {"civId": "b", "latitude": "35.361", "longitude": "35.921"}])
    assert [each.lon for each in from_table(read(path).incidents)] == [35.92, 35.921]


def test_ids_that_are_row_numbers_are_taken_and_warned_of(write):
    (path,) = write(events=[{**each, "civId": ""} for each in EVENTS])
    done = read(path)
    assert done.incidents["id"].to_pylist() == ["my-map:0", "my-map:1"]
    assert any(reason.startswith("Its ids are row numbers") for reason in done.reasons)


def test_without_the_file_of_sources_their_ids_are_kept_and_it_is_said(write):
    (path,) = write(events=EVENTS)
    done = read(path)
    assert [each.source_id for each in from_table(done.incidents)[0].sources] == ["file", "s1", "s9"]
    assert "Its sources are known by id only: import sources.json together with it." in done.reasons
    assert "sources" not in {problem.field for problem in done.problems}


def test_of_another_folder_no_file_is_read_with_it(write):
    (events,), (sources,) = write(events=EVENTS), write(sources=SOURCES)
    (file,), beside = apart([events, sources])
    assert from_table(read(file, beside=beside).incidents)[0].sources[1].title is None


def test_sources_alone_are_refused_in_one_sentence(write):
    with pytest.raises(UnreadableImportError) as refused:
        apart(write(sources=SOURCES))
    assert str(refused.value) == (
        "sources.json was not imported. It has TimeMap's sources and no events. Import the file of the events together "
        "with it."
    )


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"date": "13/13/2025"}, "date", "is not a supported date, such as 2025-03-07 or 7 March 2025"),
        ({"latitude": ""}, "lat", "is not a number of degrees"),
        ({"latitude": "0", "longitude": "0"}, "lon", "is 0, as is lat, which stands for unknown"),
        ({"civId": "CIV002"}, "id", "occurs twice; the first was kept"),
        ({"description": "", "type": ""}, "title", "is missing, and nothing else says what happened"),
    ],
)
def test_a_bad_event_is_set_aside_and_the_others_keep_what_is_theirs(write, wrong, field, message):
    bad = EVENTS[0] | {"civId": "CIV003"} | wrong
    (path,) = write(events={"events": [EVENTS[1], bad, EVENTS[0]], "sources": SOURCES})
    done = read(path)
    assert done.incidents["id"].to_pylist() == ["my-map:CIV002", "my-map:CIV001"]
    assert (2, field, message) in {(problem.row, problem.field, problem.message) for problem in done.problems}
    assert from_table(done.incidents)[1].sources[1].title == "Market video"


def test_what_is_no_event_is_set_aside(write):
    (path,) = write(events=[EVENTS[1], 7, None])
    assert [(problem.row, problem.message) for problem in read(path).problems][1:] == [
        (2, "is not a valid entry (event expected)"),
        (3, "is not a valid entry (event expected)"),
    ]


def test_its_own_files_are_known_by_their_keys(write):
    for others in ([{"title": "x", "latitude": "1", "longitude": "2"}], {"type": "FeatureCollection", "features": []}):
        (path,) = write(other=others)
        assert timemap.fits(read_opening(path)) is None
        assert timemap.goes_beside(read_opening(path)) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=6), each, max_size=3),
    max_leaves=5,
)
ANY_EVENT = JSON | st.dictionaries(st.sampled_from([*EVENTS[0], "filters"]), JSON)


@given(st.lists(ANY_EVENT, max_size=3), JSON, JSON)
def test_beside_any_events_the_good_one_goes_in(tmp_path_factory, events, sources, associations):
    path = tmp_path_factory.mktemp("any") / "site.json"
    whole = {"events": [EVENTS[0], *events], "sources": sources, "associations": associations}
    path.write_text(json.dumps(whole), encoding="utf-8")
    done = timemap.read(read_opening(path))
    done.incidents.validate(full=True)
    assert len(set(done.incidents["id"].to_pylist())) == done.incidents.num_rows
    assert "Shelling of a market" in done.incidents["summary"].to_pylist()
