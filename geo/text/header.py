"""Recognition of a table's columns by their names, with the reason for each match."""

import itertools
from collections.abc import Iterator, Mapping, Sequence

from geo.errors import UnclearColumnsError
from geo.text.spelling import fold

NEEDED = ("name", "lon", "lat")
NO_COLUMN = "(none)"  # told of a field: it is not in the table, whatever columns are called
# What people call each column, in folded spelling, best first.
CALLED = {
    "name": (
        "name", "place name", "placename", "place", "toponym", "title", "settlement", "village", "town", "city",
        "name en", "english name", "اسم", "اسم مكان",
    ),
    "lon": ("lon", "longitude", "lng", "long", "lon dd", "longitude dd", "decimal longitude", "x", "خط طول"),
    "lat": ("lat", "latitude", "lat dd", "latitude dd", "decimal latitude", "y", "خط عرض"),
    "others": ("other names", "alternatenames", "alternate names", "alternative names", "alt names", "aliases"),
    "country": ("country", "country code", "countrycode", "country iso2", "iso2", "iso a2", "دوله"),
    "population": ("population", "pop", "inhabitants", "عدد سكان"),
    "id": ("id", "place id", "geonameid", "pcode", "code", "uid"),
    "radius_m": ("radius m", "accuracy m", "uncertainty m"),
}  # fmt: skip


def columns(file: str, header: Sequence[str], told: Mapping[str, str]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Return the position of each of our fields in a header, and a sentence on each.

    Args:
        file: its name, for the error.
        header: the table's own names of its columns.
        told: the table's column for some of our fields, when the user says; those are not guessed.

    Raises:
        UnclearColumnsError: a column is told that the header does not have, or the name, longitude or latitude is
            not to be found or could be either of two columns.
    """
    found, reasons = match_columns(header, CALLED, told)
    unclear = [field for field in dict.fromkeys((*NEEDED, *told)) if field not in found]
    if unclear:
        raise UnclearColumnsError(file, unclear, header, reasons)
    return found, reasons


def match_columns(
    header: Sequence[str], called: Mapping[str, Sequence[str]], told: Mapping[str, str]
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Return the position of each field of `called` that a header has, and a sentence on each; no column serves twice.

    Args:
        header: the table's own names of its columns.
        called: what people call each field, in folded spelling, best first.
        told: the table's column for some of the fields, as `distinct` calls it, or `NO_COLUMN`; those are not guessed.
    """
    found: dict[str, int] = {}
    reasons: list[str] = []
    for field, names in called.items():
        at, reason = _find_told_column(header, told[field]) if field in told else _find_synonym(header, names)
        if at is not None and at not in found.values():
            found[field] = at
            reasons.append(f"{field} is the column {header[at]!r}, {reason}.")
    return found, tuple(reasons)


def distinct(header: Sequence[str]) -> list[str]:
    """Return the names of columns, a further one of the same name with its number: "deaths", "deaths (2)"."""
    names: list[str] = []
    taken, seen = set(header), set[str]()
    numbers: dict[str, Iterator[int]] = {}  # of each name, so that a header of one name is not counted from 2 each time
    for name in header:
        other = name
        while other in seen or (other != name and other in taken):
            other = f"{name} ({next(numbers.setdefault(name, itertools.count(2)))})"
        seen.add(other)
        names.append(other)
    return names


def ambiguous(header: Sequence[str], called: Mapping[str, Sequence[str]], told: Mapping[str, str]) -> list[str]:
    """Return the fields that several columns are called alike for, in whatever case, and that nothing was told of."""
    folded = [fold(name) for name in header]
    best = {field: next((name for name in names if name in folded), None) for field, names in called.items()}
    return [field for field, name in best.items() if field not in told and name and folded.count(name) > 1]


def _find_told_column(header: Sequence[str], column: str) -> tuple[int | None, str]:
    names = distinct(header)
    return (names.index(column), "as told") if column in names else (None, "")


def _find_synonym(header: Sequence[str], names: Sequence[str]) -> tuple[int | None, str]:
    folded = [fold(name) for name in header]
    called = next((name for name in names if name in folded), None)
    if called is None or folded.count(called) > 1:
        return None, ""
    others = [header[i] for i, name in enumerate(folded) if name in names and name != called]
    instead = f", rather than {', '.join(map(repr, others))}" if others else ""
    return folded.index(called), f"by its name{instead}"
