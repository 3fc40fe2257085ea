"""The HTTP API, over real requests to the application."""

import json

import pytest
from fastapi.testclient import TestClient
from house import at, house, in_latakia, incident, on_the_border, revise

from geo.access import Authenticator, open_secret
from geo.api.app import create
from geo.api.request import Service
from geo.incident import Actor, Role, Workflow
from geo.query.totals.counts import Counts, Deaths
from geo.query.totals.timeline import Bar

STRIKERS = Actor("Strikers", Role.PERPETRATOR, alleged=True)


@pytest.fixture
def atlas(tmp_path):
    return house(
        tmp_path,
        [
            incident("point", deaths_low=20, event_type="Battles", actors=(STRIKERS,), **at(36.0, 35.5)),
            incident("province", **in_latakia()),
            incident("line", **on_the_border()),
            incident("nowhere"),
            incident("draft", workflow=Workflow.DRAFT, **at(36.2, 35.6)),
        ],
    )


@pytest.fixture
def client(atlas):
    return TestClient(create(Service(atlas)))


def titles(answer):
    return sorted(f["properties"].get("title", f["properties"].get("feature")) for f in answer.json()["features"])


def test_health_says_the_version_and_how_many_incidents_the_asker_may_see(client, atlas, tmp_path):
    assert client.get("/health").json() == {"status": "ok", "version": 1, "incidents": 4}
    source, _ = open_secret(tmp_path / ".secret")
    service = Service(atlas, Authenticator(local_access=True, bound="127.0.0.1", secret=source))
    local = TestClient(create(service), base_url="http://127.0.0.1")
    assert local.get("/health").json()["incidents"] == 4
    local.cookies[source().cookie_name] = source().cookie_value
    assert local.get("/health").json()["incidents"] == 5
    assert local.get("/health", headers={"Origin": "http://127.0.0.1:3000"}).json()["incidents"] == 4


def test_a_pinned_answer_is_not_remembered_past_what_may_be_seen_today(client, atlas):
    pinned = f"/counts?v={atlas.store.head().link}"
    before = client.get(pinned)
    revise(atlas, "point", workflow=Workflow.WITHDRAWN)
    after = client.get(pinned, headers={"If-None-Match": before.headers["etag"]})
    assert (before.json()["matched"], after.status_code, after.json()["matched"]) == (4, 200, 3)


def test_the_map_answers_as_designed(client):
    answer = client.get("/map?bbox=30,30,50,40&zoom=6")
    assert answer.status_code == 200
    assert answer.json()["type"] == "FeatureCollection"
    assert titles(answer) == ["admin1:SY-LA", "border:IQ-SY", "point"]
    assert answer.json()["in_view"] == 3
    assert answer.json()["counts"] == client.get("/counts").json()
    assert answer.headers["cache-control"].startswith("private")
    assert answer.headers["server-timing"].startswith("query;dur=")


def test_an_answer_the_asker_has_is_not_sent_again_until_the_data_changes(client, atlas):
    url = "/map?bbox=30,30,50,40&zoom=6"
    tag = {"If-None-Match": client.get(url).headers["etag"]}
    assert client.get(url, headers=tag).status_code == 304
    revise(atlas, "point", title="revised")
    again = client.get(url, headers=tag)
    assert again.status_code == 200
    assert "revised" in titles(again)


@pytest.mark.parametrize(
    "url",
    [
        "/map",
        "/map?bbox=30,30,50,40",
        "/map?bbox=1,2,3&zoom=6",
        "/map?bbox=a,b,c,d&zoom=6",
        "/map?bbox=nan,0,1,1&zoom=6",
        "/map?bbox=30,40,50,30&zoom=6",
        "/map?bbox=30,30,50,40&zoom=deep",
        "/map?bbox=30,30,50,40&zoom=99",
        "/map?bbox=30,30,50,40&zoom=6&colour=red",
        "/map?bbox=30,30,50,40&zoom=6&incident=x",
        "/map?bbox=3_0,30,50,40&zoom=6",
        "/map?bbox=30,30,50,40&bbox=1,1,2,2&zoom=6",
        "/timeline?by=day&by=week",
        "/health?x=1",
        "/counts?days=2025-03-01",
        "/counts?v=1-0000000000000000",
        "/counts?v=junk",
        "/counts?actor=",
        "/facets?bbox=1,2,3,4",
        "/timeline?by=hour",
        "/actors",
        "/actors?find=a&find=b",
        f"/actors?find={'a' * 201}",
        "/collections/incidents/items/test:point?typo=1",
        "/collections/boundaries/items",
        "/collections/boundaries/items?ids=country:SY&parent=country:SY",
        "/collections/boundaries/items?ids=country:SY&zoom=x",
        "/collections/boundaries/items?name=Syria",
    ],
)
def test_a_malformed_request_is_400_with_one_sentence(client, url):
    answer = client.get(url)
    assert answer.status_code == 400
    assert set(answer.json()) == {"error", "message"}
    assert answer.json()["message"].endswith(".")


