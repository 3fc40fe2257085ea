"""Reading GeoJSON: ten features as they must become, geometries of every kind, and what is set aside."""

import dataclasses
import json
from datetime import date

import pytest
from any_file import read_or_refused
from hypothesis import given
from hypothesis import strategies as st

from geo.api.endpoints.collections import as_feature
from geo.errors import UnclearDatesError, UnclearTableError, UnreadableImportError
from geo.incident import SCHEMA, Actor, Claim, Incident, PlacePrecision, Role, Source, Workflow, from_table
from geo.readers.columns.dates import Order
from geo.readers.geodata import geojson
from geo.readers.sniff import read_opening
from geo.store.licences import SHAREABLE


def feature(own_id, geometry, **properties):
    return {"type": "Feature", "id": own_id, "geometry": geometry, "properties": properties}


def point(lon, lat):
    return {"type": "Point", "coordinates": [lon, lat]}


SQUARE = {"type": "Polygon", "coordinates": [[[36.0, 35.5], [36.1, 35.5], [36.1, 35.6], [36.0, 35.6], [36.0, 35.5]]]}
ROAD = {"type": "LineString", "coordinates": [[36.0, 35.5], [37.1, 35.5]]}
FAR = {"type": "LineString", "coordinates": [[36.0, 35.5], [10.0, 50.0]]}
SAMPLE = [
    feature(
        "CIV1",
        point(36.2, 35.6),
        title="A clash",
        date="2025-03-06",
        description="Two sides clashed.",
        place_desc="Slinfah",
        source="Agency One",
        links=["https://agency.example/1"],
        event_type="Battles",
        sub_type="Armed clash",
        actors=["Army A", "Group B"],
        deaths=3,
        place_precision="settlement",
    ),
    feature(
        "CIV2", point(36.0331, 35.5981), title="قتلى قرب الحفة", date="2025-03-07", deaths="at least 20", radius_m=150
    ),
    feature("CIV3", SQUARE, title="A mined field", date="2025-03-08", event_type="Remote explosive/landmine/IED"),
    feature("CIV4", ROAD, title="A road closed", date="2025-03-09"),
    feature("CIV5", None, title="Somewhere in Jableh", date="2025-03-10", place_desc="Jableh", country="Syria"),
    feature("CIV6", point(36.2, 35.6), title="Undated", date=None),
    feature(
        "CIV7",
        point(
            36.2,
            35.6,
        ),
        title="Only the month",
        date="2025-03",
    ),
    feature("CIV8", point(36.2, 35.6), title="In the province", date="2025-03-11", place_precision="admin1"),
    feature("CIV9", FAR, title="A flight", date="2025-03-12", links=["https://a.example/1", "https://a.example/2"]),
    feature("CIV10", None, title="In Idlib", date="2025-03-13", country="Syria", admin1="Idleb", event_type="Killing"),
]


def text_of(features, **members):
    return json.dumps({"type": "FeatureCollection", "features": features, **members})


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    def read(content, **told):
        path = tmp_path_factory.mktemp("file") / "Field reports.geojson"
        path.write_text(content if isinstance(content, str) else text_of(content), encoding="utf-8")
        return geojson.read(read_opening(path), **told)

    return read


@pytest.fixture(scope="module")
def sample(read):
    return read(SAMPLE)


@pytest.fixture(scope="module")
def incidents(sample):
    return {each.id.removeprefix("field-reports:"): each for each in from_table(sample.incidents)}


def test_ten_features_become_ten_incidents_named_after_the_file(sample, incidents):
    assert (sample.rows, sample.format, sample.dataset, sample.licence) == (
        10,
        "geojson",
        "field-reports",
        "not stated",
    )
    assert sample.incidents.schema.equals(SCHEMA)
    assert [each["id"] for each in SAMPLE] == list(incidents)


