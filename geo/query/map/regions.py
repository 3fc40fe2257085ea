"""Incidents by governorate, or whatever a country's first-level divisions are: as far as each is known."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, cast

import ibis.expr.types as ir
from typing_extensions import TypedDict

from geo.incident import SHAPE_PRECISIONS
from geo.places.boundaries.catalogue import features
from geo.places.gazetteer.gazetteer import provinces_named
from geo.query.engine.engine import Engine, memoise
from geo.query.engine.question import Question
from geo.query.engine.tables import MATCHED, how_many, surely

_LEVEL = "admin1"
_SHAPES = [precision.value for precision in SHAPE_PRECISIONS]
_SUMS = ("low", "best", "high", "stated")
_Row = dict[str, Any]


class RegionDeaths(TypedDict):
    """Deaths of a division's incidents, summed apart; null where none gives that number. `stated` give any."""

    low: int | None
    best: int | None
    high: int | None
    stated: int


class RegionFilters(TypedDict):
    """The values of `country` and `admin1` that a division's incidents are found by."""

    country: list[str]
    admin1: list[str]


class Region(TypedDict):
    """A first-level division with incidents: `coarse` are known coarsely, `drawn_within` have a point on the map.

    `asked` are the filters that its incidents are found by; null where one of them names none.
    """

    feature: str
    name: str
    name_ar: str | None
    country: str
    count: int
    coarse: int
    drawn_within: int
    deaths: RegionDeaths
    asked: RegionFilters | None


class Regions(TypedDict):
    """The divisions with incidents, most first, and how many incidents are without a known one."""

    regions: list[Region]
    without: int


@memoise
def regions(engine: Engine, question: Question) -> Regions:
    """Return the divisions with incidents, most first, and how many are `without` a known one.

    `coarse` of a division's `count` are known coarsely, and `drawn_within` have a point of their own on the map.
    `asked` are the filters that its incidents are found by, as their records write its name; None where one names none.
    Deaths are summed apart as in `geo.query.totals.counts`: None where no incident gives that number.
    """
    by_region: dict[str | None, list[_Row]] = defaultdict(list)
    for row in engine.ask(select_regions(), question).to_pylist():
        by_region[_region(row)].append(row)
    without = sum(row["count"] for row in by_region.pop(None, []))
    found = [_sum_region(feature, rows) for feature, rows in by_region.items() if feature is not None]
    return {"regions": sorted(found, key=lambda region: (-region["count"], region["feature"])), "without": without}


@lru_cache
def select_regions() -> ir.Table:
    """Select what matches, grouped by the shape it is drawn as and the division its record names."""
    rows = MATCHED
    low, best, high = rows.deaths_low, rows.deaths_best, rows.deaths_high
    shape = surely(rows.place_precision.isin(_SHAPES) & rows.drawn).ifelse(rows.feature, None)
    return rows.group_by("country", "admin1", shape=shape).aggregate(
        count=rows.count(),
        coarse=how_many(rows.coarse),
        drawn_within=how_many(rows.mx.notnull()),
        low=low.sum(),
        best=best.sum(),
        high=high.sum(),
        stated=how_many(low.notnull() | best.notnull() | high.notnull()),
    )


def _region(row: _Row) -> str | None:
    """Return the division an incident is drawn as, or the one that its record names."""
    shape = features().get(row["shape"] or "")
    if shape and shape.level == _LEVEL:
        return shape.feature
    return _match_division(row["country"], row["admin1"]) if row["admin1"] else None


@lru_cache(maxsize=16_384)
def _match_division(country: str | None, name: str) -> str | None:
    """Return the one division of the country that a name means; None where it could be several, or none."""
    found = [division for division in provinces_named(name, country) if division.level == _LEVEL]
    inside = {division.feature for division in found if country in (None, division.country)}
    return inside.pop() if len(inside) == 1 else None


def _sum_region(feature: str, rows: Iterable[_Row]) -> Region:
    shape = features()[feature]
    found = list(rows)
    sums = {key: sum(row[key] for row in found) for key in ("count", "coarse", "drawn_within")}
    known = {key: [row[key] for row in found if row[key] is not None] for key in _SUMS}
    deaths = {key: sum(numbers) if numbers else None for key, numbers in known.items()}
    names = {"feature": feature, "name": shape.name, "name_ar": shape.name_ar, "country": shape.country}
    return cast("Region", {**names, **sums, "deaths": deaths, "asked": _region_filters(found)})


def _region_filters(rows: list[_Row]) -> RegionFilters | None:
    countries, names = ({row[key] for row in rows} for key in ("country", "admin1"))
    if None in names:
        return None
    return {"country": [] if None in countries else sorted(countries), "admin1": sorted(names)}
