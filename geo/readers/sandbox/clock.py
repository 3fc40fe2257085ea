"""Stops a process that lets itself be waited for too long."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Clock:
    """Runs while a process is waited for, each time anew; once it has rung, the process is over."""

    def __init__(self, process: "subprocess.Popen[bytes]", wall_s: float) -> None:
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
