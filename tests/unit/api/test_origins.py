"""Which pages may open a WebSocket, and how many."""

import contextlib

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse

from geo.api.middleware.origins import is_ours
from geo.api.middleware.security_headers import Policy
from geo.api.middleware.sessions import Sessions
from geo.api.routes import middleware

OURS = [
    ("http://127.0.0.1:8501", {"host": "127.0.0.1:8501"}),
    ("http://[::1]:8501", {"host": "[::1]:8501"}),
    ("http://LOCALHOST:8501", {"host": "localhost:8501"}),
    ("https://atlas.example", {"host": "atlas.example"}),
    ("https://atlas.example", {"host": "atlas.example:443"}),
    ("http://atlas.example", {"host": "atlas.example:80"}),
    ("https://atlas.example", {"host": "127.0.0.1:8501", "x-forwarded-host": "atlas.example"}),
    ("https://atlas.example:8443", {"host": "127.0.0.1", "x-forwarded-host": "atlas.example:8443, inner.example"}),
    ("https://news.example", {"host": "atlas.example"}),  # allowed by the setting
]
FOREIGN = [
    ("https://elsewhere.example", {"host": "atlas.example"}),
    ("null", {"host": "atlas.example"}),
    ("", {"host": "atlas.example"}),
    ("http://localhost:3000", {"host": "localhost:8501"}),
    ("http://127.0.0.1", {"host": "127.0.0.1:8501"}),
    ("http://localhost:8501", {"host": "127.0.0.1:8501"}),
    ("http://[::1]:3000", {"host": "[::1]:8501"}),
    ("http://[::1", {"host": "[::1"}),
    ("https://atlas.example", {"host": "atlas.example:80"}),
    ("https://atlas.example.elsewhere.example", {"host": "atlas.example"}),
    ("https://elsewhere.example@atlas.example", {"host": "atlas.example"}),
    ("https://atlas.example/path", {"host": "atlas.example"}),
    ("https://atlas.example:99999", {"host": "atlas.example:99999"}),
    ("chrome-extension://atlas.example", {"host": "atlas.example"}),
    ("file://", {"host": "atlas.example"}),
    ("http://news.example", {"host": "atlas.example"}),  # the setting says https
    ("https://atlas.example", {}),
    ("https://inner.example", {"host": "127.0.0.1", "x-forwarded-host": "atlas.example, inner.example"}),
]
ALLOWED = ["https://news.example", "*", ""]


@pytest.mark.parametrize(("origin", "headers"), OURS)
def test_our_own_pages_may_connect(origin, headers):
    assert is_ours(Headers(headers | {"origin": origin}), ALLOWED)


@pytest.mark.parametrize(("origin", "headers"), FOREIGN)
def test_pages_of_others_may_not(origin, headers):
    assert not is_ours(Headers(headers | {"origin": origin}), ALLOWED)


def test_two_origins_are_none_and_no_origin_is_no_browser():
    host, ours = (b"host", b"atlas.example"), (b"origin", b"https://atlas.example")
    assert is_ours(Headers(raw=[host]), ALLOWED)
    assert not is_ours(Headers(raw=[host, ours, ours]), ALLOWED)


async def echo(websocket):
    await websocket.accept()
    await websocket.send_text("here")
    await websocket.receive()


def test_a_refused_handshake_is_answered_in_the_shape_of_all_errors_with_the_headers():
    routes = [WebSocketRoute("/_stcore/stream", echo)]
    visitor = TestClient(Starlette(routes=routes, middleware=middleware("", Policy("'self'"))))
    with visitor.websocket_connect("/_stcore/stream", headers={"Origin": "http://testserver"}) as connection:
        assert connection.receive_text() == "here"
    with pytest.raises(WebSocketDenialResponse) as refused:
        visitor.websocket_connect("/_stcore/stream", headers={"Origin": "https://elsewhere.example"}).__enter__()
    assert refused.value.status_code == 403
    assert refused.value.json()["error"] == "foreign_origin"
    assert "default-src 'none'" in refused.value.headers["content-security-policy"]


def test_one_client_opens_so_many_pages_and_all_of_them_so_many():
    app = Sessions(Starlette(routes=[WebSocketRoute("/", echo)]), most=3, most_of_one=2)
    desk, news = (TestClient(app, client=(address, 1)) for address in ("192.0.2.1", "192.0.2.2"))
    with contextlib.ExitStack() as open_:
        for _ in range(2):
            open_.enter_context(desk.websocket_connect("/"))
        assert _refused(desk) == 429
        with news.websocket_connect("/"):
            assert _refused(news) == 503
        with news.websocket_connect("/"):
            pass
    with desk.websocket_connect("/"):
        pass


def _refused(visitor):
    with pytest.raises(WebSocketDenialResponse) as refused:
        visitor.websocket_connect("/").__enter__()
    assert refused.value.json()["error"] == "too_many_pages"
    return refused.value.status_code
