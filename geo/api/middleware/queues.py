"""A queue of requests: so many are worked on at once, so many wait, and one client never has more than half of it all.

Next is who belongs to the client with the fewest at work, and among those the newest: when more is asked than can be
answered, the oldest have most likely been given up, and a newcomer does not wait behind them.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from geo.api.middleware.clients import Client


class NoPlaceError(Exception):
    """The queue is full, or the client's part of it (`of_client`)."""

    def __init__(self, *, of_client: bool) -> None:
        super().__init__()
        self.of_client = of_client


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    client: Client
    called: asyncio.Future[None]


class Turns:
    """A queue; of one event loop."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._free, self._places = at_once, at_once + waiting
        self._here: Counter[Client] = Counter()
        self._at_work: Counter[Client] = Counter()
        self._waiting: list[_Place] = []

    @asynccontextmanager
    async def turn(self, client: Client) -> AsyncIterator[None]:
        """Wait for a turn, and have it inside. Who is cancelled gives up the place or the turn.

        Raises:
            NoPlaceError: there is no room to wait.
        """
        self._check(client)
        self._here[client] += 1
        try:
            await self._wait(client)
            try:
                yield
            finally:
                self._end(client)
        finally:
            _less(self._here, client)

    def _check(self, client: Client) -> None:
        if self._here.total() >= self._places:
            raise NoPlaceError(of_client=False)
        if not client.shared and self._here[client] >= max(1, self._places // 2):
            raise NoPlaceError(of_client=True)

    async def _wait(self, client: Client) -> None:
        if self._free:
            self._begin(client)
            return
        place = _Place(client, asyncio.get_running_loop().create_future())
        self._waiting.append(place)
        try:
            await place.called
        except asyncio.CancelledError:
            if place in self._waiting:
                self._waiting.remove(place)
            else:
                self._end(client)  # called and cancelled at once
            raise

    def _begin(self, client: Client) -> None:
        self._free -= 1
        self._at_work[client] += 1

    def _end(self, client: Client) -> None:
        self._free += 1
        _less(self._at_work, client)
        waiting = [place for place in self._waiting if not place.called.done()]
        if waiting:
            chosen = min(reversed(waiting), key=lambda place: self._at_work[place.client])
            self._waiting.remove(chosen)
            self._begin(chosen.client)
            chosen.called.set_result(None)


def _less(counter: Counter[Client], client: Client) -> None:
    counter[client] -= 1
    if not counter[client]:
        del counter[client]
