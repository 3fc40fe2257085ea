"""Any id has an address, and whatever is asked wrongly is answered in one shape, in a few words."""

from urllib.parse import quote

import httpx2 as httpx
import pytest
from house import house, incident
from running import running
from starlette.applications import Starlette
from starlette.middleware import Middleware
from streamlit.web.server.starlette.starlette_path_security_middleware import PathSecurityMiddleware

from geo.api.app import create
from geo.api.endpoints import static
from geo.api.middleware.security_headers import Policy
from geo.api.request import Service
from geo.api.routes import middleware, routes
from geo.api.startup import StartingApp

NAMES = [
    "SYR/2024/001",
    "SYR%2F2024%2F002",
    "SYR 2024 003",
    "SYR?2024#4",
    "SYR+5",
    "..",
    "a/../../b",
    "/a//b/",
    "a\\b",
    "حادث 1",
    "100%",
    "<b>&amp;'\"",
    "{incident_id}",
]
LONG = "x" * 10_000
EVERY = (
    "map?bbox=30,30,50,40&zoom=6&",
    "counts?",
    "facets?",
    "regions?",
    "list?",
    "hexes?bbox=1,1,2,2&zoom=5&",
    "health?",
)
KEYS = (
    "v",
    "q",
    "days",
    "type",
    "area",
    "border",
    "country",
    "deaths",
    "only",
    "sort",
    "zoom",
    "bbox",
    LONG,
    "within_km",
)


@pytest.fixture(scope="module")
def visitor(tmp_path_factory):
    """A client of the whole front with Streamlit's look at paths behind it, as it runs."""
    atlas = house(tmp_path_factory.mktemp("house"), [incident(name) for name in NAMES])
    rooms = StartingApp()
    rooms.open(create(Service(atlas)), static.APP)
    stack = [*middleware("/atlas", Policy("'self'")), Middleware(PathSecurityMiddleware)]
    app = Starlette(routes=routes("/atlas", "<p>", ["about"], rooms), middleware=stack)
    with running(app) as port, httpx.Client(base_url=f"http://127.0.0.1:{port}/atlas/api") as client:
        yield client


@pytest.mark.parametrize("name", NAMES)
def test_any_id_has_an_address(visitor, name):
    answer = visitor.get(f"/collections/incidents/items/{quote(f'test:{name}', safe='')}")
    assert (answer.status_code, answer.json()["id"]) == (200, f"test:{name}")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "", 404),
        ("GET", "/", 404),
        ("GET", "/none", 404),
        ("GET", "/counts/", 404),
        ("GET", "/%2e%2e%2f%2e%2e", 404),
        ("GET", "/collections/incidents/items/test:none", 404),
        ("GET", "/collections/incidents/items/", 404),
        ("GET", "/collections/incidents/items", 404),
        ("GET", "/collections/boundaries/items?ids=none&x=1", 400),
        ("POST", "", 405),
        ("POST", "/counts", 405),
        ("DELETE", "/health", 405),
        ("OPTIONS", "/counts", 405),
    ],
)
def test_whatever_is_asked_wrongly_is_answered_in_one_shape(visitor, method, path, status):
    answer = visitor.request(method, f"{str(visitor.base_url).rstrip('/')}{path}")
    assert answer.status_code == status
    assert set(answer.json()) == {"error", "message"}
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert ("allow" in answer.headers) == (status == 405)


@pytest.mark.parametrize("route", EVERY)
def test_no_error_repeats_what_was_asked_at_length(visitor, route):
    for key in KEYS:
        answer = visitor.get(f"/{route}{key}={LONG if key != LONG else ''}")
        assert answer.status_code in {400, 414}, key[:20]
        assert len(answer.content) < 1_200, key[:20]
    many = "&".join(f"x{number}={number}" for number in range(1_000))
    assert len(visitor.get(f"/{route}{many}").content) < 1_200


@pytest.mark.parametrize(
    "path",
    [
        f"/collections/incidents/items/{LONG}",
        f"/near?incident={LONG}",
        f"/collections/boundaries/items?ids={LONG}&{LONG[:5_000]}=1",
        f"/collections/boundaries/items?parent={LONG}",
        f"/list?ids={LONG}&locate={LONG[:5_000]}",
        f"/actors?find={LONG}",
        f"/downloads/{LONG}",
        f"/{LONG}",
    ],
)
def test_nor_of_an_address(visitor, path):
    assert len(visitor.get(path).content) < 1_200
