"""How the house bears its weight: `python tests/benchmarks/scale.py FOLDER [ROWS …]`, on synthetic incidents.

For each number of rows: a file is written, imported into a new store and served by a real server on loopback; then the
API is asked what pages ask, over HTTP, each time with filters and a viewport that were not asked before. Beside it what
a user would pick instead: a geopandas filter of the same rows in memory. One run, medians; the machine should be quiet.
"""

import os
import random
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import geopandas as gpd
import httpx2 as httpx
import pyarrow.parquet as pq

SIZES = (10_000, 100_000, 1_000_000)
ASKED = 40
PAGE = os.sysconf("SC_PAGE_SIZE")
GEO = [sys.executable, "-m", "geo"]
TYPES = ("Battles", "Protests", "Riots", "Explosions/Remote violence", "Violence against civilians")
COUNTRIES = ("SY", "IQ", "UA", "YE", "SD", "MM", "FR", "BR")
BOXES = {2: 160.0, 4: 40.0, 6: 15.0, 8: 4.0, 10: 1.0}  # degrees from side to side, by zoom


def main(folder: Path, sizes: list[int]) -> None:
    """Print one table."""
    print(f"cores: {os.cpu_count()}, memory: {os.sysconf('SC_PHYS_PAGES') * PAGE / 2**30:.0f} GiB\n")
    rows = dict[str, list[str]]()
    for size in sizes:
        for name, figure in measured(folder / str(size), size):
            rows.setdefault(name, []).append(figure)
            print(f"  {size:>12,}  {name:<44} {figure}", file=sys.stderr)
    print("| | " + " | ".join(f"{size:,}" for size in sizes) + " |")
    print("|---|" + "---|" * len(sizes))
    for name, figures in rows.items():
        print(f"| {name} | " + " | ".join(figures) + " |")


def measured(folder: Path, size: int) -> Iterator[tuple[str, str]]:
    """Each figure with its name."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    path, store = folder / "synthetic.parquet", folder / "store"
    yield "write the file", f"{timed(lambda: run('synth', path, '--rows', size, '--seed', 1)):.1f} s"
    seconds, peak = watched([*GEO, "import", str(path), "--json"], store)
    yield "import it, kept read model included", f"{seconds:.1f} s, {peak / 2**30:.1f} GiB"
    with_server = Served(store)
    try:
        yield "start of the server until it answers", f"{with_server.seconds:.1f} s"
        yield from answers(with_server.url, size)
        yield "memory of the server afterwards", f"{with_server.memory() / 2**30:.2f} GiB"
    finally:
        with_server.end()
    yield from alternative(path)


def answers(url: str, size: int) -> Iterator[tuple[str, str]]:
    """What the API takes for questions nobody asked before."""
    chance = random.Random(size)
    with httpx.Client(timeout=60) as client:
        kinds = {
            "/api/map, filters and viewport at random": lambda: viewport(chance, some_filters(chance)),
            "/api/map, no filter, zoom 6": lambda: viewport(chance, {}, zoom=6),
            "/api/counts": lambda: f"/api/counts?{urlencode(some_filters(chance), doseq=True)}",
            "/api/facets": lambda: f"/api/facets?{urlencode(some_filters(chance), doseq=True)}",
            "/api/timeline": lambda: f"/api/timeline?{urlencode(some_filters(chance), doseq=True)}",
            "/api/counts, words": lambda: (
                f"/api/counts?q={chance.choice(('bridge', 'market', 'dam'))}+{chance.random():.3f}"
            ),
        }
        for name, ask in kinds.items():
            took, largest = zip(*(asked(client, url + ask()) for _ in range(ASKED)), strict=True)
            yield name, f"{percentiles(took)}, ≤ {max(largest) / 1000:.0f} kB"


def some_filters(chance: random.Random) -> dict[str, object]:
    """One to three filters, each of many values."""
    year, month = chance.randint(2000, 2025), chance.randint(1, 12)
    every = {
        "type": chance.choice(TYPES),
        "days": [f"{year}-{month:02d}-01", f"{year + 1}-{month:02d}-{chance.randint(1, 28):02d}"],
        "actor": f"Synthetic group {chance.randint(1, 2_000):06d}",
        "country": chance.choice(COUNTRIES),
        "deaths": chance.randint(1, 30),
        "place_precision": chance.choice(("settlement", "near", "admin1")),
        "border": "IQ-SY",
    }
    found = {name: every[name] for name in chance.sample(sorted(every), chance.randint(1, 3))}
    return found | ({"within_km": chance.randint(5, 200)} if "border" in found else {})


def viewport(chance: random.Random, filters: dict[str, object], zoom: int | None = None) -> str:
    """A viewport that nobody looked at before."""
    zoom = zoom or chance.choice(list(BOXES))
    half, lon, lat = BOXES[zoom] / 2, 38 + chance.uniform(-5, 5), 35 + chance.uniform(-3, 3)
    box = (max(lon - half, -180), max(lat - half / 2, -85), min(lon + half, 180), min(lat + half / 2, 85))
    return (
        f"/api/map?{urlencode({**filters, 'bbox': ','.join(f'{edge:.4f}' for edge in box), 'zoom': zoom}, doseq=True)}"
    )


def asked(client: httpx.Client, url: str) -> tuple[float, int]:
    """Seconds, and bytes on the wire."""
    began = time.perf_counter()
    with client.stream("GET", url, headers={"accept-encoding": "gzip"}) as answer:
        size = sum(len(part) for part in answer.iter_raw())
    assert answer.status_code == 200, url
    return time.perf_counter() - began, size


def alternative(path: Path) -> Iterator[tuple[str, str]]:
    """The same rows as points of a GeoDataFrame, filtered by type and box: what a notebook does."""
    table = pq.read_table(path, columns=["id", "event_type", "lon", "lat"]).to_pandas()
    frame = gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(table.lon, table.lat), crs="EPSG:4326")
    took = [timed(lambda name=name: len(frame[frame.event_type == name].cx[30:45, 30:40])) for name in (*TYPES, *TYPES)]
    yield "instead: geopandas, type and box, no drawing", percentiles(took)


class Served:
    """A server on loopback, and how long it took to answer."""

    def __init__(self, store: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        env = os.environ | {"GEO_STORE": str(store), "GEO_ACCESS": "local", "GEO_LOG": "error"}
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

    def memory(self) -> int:
        """Resident bytes of the server."""
        return resident(self._process.pid)

    def end(self) -> None:
        """Ask it to end, and wait."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(30)


def watched(command: list[str], store: Path) -> tuple[float, int]:
    """Seconds, and the most bytes a command held."""
    env = os.environ | {"GEO_STORE": str(store)}
    began, peak = time.perf_counter(), 0
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        peak = max(peak, resident(process.pid))
        time.sleep(0.05)
    assert process.returncode == 0, command
    return time.perf_counter() - began, peak


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


def percentiles(seconds: list[float] | tuple[float, ...]) -> str:
    """Median and 95th percentile in milliseconds."""
    return f"{1000 * statistics.median(seconds):.0f} / {1000 * statistics.quantiles(seconds, n=20)[-1]:.0f} ms"


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]] or list(SIZES))
