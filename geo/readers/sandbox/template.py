"""The process that reading processes are forked from: `python -m geo.readers.sandbox.template`, started by `process`.

It has imported all that reads and loaded the gazetteer, which takes seconds, and never sees a byte from outside: each
file is read by a fork of it, which is shut off first and ends with that file.
"""

import contextlib
import gc
import os
import select
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from geo.readers.sandbox import worker
from geo.readers.sandbox.exit_codes import EXIT_CODE, PROCESS, Ended

DESCRIPTORS = 4  # the file, standard input, standard output, and where the exit code goes
_IDLE_SECONDS = 600
# A place without a position, so that the gazetteer is loaded too.
_MADE_UP = "title,date,place,country\nMade up,2025-03-07,Latakia,Syria\n"


@dataclass(frozen=True, slots=True)
class _Fork:
    pid: int
    handle: int
    exit_code_to: int


def main() -> None:
    """Fork a process for each file that is sent over the socket on the command line, until that is closed or idle."""
    control = socket.socket(fileno=int(sys.argv[1]))
    load()
    running: dict[int, _Fork] = {}
    while ready := _ready(control, running):
        for descriptor in ready:
            if descriptor != control.fileno():
                _reap(running.pop(descriptor))
            elif not _fork(control, running):
                _kill(running)
                return


def load() -> None:
    """Import what reads, and load what it looks up, by reading a table of our own."""
    from geo.readers import registry  # noqa: PLC0415 - it is what takes long

    with tempfile.TemporaryDirectory(prefix="template-") as folder:
        table = Path(folder, "made-up.csv")
        table.write_text(_MADE_UP, encoding="utf-8")
        registry.read(table, here=True)
    gc.collect()
    gc.freeze()  # so that a collection in a fork copies no page of it


def _ready(control: socket.socket, running: dict[int, _Fork]) -> list[int]:
    """Return the descriptors something came on, or a process has ended; none after a long time without."""
    waiting = select.poll()
    for descriptor in (control.fileno(), *running):
        waiting.register(descriptor, select.POLLIN)
    return [descriptor for descriptor, _ in waiting.poll(None if running else 1000 * _IDLE_SECONDS)]


def _fork(control: socket.socket, running: dict[int, _Fork]) -> bool:
    """Answer one request; False where nobody asks any more."""
    asked, given, *_ = socket.recv_fds(control, 1, DESCRIPTORS)
    if not asked:
        return False
    file, asks, answers, exit_code_to = given
    pid = os.fork()
    if not pid:
        control.close()
        _end_with(lambda: _read(file, asks, answers, exit_code_to, running))
    fork = _Fork(pid, os.pidfd_open(pid), exit_code_to)
    running[fork.handle] = fork
    for descriptor in (file, asks, answers):
        os.close(descriptor)
    socket.send_fds(control, [PROCESS.pack(pid)], [fork.handle])
    return True


def _read(file: int, asks: int, answers: int, exit_code_to: int, running: dict[int, _Fork]) -> None:
    """In the fork: hear what to read, and answer."""
    for descriptor in (exit_code_to, *running, *(fork.exit_code_to for fork in running.values())):
        os.close(descriptor)
    os.dup2(asks, sys.stdin.fileno())
    os.dup2(answers, sys.stdout.fileno())
    os.close(asks)
    os.close(answers)
    worker.main(file)


def _end_with(work: Callable[[], None]) -> None:
    """Do the work of a fork, and end it: what the template would do at its end is none of a fork's business."""
    code = 1
    try:
        work()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except MemoryError:
        code = Ended.NO_MEMORY
    finally:
        os._exit(code)


def _reap(fork: _Fork) -> None:
    _, status = os.waitpid(fork.pid, 0)
    with contextlib.suppress(BrokenPipeError):  # nobody waits for it
        os.write(fork.exit_code_to, EXIT_CODE.pack(os.waitstatus_to_exitcode(status)))
    os.close(fork.exit_code_to)
    os.close(fork.handle)


def _kill(running: dict[int, _Fork]) -> None:
    for fork in running.values():
        os.kill(fork.pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
