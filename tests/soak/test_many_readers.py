"""Fifty people on the map page of a million incidents, and many who come and go."""

import asyncio
import random

import pytest
from served import Served, run
from sessions import people, session

pytestmark = pytest.mark.soak

ROWS = 1_000_000
SESSIONS, SECONDS = 50, 60
P95_SECONDS, BYTES = 2.0, 2**30
COME_AND_GO, DRIFT = 125, 0.1


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("readers")
    run("synth", folder / "many.parquet", "--rows", ROWS, "--seed", 1)
    served = None
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEO_STORE", str(folder / "store"))
        run("import", folder / "many.parquet")
        served = Served(folder / "store")
    served.rest()
    yield served
    served.end()


def test_fifty_people_who_think_ten_seconds_wait_less_than_two_for_a_rerun(server):
    seen = asyncio.run(people(server.url, SESSIONS, SECONDS))
    reruns = sorted(took for _, several in seen for took in several)
    p95, cpu = reruns[int(0.95 * len(reruns))], server.cpu()
    print(f"{len(reruns)} reruns, p95 {p95:.2f} s, {server.memory() / 2**20:.0f} MiB, {cpu:.0f} s of processor time")
    assert p95 < P95_SECONDS
    assert server.memory() < BYTES


def test_who_comes_and_goes_leaves_no_memory_behind(server):
    async def visits():
        for number in range(COME_AND_GO):
            await session(server.url, random.Random(number), until=0, wait=0)

    asyncio.run(visits())
    before = server.memory()
    asyncio.run(visits())
    drift = server.memory() / before - 1
    print(f"{COME_AND_GO} visits: {before / 2**20:.0f} MiB and {100 * drift:.1f} %")
    assert drift < DRIFT