def test_the_properties_of_a_feature_become_the_incident(incidents):
    found = incidents["CIV1"]
    assert dataclasses.replace(found, sources=(), claims=(), actors=()) == Incident(
        id="field-reports:CIV1",
        dataset="field-reports",
        title="A clash",
        summary="Two sides clashed.",
        event_type="Battles",
        sub_type="Armed clash",
        start=date(2025, 3, 6),
        end=date(2025, 3, 6),
        date_precision="day",
        place_name="Slinfah",
        country="SY",
        admin1="Latakia",
        lon=36.2,
        lat=35.6,
        place_precision=PlacePrecision.SETTLEMENT,
        radius_m=2_000,
        deaths_best=3,
        workflow=Workflow.PUBLISHED,
    )
    assert found.actors == tuple(Actor(name, Role.PARTY, alleged=False) for name in ("Army A", "Group B"))
    assert found.claims == (Claim("deaths", 3, 3, "3", claimant="Agency One", source_id="Agency One"),)


@pytest.mark.parametrize(
    ("own_id", "where"),
    [
        ("CIV2", (36.0331, 35.5981, PlacePrecision.VICINITY, 150, None)),
        ("CIV3", (None, None, PlacePrecision.ADMIN1, None, "admin1:SY-LA")),
        ("CIV4", (None, None, PlacePrecision.COUNTRY, None, None)),
        ("CIV5", (None, None, PlacePrecision.UNKNOWN, None, None)),
        ("CIV6", (36.2, 35.6, PlacePrecision.NEAR, 25_000, None)),
        ("CIV8", (None, None, PlacePrecision.ADMIN1, None, "admin1:SY-LA")),
        ("CIV9", (None, None, PlacePrecision.UNKNOWN, None, None)),
        ("CIV10", (None, None, PlacePrecision.ADMIN1, None, "admin1:SY-ID")),
    ],
)
def test_each_is_drawn_no_more_finely_than_the_file_says(incidents, own_id, where):
    found = incidents[own_id]
    assert (found.lon, found.lat, found.place_precision, found.radius_m, found.feature) == where


def test_lines_and_polygons_are_reported_as_what_they_are_drawn_as(sample):
    assert [(p.row, p.field, p.message, p.value) for p in sample.problems if p.field == "geometry"] == [
        (3, "geometry", "is not a point; drawn as the province that contains it", "Polygon"),
        (4, "geometry", "is not a point and not within one province; listed, not drawn (2 rows: 4, 9)", "LineString"),
    ]


def test_what_has_no_geometry_keeps_its_place_as_context_only(incidents):
    found = incidents["CIV5"]
    assert (found.place_name, found.country, found.geocoding) == ("Jableh", "SY", None)


def test_a_date_is_as_fine_as_it_is_written_and_never_filled(incidents):
    month, undated = incidents["CIV7"], incidents["CIV6"]
    assert (month.start, month.end, month.date_precision) == (date(2025, 3, 1), date(2025, 3, 31), "month")
    assert (undated.start, undated.end, undated.date_precision) == (None, None, None)


def test_a_number_is_a_bound_where_it_is_written_as_one(incidents):
    found = incidents["CIV2"]
    assert (found.deaths_low, found.deaths_best, found.deaths_high) == (20, None, None)
    assert found.title == "قتلى قرب الحفة"


def test_a_sub_type_alone_tells_the_type_and_an_unknown_type_is_kept_as_a_claim(sample, incidents):
    assert (incidents["CIV3"].event_type, incidents["CIV3"].sub_type) == (
        "Explosions/Remote violence",
        "Remote explosive/landmine/IED",
    )
    assert incidents["CIV10"].event_type is None
    assert incidents["CIV10"].claims == (Claim("event_type", text="Killing", source_id="file"),)
    assert (10, "event_type", "Killing") in {(p.row, p.field, p.value) for p in sample.problems}


def test_every_incident_names_the_dataset_and_its_licence_and_the_sources_it_states(incidents):
    assert geojson.LICENCE not in SHAREABLE
    for each in incidents.values():
        assert each.sources[0].title == "field-reports"
        assert {source.licence for source in each.sources} == {"not stated"}
    (one,) = incidents["CIV1"].sources[1:]
    assert (one.publisher, one.url) == ("Agency One", "https://agency.example/1")
    assert [source.url for source in incidents["CIV9"].sources[1:]] == ["https://a.example/1", "https://a.example/2"]


