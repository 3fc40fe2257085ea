"""The kinds of keys a query string has: how each is read from its values, written back and described as JSON Schema."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from geo.errors import Sentence
from geo.view import parsers
from geo.view.mark_selection import parse_at
from geo.view.parse_area import area_polygon

MAX_VALUES = 100  # values of one key

Schema = Mapping[str, Any]
_TEXT = {"type": "string", "minLength": 1, "maxLength": parsers.MAX_TEXT}
_COUNTRY = {"type": "string", "pattern": "^[A-Z]{2}$"}
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"


@dataclass(frozen=True, slots=True)
class Key:
    """Parser and formatter of one key's values.

    `schema` is the JSON Schema of its values, an array where it may be repeated. `is_list` tells whether each value is
    a choice of its own, which the two days of a period are not.
    """

    read: Callable[[Sequence[str]], Any]
    write: Callable[[Any], list[str]]
    schema: Schema
    is_list: bool = False


def single(parse: Callable[[str], Any], schema: Schema, write: Callable[[Any], str] = str) -> Key:
    """Return a key that takes one value."""

    def read(given: Sequence[str]) -> Any:
        if len(set(given)) != 1:
            msg = Sentence("can have only one value")
            raise ValueError(msg)
        return parse(given[0])

    return Key(read, lambda value: [write(value)], schema)


def several(parse: Callable[[str], Any], schema: Schema) -> Key:
    """Return a key that takes a list of values, each counted once."""

    def read(given: Sequence[str]) -> Any:
        if len(given) > MAX_VALUES:
            msg = Sentence("can have at most {n} values", n=MAX_VALUES)
            raise ValueError(msg)
        return tuple(dict.fromkeys(parse(value) for value in given))

    whole = {"type": "array", "items": schema, "maxItems": MAX_VALUES}
    return Key(read, lambda value: [str(item) for item in value], whole, is_list=True)


def word(vocabulary: type[StrEnum]) -> Key:
    """Return a key for one word of a vocabulary."""
    return single(parsers.one_of(vocabulary), _words(vocabulary))


def words(vocabulary: type[StrEnum]) -> Key:
    """Return a key for some words of a vocabulary."""
    return several(parsers.one_of(vocabulary), _words(vocabulary))


def _words(vocabulary: type[StrEnum]) -> Schema:
    return {"type": "string", "enum": [member.value for member in vocabulary]}


def number(low: float, high: float) -> Key:
    """Return a key for a number within bounds, both allowed."""
    return single(parsers.number(low, high), {"type": "number", "minimum": low, "maximum": high})


def _area(value: str) -> str:
    area_polygon(value[:20_000])
    return value


def _mark(value: str) -> str:
    parse_at(value)
    return value


def _version(given: Sequence[str]) -> str:
    # A version that cannot be read is unknown, and shows nothing: dropping it would show today's data instead.
    return ",".join(given)


TEXT = single(parsers.text, _TEXT)
TEXTS = several(parsers.text, _TEXT)
FLAG = single(parsers.flag, {"type": "boolean"}, lambda value: "true" if value else "false")
COUNT = single(parsers.count, {"type": "integer", "minimum": 0, "maximum": parsers.MAX_DEATHS})
COUNTRIES = several(parsers.country, _COUNTRY)
BORDER = single(parsers.border, {"type": "string", "pattern": "^[A-Z]{2}-[A-Z]{2}$", "examples": ["IQ-SY"]})
AREA = single(_area, {"type": "string", "minLength": 7, "examples": ["35.5,32.3,42.4,37.3"]})
MARK = single(_mark, {"type": "string", "examples": ["36.0,35.5", "admin1:SY-LA"]})
VERSION = Key(_version, lambda value: [value], {"type": "string", "pattern": "^[0-9]+-[0-9a-f]{16}$"})
DAYS = Key(
    parsers.days,
    parsers.written_days,
    {
        "type": "array",
        "items": {"type": "string", "pattern": rf"^({_DAY}|{_DAY}\.\.|\.\.{_DAY})$"},
        "minItems": 1,
        "maxItems": 2,
        "examples": [["2025-03-01", "2025-03-31"], ["2017-06-01.."]],
    },
)
