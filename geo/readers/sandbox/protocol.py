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


@dataclasses.dataclass(frozen=True, slots=True)
class _Head:
    """All of a `Read` but its incidents."""

    problems: tuple[Problem, ...]
    dataset: str
    licence: str
    format: str
    reasons: tuple[str, ...]
    rows: int
    unlisted: int


_HEAD = TypeAdapter(_Head)
_LONGEST = 4_000


class NoAnswerError(Exception):
    """Raised for an answer that is none; `where` is the other process's account of an unexpected error."""

    def __init__(self, where: str = "") -> None:
        self.where = where
        super().__init__(where)


def send(done: Read, to: BinaryIO) -> None:
    """Write what was read."""
    head = {field.name: getattr(done, field.name) for field in dataclasses.fields(_Head)}
    to.write(b'{"read": ' + _HEAD.dump_json(_Head(**{**head, "problems": tuple(done.problems)})) + b"}\n")
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
    why = {"error": type(error).__name__, "sentence": str(error), "data": vars(error)}
    to.write(json.dumps(why).encode() + b"\n")


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
            raise _rebuild_error(told)
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
    return Read(incidents=table, **{f.name: getattr(head, f.name) for f in dataclasses.fields(head)})


def _rebuild_error(told: dict[str, Any]) -> GeoError:
    """Rebuild another process's error, with its class, sentence and data; its constructor adds no sentence."""
    kind = getattr(errors, told["error"], None)
    if not (isinstance(kind, type) and issubclass(kind, GeoError)):
        raise NoAnswerError
    error = kind.__new__(kind)
    Exception.__init__(error, told["sentence"])
    vars(error).update(
        {name: tuple(value) if isinstance(value, list) else value for name, value in told["data"].items()}
    )
    return error