def test_it_is_said_how_the_file_was_understood(sample):
    assert "url is the column 'links', by its name." in sample.reasons
    assert "place is the column 'place_desc', by its name." in sample.reasons


def test_it_is_said_when_nobody_says_how_finely_points_are_known(read):
    found = read([feature("1", point(36.2, 35.6), title="x", date="2025-03-06")])
    assert found.reasons[-1] == (
        "No column says how finely points are known (place_precision, radius_m): each is drawn as within 25 km."
    )


@pytest.mark.parametrize(
    ("geometry", "field", "message"),
    [
        (point(0, 0), "lon", "is 0, as is lat, which stands for unknown"),
        (point(35.6, 136.2), "lat", "is outside -90 to 90; longitude and latitude may be swapped"),
        (point("36.2", 35.6), "geometry", "is not a GeoJSON geometry"),
        (point([36.2, 35.6], 1), "geometry", "is not a GeoJSON geometry"),
        ({"type": "Circle", "coordinates": [1, 2]}, "geometry", "is not a GeoJSON geometry"),
        ("POINT (36 35)", "geometry", "is not a GeoJSON geometry"),
        ({"type": "Polygon", "coordinates": [[[36, 35], [37, 35]]]}, "geometry", "is not a GeoJSON geometry"),
        (
            {"type": "Polygon", "coordinates": [[[36, 35], [37, 36], [37, 35], [36, 36], [36, 35]]]},
            "geometry",
            "intersects itself",
        ),
        (
            {"type": "LineString", "coordinates": [[35, 136], [35, 137]]},
            "geometry",
            "is outside the world; longitude and latitude may be swapped",
        ),
    ],
)
def test_a_bad_geometry_is_set_aside_and_never_mended(read, geometry, field, message):
    found = read([*SAMPLE[:1], feature("bad", geometry, title="x", date="2025-03-06"), *SAMPLE[1:2]])
    assert found.incidents["id"].to_pylist() == ["field-reports:CIV1", "field-reports:CIV2"]
    assert [(p.row, p.field, p.message) for p in found.problems] == [(2, field, message)]


@pytest.mark.parametrize("other", [None, 7, [], {"type": "Point", "coordinates": [1, 2]}])
def test_what_is_no_feature_is_set_aside(read, other):
    found = read([*SAMPLE[:1], other])
    assert [(p.row, p.field, p.message) for p in found.problems] == [
        (2, "row", "is not a valid entry (feature expected)")
    ]
    assert found.rows == 2


@pytest.mark.parametrize("empty", [{"type": "Point", "coordinates": []}, {"type": "Polygon", "coordinates": []}])
def test_a_geometry_without_coordinates_is_none(read, empty):
    (found,) = from_table(read([feature("1", empty, title="x", date="2025-03-06")]).incidents)
    assert (found.lon, found.place_precision) == (None, PlacePrecision.UNKNOWN)


def test_an_id_that_stands_twice_is_reported_and_the_first_kept(read):
    found = read([SAMPLE[0], SAMPLE[1] | {"id": "CIV1"}])
    assert [each.title for each in from_table(found.incidents)] == ["A clash"]
    assert [(p.row, p.field) for p in found.problems] == [(2, "id")]


def test_features_without_ids_keep_those_made_of_their_words_when_others_are_added(read):
    nameless = [{key: value for key, value in each.items() if key != "id"} for each in SAMPLE]
    before, after = read(nameless[1:]), read(nameless)
    assert set(before.incidents["id"].to_pylist()) < set(after.incidents["id"].to_pylist())


def test_one_feature_alone_is_read(read):
    assert read(json.dumps(SAMPLE[0])).incidents.num_rows == 1


def test_a_property_can_be_told(read):
    (found,) = from_table(
        read([feature("1", None, was="A clash", on="2025-03-06")], columns={"title": "was", "date": "on"}).incidents
    )
    assert (found.title, found.start) == ("A clash", date(2025, 3, 6))


