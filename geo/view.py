"""What a reader asked to see, and its query string: one for the page, the API and the exports.

Repeated keys make lists. Reading never fails: what cannot be read is left out and returned as
a `Problem`, for the page to say and the API to refuse.
"""

import dataclasses
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import numpy as np
import shapely

from geo.incident import PlacePrecision, Problem, Role, Verification

MAX_TEXT = 500  # characters in one value
MAX_VALUES = 100  # values of one key
MAX_VERTICES = 200  # corners of an area: each is arithmetic in the query
MAX_KM = 300.0  # how far distances to borders are kept
MAX_DEATHS = 10_000_000
MAX_ZOOM = 22.0


class Dates(StrEnum):
    """Whether an incident that only may have happened on the days asked for matches."""

    POSSIBLE = "possible"
    DEFINITE = "definite"


class Match(StrEnum):
    """Whether one of the actors asked for is enough."""

    ANY = "any"
    ALL = "all"


class Only(StrEnum):
    """The incidents a count speaks of."""

    UNPLACED = "unplaced"
    COARSE = "coarse"
    UNDATED = "undated"
    DISPUTED = "disputed"


class Rule(StrEnum):
    """Which of the claimed tolls is shown."""

    STATED = "stated"
    LOWEST = "lowest"
    HIGHEST = "highest"
    MEDIAN = "median"
    LATEST = "latest"
    ORIGINS = "origins"


@dataclass(frozen=True, slots=True)
class View:
    """What a reader asked to see. Every field is a key of the query string, with the same name."""

    days: tuple[date, date] | None = None
    dates: Dates = Dates.POSSIBLE
    actor: tuple[str, ...] = ()
    role: tuple[Role, ...] = ()
    alleged: bool | None = None
    match: Match = Match.ANY
    type: tuple[str, ...] = ()
    sub_type: tuple[str, ...] = ()
    verification: tuple[Verification, ...] = ()
    dataset: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    admin1: tuple[str, ...] = ()
    admin2: tuple[str, ...] = ()
    q: str | None = None
    deaths: int | None = None
    place_precision: PlacePrecision | None = None
    area: str | None = None
    border: str | None = None
    within_km: float | None = None
    only: Only | None = None
    rule: Rule = Rule.STATED
    v: str | None = None
    # the page only
    incident: str | None = None
    lat: float | None = None
    lon: float | None = None
    zoom: float | None = None
    lang: str | None = None
    embed: bool = False

    def live(self) -> "View":
        """The same view of the newest data."""
        return dataclasses.replace(self, v=None)

    def pinned(self, link: str) -> "View":
        """The same view of the data version `link`."""
        return dataclasses.replace(self, v=link)

    def without_page(self) -> "View":
        """What the API is asked: the filters, without what only the page shows."""
        return dataclasses.replace(self, **{key: getattr(_EMPTY, key) for key in PAGE_KEYS})


PAGE_KEYS = frozenset({"incident", "lat", "lon", "zoom", "lang", "embed"})
_EMPTY = View()


@dataclass(frozen=True, slots=True)
class _Key:
    """How one key is read from its values and written back."""

    read: Callable[[Sequence[str]], Any]
    write: Callable[[Any], list[str]]


def _single(parse: Callable[[str], Any], write: Callable[[Any], str] = str) -> _Key:
    def read(values: Sequence[str]) -> Any:
        if len(set(values)) != 1:
            msg = "takes one value"
            raise ValueError(msg)
        return parse(values[0])

    return _Key(read, lambda value: [write(value)])


def _several(parse: Callable[[str], Any]) -> _Key:
    def read(values: Sequence[str]) -> Any:
        if len(values) > MAX_VALUES:
            msg = f"takes at most {MAX_VALUES} values"
            raise ValueError(msg)
        return tuple(dict.fromkeys(parse(value) for value in values))

    return _Key(read, lambda value: [str(item) for item in value])


def _text(value: str) -> str:
    if not value.strip() or len(value) > MAX_TEXT:
        msg = f"takes 1 to {MAX_TEXT} characters"
        raise ValueError(msg)
    # Controls and lone surrogates are in no name, and break what they are written into.
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in value):
        msg = "takes no control characters"
        raise ValueError(msg)
    return value


def _one_of(vocabulary: type[StrEnum]) -> Callable[[str], StrEnum]:
    def parse(value: str) -> StrEnum:
        if value not in list(vocabulary):
            msg = f"is one of {', '.join(vocabulary)}"
            raise ValueError(msg)
        return vocabulary(value)

    return parse


def _flag(value: str) -> bool:
    if value not in {"true", "false"}:
        msg = "is true or false"
        raise ValueError(msg)
    return value == "true"


def _number(low: float, high: float) -> Callable[[str], float]:
    def parse(value: str) -> float:
        msg = f"is a number from {low:g} to {high:g}"
        try:
            number = float(value if "_" not in value else "no number")  # Python reads 1_0 as 10
        except ValueError:
            raise ValueError(msg) from None
        if not low <= number <= high:
            raise ValueError(msg)
        return number

    return parse


def _count(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < len(str(MAX_DEATHS)) + 1):
        msg = f"is a whole number from 0 to {MAX_DEATHS}"
        raise ValueError(msg)
    return int(value)


def _days(values: Sequence[str]) -> tuple[date, date]:
    msg = "takes two ISO dates, the first day and the last"
    try:
        first, last = (date.fromisoformat(value) for value in values)
    except ValueError:
        raise ValueError(msg) from None
    if first > last:
        raise ValueError(msg)
    return first, last


