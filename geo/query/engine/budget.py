"""Time limits of requests; stops their statements when time is up or the client has disconnected.

A request has one budget, in a context variable, for all the statements it runs: threads started for the request see
the same one.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from geo.errors import SlowQueryError

_EVERY_SECONDS = 0.02


class Stoppable(Protocol):
    """Executor of a statement, such as DuckDB's cursor."""

    def interrupt(self) -> None:
        """Stop the running statement, if there is one."""


class Budget:
    """A deadline that covers the wait for a turn and every statement. Safe to share between threads."""

    def __init__(self, seconds: float, *, has_turn: bool = False, parent: "Budget | None" = None) -> None:
        """Begin now.

        Args:
            seconds: how long from now, or from each `renew`.
            has_turn: whether a queue has let the request in, so that the engine need not make it wait again.
            parent: the budget that this is a part of, and ends with.
        """
        self.seconds, self.has_turn, self._parent = seconds, has_turn, parent
        self._ends = time.monotonic() + seconds
        self._cancelled = False

    def seconds_left(self) -> float:
        """Seconds until the deadline, at least 0."""
        if self._cancelled:
            return 0.0
        own = max(0.0, self._ends - time.monotonic())
        return own if self._parent is None else min(own, self._parent.seconds_left())

    def renew(self) -> None:
        """Give it all its seconds again: there was progress."""
        self._ends = time.monotonic() + self.seconds

    def cancel(self) -> None:
        """End it now: nobody waits for the answer."""
        self._cancelled = True

    def check(self) -> None:
        """Raise SlowQueryError when nothing is left."""
        if not self.seconds_left():
            raise self.timeout_error()

    def timeout_error(self) -> SlowQueryError:
        """Return the error that names the time which is over: its own, or that of what it is a part of."""
        whole = self._parent
        return whole.timeout_error() if whole and not whole.seconds_left() else SlowQueryError(self.seconds)

    @contextmanager
    def watching(self, running: Stoppable) -> Iterator[None]:
        """Interrupt what runs inside once nothing is left.

        Raises:
            SlowQueryError: nothing was left to begin with.
        """
        self.check()
        with _WATCH.over(self, running):
            yield


class _Watch:
    """One thread that looks at all running statements, and rests while there are none."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._running: dict[int, tuple[Budget, Stoppable]] = {}
        self._thread: threading.Thread | None = None

    @contextmanager
    def over(self, budget: Budget, running: Stoppable) -> Iterator[None]:
        key = id(running)
        with self._changed:
            self._running[key] = budget, running
            if self._thread is None:
                self._thread = threading.Thread(target=self._look, daemon=True, name="deadlines")
                self._thread.start()
            self._changed.notify()
        try:
            yield
        finally:
            with self._changed:  # so that nothing is interrupted after it was closed
                del self._running[key]

    def _look(self) -> None:
        while True:
            with self._changed:
                while not self._running:
                    self._changed.wait()
                self._interrupt()
            time.sleep(_EVERY_SECONDS)

    def _interrupt(self) -> None:
        # Again and again: an interrupt between two steps of a statement is lost.
        for budget, running in self._running.values():
            if not budget.seconds_left():
                running.interrupt()


_WATCH = _Watch()
_CURRENT: ContextVar[Budget | None] = ContextVar("budget", default=None)


def current() -> Budget | None:
    """Return the budget of the request, run or stream that this code works for, if it has one."""
    return _CURRENT.get()


@contextmanager
def within(budget: Budget) -> Iterator[Budget]:
    """Work inside within this budget."""
    token = _CURRENT.set(budget)
    try:
        yield budget
    finally:
        _CURRENT.reset(token)
