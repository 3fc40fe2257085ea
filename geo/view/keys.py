"""The keys of the query string: for each, how it is read from its values and written back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geo.errors import Sentence
from geo.incident import PlacePrecision, Role, Verification
from geo.view.areas import area_polygon
from geo.view.asked import PAGE_KEYS, Dates, Match, Only, Rule
from geo.view.marks import marked
from geo.view.values import border, count, country, days, flag, number, one_of, text, written_days

MAX_VALUES = 100  # values of one key
MAX_KM = 300.0  # how far distances to borders are kept
MAX_ZOOM = 22.0


@dataclass(frozen=True, slots=True)
class Key:
    """How one key is read from its values and written back."""

    read: Callable[[Sequence[str]], Any]
    write: Callable[[Any], list[str]]


def single(parse: Callable[[str], Any], write: Callable[[Any], str] = str) -> Key:
    """A key that takes one value."""

    def read(values: Sequence[str]) -> Any:
        if len(set(values)) != 1:
            msg = Sentence("takes one value")
            raise ValueError(msg)
        return parse(values[0])

    return Key(read, lambda value: [write(value)])


def several(parse: Callable[[str], Any]) -> Key:
    """A key that takes a list of values, each counted once."""

    def read(values: Sequence[str]) -> Any:
        if len(values) > MAX_VALUES:
            msg = Sentence("takes at most {n} values", n=MAX_VALUES)
            raise ValueError(msg)
        return tuple(dict.fromkeys(parse(value) for value in values))

    return Key(read, lambda value: [str(item) for item in value])


def _area(value: str) -> str:
    area_polygon(value[:20_000])
    return value


def _mark(value: str) -> str:
    marked(value)
    return value


def _version(values: Sequence[str]) -> str:
    # A version that cannot be read is unknown, and shows nothing: dropping it would show today's data instead.
    return ",".join(values)


KEYS: Mapping[str, Key] = {
    "days": Key(days, written_days),
    "dates": single(one_of(Dates)),
    "actor": several(text),
    "role": several(one_of(Role)),
    "alleged": single(flag, lambda value: "true" if value else "false"),
    "match": single(one_of(Match)),
    "type": several(text),
    "sub_type": several(text),
    "verification": several(one_of(Verification)),
    "dataset": several(text),
    "country": several(country),
    "admin1": several(text),
    "admin2": several(text),
    "q": single(text),
    "deaths": single(count),
    "place_precision": single(one_of(PlacePrecision)),
    "area": single(_area),
    "border": single(border),
    "within_km": single(number(0, MAX_KM)),
    "only": single(one_of(Only)),
    "rule": single(one_of(Rule)),
    "v": Key(_version, lambda value: [value]),
    "incident": single(text),
    "at": single(_mark),
    "lat": single(number(-90, 90)),
    "lon": single(number(-180, 180)),
    "zoom": single(number(0, MAX_ZOOM)),
    "lang": single(text),
    "embed": single(flag, lambda value: "true" if value else "false"),
}
FILTER_KEYS = tuple(key for key in KEYS if key not in PAGE_KEYS)