def _country(value: str) -> str:
    if not (len(value) == 2 and value.isascii() and value.isalpha() and value.isupper()):  # noqa: PLR2004  ISO 3166-1
        msg = "is a two-letter country code in capitals (ISO 3166-1), such as SY"
        raise ValueError(msg)
    return value


def _border(value: str) -> str:
    first, dash, second = value.partition("-")
    if not dash or first == second:
        msg = "is two country codes, such as IQ-SY"
        raise ValueError(msg)
    return "-".join(sorted((_country(first), _country(second))))


def area_polygon(area: str) -> shapely.Geometry:
    """The polygon of a view's `area`: WKT, or `w,s,e,n` in degrees, longitude first.

    Raises:
        ValueError: with the rest of a sentence that begins with the key.
    """
    shape = _box(area) if area[:1].lower() not in {"p", "m"} else _wkt(area)
    west, south, east, north = shapely.bounds(shape)
    if west < -180 or south < -90 or east > 180 or north > 90:  # noqa: PLR2004  degrees
        msg = "lies outside -180 to 180 degrees east or -90 to 90 north"
        raise ValueError(msg)
    return shape


def _box(area: str) -> shapely.Geometry:
    try:
        west, south, east, north = (_number(-180, 180)(part) for part in area.split(","))
    except ValueError:
        msg = "is w,s,e,n in degrees or a WKT polygon"
        raise ValueError(msg) from None
    if west >= east or south >= north:
        msg = "has its west and south before its east and north"
        raise ValueError(msg)
    return shapely.box(west, south, east, north)


def _wkt(area: str) -> shapely.Geometry:
    msg = f"is a valid WKT polygon of at most {MAX_VERTICES} corners"
    try:
        with np.errstate(all="ignore"):  # of numbers no float holds: said below, in our words
            shape = shapely.from_wkt(area)
            valid = shape.is_valid
    except shapely.errors.ShapelyError:
        raise ValueError(msg) from None
    right_kind = shape.geom_type in {"Polygon", "MultiPolygon"} and not shape.is_empty and valid
    if not right_kind or shapely.get_num_coordinates(shape) > MAX_VERTICES:
        raise ValueError(msg)
    return shape


def _area(value: str) -> str:
    area_polygon(value[:20_000])
    return value


def _any_version(values: Sequence[str]) -> str:
    # A version that cannot be read is unknown, and shows nothing: dropping it would show today's data instead.
    return ",".join(values)


_KEYS: Mapping[str, _Key] = {
    "days": _Key(_days, lambda days: [day.isoformat() for day in days]),
    "dates": _single(_one_of(Dates)),
    "actor": _several(_text),
    "role": _several(_one_of(Role)),
    "alleged": _single(_flag, lambda value: "true" if value else "false"),
    "match": _single(_one_of(Match)),
    "type": _several(_text),
    "sub_type": _several(_text),
    "verification": _several(_one_of(Verification)),
    "dataset": _several(_text),
    "country": _several(_country),
    "admin1": _several(_text),
    "admin2": _several(_text),
    "q": _single(_text),
    "deaths": _single(_count),
    "place_precision": _single(_one_of(PlacePrecision)),
    "area": _single(_area),
    "border": _single(_border),
    "within_km": _single(_number(0, MAX_KM)),
    "only": _single(_one_of(Only)),
    "rule": _single(_one_of(Rule)),
    "v": _Key(_any_version, lambda value: [value]),
    "incident": _single(_text),
    "lat": _single(_number(-90, 90)),
    "lon": _single(_number(-180, 180)),
    "zoom": _single(_number(0, MAX_ZOOM)),
    "lang": _single(_text),
    "embed": _single(_flag, lambda value: "true" if value else "false"),
}
FILTER_KEYS = tuple(key for key in _KEYS if key not in PAGE_KEYS)


def pairs(view: View) -> list[tuple[str, str]]:
    """The view as key and value pairs, what is at its default left out."""
    changed = ((key, getattr(view, key)) for key in _KEYS if getattr(view, key) != getattr(_EMPTY, key))
    return [(key, text) for key, value in changed for text in _KEYS[key].write(value)]


def to_query(view: View) -> str:
    """The view as a percent-encoded query string, without a question mark."""
    return urlencode(pairs(view), quote_via=quote, safe="")


def from_query(query: str) -> tuple[View, list[Problem]]:
    """A view from a query string, with or without its question mark; see `from_pairs`."""
    return from_pairs(parse_qsl(query.removeprefix("?"), keep_blank_values=True))


def from_pairs(given: Iterable[tuple[str, str]]) -> tuple[View, list[Problem]]:
    """A view from key and value pairs.

    Returns:
        The view of all that could be read, and a problem for each key that could not.
    """
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, group in groupby(sorted(given, key=lambda pair: pair[0]), key=lambda pair: pair[0]):
        values = [value for _, value in group]
        try:
            found[key] = _read(key, values)
        except ValueError as error:
            problems.append(Problem(None, key[:MAX_TEXT], f"“{key[:60]}” {error}.", ", ".join(values)[:MAX_TEXT]))
    if "within_km" in found and "border" not in found:
        problems.append(Problem(None, "within_km", "“within_km” needs a border.", str(found.pop("within_km"))))
    return View(**found), problems


def _read(key: str, values: Sequence[str]) -> Any:
    if key not in _KEYS:
        msg = "is no filter we know"
        raise ValueError(msg)
    return _KEYS[key].read(values)
