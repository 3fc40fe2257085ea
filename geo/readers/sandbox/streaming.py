"""Whole records of any size, from a process that can do no harm: surveyed first, then streamed a portion at a time.

The process gets a fixed amount of memory, as it holds one portion; its time grows with the file. Nothing is believed of
what comes back: a portion has a largest size, and all of them together have one that grows with the file.
"""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
from pydantic import TypeAdapter

from geo.errors import GuardedReadError
from geo.readers.records.parquet import MAGIC, Survey, collect_records
from geo.readers.result import Read
from geo.readers.sandbox import protocol as answer
from geo.readers.sandbox.process import BROKE, run, start_fork
from geo.readers.sandbox.receive import receive_tables
from geo.readers.sandbox.resource_limits import COMMAND, Limits

_SURVEY = TypeAdapter(Survey | None)
# Made-up records of ours hold eight times what their file does.
_ALL, _TIMES = 512 << 20, 64
_BYTES_A_SECOND = 1 << 20


@dataclass(frozen=True)
class Streamed:
    """A file of whole records, of which nothing is in memory yet."""

    path: Path
    name: str
    survey: Survey

    def portions(self) -> Iterator[pa.Table]:
        """Yield the good rows, with the columns of `SCHEMA` as a store takes them.

        Raises:
            GeoError: as the process that reads raised it.
            GuardedReadError: it was stopped at one of its limits, or broke down.
        """
        limits = _limits(self.path)
        with self.path.open("rb") as file, start_fork(file.fileno(), self.name) as process:
            with contextlib.suppress(OSError):  # it ended before it heard what to do
                process.stdin.write(json.dumps(_request(self.name, "portions", limits)).encode())
                process.stdin.close()
            yield from receive_tables(process, self.name, limits, most=_most(self.path), rows=self.survey.good)

    def whole(self) -> Read:
        """All of them in memory.

        Raises:
            UnreadableImportError: an id stands twice.
        """
        return collect_records(self.name, self.survey, self.portions())


def survey_records(path: Path, name: str) -> Streamed | None:
    """Return the whole records of a file; None for one of another kind. `name` is what the user calls it.

    Raises:
        UnreadableImportError: it is Parquet, and damaged.
        GuardedReadError: the process that looks was stopped at one of its limits.
    """
    if not path.is_file() or not _begins(path):
        return None
    limits = _limits(path)
    with path.open("rb") as file:
        said = run(file.fileno(), name, _request(name, "survey", limits), limits)
    try:
        survey = _SURVEY.validate_python(answer.parse_line(said, "survey"))
    except (answer.NoAnswerError, ValueError):
        raise GuardedReadError(name, BROKE) from None
    return None if survey is None else Streamed(path, name, survey)


def _request(name: str, wanted: str, limits: Limits) -> dict[str, Any]:
    return {"name": name, "records": wanted, "limits": asdict(limits)}


def _limits(path: Path) -> Limits:
    """As for any file from the command line, and longer for a large one."""
    more = path.stat().st_size // _BYTES_A_SECOND
    return replace(COMMAND, memory=1 << 30, cpu_s=COMMAND.cpu_s + more, wall_s=COMMAND.wall_s + 2 * more)


def _most(path: Path) -> int:
    return max(_ALL, _TIMES * path.stat().st_size)


def _begins(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC
