"""What a viewer may see, live and behind an old link."""

import math

import pytest
from house import OURS, ask, at, house, incident, on_the_border, revise

from geo.access import LOCAL, PUBLIC
from geo.errors import NotFoundError
from geo.incident import Claim, PlacePrecision, Workflow
from geo.query.lists.incident_rows import rows
from geo.query.lists.records import history, record

TRUE = (36.1234, 35.5678)


@pytest.fixture
def atlas(tmp_path):
    place = Claim("where", text="behind the third house", source_id="s")
    return house(
        tmp_path,
        [
            incident("hidden", place_name="The house", claims=(place,), sources=(OURS,), **at(*TRUE)),
            incident("draft", workflow=Workflow.DRAFT),
        ],
    )


def test_a_viewer_sees_published_incidents_only(atlas):
    assert rows(atlas.engine, ask(atlas, "", PUBLIC))["title"].to_pylist() == ["hidden"]
    assert set(rows(atlas.engine, ask(atlas, "", LOCAL))["title"].to_pylist()) == {"hidden", "draft"}
    with pytest.raises(NotFoundError):
        record(atlas.store, atlas.engine, ask(atlas, "", PUBLIC), "test:draft")


def test_a_generalised_place_is_a_ring_that_covers_it_also_behind_an_old_link(atlas):
    old = f"v={atlas.store.head().link}"
    revise(atlas, "hidden", generalise_m=5_000.0)
    for query in ("", old):
        seen = rows(atlas.engine, ask(atlas, query, PUBLIC)).to_pylist()[0]
        off = math.dist((seen["lon"] * math.cos(math.radians(TRUE[1])), seen["lat"]), (TRUE[0] * 0.8134, TRUE[1]))
        assert (seen["lon"], seen["lat"]) != TRUE
        assert off * 111_320 < seen["radius_m"] + 200
        assert seen["place_precision"] == PlacePrecision.NEAR
        assert seen["place_name"] is None
    exact = rows(atlas.engine, ask(atlas, "", LOCAL)).to_pylist()
    assert {(row["lon"], row["lat"]) for row in exact if row["title"] == "hidden"} == {TRUE}


def test_the_record_of_a_generalised_incident_holds_nothing_exact(atlas):
    revise(atlas, "hidden", generalise_m=5_000.0)
    question = ask(atlas, "", PUBLIC)
    seen = record(atlas.store, atlas.engine, question, "test:hidden")
    assert (seen.place_name, seen.geocoding, seen.claims) == (None, None, ())
    assert (seen.lon, seen.lat) != TRUE
    assert [(past.lon, past.lat) for past in history(atlas.store, atlas.engine, question, "test:hidden")] == [
        (seen.lon, seen.lat)
    ]
    assert len(history(atlas.store, atlas.engine, ask(atlas), "test:hidden")) == 2


def test_a_generalised_place_is_not_found_by_its_words_or_by_ever_smaller_areas(atlas):
    revise(atlas, "hidden", generalise_m=5_000.0)
    lon, lat = TRUE
    for query in (
        "q=house",
        f"area={lon - 0.001},{lat - 0.001},{lon + 0.001},{lat + 0.001}",
        "border=IQ-SY&within_km=300",
    ):
        assert rows(atlas.engine, ask(atlas, query, PUBLIC)).num_rows == 0


def test_a_withdrawn_incident_is_gone_for_everyone_today_and_stays_in_the_analysts_old_link(atlas):
    old = f"v={atlas.store.head().link}"
    revise(atlas, "hidden", workflow=Workflow.WITHDRAWN)
    assert rows(atlas.engine, ask(atlas, "", LOCAL))["title"].to_pylist() == ["draft"]
    assert rows(atlas.engine, ask(atlas, old, PUBLIC)).num_rows == 0
    assert rows(atlas.engine, ask(atlas, old, LOCAL)).num_rows == 2


def test_a_generalised_line_or_district_is_known_to_the_country_only(tmp_path):
    atlas = house(tmp_path, [incident("line", generalise_m=50_000.0, **on_the_border())])
    seen = record(atlas.store, atlas.engine, ask(atlas, "", PUBLIC), "test:line")
    assert (seen.feature, seen.place_precision, seen.reason) == (None, PlacePrecision.COUNTRY, None)
