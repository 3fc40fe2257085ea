"""Starting the process that reads a file, waiting for it, and why it ended where it has no answer."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geo.errors import GuardedReadError
from geo.readers.sandbox.exit_codes import Ended
from geo.readers.sandbox.gdal import ENVIRONMENT
from geo.readers.sandbox.limits import Limits

# Where this package lies, installed or not.
_OURS = Path(__file__).parents[3]
BROKE = "What reads it broke down: it is damaged, or made in a way nobody foresaw."
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


def run(file: int, name: str, request: Mapping[str, Any], limits: Limits) -> bytes:
    """What a process says of an open file.

    Raises:
        GuardedReadError: it said nothing, or too much; `name` is what the file is called.
    """
    began = time.monotonic()
    with started(file) as process:
        clock = threading.Timer(limits.wall_s, process.kill)
        clock.start()
        try:
            said = _said(process, request, limits.answer)
        finally:
            clock.cancel()
    if len(said) > limits.answer:
        raise GuardedReadError(name, f"It holds more than {_size(limits.answer)} of incidents. Split it.")
    if process.returncode:
        raise GuardedReadError(name, ended(process.returncode, limits, time.monotonic() - began))
    return said


def started(file: int) -> "subprocess.Popen[bytes]":
    """A process that waits to be told, on its standard input, what to read of an open file."""
    return subprocess.Popen(  # noqa: S603 - our own program; what the user says is on its standard input
        [sys.executable, "-P", "-m", "geo.readers.sandbox.worker", str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=[file],
        env={**{key: os.environ[key] for key in _KEPT if key in os.environ}, **_PLAIN},
        cwd="/",
    )


def _said(process: "subprocess.Popen[bytes]", request: Mapping[str, Any], most: int) -> bytes:
    """Its answer to its end, or a byte more than `most`; then it is over."""
    assert process.stdin is not None and process.stdout is not None  # noqa: PT018, S101 - they are pipes
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


def ended(code: int, limits: Limits, seconds: float = 0) -> str:
    """Why a process ended without an answer, in a sentence."""
    memory = _size(limits.memory)
    if code == Ended.NOT_SHUT_OFF:
        return "This machine cannot shut off the process that would read it: that takes Linux with seccomp."
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
