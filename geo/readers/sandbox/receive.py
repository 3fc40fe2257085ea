"""The incidents a process streams, taken in a portion at a time, and whether it came to a good end.

An Arrow stream without its last mark reads as one that is over, so a process that dies between two portions looks as
one that is done. What counts is that it ended by itself, said nothing more, and gave as many rows as were promised.
"""

import io
from collections.abc import Iterator
from typing import IO

import pyarrow as pa

from geo.errors import GuardedReadError, Sentence
from geo.incident import SCHEMA
from geo.readers.sandbox import protocol as answer
from geo.readers.sandbox.forks import Process
from geo.readers.sandbox.process import BROKE, exit_reason
from geo.readers.sandbox.resource_limits import Limits
from geo.readers.sandbox.timeout import Clock

_PORTION = 512 << 20
_LONGEST_LINE = 64 << 20
_OTHERS = Sentence("Its rows differ from those checked before: it was changed, or the reading process failed.")


def receive_tables(process: Process, name: str, limits: Limits, *, most: int, rows: int) -> Iterator[pa.Table]:
    """Yield the tables of a process until it ends.

    Args:
        process: is over after, whatever happens.
        name: what the user calls the file.
        limits: of the process; `wall_s` is for each portion, as how long the store takes is none of its faults.
        most: bytes of all portions.
        rows: of all portions.

    Raises:
        GeoError: as the process raised it.
        GuardedReadError: it was stopped at one of its limits, broke down, or gave other rows.
    """
    clock, got = Clock(process, limits.wall_s), 0
    try:
        for table in _portions(process, name, clock, most):
            got += table.num_rows
            yield table
        _refuse_more(process, clock)
    except (answer.NoAnswerError, pa.ArrowException, OSError, ValueError):  # it ended before its answer did
        process.kill()
        waited = limits.wall_s if clock.rang else 0
        raise GuardedReadError(name, exit_reason(process.wait(), limits, waited)) from None
    finally:
        process.kill()
    if got != rows:
        raise GuardedReadError(name, _OTHERS)


def _portions(process: Process, name: str, clock: Clock, most: int) -> Iterator[pa.Table]:
    pipe = _pipe(process)
    with clock.running():
        answer.parse_line(pipe.readline(_LONGEST_LINE), "portions")
        reader = pa.ipc.open_stream(_Metered(pipe, name, most))
    if not reader.schema.equals(SCHEMA):
        raise GuardedReadError(name, BROKE)
    while True:
        with clock.running():
            try:
                batch = reader.read_next_batch()
            except StopIteration:
                return
        table = pa.Table.from_batches([batch])
        table.validate(full=True)
        yield table


def _refuse_more(process: Process, clock: Clock) -> None:
    """Raise unless the process says nothing more and ends well."""
    with clock.running():
        more = _pipe(process).read(_LONGEST_LINE)
        code = process.wait()
    if more:  # what kept it from going on
        answer.parse_line(more, "portions")
    if more or code:
        raise answer.NoAnswerError


def _pipe(process: Process) -> IO[bytes]:
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    return process.stdout


class _Metered(io.RawIOBase):
    """A pipe from which no more is read at once, or in all, than is allowed."""

    def __init__(self, pipe: IO[bytes], name: str, most: int) -> None:
        self._pipe, self._name, self._left, self._most = pipe, name, most, most

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, fewer at the end.

        Raises:
            GuardedReadError: they are too many.
        """
        self._left -= max(size, 0)
        if size < 0 or size > _PORTION or self._left < 0:
            told = Sentence("It has more than {size} of incidents. Split the file.", size=f"{self._most >> 20:,} MiB")
            raise GuardedReadError(self._name, told)
        return self._pipe.read(size)
