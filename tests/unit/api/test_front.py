"""The front door: what every answer carries, what is refused, and what holds below a path prefix."""

import base64
import gzip
import hashlib
import logging

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from geo.api.middleware.refusals import MAX_BODY_BYTES, MAX_QUERY_BYTES
from geo.api.middleware.security_headers import Policy
from geo.api.routes import middleware, prefix, routes
from geo.api.startup import StartingApp
from geo.errors import GeoError

PAGE = "<!doctype html><title>Incident Atlas</title>"
LONG = "words of ours " * 500


def broken(_request):
    raise ValueError("a word of an incident")  # noqa: TRY003  what a library would say


async def taken(request):
    return PlainTextResponse(f"{len(await request.body())} bytes")


def client(base="", policy=None, house=None, **told):
    """The front door with a few rooms behind it, as Streamlit's would be."""
    theirs = [
        Route(f"{base}/_stcore/metrics", lambda _: PlainTextResponse("figures")),
        Route(f"{base}/_stcore/health", lambda _: PlainTextResponse("ok")),
        Route(f"{base}/_stcore/upload_file/session/file", taken, methods=["PUT", "DELETE"]),
        Route(f"{base}/broken.txt", broken),
        Route(
            f"{base}/static/long.js",
            lambda _: Response(
                LONG, media_type="text/javascript", headers={"Cache-Control": "immutable", "ETag": '"1"'}
            ),
        ),
        Route(f"{base}/component/streamlit_folium.st_folium/index.html", lambda _: PlainTextResponse("map")),
    ]
    app = Starlette(
        routes=[*routes(base, PAGE, ["about"], house or StartingApp()), *theirs],
        middleware=middleware(base, policy or Policy("'self'"), **told),
    )
    return TestClient(app, raise_server_exceptions=False, follow_redirects=False)


def directives(answer):
    return dict(part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";"))


@pytest.mark.parametrize("base", ["", "/atlas"])
def test_every_answer_carries_the_headers_and_an_id(base):
    visitor = client(base)
    paths = [
        "/",
        "/about",
        "/about/",
        "/nothing",
        "/api/health",
        "/api/none",
        "/assets/x",
        "/_stcore/metrics",
        "/%00",
        "/broken.txt",
    ]
    for path in [*paths, f"/?q={'x' * MAX_QUERY_BYTES}"]:
        answer = visitor.get(base + path)
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "geolocation=()" in answer.headers["permissions-policy"]
        assert answer.headers["x-request-id"]


def test_no_policy_names_another_host_and_only_the_maps_frame_is_loose():
    visitor = client()
    for path in ("/", "/api/health", "/component/streamlit_folium.st_folium/index.html"):
        policy = directives(visitor.get(path))
        assert "://" not in str(policy)
        assert "*" not in str(policy)
        assert ("'unsafe-eval'" in policy.get("script-src", "")) == path.startswith("/component/streamlit_folium")
        assert ("unsafe-inline" in str(policy)) == path.startswith("/component/streamlit_folium")


def test_our_pages_inline_blocks_are_allowed_by_their_hashes():
    policy = Policy("'self'", scripts=["let a = 1;"], styles=["b { color: red }"])
    allowed = directives(client(policy=policy).get("/"))
    digest = base64.b64encode(hashlib.sha256(b"let a = 1;").digest()).decode()
    assert f"'sha256-{digest}'" in allowed["script-src"]
    assert allowed["style-src"].count("sha256") == 2  # and the empty block Streamlit begins with


def test_another_newsroom_may_show_our_pages_only_when_the_setting_says_so():
    closed, opened = client(), client(policy=Policy("https://news.example 'self'"))
    frame = "/component/streamlit_folium.st_folium/index.html"
    assert directives(closed.get("/"))["frame-ancestors"] == "'self'"
    assert directives(opened.get("/"))["frame-ancestors"] == "https://news.example 'self'"
    assert directives(opened.get(frame))["frame-ancestors"] == "'self' https://news.example"
    assert directives(client(policy=Policy("'none'")).get(frame))["frame-ancestors"] == "'self'"


@pytest.mark.parametrize("given", ["", "news.example; script-src *", "'unsafe-inline'", "https://a\r\nX: y", "data:"])
def test_a_setting_that_is_no_list_of_pages_is_refused(given):
    with pytest.raises(GeoError, match="GEO_FRAME_ANCESTORS"):
        Policy(given)


