"""How long reruns of the map page take while many people use it: WebSocket clients that think between their acts.

    python tests/benchmarks/sessions.py STORE [SESSIONS] [SECONDS]

Each client opens the page, then goes to another filter every ten seconds, as a browser would say it. No browser runs,
so that the two cores are the server's. Times are from an act to the end of the run it starts.
"""

import asyncio
import random
import sys
import time
from pathlib import Path

from served import Served, percentiles
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

THINK_SECONDS = 10.0
# What people ask of a map: a kind, a country, days, words, a place.
VIEWS = [
    "",
    "type=Battles",
    "country=SY",
    "type=Protests&type=Riots",
    "days=2024-01-01&days=2024-12-31",
    "deaths=5",
    "country=IQ&type=Battles",
    "verification=corroborated",
    "place_precision=near",
    "only=coarse",
]
# A message that says a run has ended is far smaller than one that draws.
SMALL = 256


async def rerun(socket: ClientConnection, query: str) -> float:
    """Ask for the page at an address; seconds until its run has ended."""
    message = BackMsg()
    message.rerun_script.query_string = query
    began = time.perf_counter()
    await socket.send(message.SerializeToString())
    while True:
        received = await socket.recv(decode=False)
        if len(received) < SMALL:
            told = ForwardMsg.FromString(received)
            if told.WhichOneof("type") == "script_finished" and not told.script_finished:
                return time.perf_counter() - began


async def session(
    url: str, draw: random.Random, until: float, wait: float = THINK_SECONDS
) -> tuple[float, list[float]]:
    """One person, who comes within `wait` seconds: the first run, and each rerun, in seconds."""
    await asyncio.sleep(draw.uniform(0, wait))
    address = url.replace("http", "ws") + "/_stcore/stream"
    async with connect(address, origin=url, max_size=None, subprotocols=["streamlit"]) as socket:
        first, reruns = await rerun(socket, ""), []
        while time.perf_counter() < until:
            await asyncio.sleep(draw.expovariate(1 / THINK_SECONDS))
            reruns.append(await rerun(socket, draw.choice(VIEWS)))
        return first, reruns


async def people(url: str, sessions: int, seconds: float) -> list[tuple[float, list[float]]]:
    """So many people at once, for so long."""
    until = time.perf_counter() + seconds
    return await asyncio.gather(*(session(url, random.Random(number), until) for number in range(sessions)))


def main(store: Path, sessions: int = 50, seconds: float = 60.0) -> None:
    """Print what they waited, and what the server held."""
    server = Served(store)
    try:
        server.rest()
        alone = asyncio.run(people(server.url, 1, 20))
        print(f"one person: first run {1000 * alone[0][0]:.0f} ms")
        before = server.cpu()
        seen = asyncio.run(people(server.url, sessions, seconds))
        reruns = [took for _, several in seen for took in several]
        print(f"{sessions} people, {seconds:.0f} s: {len(reruns)} reruns {percentiles(reruns)} (median / p95)")
        print(f"first runs {percentiles([first for first, _ in seen])}, {server.memory() / 2**20:.0f} MiB")
        print(f"processor per run {1000 * (server.cpu() - before) / (len(reruns) + len(seen)):.0f} ms")
    finally:
        server.end()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(text) for text in sys.argv[2:]))
