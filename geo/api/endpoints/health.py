"""Health check, answered on the event loop: it waits for no queue and no worker thread."""

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from geo.access import Caller
from geo.atlas import Atlas
from geo.errors import GeoError, SlowQueryError
from geo.query.engine.budget import Budget, within
from geo.query.engine.engine import PATIENCE_SECONDS
from geo.query.totals.counts import counts
from geo.view import View

_FRESH_SECONDS = 0.5  # how long newer figures are waited for, when there are older ones


class Health:
    """The newest figures of a store, read by one thread of their own."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="health")
        self._reading: dict[Caller, Future[dict[str, Any]]] = {}
        self._known: dict[Caller, dict[str, Any]] = {}

    async def of(self, caller: Caller) -> dict[str, Any]:
        """Return the state, the version, and the number of visible incidents; the last known if reading is slow.

        With `status` "degraded" the last good version is served read-only, and `problem` says why in a word; `behind`
        is how many versions are being taken in.

        Raises:
            GeoError: the store cannot be read.
        """
        reading = self._reading.get(caller)
        if reading is None or reading.done():
            self._reading[caller] = reading = self._thread.submit(self._read, caller)
        known = self._known.get(caller)
        seconds = PATIENCE_SECONDS if known is None else _FRESH_SECONDS
        # Shielded: who waits no longer ends no reading that others wait for.
        with suppress(TimeoutError, GeoError):  # an error of the reading is raised below
            await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(reading)), seconds)
        if reading.done():
            known = self._known[caller] = reading.result()
        if known is None:
            raise SlowQueryError(PATIENCE_SECONDS)
        return known

    def _read(self, caller: Caller) -> dict[str, Any]:
        with within(Budget(PATIENCE_SECONDS, has_turn=True)):
            question = self._atlas.question(View(), caller)
            matched = counts(self._atlas.engine, question).matched
            return {"status": "ok", "version": question.version, "incidents": matched} | _condition(self._atlas)


def _condition(atlas: Atlas) -> dict[str, Any]:
    """Return the fault, in a word, while the last good version is served; else the number of versions being loaded."""
    if atlas.model.trouble:
        return {"status": "degraded", "problem": atlas.model.trouble.fault.value}
    return {"behind": atlas.model.behind} if atlas.model.behind else {}
