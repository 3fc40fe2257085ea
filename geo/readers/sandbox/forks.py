"""Asking the template for a process that reads one file, and the handle of such a process."""

import atexit
import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol, Self

from geo.readers.sandbox.exit_codes import EXIT_CODE, PROCESS
from geo.readers.sandbox.gdal import ENVIRONMENT

# Where this package lies, installed or not.
_OURS = Path(__file__).parents[3]
# Nothing else of ours: it may hold keys.
_KEPT = ("LD_LIBRARY_PATH",)
_PLAIN = {
    "PYTHONPATH": str(_OURS),
    "PYTHONDONTWRITEBYTECODE": "1",
    # What would hold memory for later, or for each thread.
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    **ENVIRONMENT,
}
_START_SECONDS, _END_SECONDS = 60, 5


def can_fork() -> bool:
    """Return True if this machine has handles of processes: Linux 5.3 or newer."""
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (AttributeError, OSError):
        return False
    return True


class Process(Protocol):
    """Interface of a process whose answer is received."""

    @property
    def stdout(self) -> IO[bytes] | None:
        """Its answer."""

    def kill(self) -> None:
        """End it."""

    def wait(self) -> int:
        """Wait for its end; returns its exit code."""


class Fork:
    """A process that reads a file, with as much of `subprocess.Popen` as is needed."""

    def __init__(self, pid: int, handle: int, asks: int, answers: int, exit_code_from: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self.stdin: IO[bytes] = os.fdopen(asks, "wb")
        self.stdout: IO[bytes] = os.fdopen(answers, "rb")
        self._handle, self._exit_code_from = handle, exit_code_from
        self._waiting = threading.Lock()

    def kill(self) -> None:
        """End it, where it has not ended."""
        with self._waiting, contextlib.suppress(ProcessLookupError):
            if self.returncode is None:
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def wait(self) -> int:
        """Wait for its end; returns its exit code, negative for a signal."""
        select.select([self._exit_code_from], [], [])
        with self._waiting:
            if self.returncode is None:
                said = os.read(self._exit_code_from, EXIT_CODE.size)
                # The template says nothing when it was ended itself.
                self.returncode = EXIT_CODE.unpack(said)[0] if said else -signal.SIGKILL
            return self.returncode

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close what leads to it, and wait for its end."""
        with contextlib.suppress(BrokenPipeError):
            self.stdin.close()
        self.stdout.close()
        self.wait()
        with self._waiting:
            os.close(self._handle)
            os.close(self._exit_code_from)


class Template:
    """The process that others are forked from: started when the first is asked for, and again where it has ended."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it where that can be, so that it is ready when a file is read."""
        with self._turn:
            if can_fork():
                self._start()

    def fork(self, file: int) -> Fork:
        """Return a process that waits to be told, on its standard input, what to read of an open file.

        Raises:
            OSError: there is none to be had.
        """
        theirs, asks = os.pipe()
        answers, theirs_too = os.pipe()
        exit_code_from, exit_code_to = os.pipe()
        given = (theirs, theirs_too, exit_code_to)
        try:
            pid, handle = self._fork([file, *given])
        except BaseException:
            for descriptor in (asks, answers, exit_code_from):
                os.close(descriptor)
            raise
        finally:
            for descriptor in given:
                os.close(descriptor)
        return Fork(pid, handle, asks, answers, exit_code_from)

    def close(self) -> None:
        """End it, and what was forked from it."""
        with self._turn:
            self._end()

    def _fork(self, descriptors: list[int]) -> tuple[int, int]:
        with self._turn:
            try:
                return self._request_fork(descriptors)
            except OSError:  # it has ended: it was idle for long, or was killed
                self._end()
                return self._request_fork(descriptors)

    def _request_fork(self, descriptors: list[int]) -> tuple[int, int]:
        control = self._start()
        socket.send_fds(control, [b"\0"], descriptors)
        said, given, *_ = socket.recv_fds(control, PROCESS.size, 1)
        if not said:
            raise ConnectionResetError
        return PROCESS.unpack(said)[0], given[0]

    def _start(self) -> socket.socket:
        if self._control is None:
            self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            self._control.settimeout(_START_SECONDS)
            with theirs:
                self._process = subprocess.Popen(  # noqa: S603 - our own program; what the user says comes later
                    [sys.executable, "-P", "-m", "geo.readers.sandbox.template", str(theirs.fileno())],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    pass_fds=[theirs.fileno()],
                    env={**{key: os.environ[key] for key in _KEPT if key in os.environ}, **_PLAIN},
                    cwd="/",
                )
        return self._control

    def _end(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            try:
                self._process.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._control = self._process = None


TEMPLATE = Template()
atexit.register(TEMPLATE.close)
