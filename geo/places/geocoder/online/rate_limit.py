"""One request at a time and at most one a second, for all threads and processes that share a folder.

A lock file makes the queue, and in it stands the time before which nobody may ask. It is counted from the end of a
request, so that two can never reach the service closer together than that.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from filelock import FileLock, Timeout

from geo.errors import GeocoderBusyError, KeptAnswersError

_FILE, _LOCK = "next_request", "next_request.lock"
_LONGEST_WAIT_S = 30.0
# A time further ahead was asked for by a service gone wrong, or written by a clock that has since been set back.
_LONGEST_HELD_S = 3_600.0
_LOOK_AGAIN_S = 0.02


@dataclass(frozen=True, slots=True)
class Turn:
    """The right to ask, while everybody else waits."""

    file: IO[str]
    host: str
    deadline: float

    @contextmanager
    def wait_turn(self, interval_s: float) -> Iterator[None]:
        """Around one request: wait until it is time, and hold the next one back.

        A service that says how long it wants to be left alone is left alone for as long, by everybody.

        Raises:
            GeocoderBusyError: it would take too long until it is time.
        """
        self._wait(interval_s)
        self._hold(interval_s)  # before as well: a process killed meanwhile has asked all the same
        hold = interval_s
        try:
            yield
        except GeocoderBusyError as busy:
            hold = max(interval_s, busy.seconds or 0.0)
            raise
        finally:
            self._hold(hold)

    def _wait(self, interval_s: float) -> None:
        wait = self._held_until() - time.time()
        if not wait <= _LONGEST_HELD_S:
            wait = interval_s
        if time.monotonic() + wait > self.deadline:
            raise GeocoderBusyError(self.host, wait)
        time.sleep(max(wait, 0.0))

    def _held_until(self) -> float:
        self.file.seek(0)
        try:
            return float(self.file.read() or 0.0)
        except ValueError:
            return float("inf")

    def _hold(self, seconds: float) -> None:
        # Always as long, so that one write replaces the last: a process killed in the middle leaves one or the other.
        until = f"{time.time() + min(seconds, _LONGEST_HELD_S):020.6f}"
        try:
            self.file.seek(0)
            self.file.write(until)
            self.file.flush()
        except OSError as error:
            raise KeptAnswersError(self.file.name) from error


@contextmanager
def turn(folder: Path, host: str, longest_wait_s: float = _LONGEST_WAIT_S) -> Iterator[Turn]:
    """Wait until nobody else in this folder is asking, and have everybody else wait until this one is done.

    Args:
        folder: what the threads and processes share; made when there is none.
        host: who is to be asked, for the sentence of an error.
        longest_wait_s: how long to wait for the turn and for the pace together, in seconds.

    Raises:
        GeocoderBusyError: it is still somebody else's turn after that.
        KeptAnswersError: nothing can be written to the folder.
    """
    deadline = time.monotonic() + longest_wait_s
    with _open_lock_file(folder / _FILE) as file, _alone(folder / _LOCK, host, longest_wait_s):
        yield Turn(file, host, deadline)


def _open_lock_file(path: Path) -> IO[str]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        return path.open("r+", encoding="ascii")
    except OSError as error:
        raise KeptAnswersError(str(path)) from error


@contextmanager
def _alone(path: Path, host: str, longest_wait_s: float) -> Iterator[None]:
    # Each lock object is a party of its own, so this parts threads as well as processes.
    lock = FileLock(path, thread_local=False)
    try:
        lock.acquire(longest_wait_s, poll_interval=_LOOK_AGAIN_S)
    except Timeout:
        raise GeocoderBusyError(host, None) from None
    except OSError as error:
        raise KeptAnswersError(str(path)) from error
    try:
        yield
    finally:
        lock.release()
