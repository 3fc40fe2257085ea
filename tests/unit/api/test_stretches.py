"""Stretches of a border, by their ids, as the map asks for them."""

import pytest
from fastapi.testclient import TestClient
from house import house
from pyproj import Geod
from shapely.geometry import shape

from geo.api.app import create
from geo.api.request import Service

NEAR_AL_QAIM = "border:IQ-SY~40.99_34.39_25"
ITEMS = "/collections/boundaries/items"


@pytest.fixture
def client(tmp_path):
    return TestClient(create(Service(house(tmp_path, []))))


def test_a_stretch_is_a_line_some_forty_kilometres_long(client):
    answer = client.get(f"{ITEMS}?ids={NEAR_AL_QAIM}&zoom=12")
    (feature,) = answer.json()["features"]
    assert feature["id"] == NEAR_AL_QAIM
    assert feature["geometry"]["type"] == "MultiLineString"
    assert 35 < Geod(ellps="WGS84").geometry_length(shape(feature["geometry"])) / 1000 < 50
    assert (feature["properties"]["level"], feature["properties"]["country"]) == ("border", None)
    assert feature["properties"]["name"].endswith("within 25 km of 40.99, 34.39")


def test_stretches_come_among_other_shapes_however_the_ids_are_joined(client):
    joined = client.get(f"{ITEMS}?ids=admin1:SY-LA,{NEAR_AL_QAIM},border:IQ-SY&zoom=6").json()
    repeated = client.get(f"{ITEMS}?ids=admin1:SY-LA&ids={NEAR_AL_QAIM}&ids=border:IQ-SY&zoom=6").json()
    assert [feature["id"] for feature in joined["features"]] == ["admin1:SY-LA", NEAR_AL_QAIM, "border:IQ-SY"]
    assert joined == repeated


@pytest.mark.parametrize(
    "hostile",
    [
        "border:IQ-SY~36.73_34.72_25",
        "border:IQ-SY~nan_nan_25",
        "border:IQ-SY~99999999999_34.39_25",
        "border:IQ-SY~40.99_34.39_1000000",
        "border:IQ-SY~40.99_34.39_1e9",
        "border:IQ-SY~-0.00_0.00_1",
        "border:XX-YY~40.99_34.39_25",
        "border:IQ-SY~~40.99_34.39_25",
        "border:IQ-SY~40.99_34.39_25~",
    ],
)
def test_an_id_that_is_no_stretch_is_left_out(client, hostile):
    answer = client.get(ITEMS, params={"ids": [hostile, "admin1:SY-LA"], "zoom": "6"})
    assert [feature["id"] for feature in answer.json()["features"]] == ["admin1:SY-LA"]


def test_as_many_stretches_may_be_asked_for_at_once_as_other_shapes(client):
    ids = [f"border:IQ-SY~40.{n:02d}_34.39_{km}" for n in range(100) for km in (99, 100, 98)]
    most = client.get(ITEMS, params={"ids": ids[:200], "zoom": "6"})
    assert len(most.json()["features"]) == 200
    assert client.get(ITEMS, params={"ids": ids[:201], "zoom": "6"}).status_code == 400
