"""Our own assets."""

import re

from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from geo.api.endpoints import documentation
from geo.api.endpoints.static import APP
from geo.maps.assets import files, url

CLIENT = TestClient(Starlette(routes=[Mount("/assets", APP)]))


def test_an_asset_is_kept_for_ever_because_its_name_holds_its_hash():
    name = url("leaflet.js").rsplit("/", 1)[1]
    answer = CLIENT.get(f"/assets/{name}")
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert answer.content == files()[name].content()


def test_every_file_of_the_api_s_documentation_is_an_asset():
    app = FastAPI(docs_url=None)
    app.include_router(documentation.routes())
    page = TestClient(app).get("/docs").text
    named = re.findall(r"\.\./assets/([^\"]+)", page)
    assert len(named) == 3
    assert "://" not in page
    for name in named:
        answer = CLIENT.get(f"/assets/{name}")
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]


def test_anything_else_is_404_in_the_shape_of_errors():
    for name in ("leaflet.js", "nothing.js", "..%2F..%2Fpyproject.toml"):
        answer = CLIENT.get(f"/assets/{name}")
        assert answer.status_code == 404