@pytest.mark.parametrize(
    "url",
    ["/nowhere", "/collections/incidents/items/test:none", "/collections/boundaries/items?parent=country:XX"],
)
def test_what_is_not_there_is_404_in_the_same_shape(client, url):
    answer = client.get(url)
    assert (answer.status_code, set(answer.json())) == (404, {"error", "message"})


def test_counts_facets_and_timeline_have_the_shapes_of_the_contract(client):
    counts = client.get("/counts?actor=Strikers").json()
    assert set(counts) == set(Counts.__slots__)
    assert set(counts["deaths"]) == set(Deaths.__slots__)
    assert (counts["matched"], counts["deaths"]["low"], counts["deaths"]["best"]) == (1, 20, None)
    assert client.get("/facets").json()["actor"] == [{"value": "Strikers", "count": 1}]
    timeline = client.get("/timeline?by=day").json()
    assert timeline == {"by": "day", "bars": []}
    assert {"start", "end", "count", "deaths_best"} <= set(Bar.__slots__)


def test_actors_are_found_as_one_types_whatever_the_view_asks(client):
    assert client.get("/actors?find=STRI").json() == {"actors": [{"value": "Strikers", "count": 1, "also": []}]}
    assert client.get("/actors?find=stri&type=Riots").json() == client.get("/actors?find=STRI").json()
    assert client.get("/actors?find=nobody").json() == {"actors": []}
    assert client.get("/actors?find=").json() == client.get("/actors?find=s").json()


def test_an_incident_is_a_geojson_feature_with_all_that_is_known(client):
    feature = client.get("/collections/incidents/items/test:point").json()
    assert (feature["type"], feature["id"]) == ("Feature", "test:point")
    assert feature["geometry"] == {"type": "Point", "coordinates": [36.0, 35.5]}
    assert feature["properties"]["actors"][0]["name"] == "Strikers"
    unplaced = client.get("/collections/incidents/items/test:nowhere").json()
    assert unplaced["geometry"] is None


def test_a_visitor_cannot_tell_a_draft_from_nothing(client):
    draft = client.get("/collections/incidents/items/test:draft")
    nothing = client.get("/collections/incidents/items/test:none")
    assert draft.status_code == nothing.status_code == 404
    assert draft.json()["message"].replace("draft", "none") == nothing.json()["message"]


def test_boundaries_come_by_id_and_by_country_simplified_by_zoom(client):
    fine = client.get("/collections/boundaries/items?ids=admin1:SY-LA&ids=border:IQ-SY&zoom=10").json()
    assert [f["id"] for f in fine["features"]] == ["admin1:SY-LA", "border:IQ-SY"]
    assert fine["features"][0]["geometry"]["type"] in {"Polygon", "MultiPolygon"}
    coarse = client.get("/collections/boundaries/items?ids=admin1:SY-LA,border:IQ-SY&zoom=3")
    assert len(coarse.content) < len(json.dumps(fine)) / 2
    unknown = client.get("/collections/boundaries/items?ids=admin1:SY-LA&ids=admin1:nowhere").json()
    assert [f["id"] for f in unknown["features"]] == ["admin1:SY-LA"]
    provinces = client.get("/collections/boundaries/items?parent=country:SY&zoom=5").json()["features"]
    assert len(provinces) == 14


def test_a_pinned_answer_stays_as_it_was(client, atlas):
    pinned = atlas.store.head().link
    revise(atlas, "point", title="later", deaths_low=30)
    assert client.get(f"/counts?v={pinned}").json()["deaths"]["low"] == 20
    assert client.get("/counts").json()["deaths"]["low"] == 30
    old = client.get(f"/collections/incidents/items/test:point?v={pinned}").json()
    assert old["properties"]["title"] == "point"


def test_the_api_describes_itself(client):
    assert "/map" in client.get("/openapi.json").json()["paths"]