def test_figures_and_ways_for_programs_are_closed():
    visitor = client()
    for path in ("/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp"):
        assert visitor.get(path).status_code == 404
        assert visitor.post(path).json()["error"] == "not_found"
    assert visitor.get("/_stcore/health").text == "ok"


def test_what_is_too_long_or_too_large_is_refused_in_one_sentence():
    visitor = client()
    address = visitor.get(f"/api/counts?q={'x' * MAX_QUERY_BYTES}")
    assert (address.status_code, address.json()["error"]) == (414, "too_long")
    body = visitor.post("/api/counts", content=b"x" * (MAX_BODY_BYTES + 1))
    assert (body.status_code, body.json()["error"]) == (413, "too_large")
    null = visitor.get("/api/%00")
    assert (null.status_code, null.json()["error"]) == (400, "unreadable_address")


@pytest.mark.parametrize("base", ["", "/atlas"])
def test_a_file_is_taken_from_those_who_may_hand_one_in_and_read_from_nobody_else(base):
    address, large = f"{base}/_stcore/upload_file/session/file", b"x" * (MAX_BODY_BYTES + 1)
    editors = client(base, may_upload=lambda headers: headers.get("host") == "editor.example")
    assert editors.put(address, content=large, headers={"Host": "editor.example"}).text == f"{len(large)} bytes"
    for visitor in (editors, client(base)):
        for method in ("PUT", "DELETE"):
            refused = visitor.request(method, address, content=large)
            assert (refused.status_code, refused.json()["error"]) == (403, "not_allowed")
            assert "Nothing was read." in refused.json()["message"]


def test_until_the_record_is_read_the_server_says_that_it_is_starting():
    house = StartingApp()
    visitor = client(house=house)
    health = visitor.get("/api/health")
    assert (health.status_code, health.json(), health.headers["retry-after"]) == (503, {"status": "starting"}, "1")
    assert visitor.get("/api/counts").json()["error"] == "starting"
    house.open(PlainTextResponse("api"), PlainTextResponse("assets"))
    assert visitor.get("/api/health").text == "api"


def test_an_error_of_ours_is_answered_and_logged_without_its_words(caplog):
    with caplog.at_level(logging.DEBUG, logger="geo.requests"):
        answer = client().get("/broken.txt", headers={"X-Request-ID": "newsroom-42"})
    assert (answer.status_code, answer.json()["error"]) == (500, "internal")
    assert answer.headers["x-request-id"] == "newsroom-42"
    assert [record.request_id for record in caplog.records] == ["newsroom-42", "newsroom-42"]
    assert "a word of an incident" not in answer.text


def test_the_log_names_the_route_and_not_what_was_asked(caplog):
    with caplog.at_level(logging.DEBUG, logger="geo.requests"):
        client().get("/api/collections/incidents/items/a-secret?q=a-secret")
        client().get("/a-secret?q=a-secret")
    assert len(caplog.records) == 2
    assert "a-secret" not in str([vars(record) for record in caplog.records])


def test_an_id_that_is_none_is_replaced():
    given = "x" * 65
    assert client().get("/", headers={"X-Request-ID": given}).headers["x-request-id"] != given


def test_files_that_never_change_are_compressed_and_the_same_again():
    visitor = client()
    for _ in range(2):
        answer = visitor.get("/static/long.js", headers={"Accept-Encoding": "gzip"})
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.text == LONG
        assert int(answer.headers["content-length"]) == len(gzip.compress(LONG.encode(), 6))
        assert "accept-encoding" in answer.headers["vary"].lower()
    assert "content-encoding" not in visitor.get("/static/long.js", headers={"Accept-Encoding": "identity"}).headers


def test_an_address_nobody_has_leads_back_to_the_map_under_any_prefix():
    answer = client("/atlas").get("/atlas/no/such/page")
    assert answer.status_code == 404
    assert 'href="../../"' in answer.text


def test_a_slash_too_many_keeps_the_prefix_and_the_query():
    assert client("/atlas").get("/atlas/about/?v=1").headers["location"] == "../about?v=1"


@pytest.mark.parametrize(("given", "base"), [("", ""), (None, ""), ("/", ""), ("atlas", "/atlas"), ("/a/b/", "/a/b")])
def test_a_prefix_may_be_written_with_or_without_slashes(given, base):
    assert prefix(given) == base
