"""Parsing of death counts: "3", "3-5", "at least 20"."""

import re
from dataclasses import dataclass

from geo.text.cells import DIGITS

_NUMBER = r"(\d{1,7}|\d{1,3}(?:[, ]\d{3}){1,2})(?:\.0)?"
_EXACT = re.compile(_NUMBER)
_BETWEEN = re.compile(rf"{_NUMBER} ?(?:-|\u2013|to) ?{_NUMBER}")
_AT_LEAST = re.compile(rf"(?:at least|>=|\u2265|minimum|min\.?) ?{_NUMBER}|{_NUMBER} ?(?:\+|or more)")
_MORE_THAN = re.compile(rf"(?:more than|over|>) ?{_NUMBER}")
_UP_TO = re.compile(rf"(?:at most|up to|<=|\u2264|maximum|max\.?) ?{_NUMBER}")


@dataclass(frozen=True, slots=True)
class Toll:
    """A number of deaths; `best` where one is given, bounds where they are."""

    low: int | None = None
    best: int | None = None
    high: int | None = None


def toll(text: str) -> Toll | None:
    """Parse a cell; None for what is no number: "many", "about 20"."""
    plain = " ".join(text.translate(DIGITS).casefold().split())
    if found := _EXACT.fullmatch(plain):
        return Toll(best=_int(found))
    if (found := _BETWEEN.fullmatch(plain)) and _int(found) <= _int(found, -1):
        return Toll(low=_int(found), high=_int(found, -1))
    if found := _AT_LEAST.fullmatch(plain):
        return Toll(low=_int(found))
    if found := _MORE_THAN.fullmatch(plain):
        return Toll(low=_int(found) + 1)
    if found := _UP_TO.fullmatch(plain):
        return Toll(high=_int(found))
    return None


def _int(found: re.Match[str], which: int = 0) -> int:
    return int(re.sub(r"[, ]", "", [group for group in found.groups() if group][which]))
