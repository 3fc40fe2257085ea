"""Protocol of the reading process: a line of JSON, then the incidents as an Arrow stream.

Nothing is believed: a process that was taken over can send what it likes.
"""

import dataclasses
import json
from collections.abc import Iterable
from typing import Any, BinaryIO

import pyarrow as pa
from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from geo import errors
from geo.errors import GeoError
from geo.incident import SCHEMA, Problem
from geo.logs import describe_error as traced
from geo.readers.result import Read
from geo.readers.sandbox.sentences import SentenceData, from_data, to_data


@dataclasses.dataclass(frozen=True, slots=True)
class _Problem:
    """A `Problem` as it is sent."""

    row: int | None
    field: str
    message: SentenceData | str
    value: str | None


@dataclasses.dataclass(frozen=True, slots=True)
class _Head:
    """All of a `Read` but its incidents, as it is sent."""

    problems: tuple[_Problem, ...]
    dataset: str
    licence: str
    format: str
    reasons: tuple[SentenceData | str, ...]
    rows: int
    unlisted: int

    @classmethod
    def of(cls, done: Read) -> "_Head":
        """Return the head of what was read."""
        problems = tuple(_Problem(each.row, each.field, to_data(each.message), each.value) for each in done.problems)
        reasons = tuple(map(to_data, done.reasons))
        return cls(problems, done.dataset, done.licence, done.format, reasons, done.rows, done.unlisted)

    def read(self, incidents: pa.Table) -> Read:
        """Return what was read, with its incidents."""
        problems = tuple(Problem(each.row, each.field, from_data(each.message), each.value) for each in self.problems)
        reasons = tuple(map(from_data, self.reasons))
        return Read(incidents, problems, self.dataset, self.licence, self.format, reasons, self.rows, self.unlisted)


@dataclasses.dataclass(frozen=True, slots=True)
class _Refusal:
    """An error as it is sent."""

    error: str
    sentence: SentenceData | str
    data: dict[str, SentenceData | list[Any] | str | int | float | None]


_HEAD, _REFUSAL = TypeAdapter(_Head), TypeAdapter(_Refusal)
_LONGEST = 4_000


class NoAnswerError(Exception):
    """Raised for an answer that is none; `where` is the other process's account of an unexpected error."""

    def __init__(self, where: str = "") -> None:
        self.where = where
        super().__init__(where)


def send(done: Read, to: BinaryIO) -> None:
    """Write what was read."""
    to.write(b'{"read": ' + _HEAD.dump_json(_Head.of(done)) + b"}\n")
    with pa.ipc.new_stream(to, SCHEMA) as stream:
        stream.write_table(done.incidents)


def stream(portions: Iterable[pa.Table], to: BinaryIO) -> None:
    """Write incidents a portion at a time, each as one batch."""
    put("portions", None, to)
    with pa.ipc.new_stream(to, SCHEMA) as stream:
        for portion in portions:
            for batch in portion.combine_chunks().to_batches():
                stream.write_batch(batch)


def refuse(error: GeoError, to: BinaryIO) -> None:
    """Write why nothing was read."""
    said = error.args[0] if error.args else str(error)
    data = {name: to_data(value) for name, value in vars(error).items()}
    to.write(_REFUSAL.dump_json(_Refusal(type(error).__name__, to_data(said), data)) + b"\n")


def break_down(error: Exception, to: BinaryIO) -> None:
    """Write that an error came up which nobody foresaw, without its words."""
    to.write(json.dumps({"broke": traced(error)}).encode() + b"\n")


def put(key: str, document: Any, to: BinaryIO) -> None:
    """Write one thing that was asked for, as JSON."""
    to.write(to_json({key: document}) + b"\n")


def parse_line(line: bytes, key: str) -> Any:
    """Return the value of a key in a line of an answer.

    Raises:
        GeoError: why nothing was read, as the other process raised it.
        NoAnswerError: it is no answer.
    """
    try:
        told = json.loads(line)
        if "broke" in told:
            raise NoAnswerError(str(told["broke"])[:_LONGEST])
        if "error" in told:
            raise _rebuild_error(_REFUSAL.validate_python(told))
        return told[key]
    except (ValueError, KeyError, TypeError) as error:
        raise NoAnswerError from error


def parse_answer(answer: bytes) -> Read:
    """Parse an answer into a `Read`.

    Raises:
        GeoError: why nothing was, as the other process raised it.
        NoAnswerError: it is no answer.
    """
    line, _, rest = answer.partition(b"\n")
    try:
        head = _HEAD.validate_python(parse_line(line, "read"))
        table = pa.ipc.open_stream(rest).read_all()
        table.validate(full=True)
    except (ValueError, KeyError, TypeError, ValidationError, pa.ArrowException, OSError) as error:
        raise NoAnswerError from error
    if not table.schema.equals(SCHEMA):
        raise NoAnswerError
    return head.read(table)


def _rebuild_error(told: _Refusal) -> GeoError:
    """Rebuild another process's error, with its class, sentence and data; its constructor adds no sentence."""
    kind = getattr(errors, told.error, None)
    if not (isinstance(kind, type) and issubclass(kind, GeoError)):
        raise NoAnswerError
    error = kind.__new__(kind)
    Exception.__init__(error, from_data(told.sentence))
    data = {name: tuple(value) if isinstance(value, list) else from_data(value) for name, value in told.data.items()}
    vars(error).update(data)
    return error
