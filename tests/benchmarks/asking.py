"""What pages ask the API, over HTTP: questions with filters and viewports that nobody asked before."""

import random
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import httpx2 as httpx
from served import percentiles

ASKED = 60
TYPES = ("Battles", "Protests", "Riots", "Explosions/Remote violence", "Violence against civilians")
COUNTRIES = ("SY", "IQ", "UA", "YE", "SD", "MM", "FR", "BR")
BOXES = {2: 160.0, 4: 40.0, 6: 15.0, 8: 4.0, 10: 1.0}  # degrees from side to side, by zoom
WORDS = ("bridge", "market", "dam", "checkpoint")
TYPED = "synthetic group 000123"
Filters = dict[str, object]


def answers(url: str, size: int) -> Iterator[tuple[str, str]]:
    """What each kind of question takes."""
    chance = random.Random(size)
    kinds: dict[str, Callable[[], list[str]]] = {
        "/api/map, any filters, any viewport": lambda: [viewport(chance, some_filters(chance))],
        "/api/map, no filter, zoom 6": lambda: [viewport(chance, {}, zoom=6)],
        "/api/map, words, any viewport": lambda: [viewport(chance, some_words(chance))],
        "/api/counts + facets + timeline, one after another": lambda: whole(some_filters(chance)),
        "/api/counts, words": lambda: [f"/api/counts?{urlencode(some_words(chance), doseq=True)}"],
        "/api/actors, as one types": lambda: [
            f"/api/actors?{urlencode({'find': TYPED[: chance.randint(1, 22)] + chance.choice(('', '1', ' 2'))})}"
        ],
    }
    with httpx.Client(timeout=60) as client:
        for name, ask in kinds.items():
            took, largest = zip(*(asked(client, [url + path for path in ask()]) for _ in range(ASKED)), strict=True)
            yield name, f"{percentiles(took)}, ≤ {max(largest) / 1000:.0f} kB"


def some_filters(chance: random.Random) -> Filters:
    """One to three filters, each of many values."""
    year, month = chance.randint(2000, 2025), chance.randint(1, 12)
    every: Filters = {
        "type": chance.choice(TYPES),
        "days": [f"{year}-{month:02d}-01", f"{year + 1}-{month:02d}-{chance.randint(1, 28):02d}"],
        "actor": f"Synthetic group {chance.randint(1, 2_000):06d}",
        "role": chance.choice(("perpetrator", "target", "party")),
        "country": chance.choice(COUNTRIES),
        "deaths": chance.randint(1, 30),
        "rule": chance.choice(("lowest", "highest", "median")),
        "place_precision": chance.choice(("settlement", "near", "admin1")),
        "border": "IQ-SY",
        "only": chance.choice(("coarse", "disputed")),
    }
    found = {name: every[name] for name in chance.sample(sorted(every), chance.randint(1, 3))}
    return found | ({"within_km": chance.randint(5, 200)} if "border" in found else {})


def some_words(chance: random.Random) -> Filters:
    """A word, in incidents of some days."""
    return {
        "q": chance.choice(WORDS),
        "days": ["1990-01-01", f"2025-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"],
    }


def whole(filters: Filters) -> list[str]:
    """What a page asks of a view beside its map."""
    return [f"/api/{name}?{urlencode(filters, doseq=True)}" for name in ("counts", "facets", "timeline")]


def viewport(chance: random.Random, filters: Filters, zoom: int | None = None) -> str:
    """A viewport that nobody looked at before."""
    zoom = zoom or chance.choice(list(BOXES))
    half, lon, lat = BOXES[zoom] / 2, 38 + chance.uniform(-5, 5), 35 + chance.uniform(-3, 3)
    box = (max(lon - half, -180), max(lat - half / 2, -85), min(lon + half, 180), min(lat + half / 2, 85))
    edges = ",".join(f"{edge:.4f}" for edge in box)
    return f"/api/map?{urlencode({**filters, 'bbox': edges, 'zoom': zoom}, doseq=True)}"


def asked(client: httpx.Client, urls: list[str]) -> tuple[float, int]:
    """Seconds for all of them, and the most bytes of one on the wire."""
    began, largest = time.perf_counter(), 0
    for url in urls:
        with client.stream("GET", url, headers={"accept-encoding": "gzip"}) as answer:
            largest = max(largest, sum(len(part) for part in answer.iter_raw()))
        assert answer.status_code == 200, url
    return time.perf_counter() - began, largest