def test_dates_that_can_be_read_both_ways_are_refused_until_told(read):
    features = [feature("1", None, title="x", date="03/07/2025")]
    with pytest.raises(UnclearDatesError, match=r"'03/07/2025' is either\. Say which: --dates day-first or"):
        read(features)
    (found,) = from_table(read(features, dates=Order.MONTH).incidents)
    assert found.start == date(2025, 3, 7)


def test_shapes_that_are_no_incidents_are_refused_with_the_properties_they_have(read):
    with pytest.raises(UnclearTableError, match="which column has the date; there are 'name', 'iso'"):
        read([feature("1", SQUARE, name="A country", iso="XX")])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"type": "FeatureCollection"', "It is no JSON: expecting ',' delimiter in line 1, column 29."),
        ('{"type": "FeatureCollection"}', "It is not GeoJSON: it has no list of features."),
        ('["FeatureCollection"]', "It is not GeoJSON: it contains no object."),
        ('{"type": "FeatureCollection", "features": [NaN]}', "It contains a number that is not valid JSON."),
        ('{"type": "FeatureCollection", "features": ' + "[" * 99 + "]" * 99 + "}", "It is nested too deeply."),
        ('{"type": "FeatureCollection", "features": ' + "[" * 100_000, "It is nested too deeply."),
        (text_of([feature("1", None, title="\ud800")]), "It contains half a character: an unpaired surrogate."),
        (
            text_of([], crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}),
            "It is in another coordinate system. Save it in WGS 84, EPSG:4326.",
        ),
    ],
)
def test_what_is_no_geojson_is_refused_in_one_sentence(read, text, reason):
    with pytest.raises(UnreadableImportError) as refused:
        read(text)
    assert str(refused.value) == f"Field reports.geojson was not imported. {reason}"


RECORD = Incident(
    id="seeds:one",
    dataset="seeds",
    title="A clash",
    start=date(2025, 3, 6),
    lon=36.2,
    lat=35.6,
    place_precision=PlacePrecision.NEAR,
    radius_m=15_000,
    actors=(Actor("Army A", Role.PERPETRATOR, alleged=True),),
    deaths_low=20,
    claims=(Claim("deaths", low=20, claimant="Monitor", source_id="s"),),
    sources=(Source("s", publisher="Agency", licence="own-words"),),
    workflow=Workflow.IN_REVIEW,
    version=3,
)


def test_our_own_records_come_back_whole_but_for_the_revision(read):
    (found,) = from_table(read([as_feature(RECORD)]).incidents)
    assert found == dataclasses.replace(RECORD, version=None)


def test_our_own_records_of_several_datasets_are_told_apart_by_their_whole_ids(read):
    other = dataclasses.replace(RECORD, id="acled:one", dataset="acled")
    found = read([as_feature(RECORD), as_feature(other)], dataset="colleague")
    assert found.incidents["id"].to_pylist() == ["colleague:seeds:one", "colleague:acled:one"]


def test_a_record_without_sources_gets_one_for_the_file_so_that_its_licence_is_known(read):
    (found,) = from_table(read([as_feature(dataclasses.replace(RECORD, sources=()))]).incidents)
    assert [source.title for source in found.sources] == [found.dataset]
    assert found.sources[0].licence not in SHAREABLE


UNPLACED = {"lon": None, "lat": None}


