"""The start: the port opens at once, and what stands in the way is said in one sentence."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2 as httpx
import pytest

from geo.store.store import Store

ROOT = Path(__file__).parent.parent
SECONDS = 60


def served(store, *, port=None, **environment):
    """A server's process on a port of its own."""
    env = os.environ | {"GEO_STORE": str(store), "GEO_LOG": "info"} | environment
    command = [sys.executable, "-m", "geo", "serve", "--port", str(port or free_port())]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def refusal(process):
    """What a server that could not start says, and its exit code."""
    _, said = process.communicate(timeout=SECONDS)
    return said.strip(), process.returncode


def test_a_server_says_that_it_is_starting_and_then_that_it_is_ready(tmp_path):
    port = free_port()
    process = served(tmp_path / "store", port=port)
    seen = []
    try:
        deadline = time.monotonic() + SECONDS
        while "ok" not in seen and time.monotonic() < deadline:
            try:
                seen.append(httpx.get(f"http://127.0.0.1:{port}/api/health").json()["status"])
            except httpx.TransportError:
                time.sleep(0.05)
        page = httpx.get(f"http://127.0.0.1:{port}/")
    finally:
        process.terminate()
        _, log = process.communicate(timeout=SECONDS)
    assert (seen[0], seen[-1]) == ("starting", "ok")
    assert "<title>Incident Atlas</title>" in page.text
    assert all(json.loads(line)["level"] for line in log.splitlines())


def test_a_port_that_is_taken_is_named_with_a_way_out(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said, code = refusal(served(tmp_path / "store", port=port))
    assert code == 1
    assert said.startswith(f"Port {port} of 127.0.0.1 cannot be had")
    assert f"PORT={port + 1} make run" in said


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda log: log.write_text("{"), "cannot be opened"),
        (lambda log: log.write_text(log.read_text().replace("format 1", "format 9")), "a newer Incident Atlas"),
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
