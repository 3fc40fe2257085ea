"""Stops a process that lets itself be waited for too long."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from geo.readers.sandbox.forks import Process


class Clock:
    """Runs while a process is waited for, each time anew; once it has rung, the process is over."""

    def __init__(self, process: Process, wall_s: float) -> None:
        self._process, self._wall_s = process, wall_s
        self.rang = False

    @contextmanager
    def running(self) -> Iterator[None]:
        """Stop the process if the block takes longer than it may."""
        timer = threading.Timer(self._wall_s, self._ring)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _ring(self) -> None:
        self.rang = True
        self._process.kill()
