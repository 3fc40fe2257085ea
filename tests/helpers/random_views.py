"""Views by chance, of values that a store holds, so that most of them match something."""

import random
from collections.abc import Callable
from datetime import date, timedelta

from geo.incident import PlacePrecision, Role, Verification
from geo.view import FILTERS, Dates, Days, Filter, Match, Only, Rule, View

WORDS = ("group", "bridge", "market hospital", "synthetic", "damascus", "no such word")
BORDERS = ("IQ-SY", "SY-TR", "IN-MM", "PL-UA", "CD-UG")
# Drawn with every view, or with the filter they are part of; a version is no filter.
_DRAWN = {"dates", "match", "rule", "within_km", "v"}
AREAS = (
    "30,30,50,40",
    "-180,-60,180,75",
    "60,5,100,35",
    "POLYGON ((20 0, 50 10, 45 45, 25 50, 20 0))",
    "MULTIPOLYGON (((30 30, 45 30, 45 40, 30 30)), ((70 10, 90 10, 80 30, 70 10)))",
)


def views(number: int, seed: int, facets: dict[str, list[dict[str, object]]]) -> list[View]:
    """So many views; values of facets are taken from those of the store."""
    chance = random.Random(seed)  # noqa: S311  nothing secret
    values = {key: [row["value"] for row in rows] for key, rows in facets.items()}
    return [_view(chance, values) for _ in range(number)]


def _view(chance: random.Random, values: dict[str, list[object]]) -> View:
    makers = {
        "days": lambda: _days(chance),
        "actor": lambda: _some(chance, values["actor"][:12]),
        "role": lambda: _some(chance, list(Role)),
        "alleged": lambda: chance.random() < 0.5,
        "type": lambda: _some(chance, values["type"]),
        "sub_type": lambda: _some(chance, values["sub_type"]),
        "verification": lambda: _some(chance, list(Verification)),
        "dataset": lambda: _some(chance, [*values["dataset"], "another"]),
        "country": lambda: _some(chance, values["country"][:12]),
        "admin1": lambda: _some(chance, values["admin1"][:20]),
        "q": lambda: chance.choice(WORDS),
        "deaths": lambda: chance.choice((0, 1, 5, 40)),
        "place_precision": lambda: chance.choice(list(PlacePrecision)),
        "area": lambda: chance.choice(AREAS),
        "border": lambda: chance.choice(BORDERS),
        "only": lambda: chance.choice(list(Only)),
    }
    makers |= {
        key: value for key in FILTERS if key not in _DRAWN | {*makers} and (value := _maker(chance, key, values))
    }
    chosen = chance.sample(list(makers), chance.choice((0, 1, 1, 2, 2, 3, 4)))
    found = {key: makers[key]() for key in makers if key in chosen}
    if "border" in found:
        found["within_km"] = chance.choice((0.0, 50.0, 300.0))
    dates, match, rule = (chance.choice(list(each)) for each in (Dates, Match, Rule))
    return View(**found, dates=dates, match=match, rule=rule)


def _maker(chance: random.Random, key: str, values: dict[str, list[object]]) -> Callable[[], object] | None:
    """What draws a filter from its entry; None of a text of which the store's values are not known."""
    entry: Filter = FILTERS[key]
    schema = entry.key.schema
    known = values.get(key) or schema.get("enum") or schema.get("items", {}).get("enum")
    if known:
        return lambda: _some(chance, known) if entry.key.is_list else entry.key.read([str(chance.choice(known))])
    if "minimum" in schema:
        return lambda: entry.key.read([str(chance.randint(int(schema["minimum"]), int(schema["maximum"])))])
    return (lambda: chance.random() < 0.5) if schema["type"] == "boolean" else None


def _some(chance: random.Random, values: list[object]) -> tuple[object, ...]:
    return tuple(chance.sample(values, min(len(values), chance.choice((1, 1, 2, 3)))))


def _days(chance: random.Random) -> Days:
    first = date(2010, 1, 1) + timedelta(days=chance.randrange(6_000))
    last = first + timedelta(days=chance.choice((0, 6, 30, 365, 3_000)))
    return chance.choice(((first, last), (first, last), (first, None), (None, last)))
