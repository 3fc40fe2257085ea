"""The start: the port opens at once, and what stands in the way is said in one sentence."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx2 as httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from geo.store.store import Store

ROOT = Path(__file__).parents[3]
SECONDS = 180  # a machine may have other work
pytestmark = pytest.mark.xdist_group("start")  # one server answers several tests


def served(store, *, port=None, log=subprocess.PIPE, **environment):
    """A server's process on a port of its own; a log that is long needs a file, since a full pipe stops the server."""
    env = os.environ | {"GEO_STORE": str(store), "GEO_LOG": "info"} | environment
    command = [sys.executable, "-m", "geo", "serve", "--port", str(port or free_port())]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=log, text=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def refusal(process):
    """What a server that could not start says, and its exit code."""
    _, said = process.communicate(timeout=SECONDS)
    return said.strip(), process.returncode


@pytest.fixture(scope="module")
def open_server(tmp_path_factory):
    """A server that reaches the world by a proxy only: its port, what it said of itself, and who came to the proxy."""
    port, seen, callers, folder = free_port(), [], [], tmp_path_factory.mktemp("open")
    with socket.create_server(("127.0.0.1", 0)) as proxy, (folder / "log").open("w") as log:
        address = f"http://127.0.0.1:{proxy.getsockname()[1]}"
        threading.Thread(target=note, args=(proxy, callers), daemon=True).start()
        proxies = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), address)
        process = served(folder / "store", port=port, log=log, **proxies, no_proxy="")
        try:
            deadline = time.monotonic() + SECONDS
            while "ok" not in seen and time.monotonic() < deadline:
                with contextlib.suppress(httpx.TransportError):  # the port is not open yet
                    seen.append(httpx.get(f"http://127.0.0.1:{port}/api/health", trust_env=False).json()["status"])
                time.sleep(0.1)
            yield port, seen, callers
        finally:
            process.terminate()
            process.communicate(timeout=SECONDS)
    assert all(json.loads(line)["level"] for line in (folder / "log").read_text().splitlines())


def note(proxy, callers):
    """Write down what is asked of a proxy that never answers."""
    while True:
        try:
            connection, _ = proxy.accept()
        except OSError:
            return  # closed
        with connection:
            callers.append(connection.recv(1000))


def test_a_server_says_that_it_is_starting_and_then_that_it_is_ready(open_server):
    port, seen, _ = open_server
    assert (seen[0], seen[-1]) == ("starting", "ok")
    assert "<title>Incident Atlas</title>" in httpx.get(f"http://127.0.0.1:{port}/", trust_env=False).text


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://localhost:3000", "http://192.0.2.1"])
def test_a_page_of_another_origin_is_refused_at_once_and_no_outside_host_is_asked(open_server, origin):
    port, _, callers = open_server
    with pytest.raises(InvalidStatus) as refused:
        connect(f"ws://127.0.0.1:{port}/_stcore/stream", origin=origin, proxy=None)
    assert refused.value.response.status_code == 403
    assert json.loads(refused.value.response.body)["error"] == "foreign_origin"
    assert "default-src 'none'" in refused.value.response.headers["Content-Security-Policy"]
    assert callers == []


def test_pages_of_the_server_itself_and_of_its_public_name_may_connect(open_server):
    port, _, callers = open_server
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    with connect(address, origin=f"http://127.0.0.1:{port}", proxy=None):
        pass
    public = {"X-Forwarded-Host": "atlas.example"}
    with connect(address, origin="https://atlas.example", additional_headers=public, proxy=None):
        pass
    assert callers == []


def test_the_server_cuts_long_frames_and_answers_what_is_no_request_with_its_headers(open_server):
    port, _, _ = open_server
    with connect(f"ws://127.0.0.1:{port}/_stcore/stream", origin=f"http://127.0.0.1:{port}", proxy=None) as page:
        page.send(b"x" * 2_500_000)
        with pytest.raises(ConnectionClosed) as closed:
            page.recv(timeout=5)
    assert closed.value.rcvd.code == 1009  # message too big
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(b"nonsense\r\n\r\n")
        said = b"".join(iter(lambda: connection.recv(10_000), b"")).decode()
    assert said.startswith("HTTP/1.1 400")
    assert "content-security-policy: default-src 'none'" in said.lower()
    assert '"error":"unreadable_request"' in said


def test_a_port_that_is_taken_is_named_with_a_way_out(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said, code = refusal(served(tmp_path / "store", port=port))
    assert code == 1
    assert said.startswith(f"Port {port} of 127.0.0.1 is not available")
    assert f"PORT={port + 1} make run" in said


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda log: log.write_text("{"), "cannot be opened"),
        (
            lambda log: log.write_text(log.read_text().replace("format 1", "format 9")),
            "a newer version of Incident Atlas",
        ),
        (
            lambda log: log.write_text(log.read_text().replace('"minReaderVersion":1', '"minReaderVersion":9')),
            "a newer",
        ),
    ],
    ids=["broken", "newer", "newer table"],
)
def test_a_store_that_cannot_be_read_ends_the_start_in_one_sentence(tmp_path, harm, words):
    home = tmp_path / "store"
    Store.open(str(home))
    harm(next((home / "revisions" / "_delta_log").glob("*0.json")))
    said, code = refusal(served(home))
    assert code == 1
    assert words in said
    assert len(said.splitlines()) == 1


@pytest.mark.soak
def test_a_store_whose_rows_are_gone_ends_the_start_in_one_sentence(tmp_path):
    home = tmp_path / "store"
    process = served(home)
    while not list((home / "revisions").glob("*.parquet")):
        time.sleep(0.1)
    process.terminate()
    process.communicate(timeout=SECONDS)
    for rows in (home / "revisions").glob("*.parquet"):
        rows.unlink()
    said, code = refusal(served(home))
    assert code == 1
    assert [line for line in said.splitlines() if not line.startswith("{")] != []
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("name", "value"), [("GEO_FRAME_ANCESTORS", "https://a.example; script-src *"), ("GEO_LOG", "loud")]
)
def test_a_setting_nobody_can_follow_is_refused(tmp_path, name, value):
    said, code = refusal(served(tmp_path / "store", **{name: value}))
    assert code == 1
    assert said.splitlines()[-1].startswith(f"{name} cannot ")
    assert "Traceback" not in said
