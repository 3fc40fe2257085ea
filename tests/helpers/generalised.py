"""Two stores that differ only in what viewers may not know of their generalised incidents, and every question."""

import dataclasses
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
from fastapi.testclient import TestClient
from house import OURS, at, house, revise
from house import incident as named

from geo.api.app import create
from geo.api.request import Service
from geo.atlas import Atlas
from geo.incident import Actor, Candidate, Claim, DatePrecision, Geocoding, Incident, PlacePrecision, Role, Source
from geo.readmodel.generalised.grid import squares

# Whose secrets differ: one of each in either store.
SECRETS = ("Harbourquux", "Millquux")
# Longitude and latitude, and the size of the square: on land and at sea, at borders, coasts, the antimeridian, a pole.
PLACES = (
    *((35.9, 35.5, 500.0), (36.3, 33.5, 5_000.0), (40.9, 34.4, 5_000.0), (37.2, 36.65, 20_000.0)),
    *((35.75, 35.55, 2_000.0), (43.1, 36.3, 50_000.0), (2.35, 48.85, 1_000.0), (-60.0, -15.0, 300_000.0)),
    *((179.99, -16.5, 10_000.0), (20.0, 84.9, 10_000.0), (0.0, 0.0, 4_000.0), (36.1, 35.9, 5_000.0)),
)
WHEN = {"start": date(2025, 3, 7), "end": date(2025, 3, 7), "date_precision": DatePrecision.DAY}
CLAIMS = (Claim("deaths", 3, 4, source_id="one"), Claim("deaths", 9, 9, source_id="two"), Claim("deaths", 9, 9))

Secrets = dict[str, Any]


def positions(lon: float, lat: float, size_m: float, seed: int, number: int = 2) -> list[tuple[float, float]]:
    """Some positions in the square that hides one: at its very edges, then anywhere in it."""
    square = squares(np.array([lon]), np.array([lat]), np.array([size_m]))
    west, south, east, north = (float(edge[0]) for edge in (square.west, square.south, square.east, square.north))
    chance = random.Random(seed)  # noqa: S311  nothing secret
    shares = [(0.0001, 0.0001), (0.9999, 0.9999)] if seed % 2 else []
    shares += [(chance.random(), chance.random()) for _ in range(number)]
    return [(west + (east - west) * x, south + (north - south) * y) for x, y in shares[:number]]


def words(secret: str) -> Secrets:
    """Every field a viewer may not read, and those of which only some."""
    weighed = Candidate(f"gn:{secret}", secret, "SY", secret, 36.0, 35.0, 0.9, secret)
    return {
        "aliases": (secret,),
        "title": f"Shelling of {secret}",
        "summary": f"What happened at {secret}",
        "time_text": f"after prayers in {secret}",
        "place_name": secret,
        "place_id": f"gn:{secret}",
        "admin2": secret,
        "geocoding": Geocoding(secret, (weighed,), f"gn:{secret}", secret, secret, secret),
        "claims": tuple(
            dataclasses.replace(each, text=secret, claimant=f"{secret} {n}", via=secret, quote=secret, quote_start=n)
            for n, each in enumerate(CLAIMS)
        ),
        "sources": tuple(
            Source(name, "A paper", secret, f"https://{secret}.example", secret, origin=f"{secret} {name}", licence=own)
            for name, own in (("one", "own-words"), ("two", "own-words"))
        ),
        "verification_note": secret,
    }


def incident(name: str, **fields: Any) -> Incident:
    """A published incident, of any title."""
    return dataclasses.replace(named(name), **fields)


def store(folder: Path, which: int, seed: int = 1) -> Atlas:
    """The store of one of two worlds: `which` is 0 or 1."""
    said = words(SECRETS[which])
    kinds = [PlacePrecision.EXACT, PlacePrecision.VICINITY, PlacePrecision.SETTLEMENT, PlacePrecision.NEAR]
    common = {**WHEN, "event_type": "Battles", "sub_type": "Armed clash", "country": "SY", "deaths_low": 3}
    common |= {"actors": (Actor("The Army", Role.PARTY, alleged=True, actor_id="a1"),)}
    hidden = [
        incident(
            f"point{n}",
            **common | said | at(*positions(lon, lat, size, seed + n)[which], kinds[n % 4]),
            radius_m=(None, size / 5, size / 3)[n % 3] if which else (None, size / 4, size / 2)[n % 3],
            feature=(None, "border:IQ-SY", "admin1:SY-LA", f"border:SY-TR~3{6 + which}.00_36.60_25")[n % 4],
            admin1=("Latakia", None, "Aleppo")[n % 3],
            generalise_m=size,
        )
        for n, (lon, lat, size) in enumerate(PLACES)
    ]
    spot = {"lon": 36.0 + which, "lat": 35.0}
    shaped = {**common, **said, **spot, "generalise_m": 20_000.0, "admin1": "Latakia"}
    hidden += [
        incident("district", **shaped, place_precision=PlacePrecision.ADMIN2),
        incident("province", **shaped, place_precision=PlacePrecision.ADMIN1, feature="admin1:SY-LA"),
        incident(
            "small",
            **shaped | {"generalise_m": 400_000.0},
            place_precision=PlacePrecision.ADMIN1,
            feature="admin1:SY-LA",
        ),
        incident(
            "line", **shaped, place_precision=PlacePrecision.LINE, feature=("border:IQ-SY", "border:SY-TR")[which]
        ),
        incident("country", **shaped, place_precision=PlacePrecision.COUNTRY),
        incident("unknown", **shaped, place_precision=PlacePrecision.UNKNOWN),
    ]
    early, late = (positions(36.0, 35.6, size, seed + 50)[which] for size in (5_000.0, 20_000.0))
    revised = [
        incident("exposed", **common | said | at(*early), feature="border:IQ-SY"),
        incident("wider", **common | said | at(*early), generalise_m=5_000.0),
        incident("moved", **common | said | at(*late), generalise_m=20_000.0),
    ]
    beside = incident("open", **WHEN, sources=(OURS,), country="SY", admin1="Latakia", **at(35.95, 35.55))
    atlas = house(folder, [*hidden, *revised, beside])
    revise(atlas, "exposed", generalise_m=5_000.0)
    revise(atlas, "wider", generalise_m=7_000.0)
    revise(atlas, "moved", lon=early[0], lat=early[1], generalise_m=5_000.0)
    revise(atlas, "exposed", summary=SECRETS[which], verification_note=SECRETS[which])
    return atlas


