"""Parsers of a key's values: what cannot be read raises a `ValueError` with the rest of a sentence."""

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum

from geo.errors import Sentence
from geo.view.vocabularies import Days

MAX_TEXT = 500  # characters in one value
MAX_DEATHS = 10_000_000
OPEN_SIDE = ".."  # after a first day, or before a last one


def text(value: str) -> str:
    """One line of 1 to 500 characters, as it is."""
    if not value.strip() or len(value) > MAX_TEXT:
        msg = Sentence("must have 1 to {n} characters", n=MAX_TEXT)
        raise ValueError(msg)
    # Controls and lone surrogates are in no name, and break what they are written into.
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in value):
        msg = Sentence("must not contain control characters")
        raise ValueError(msg)
    return value


def one_of(vocabulary: type[StrEnum]) -> Callable[[str], StrEnum]:
    """Return a word of a vocabulary."""

    def parse(value: str) -> StrEnum:
        if value not in list(vocabulary):
            msg = Sentence("must be one of {words}", words=", ".join(vocabulary))
            raise ValueError(msg)
        return vocabulary(value)

    return parse


def flag(value: str) -> bool:
    """Parse `true` or `false`."""
    if value not in {"true", "false"}:
        msg = Sentence("must be true or false")
        raise ValueError(msg)
    return value == "true"


def number(low: float, high: float) -> Callable[[str], float]:
    """Return a number within bounds, both allowed."""

    def parse(value: str) -> float:
        msg = Sentence("must be a number from {low:g} to {high:g}", low=low, high=high)
        try:
            number = float(value if "_" not in value else "no number")  # Python reads 1_0 as 10
        except ValueError:
            raise ValueError(msg) from None
        if not low <= number <= high:
            raise ValueError(msg)
        return number

    return parse


def count(value: str) -> int:
    """Return a whole number of people."""
    if not (value.isascii() and value.isdigit() and len(value) < len(str(MAX_DEATHS)) + 1):
        msg = Sentence("must be a whole number from 0 to {n}", n=MAX_DEATHS)
        raise ValueError(msg)
    return int(value)


def days(values: Sequence[str]) -> Days:
    """Return the first day and the last, both included: two values, or one with `..` where one side is open."""
    msg = Sentence("must be two ISO dates, the first day and the last, or “2017-06-01..” with one end open")
    joined = len(set(values)) == 1 and OPEN_SIDE in values[0]
    try:
        first, last = map(_day, values[0].split(OPEN_SIDE)) if joined else map(date.fromisoformat, values)
    except ValueError:
        raise ValueError(msg) from None
    if not (first or last) or (first and last and first > last):
        raise ValueError(msg)
    return first, last


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


def written_days(days: Days) -> list[str]:
    """Return the values of days: one where a side is open, else two."""
    written = [day.isoformat() if day else "" for day in days]
    return written if all(written) else [OPEN_SIDE.join(written)]


def country(value: str) -> str:
    """Return a country by its code of two letters (ISO 3166-1)."""
    if not (len(value) == 2 and value.isascii() and value.isalpha() and value.isupper()):  # noqa: PLR2004  ISO 3166-1
        msg = Sentence("must be a two-letter country code in capitals (ISO 3166-1), such as SY")
        raise ValueError(msg)
    return value


def border(value: str) -> str:
    """Two countries that share a border, in the order of the alphabet."""
    first, dash, second = value.partition("-")
    if not dash or first == second:
        msg = Sentence("must be two country codes, such as IQ-SY")
        raise ValueError(msg)
    return "-".join(sorted((country(first), country(second))))
