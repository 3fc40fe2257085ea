"""One whole record from JSON: what cannot be a value of its field is unknown, and a problem says so."""

import re
from typing import Any

from pydantic import TypeAdapter, ValidationError

from geo.errors import Sentence
from geo.incident import SCHEMA, Incident, Problem
from geo.limits.field_limits import INSTEAD, KEPT_EMPTY, NEEDED

_RECORD = TypeAdapter(Incident)
# What the store sets; of a file it means nothing.
_STORES = ("version", "based_on", "recorded_at", "recorded_by", "reason")
_IDENTITY = ("id", "dataset")
# A number is no date, though pydantic takes one for seconds since 1970.
_DAYS = frozenset({"start", "end", "published", "retrieved", "stated_on"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LARGEST = 2**63
_SHOWN = 200
# Each time nearer to a record: an entry is only looked into once it is one.
_TRIES = 4

_Location = tuple[int | str, ...]


def parse_record(row: int, said: dict[str, Any], dataset: str) -> tuple[Incident | None, list[Problem]]:
    """Return the record that properties give, None where it has no id; and what is wrong with it.

    Args:
        row: the record's number in its file.
        said: the properties, which are left as they are.
        dataset: of which the record is where it does not say.
    """
    problems: list[Problem] = []
    told = {name: value for name, value in said.items() if name in SCHEMA.names and name not in _STORES}
    told = _drop_oversized(row, "", told, problems)
    told["dataset"] = told["dataset"] if isinstance(told.get("dataset"), str) and told["dataset"] else dataset
    told["id"] = str(told["id"]) if type(told.get("id")) is int else told.get("id")
    for _ in range(_TRIES if told["id"] and str(told["id"]).strip() else 0):
        try:
            return _RECORD.validate_python(told), problems
        except ValidationError as error:
            errors = error.errors(include_url=False, include_context=False)
        if any(each["loc"][:1] == ("id",) for each in errors):
            break
        problems += [_mend_value(row, told, each["loc"], each["msg"], each["input"]) for each in reversed(errors)]
        _drop_empty(told)
    problems.append(Problem(row, "id", Sentence("is missing, or is not text"), _excerpt(said.get("id"))))
    return None, problems


def _drop_oversized(row: int, path: str, value: Any, problems: list[Problem]) -> Any:
    """Return a copy without numbers too large for any field, and without days that are none."""
    if isinstance(value, dict):
        return {
            name: _drop_oversized(row, f"{path}.{name}".lstrip("."), each, problems) for name, each in value.items()
        }
    if isinstance(value, list):
        return [_drop_oversized(row, path, each, problems) for each in value]
    large = isinstance(value, int) and abs(value) >= _LARGEST
    undated = path.rpartition(".")[2] in _DAYS and value is not None and not _DAY.match(str(value))
    if large or undated:
        why = Sentence("is too large") if large else Sentence("is not a day, such as 2025-03-06")
        problems.append(
            Problem(
                row, path, Sentence("{wrong}; {done}", wrong=why, done=Sentence("it was left unknown")), _excerpt(value)
            )
        )
        return None
    return value


def _mend_value(row: int, told: dict[str, Any], where: _Location, why: str, value: Any) -> Problem:
    """Take out what is at a place of the record, or put something there that guards no less."""
    path = ".".join(part for part in where if isinstance(part, str))
    holder: Any = told
    for part in where[:-1]:
        holder = holder[part]
    holder[where[-1]] = _instead(path, entry=isinstance(where[-1], int))
    done = (
        Sentence("{value} was used instead", value=repr(INSTEAD[path]))
        if path in INSTEAD
        else Sentence("it was left unknown")
    )
    return Problem(row, path, Sentence("{wrong}; {done}", wrong=why, done=done), _excerpt(value))


def _instead(path: str, *, entry: bool) -> Any:
    if entry:
        return {"source_id": INSTEAD["sources.source_id"]} if path in KEPT_EMPTY else None
    if path in INSTEAD:
        return INSTEAD[path]
    return [] if path in NEEDED and path not in _IDENTITY and _lists(path) else None


def _lists(path: str) -> bool:
    return path in {"aliases", "actors", "claims", "sources", "geocoding.candidates"}


def _drop_empty(told: dict[str, Any]) -> None:
    """Leave out the entries that are nothing, or lack what nothing can stand for."""
    for path in ("aliases", "actors", "claims", "geocoding.candidates"):
        holder = told.get("geocoding") if "." in path else told
        name = path.rpartition(".")[2]
        if isinstance(holder, dict) and isinstance(holder.get(name), list):
            holder[name] = [each for each in holder[name] if not _says_nothing(path, each)]


def _says_nothing(path: str, entry: Any) -> bool:
    if not isinstance(entry, dict):
        return entry is None
    names = (name.rpartition(".")[2] for name in NEEDED - INSTEAD.keys() if name.rpartition(".")[0] == path)
    return any(name in entry and entry[name] is None for name in names)


def _excerpt(value: Any) -> str | None:
    return None if value is None else str(value)[:_SHOWN]
