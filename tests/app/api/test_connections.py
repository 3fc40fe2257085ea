"""What is half sent, not read or too long, on a real server's connections."""

import asyncio
import contextlib
import socket
import struct
import time

import pytest
from fastapi import FastAPI, Request, Response, WebSocket
from fastapi.responses import StreamingResponse
from running import running, send, until

from geo.api.middleware import connections
from geo.api.middleware.connections import Connection

HEAD = "POST /body HTTP/1.1\r\nHost: a\r\n"
LARGE = 40_000_000  # bytes in one piece, more than any system holds for a client
HANDSHAKE = (
    "GET /socket HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)


@pytest.fixture
def port(monkeypatch):
    """A server that is less patient than ours, or these tests would take minutes."""
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.4)
    monkeypatch.setattr(connections, "BODY_SECONDS", 0.4)
    monkeypatch.setattr(connections, "UNREAD_SECONDS", 0.4)
    app = FastAPI()
    app.state.ended = []

    @app.get("/")
    def quick():
        return "here"

    @app.post("/body")
    async def body(request: Request):
        return len(await request.body())

    @app.get("/long")
    async def long():
        async def pieces():
            try:
                while True:
                    yield b"x" * 100_000
                    await asyncio.sleep(0)
            finally:
                app.state.ended.append("long")

        return StreamingResponse(pieces())

    @app.get("/large")
    async def large():
        return Response(bytes(LARGE))

    @app.websocket("/socket")
    async def socket_(websocket: WebSocket):
        await websocket.accept()
        with contextlib.suppress(Exception):
            while True:
                await websocket.send_text(str(len(await websocket.receive_bytes())))

    with running(app, http=Connection, ws_max_size=50_000_000, timeout_keep_alive=30) as port:
        Port.app = app
        yield port


class Port:
    app: FastAPI


def read(connection, seconds=5.0):
    """All that comes until the other side closes, and after how many seconds that was."""
    connection.settimeout(seconds)
    began, found = time.perf_counter(), b""
    with contextlib.suppress(ConnectionResetError):
        while piece := connection.recv(65_536):
            found += piece
    return found.decode(), time.perf_counter() - began


@pytest.mark.parametrize("sent", ["", "GET / HTTP/1.1\r\nHost: a\r\n", HEAD + "Content-Length: 100\r\n\r\nhalf"])
def test_a_request_that_does_not_come_to_its_end_is_cut_off(port, sent):
    with send(port, sent) as connection:
        said, seconds = read(connection)
    assert 0.3 < seconds < 3
    assert ("408" in said and '"unfinished"' in said and "default-src 'none'" in said) == bool(sent)


def test_one_byte_now_and_then_is_cut_off_too(port):
    began = time.perf_counter()
    with send(port, HEAD) as connection, contextlib.suppress(ConnectionError):
        while time.perf_counter() - began < 5:
            connection.sendall(b"X")
            time.sleep(0.1)
    assert time.perf_counter() - began < 3


def test_the_second_request_of_a_connection_has_its_limit_as_well(port):
    with send(port, "GET / HTTP/1.1\r\nHost: a\r\n\r\n") as connection:
        assert b"here" in connection.recv(1000)
        connection.sendall(b"GET / HTTP/1.1\r\nHo")
        said, seconds = read(connection)
    assert "408" in said
    assert seconds < 3


def test_a_body_that_keeps_coming_has_its_time(port):
    with send(port, HEAD + "Content-Length: 60000\r\n\r\n") as connection:
        for _ in range(12):
            connection.sendall(b"x" * 5_000)
            time.sleep(0.1)
        assert b"60000" in connection.recv(1000)


def test_who_does_not_read_is_cut_off(port):
    with send(port, "GET /long HTTP/1.1\r\nHost: a\r\n\r\n"):
        assert until(lambda: Port.app.state.ended, 5)


def test_who_reads_slowly_gets_everything_however_long_it_takes(port):
    with send(port, "GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n") as connection:
        connection.settimeout(5)
        read_bytes, began = 0, time.perf_counter()
        while piece := connection.recv(400_000):
            read_bytes += len(piece)
            time.sleep(0.02)
    assert read_bytes > LARGE
    assert time.perf_counter() - began > 3 * connections.UNREAD_SECONDS


def test_a_head_request_that_cannot_be_read_is_refused_without_a_body(port):
    sent = "HEAD / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nno chunk\r\n"
    with send(port, sent) as connection:
        said, _ = read(connection)
    assert said.endswith("\r\n\r\n")


@pytest.mark.parametrize(
    "sent",
    [
        "nonsense\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        HANDSHAKE.replace("GET", "POST"),
        HANDSHAKE.replace("Version: 13", "Version: 12"),
        HANDSHAKE.replace("AAAA==", "AAAA"),
        HANDSHAKE.replace("Sec-WebSocket-Key", "X-Key"),
    ],
)
def test_what_is_no_request_is_refused_in_the_shape_of_all_errors(port, sent):
    with send(port, sent) as connection:
        said, _ = read(connection)
    head, _, body = said.partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 400 Bad Request")
    assert "content-security-policy: default-src 'none'" in head.lower()
    assert body.startswith('{"error":"unreadable_request","message":"')


def test_a_frame_is_no_longer_than_its_own_limit(port):
    with send(port, HANDSHAKE) as connection:
        assert b"101" in connection.recv(1000)
        connection.sendall(_frame(Connection.frame_bytes - 10))
        connection.sendall(bytes(Connection.frame_bytes - 10))
        assert str(Connection.frame_bytes - 10).encode() in connection.recv(100)
        time.sleep(0.5)  # longer than a head or a body may take
        connection.sendall(_frame(Connection.frame_bytes + 1))
        assert struct.unpack("!H", connection.recv(100)[2:4]) == (1009,)  # message too big


def _frame(length):
    """The head of a binary frame, masked by nothing."""
    return struct.pack("!BBQ", 0x82, 0x80 | 127, length) + bytes(4)


def test_a_connection_closed_by_its_client_leaves_no_timer(port):
    for _ in range(3):
        send(port, HEAD).close()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert "here" in read(connection)[0]
