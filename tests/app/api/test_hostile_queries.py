"""What nobody can take at its word is refused, on every route, with one sentence."""

import pytest
from fastapi.testclient import TestClient
from hostile import QUERIES
from house import at, house, incident

from geo.api.app import create
from geo.api.request import Service


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    atlas = house(tmp_path_factory.mktemp("house"), [incident("x", **at(36.0, 35.5))])
    service = Service(atlas)
    return TestClient(create(service), raise_server_exceptions=False)


def test_the_corpus_holds_two_hundred_different_queries():
    assert len(set(QUERIES)) == len(QUERIES) >= 200


@pytest.mark.parametrize("route", ["/map?bbox=30,30,50,40&zoom=6&", "/counts?", "/collections/incidents/items/test:x?"])
def test_every_hostile_query_is_400_in_the_one_shape_of_an_error(client, route):
    assert client.get(route.rstrip("&?")).status_code == 200
    other = {}
    for query in QUERIES:
        answer = client.get(route + query)
        if answer.status_code != 400 or set(answer.json()) != {"error", "message"}:
            other[query[:80]] = (answer.status_code, answer.text[:200])
    assert other == {}
