"""Reading GeoConfirmed's placemarks: every shape its API has given them, and what is set aside."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import UnreadableImportError
from geo.incident import Claim, PlacePrecision, Source, from_table
from geo.readers import geoconfirmed
from geo.readers.registry import read
from geo.readers.sniff import read_opening

TANK = {
    "id": "6c0a", "la": 49.99, "lo": 36.23, "name": "Tank destroyed", "description": "دبابة مدمرة",
    "originalSource": "https://a.example/1\nhttps://b.example/2", "geolocation": "https://c.example/3",
    "date": "2022-03-13T00:00:00", "dateCreated": "2022-03-15T10:00:00",
    "icon": "https://geoconfirmed.org/icons/E00000/False/10.png", "gear": "T-72", "plusCode": "8GWQX6RJ+XX",
}  # fmt: skip
OLDER = {
    "id": "77", "lat": "33.51", "lng": "36.29", "name": "A strike", "date": "2024-11-30",
    "originalSource": "seen on TV", "geolocation": "", "icon": "/icons/0051ca_1_10.png",
}  # fmt: skip


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    def run(value, **told):
        path = tmp_path_factory.mktemp("file") / "ukraine.json"
        path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
        return read(path, **told)

    return run


def test_a_placemark_becomes_an_incident(reading):
    done = reading({"items": [TANK], "count": 1})
    (found,) = from_table(done.incidents)
    assert (done.format, done.dataset, done.licence, done.rows) == ("geoconfirmed", "geoconfirmed", "not stated", 1)
    assert (found.id, found.title, found.summary) == ("geoconfirmed:6c0a", "Tank destroyed", "دبابة مدمرة")
    assert (found.start, found.end, found.date_precision) == (date(2022, 3, 13), date(2022, 3, 13), "day")
    assert (found.lon, found.lat, found.country, found.place_precision) == (36.23, 49.99, "UA", PlacePrecision.NEAR)


def test_every_link_is_a_source_called_by_what_it_is(reading):
    linked, worded = from_table(reading([TANK, OLDER]).incidents)
    assert [(each.title, each.url) for each in linked.sources[1:]] == [
        ("Original source", "https://a.example/1"),
        ("Original source", "https://b.example/2"),
        ("Geolocation", "https://c.example/3"),
    ]
    assert worded.sources[1:] == (Source("Original source", title="Original source: seen on TV", licence="not stated"),)


def test_the_colour_of_an_icon_is_a_claim_and_accuses_nobody(reading):
    red, blue = from_table(reading([TANK, OLDER]).incidents)
    text = "gear: T-72; plus code: 8GWQX6RJ+XX; icon colour: red (E00000)"
    assert red.claims == (Claim("tags", text=text, claimant="GeoConfirmed", source_id="file"),)
    assert blue.claims[0].text == "icon colour: blue (0051CA)"
    assert (red.actors, blue.actors) == ((), ())


def test_placemarks_below_factions_and_icons_are_found_with_the_factions_name(reading):
    factions = [{"name": "Side A", "icons": [{"icon": "/icons/808080/1.png", "placemarks": [OLDER | {"icon": None}]}]}]
    (found,) = from_table(reading(factions).incidents)
    assert found.claims[0].text == "faction: Side A"
    shared = OLDER.copy()
    del shared["icon"]
    factions[0]["icons"][0]["placemarks"] = [shared]
    (found,) = from_table(reading(factions).incidents)
    assert found.claims[0].text == "faction: Side A; icon colour: unknown (808080)"


@pytest.mark.parametrize("written", ["1527-01-01T00:00:00", "1579567301963440128", "soon"])
def test_a_garbage_date_is_set_aside_alone_and_never_that_of_the_entry(reading, written):
    done = reading([TANK | {"date": written}, OLDER])
    garbled, dated = from_table(done.incidents)
    assert (garbled.start, garbled.date_precision, dated.start) == (None, None, date(2024, 11, 30))
    ((row, field, value),) = [(p.row, p.field, p.value) for p in done.problems]
    assert (row, field, value) == (1, "date", written)
    assert done.problems[0].message.endswith("; kept without a date")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"la": 149.99}, "lat"), ({"la": 0, "lo": 0}, "lon"), ({"lo": None}, "lon"), ({"id": "77"}, "id")],
)
def test_a_bad_placemark_is_set_aside_and_the_others_keep_their_sources(reading, wrong, field):
    done = reading([OLDER, TANK | wrong, TANK | {"id": "z"}])
    assert done.incidents["id"].to_pylist() == ["geoconfirmed:77", "geoconfirmed:z"]
    assert [(problem.row, problem.field) for problem in done.problems] == [(2, field)]
    assert from_table(done.incidents)[1].sources[3].url == "https://c.example/3"


def test_other_json_is_none_of_its_own(tmp_path, reading):
    for other in ([{"date": "2022-03-13", "lat": 1, "lon": 2}], {"type": "FeatureCollection", "features": []}):
        path = tmp_path / "other.json"
        path.write_text(json.dumps(other), encoding="utf-8")
        assert geoconfirmed.fits(read_opening(path)) is None
    with pytest.raises(UnreadableImportError, match="It has no list of GeoConfirmed placemarks"):
        reading({"items": {}}, format_="geoconfirmed")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=6), each, max_size=3),
    max_leaves=5,
)
ANY_ITEM = JSON | st.dictionaries(st.sampled_from([*TANK, "icons", "lat", "lng"]), JSON)


@given(st.lists(ANY_ITEM, max_size=4))
def test_beside_any_placemarks_the_good_one_goes_in(reading, others):
    done = reading([TANK, *others], format_="geoconfirmed")
    done.incidents.validate(full=True)
    assert len(set(done.incidents["id"].to_pylist())) == done.incidents.num_rows
    first = from_table(done.incidents)[0]
    assert (first.title, first.lon, len(first.sources)) == ("Tank destroyed", 36.23, 4)
