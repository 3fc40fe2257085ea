"""Starting the process that reads a file, waiting for it, and why it ended where it has no answer."""

import json
import signal
import threading
import time
from collections.abc import Mapping
from typing import Any

from geo.errors import GuardedReadError, Sentence
from geo.readers.sandbox.exit_codes import Ended
from geo.readers.sandbox.forks import TEMPLATE, Fork, can_fork
from geo.readers.sandbox.resource_limits import Limits

_NOT_SHUT_OFF = Sentence(
    "This machine cannot isolate the process that would read it: this needs Linux 5.3 or newer, with seccomp."
)
_NOT_STARTED = Sentence("No process could be started to read it. Try again when the machine is less busy.")
BROKE = Sentence("The reading process failed: the file is damaged, or built in an unexpected way.")


def run(file: int, name: str, request: Mapping[str, Any], limits: Limits) -> bytes:
    """Return the answer of a process about an open file.

    Raises:
        GuardedReadError: it said nothing, or too much; `name` is what the file is called.
    """
    began = time.monotonic()
    with start_fork(file, name) as process:
        clock = threading.Timer(limits.wall_s, process.kill)
        clock.start()
        try:
            said = _exchange(process, request, limits.answer)
        finally:
            clock.cancel()
    if len(said) > limits.answer:
        raise GuardedReadError(
            name, Sentence("It has more than {size} of incidents. Split the file.", size=_size(limits.answer))
        )
    if process.returncode:
        raise GuardedReadError(name, exit_reason(process.returncode, limits, time.monotonic() - began))
    return said


def start_fork(file: int, name: str) -> Fork:
    """Return a process that waits to be told, on its standard input, what to read of an open file.

    Raises:
        GuardedReadError: there is none to be had on this machine, or none now; `name` is what the file is called.
    """
    if not can_fork():
        raise GuardedReadError(name, _NOT_SHUT_OFF)
    try:
        return TEMPLATE.fork(file)
    except OSError:
        raise GuardedReadError(name, _NOT_STARTED) from None


def _exchange(process: Fork, request: Mapping[str, Any], most: int) -> bytes:
    """Its answer to its end, or a byte more than `most`; then it is over."""
    try:
        process.stdin.write(json.dumps(request).encode())
        process.stdin.close()
        said = process.stdout.read(most + 1)
    except BrokenPipeError:  # it ended before it heard what to do
        said = b""
    except BaseException:
        process.kill()
        raise
    if len(said) > most:
        process.kill()
    process.wait()
    return said


def exit_reason(code: int, limits: Limits, seconds: float = 0) -> str:
    """Why a process ended without an answer, in a sentence."""
    memory = _size(limits.memory)
    if code == Ended.NOT_SHUT_OFF:
        return _NOT_SHUT_OFF
    if code == Ended.NO_MEMORY:
        return f"It needs more than {memory} of memory to read. Split it."
    if code == -signal.SIGXCPU:
        return f"It takes more than {limits.cpu_s:,} seconds of work to read. Split it."
    if seconds >= limits.wall_s:
        return f"It takes more than {limits.wall_s:,} seconds to read. Split it, or try again when less is going on."
    # A library in C or Rust that gets no memory ends the process, as one does that a file has broken.
    if code < 0:
        return f"What reads it broke down: it needs more than {memory} of memory, or is damaged."
    return BROKE


def _size(count: int) -> str:
    return f"{count >> 30} GiB" if count >= 1 << 30 else f"{count >> 20} MiB"
