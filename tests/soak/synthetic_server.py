"""A real server on loopback over a synthetic store, and what is measured of it."""

import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

# Another checkout may be measured with the same tests.
ROOT = Path(os.environ.get("ATLAS_ROOT") or Path(__file__).parent.parent.parent)
ROWS = 200_000
READY_SECONDS = 300


@dataclass(frozen=True)
class Served:
    """A running server."""

    port: int
    pid: int

    def get(self, path, seconds=60.0):
        """The status, and how long it took."""
        began = time.perf_counter()
        with contextlib.closing(HTTPConnection("127.0.0.1", self.port, timeout=seconds)) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
        return answer.status, time.perf_counter() - began

    def ask(self, path):
        """A connection on which a path was asked for, and nothing was read."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n".encode())
        return connection

    def memory(self):
        """Resident megabytes."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def synthetic_store(folder):
    """A store of synthetic incidents; `ATLAS_STORE` may name one that is there already."""
    if given := os.environ.get("ATLAS_STORE"):
        return given
    rows, store = folder / "rows.parquet", folder / "store"
    _geo("synth", rows, "--rows", ROWS, "--seed", 7)
    _geo("import", rows, GEO_STORE=store)
    return str(store)


def _geo(*arguments, **environment):
    env = os.environ | {name: str(value) for name, value in environment.items()}
    command = [sys.executable, "-m", "geo", *map(str, arguments)]
    subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)


@contextlib.contextmanager
def served(store, folder):
    """The server over this store, once it is ready and its memory has settled."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = os.environ | {"GEO_STORE": str(store), "GEO_LOG": "warning", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "geo", "serve", "--port", str(port)]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
    try:
        server = Served(port, process.pid)
        _wait_until_ready(server, process)
        yield server
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_until_ready(server, process):
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError):
            if server.get("/api/health", 5)[0] == 200:
                time.sleep(2)  # what is done beside the first requests
                return
        time.sleep(0.2)
    pytest.fail("The server did not start.")


def median(seconds):
    """The middle one."""
    return statistics.median(seconds)
