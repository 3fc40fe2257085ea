"""Fifty people at once, each with filters of their own, who drag the map every two seconds or so."""

import asyncio
import random
import time
from collections.abc import Iterator

import httpx2 as httpx
from asking import some_filters, viewport
from served import percentiles

VIEWERS = 50
DRAGS = 8
PAUSE_SECONDS = (1.0, 3.0)


def panned(url: str, size: int) -> Iterator[tuple[str, str]]:
    """What a drag takes, and how many failed."""
    viewers = asyncio.run(_all(url, size))
    failed = sum(failed for _, failed in viewers)
    yield f"{VIEWERS} viewers open views of their own within 2 s", percentiles([took[0] for took, _ in viewers])
    drags = [seconds for took, _ in viewers for seconds in took[1:]]
    yield f"they drag, {DRAGS} times, one in 2 s", f"{percentiles(drags)}, {failed} errors"


async def _all(url: str, size: int) -> list[tuple[list[float], int]]:
    limits = httpx.Limits(max_connections=VIEWERS)
    async with httpx.AsyncClient(timeout=60, limits=limits) as client:
        return await asyncio.gather(*(_viewer(client, url, random.Random(size + n)) for n in range(VIEWERS)))


async def _viewer(client: httpx.AsyncClient, url: str, chance: random.Random) -> tuple[list[float], int]:
    filters, took, failed = some_filters(chance), list[float](), 0
    for _ in range(1 + DRAGS):
        await asyncio.sleep(chance.uniform(*PAUSE_SECONDS))
        began = time.perf_counter()
        answer = await client.get(url + viewport(chance, filters))
        took.append(time.perf_counter() - began)
        failed += answer.status_code != 200
    return took, failed
