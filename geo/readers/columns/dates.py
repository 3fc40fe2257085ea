"""Dates as people write them. Whether the day or the month comes first is decided for a column, never for a row."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pyarrow as pa
import pyarrow.compute as pc

from geo.errors import Sentence
from geo.incident import DatePrecision
from geo.places.gazetteer.added.validate import Fault
from geo.text.cells import DIGITS


class Order(StrEnum):
    """Order of day and month in a date such as 03/07/2025."""

    DAY = "day-first"
    MONTH = "month-first"


@dataclass(frozen=True, slots=True)
class Days:
    """A column of dates: the first and last day each can mean, and how finely it is known; null where none stands."""

    first: pa.Date32Array
    last: pa.Date32Array
    precision: pa.StringArray
    faults: tuple[Fault, ...]


_Span = tuple[date, date, DatePrecision]

_TIME = r"(?:[T ]\d{1,2}:\d{2}.*)?"
_NUMBERS = re.compile(rf"(\d{{1,2}})([-/. ])(\d{{1,2}})\2(\d{{4}}){_TIME}")
_ISO = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}|(\d{{4}})()(\d{{2}})(\d{{2}})")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]+)\.?,?[ -](\d{4})")
_MONTH_DAY = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})|([a-z]+)\.?,? (\d{4})")
_YEAR = re.compile(r"\d{4}")
# Not `calendar.month_name`, which speaks the language of the machine.
_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTHS = {name[:length]: i for i, name in enumerate(_NAMES, start=1) for length in (3, len(name))} | {"sept": 9}
# Years outside are slips, or of another calendar (1446, 1403, 2568).
_YEARS = range(1900, 2101)

_NO_DATE = Sentence("is not a supported date, such as 2025-03-07 or 7 March 2025")
_OTHER_YEAR = Sentence("is not between 1900 and 2100; dates of other calendars are not converted")


def orders(text: pa.StringArray) -> dict[Order, str]:
    """Return the orders that a column's dates prove, each with a date that does: 13/02/2025 is day first."""
    proved: dict[Order, str] = {}
    for written, first, second in _numeric_months(text):
        if first > 12 >= second:  # noqa: PLR2004 - months
            proved.setdefault(Order.DAY, written)
        elif second > 12 >= first:  # noqa: PLR2004
            proved.setdefault(Order.MONTH, written)
    return proved


def open_date(text: pa.StringArray) -> str | None:
    """Return a date of the column that means two days, unless its order is known; None where there is none."""
    return next((written for written, first, second in _numeric_months(text) if first != second), None)


def _numeric_months(text: pa.StringArray) -> Iterable[tuple[str, int, int]]:
    for written in pc.unique(text).to_pylist():
        if found := _NUMBERS.fullmatch(_plain(written)):
            yield written, int(found[1]), int(found[3])


def days(field: str, text: pa.StringArray, order: Order) -> Days:
    """Return a column of dates, and the faults of those that cannot be read; `field` names it in problems."""
    distinct = text.dictionary_encode()
    read = [_read(written, order) if written else None for written in distinct.dictionary.to_pylist()]
    spans = [span if isinstance(span, tuple) else (None, None, None) for span in read]
    first, last, precision = (list(each) for each in zip(*spans, strict=True)) if spans else ([], [], [])
    return Days(
        pa.array(first, pa.date32()).take(distinct.indices),
        pa.array(last, pa.date32()).take(distinct.indices),
        pa.array(precision, pa.string()).take(distinct.indices),
        tuple(_fault(field, message, read, distinct) for message in (_NO_DATE, _OTHER_YEAR)),
    )


def _fault(field: str, message: str, read: list[_Span | str | None], text: pa.DictionaryArray) -> Fault:
    bad = pa.array([each == message for each in read], pa.bool_()).take(text.indices)
    return Fault(bad.to_numpy(zero_copy_only=False), field, message, text.dictionary_decode())


def _plain(written: str) -> str:
    return " ".join(written.translate(DIGITS).casefold().split())


def _read(written: str, order: Order) -> _Span | str:
    """Return the days a date can mean, or what is wrong with it."""
    text = _plain(written)
    try:
        year, month, day = _day(text, order) or _month(text) or _year(text)
    except ValueError:
        return _NO_DATE
    if year not in _YEARS:
        return _OTHER_YEAR
    return _span(year, month, day)


def _span(year: int, month: int | None, day: int | None) -> _Span | str:
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), DatePrecision.MONTH
        return date(year, month, day), date(year, month, day), DatePrecision.DAY
    except ValueError:  # the 30th of February
        return _NO_DATE


_Parts = tuple[int, int | None, int | None]


def _day(text: str, order: Order) -> _Parts | None:
    if found := _ISO.fullmatch(text.upper()):
        year, month, day = (int(part) for part in found.groups() if part and part.isdigit())
        return year, month, day
    if found := _NUMBERS.fullmatch(text.upper()):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        return (year, second, first) if order is Order.DAY else (year, first, second)
    if found := _DAY_MONTH.fullmatch(text):
        return int(found[3]), _month_number(found[2]), int(found[1])
    if found := _MONTH_DAY.fullmatch(text):
        return int(found[3]), _month_number(found[1]), int(found[2])
    return None


def _month(text: str) -> _Parts | None:
    found = _MONTH.fullmatch(text)
    if found is None:
        return None
    return (int(found[1]), int(found[2]), None) if found[1] else (int(found[4]), _month_number(found[3]), None)


def _year(text: str) -> _Parts:
    if not _YEAR.fullmatch(text):
        raise ValueError(text)
    return int(text), None, None


def _month_number(month: str) -> int:
    if month not in _MONTHS:
        raise ValueError(month)
    return _MONTHS[month]