@pytest.mark.parametrize(
    ("wrong", "field", "becomes"),
    [
        ({"lon": 0.0, "lat": 0.0}, "lon", UNPLACED),
        ({"lon": None}, "lat", UNPLACED),
        ({"lat": 136.0}, "lat", UNPLACED),
        ({"lon": 10**400}, "lon", UNPLACED),
        ({"lon": "east"}, "lon", UNPLACED),
        ({"end": "2025-03-01"}, "end", {"end": None}),
        ({"start": 86_400}, "start", {"start": None}),
        ({"start": "12025-03-01"}, "start", {"start": None}),
        ({"workflow": "secret"}, "workflow", {"workflow": "draft"}),
        ({"deaths_low": "many"}, "deaths_low", {"deaths_low": None}),
        ({"deaths_low": 2**62}, "deaths_low", {"deaths_low": None}),
        ({"deaths_low": 2**80}, "deaths_low", {"deaths_low": None}),
        ({"generalise_m": "wide"}, "generalise_m", {"generalise_m": 1_000_000}),
        ({"actors": [None, {"name": "B", "role": "villain", "alleged": True}]}, "actors", None),
        ({"actors": [{"role": "party", "alleged": True}]}, "actors.name", {"actors": ()}),
        ({"claims": "none"}, "claims", {"claims": ()}),
        ({"sources": [None]}, "sources", {"sources": (Source("unnamed"),)}),
        ({"sources": [{"source_id": None, "title": "T"}]}, "sources.source_id", None),
        ({"geocoding": 5}, "geocoding", {"geocoding": None}),
    ],
)
def test_what_a_record_cannot_say_is_unknown_and_the_record_goes_in(read, wrong, field, becomes):
    other = as_feature(dataclasses.replace(RECORD, id="seeds:two"))
    other["properties"] |= wrong
    found = read([as_feature(RECORD), other])
    assert found.incidents["id"].to_pylist() == ["seeds:one", "seeds:two"]
    assert {p.row for p in found.problems} == {2}
    assert field in {p.field for p in found.problems}
    kept = from_table(found.incidents)[1]
    assert {name: getattr(kept, name) for name in becomes or ()} == (becomes or {})


@pytest.mark.parametrize("name", [" ", None, "", "x" * 600, ["a"]])
def test_a_record_without_an_id_of_use_is_set_aside(read, name):
    other = as_feature(RECORD)
    other["properties"] |= {"id": name}
    found = read([as_feature(RECORD), other])
    assert found.incidents["id"].to_pylist() == ["seeds:one"]
    assert {(p.row, p.field) for p in found.problems} == {(2, "id")}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=6), each, max_size=3),
    max_leaves=6,
)
GEOMETRIES = JSON | st.fixed_dictionaries(
    {"type": st.sampled_from(["Point", "LineString", "Polygon", "MultiPoint", "GeometryCollection"])},
    optional={"coordinates": JSON, "geometries": JSON},
)
NAMES = ("title", "date", "start", "end", "deaths", "actors", "country", "place_precision", "radius_m", "links")
FEATURES = JSON | st.fixed_dictionaries(
    {"type": st.just("Feature"), "geometry": GEOMETRIES, "properties": st.dictionaries(st.sampled_from(NAMES), JSON)},
    optional={"id": JSON},
)


@given(st.lists(FEATURES, max_size=4))
def test_beside_any_features_the_good_one_goes_in_and_the_others_add_up(any_file, features):
    done = read_or_refused(geojson, any_file(text_of([SAMPLE[0], *features])))
    assert done is None or "field-reports:CIV1" in done.incidents["id"].to_pylist()


def test_what_only_looks_like_a_feature_is_set_aside_and_the_good_one_goes_in(any_file):
    odd = [None, 7, "x", [], {}, {"type": "Feature"}, feature({}, {"type": "Point"}), feature([1], FAR, title=[])]
    done = read_or_refused(geojson, any_file(text_of([SAMPLE[0], *odd])))
    assert (done.rows, done.incidents["id"].to_pylist()) == (9, ["field-reports:CIV1"])


@given(st.lists(st.dictionaries(st.sampled_from([*as_feature(RECORD)["properties"]]), JSON, max_size=3), max_size=3))
def test_beside_any_records_the_good_one_goes_in_and_the_others_add_up(any_file, changes):
    record = as_feature(RECORD)
    changed = [record | {"properties": record["properties"] | each} for each in changes]
    done = read_or_refused(geojson, any_file(text_of([record, *changed])))
    assert done.incidents["id"].to_pylist()[0].endswith("seeds:one")


@given(JSON)
def test_any_json_gives_incidents_or_a_sentence(any_file, value):
    read_or_refused(geojson, any_file(json.dumps(value)))


@pytest.fixture(scope="module")
def any_file(tmp_path_factory):
    def write(text):
        path = tmp_path_factory.mktemp("any") / "Field reports.geojson"
        path.write_text(text, encoding="utf-8")
        return path

    return write
