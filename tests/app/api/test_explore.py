"""The answers that the list and the further pictures of a view are drawn from, over real requests."""

from datetime import date

import pytest
from fastapi.testclient import TestClient
from hostile import QUERIES
from house import at, house, in_latakia, incident, revise

from geo.api.app import create
from geo.api.request import Service
from geo.incident import Actor, DatePrecision, Role, Workflow

STRIKERS = Actor("Strikers", Role.PERPETRATOR, alleged=True)
TENTH = {"start": date(2025, 3, 10), "end": date(2025, 3, 10), "date_precision": DatePrecision.DAY}
ROUTES = ("/list", "/timeline?stack=type", "/regions", "/hexes?bbox=30,30,50,40&zoom=6", "/near?incident=test:point")


@pytest.fixture
def atlas(tmp_path):
    return house(
        tmp_path,
        [
            incident("point", event_type="Battles", actors=(STRIKERS,), **at(36.0, 35.5), **TENTH),
            incident("beside", **at(36.1, 35.5), **TENTH),
            incident("province", **in_latakia()),
            incident("draft", workflow=Workflow.DRAFT, **at(36.2, 35.6), **TENTH),
        ],
    )


@pytest.fixture
def client(atlas):
    return TestClient(create(Service(atlas)))


@pytest.mark.parametrize("url", ROUTES)
def test_an_answer_the_asker_has_is_not_sent_again_until_the_data_changes(client, atlas, url):
    answer = client.get(url)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-cache")
    assert answer.headers["server-timing"].startswith("query;dur=")
    tag = {"If-None-Match": answer.headers["etag"]}
    assert client.get(url, headers=tag).status_code == 304
    revise(atlas, "point", title="revised")
    assert client.get(url, headers=tag).status_code == 200


@pytest.mark.parametrize("url", ROUTES)
def test_a_visitor_is_told_of_nothing_but_what_is_published(client, url):
    assert "draft" not in client.get(url).text


def test_a_list_is_asked_for_in_pages_sorted_and_grouped(client):
    first = client.get("/list").json()
    assert set(first) == {"total", "groups", "rows"}
    assert [row["id"] for row in first["rows"]] == ["test:beside", "test:point", "test:province"]
    by_title = client.get("/list?sort=title&offset=1&limit=1").json()
    assert ([row["title"] for row in by_title["rows"]], by_title["total"]) == (["point"], 3)
    backwards = client.get("/list?sort=title&order=desc").json()["rows"]
    assert [row["title"] for row in backwards] == ["province", "point", "beside"]
    by_actor = client.get("/list?group=actor").json()["groups"]
    assert by_actor == [{"value": "Strikers", "count": 1, "offset": 0}, {"value": None, "count": 2, "offset": 1}]
    some = client.get("/list?ids=test:point&ids=test:draft&ids=test:province&type=Battles").json()
    assert [row["id"] for row in some["rows"]] == ["test:point"]
    for key, ids in {
        "36.0,35.5": ["point"],
        "36,35.5,36.1,35.5": ["beside", "point"],
        "admin1:SY-LA": ["province"],
    }.items():
        assert [row["title"] for row in client.get(f"/list?at={key}").json()["rows"]] == ids
    assert client.get("/list?at=36,35.5,36.1,35.5&type=Battles").json()["total"] == 1
    assert client.get("/list?at=country:SY").json()["total"] == 1
    assert client.get("/list?at=admin1:AU-X03.CSI%2B00%3F").json()["total"] == 0
    assert client.get("/list?days=2025-03-10&days=2025-03-10").json()["total"] == 2


def test_a_list_says_at_which_row_an_incident_stands_if_the_asker_may_see_it(client):
    found = client.get("/list?sort=title&limit=1&locate=test:province").json()
    assert (found["located"], [row["title"] for row in found["rows"]]) == (2, ["beside"])
    assert client.get("/list?locate=test:draft").json()["located"] is None


def test_a_timeline_says_what_its_bars_are_made_of_only_when_asked(client):
    plain, parts = client.get("/timeline?by=day").json(), client.get("/timeline?by=day&stack=type").json()
    assert set(plain) == {"by", "bars"}
    assert set(plain["bars"][0]) == {"start", "end", "count", "definite", "deaths_best"}
    assert set(parts) == {"by", "bars", "spans", "spans_left", "undated"}
    made_of = {"": 1, "Battles": 1}
    assert plain["bars"][0]["definite"] == 2
    assert parts["bars"] == [plain["bars"][0] | {"parts": made_of, "sure": made_of}]


def test_regions_and_hexes_say_what_they_cannot_show(client):
    regions = client.get("/regions").json()
    assert ([row["feature"] for row in regions["regions"]], regions["without"]) == (["admin1:SY-LA"], 2)
    hexes = client.get("/hexes?bbox=30,30,50,40&zoom=3").json()
    assert ([each["count"] for each in hexes["hexes"]], hexes["elsewhere"]) == ([2], 1)
    assert set(hexes["hexes"][0]) == {"at", "ring", "count", "coarse", "types"}


def test_what_is_near_is_asked_for_by_id(client):
    near = client.get("/near?incident=test:point").json()["near"]
    assert [(row["id"], row["km"], row["days"]) for row in near] == [("test:beside", 9.1, 0)]
    assert client.get("/near?incident=test:point&km=5&days=0").json() == {"near": []}
    assert client.get("/near?incident=test:draft").status_code == 404


@pytest.mark.parametrize(
    "url",
    [
        "/list?sort=colour",
        "/list?sort=when&sort=where",
        "/list?order=up",
        "/list?group=country",
        "/list?offset=-1",
        "/list?offset=1e3",
        "/list?limit=0",
        "/list?limit=201",
        "/list?limit=%D9%A5",
        "/list?incident=test:point",
        "/list?" + "&".join(f"ids={n}" for n in range(101)),
        "/list?at=36",
        "/list?at=36.2,35.5,36.1,35.5",
        "/list?at=36,nan",
        "/list?at=200,35",
        "/list?at=36,35&at=37,35",
        "/list?at=36,35&ids=test:point",
        "/map?bbox=30,30,50,40&zoom=6&at=36,35",
        "/timeline?stack=country",
        "/timeline?stack=type&stack=type",
        "/regions?bbox=30,30,50,40",
        "/hexes",
        "/hexes?bbox=30,30,50,40",
        "/hexes?bbox=30,40,50,30&zoom=6",
        "/hexes?bbox=30,30,50,40&zoom=23",
        "/near",
        "/near?incident=test:point&km=301",
        "/near?incident=test:point&days=a",
        "/near?incident=test:point&lat=3",
    ],
)
def test_a_malformed_request_is_400_with_one_sentence(client, url):
    answer = client.get(url)
    assert (answer.status_code, set(answer.json())) == (400, {"error", "message"})
    assert answer.json()["message"].endswith(".")


@pytest.mark.parametrize("route", ROUTES)
def test_every_hostile_query_is_400_in_the_one_shape_of_an_error(atlas, route):
    client = TestClient(create(Service(atlas)), raise_server_exceptions=False)
    other = {}
    for query in QUERIES:
        answer = client.get(f"{route}{'&' if '?' in route else '?'}{query}")
        if answer.status_code != 400 or set(answer.json()) != {"error", "message"}:
            other[query[:80]] = (answer.status_code, answer.text[:200])
    assert other == {}
