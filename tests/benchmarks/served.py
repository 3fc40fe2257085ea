"""Programs of ours as a benchmark runs them: how long they take, and what they hold."""

import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx2 as httpx

PAGE = os.sysconf("SC_PAGE_SIZE")
GEO = [sys.executable, "-m", "geo"]


class Served:
    """A server on loopback, and how long it took to answer."""

    def __init__(self, store: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        env = os.environ | {"GEO_STORE": str(store), "GEO_LOG": "error"}
        began = time.perf_counter()
        self._process = subprocess.Popen([*GEO, "serve", "--port", str(port)], env=env)
        while not self._answers():
            time.sleep(0.05)
        self.seconds = time.perf_counter() - began

    def _answers(self) -> bool:
        assert self._process.poll() is None, "the server ended"
        try:
            return httpx.get(f"{self.url}/api/health").status_code == 200
        except httpx.TransportError:
            return False

    def rest(self) -> None:
        """Wait until what is done beside the start is done."""
        time.sleep(20)

    def memory(self) -> int:
        """Resident bytes of the server."""
        return resident(self._process.pid)

    def cpu(self) -> float:
        """Seconds of processor time the server has used."""
        used = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")

    def end(self) -> None:
        """Ask it to end, and wait."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(30)


@dataclass(frozen=True, slots=True)
class Watched:
    """Seconds until something was done and until the command ended, and the most bytes it held."""

    done: float
    ended: float
    peak: int


def watched(command: list[str], store: Path, done: Callable[[], bool]) -> Watched:
    """Run a command on a store, and look at it twenty times a second."""
    env = os.environ | {"GEO_STORE": str(store)}
    began, peak, at = time.perf_counter(), 0, 0.0
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        peak = max(peak, resident(process.pid))
        at = at or (time.perf_counter() - began if done() else 0.0)
        time.sleep(0.05)
    assert process.returncode == 0, command
    return Watched(at, time.perf_counter() - began, peak)


def imported(path: Path, store: Path) -> str:
    """Import a file into a new store: until its act is committed, until the kept read model is made, and memory."""
    commit = store / "revisions" / "_delta_log" / "00000000000000000002.json"  # after the table itself and the seeds
    seen = watched([*GEO, "import", str(path), "--json"], store, commit.exists)
    return f"{seen.done:.1f} s, {seen.ended:.1f} s, {seen.peak / 2**30:.1f} GiB"


def resident(pid: int) -> int:
    """Bytes of a process in memory, 0 once it has ended; Linux only."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def run(*arguments: object) -> None:
    """A command of ours that must succeed."""
    subprocess.run([*GEO, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)


def timed(work: Callable[[], object]) -> float:
    """Seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def percentiles(seconds: Sequence[float]) -> str:
    """Median and 95th percentile in milliseconds."""
    return f"{1000 * statistics.median(seconds):.0f} / {1000 * statistics.quantiles(seconds, n=20)[-1]:.0f} ms"