def client(atlas: Atlas) -> TestClient:
    """The API as a visitor reaches it."""
    return TestClient(create(Service(atlas)))


def ids(atlas: Atlas) -> list[str]:
    """All incidents."""
    return sorted(set(atlas.store.rows(columns=["id"])["id"].to_pylist()))


def filters(seed: int = 1) -> Iterator[str]:
    """A query for each filter key, made of what either store hides: whoever guesses right must not be told so."""
    for secret in SECRETS:
        yield from (f"{key}={secret}" for key in ("q", "actor", "admin1", "admin2", "dataset", "type", "sub_type"))
        yield f"q={secret}+army"
        yield f"sub_type={secret}&only=coarse"
    yield from (
        "q=shelling",
        "q=latakia",
        "q=armed+clash",
        "q=army&country=SY",
        "country=SY",
        "country=TR",
        "country=IQ",
    )
    yield from ("admin1=Latakia", "admin1=Aleppo", "admin2=Jableh", "actor=The+Army&role=party&alleged=true&match=all")
    yield from (f"place_precision={each.value}" for each in PlacePrecision)
    yield from (f"only={each}" for each in ("unplaced", "coarse", "undated", "disputed"))
    yield from (f"rule={each}&deaths=4" for each in ("stated", "lowest", "highest", "median", "latest", "origins"))
    yield from ("days=2025-03-07&days=2025-03-07", "days=2025-03-07&days=2025-03-07&dates=definite", "deaths=3")
    yield from (f"verification={each}" for each in ("unverified", "disputed"))
    for line in ("IQ-SY", "SY-TR", "LB-SY"):
        yield from (f"border={line}&within_km={km}" for km in (0.5, 10, 40, 85, 120, 165.5, 220, 300))
    for n, (lon, lat, size) in enumerate(PLACES):
        for x, y in positions(lon, lat, size, seed + n):
            yield f"area={_box(x, y, size / 500_000)}"
            kite = f"POLYGON (({x} {y - 0.01}, {min(x + 0.02, 180)} {y}, {x} {y + 0.01}, {x} {y - 0.01}))"
            yield f"area={quote(kite)}"


def _box(lon: float, lat: float, degrees: float) -> str:
    west, east = max(lon - degrees, -180), min(lon + degrees, 180)
    return f"{west},{max(lat - degrees, -90)},{east},{min(lat + degrees, 90)}"


def routes(names: list[str]) -> Iterator[str]:
    """Every route that answers a view, with the keys of its own."""
    yield from (
        "counts?",
        "facets?",
        "regions?",
        "timeline?",
        "timeline?by=day&stack=type",
        "timeline?stack=verification",
    )
    yield from (f"list?limit=200&sort={sort}" for sort in ("when", "where", "deaths", "title", "type", "verification"))
    yield from (f"list?limit=200&group={group}" for group in ("day", "place", "actor"))
    yield from (f"actors?find={word}" for word in ("army", *SECRETS))
    yield from (f"list?limit=1&locate={name}" for name in names)
    yield from (f"{kind}?bbox=-180,-85,180,85&zoom={zoom}" for kind in ("map", "hexes") for zoom in (0, 3, 16))
    yield from (f"{kind}?bbox=35,34,38,37&zoom={zoom}" for kind in ("map", "hexes") for zoom in (8, 22))


def of_one(names: list[str]) -> Iterator[str]:
    """The routes that answer for one incident."""
    yield from (f"near?incident={name}&km={km}&days=300" for name in names for km in (1, 25, 300))
    yield from (f"collections/incidents/items/{name}?" for name in names)


def told(answer: Any) -> Any:
    """An answer without the moment an act was written, in which two stores differ by chance."""
    if isinstance(answer, dict):
        return {key: told(value) for key, value in answer.items() if key != "recorded_at"}
    return [told(each) for each in answer] if isinstance(answer, list) else answer


def asked(visitor: TestClient, address: str) -> tuple[int, Any]:
    """The status and what is told."""
    answer = visitor.get(f"/{address}")
    return answer.status_code, told(answer.json())


def differing(worlds: Sequence[Atlas], addresses: Iterable[str], pins: Sequence[str] = ("", "")) -> list[str]:
    """The addresses to which two stores give different answers, or one that holds a secret."""
    visitors = [client(each) for each in worlds]
    found = []
    for address in addresses:
        this, that = (asked(visitor, address + pin) for visitor, pin in zip(visitors, pins, strict=True))
        if this != that or (this[0] == 200 and any(word.casefold() in str(this[1]).casefold() for word in SECRETS)):
            found.append(address)
    return found
