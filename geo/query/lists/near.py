"""Incidents near another one, in place and in time, as far as the caller may see both."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, cast

import ibis
import ibis.expr.types as ir
from typing_extensions import TypedDict

from geo.errors import NotFoundError
from geo.query.engine.compile import Values
from geo.query.engine.engine import Engine, memoise
from geo.query.engine.parameters import slot
from geo.query.engine.question import Question
from geo.query.engine.tables import MATCHED
from geo.query.engine.view_filter import spans
from geo.view import Dates

EARTH_KM = 6_371.0088  # the mean radius of IUGG, https://doi.org/10.1007/s001900050278
_KM_PER_DEGREE = 110.0  # of latitude, or a little more: nothing near is passed over
_SHOWN = ("id", "title", "start", "end", "date_precision", "place_precision", "radius_m")

_ID, _FEATURE = slot("one", "string"), slot("feature", "string")
_LON, _LAT, _KM, _REACH = (slot(name, "float64") for name in ("lon", "lat", "most_km", "reach"))
_BEGIN, _FINISH, _FROM, _UPTO = (slot(name, "date") for name in ("begin", "finish", "earliest", "latest"))
_MOST = slot("most", "int64")


class NearIncident(TypedDict):
    """An incident near another.

    `km` from where the caller sees the one to where they see the other, to 0.1; null where both are drawn as one
    feature. `days` lie between them, 0 where their days may be the same. `radius_m` in metres; dates are ISO 8601.
    """

    id: str
    title: str | None
    start: str | None
    end: str | None
    date_precision: str | None
    place_precision: str
    radius_m: float | None
    km: float | None
    days: int


@dataclass(frozen=True, slots=True)
class Reach:
    """Search distance in kilometres and days, and the number of results at most."""

    km: float
    days: int
    limit: int


def near(  # noqa: PLR0913  (who asks, and how far)
    engine: Engine, question: Question, incident_id: str, *, km: float = 25.0, days: int = 7, limit: int = 8
) -> list[NearIncident]:
    """Return the incidents near one, nearest first, of the same version and whatever else the view asks.

    Where it has a point, those with a point within `km` of it; else those drawn as the same feature. Of them only what
    may have happened within `days` of when it may have: one without any date is near nothing.

    Raises:
        NotFoundError: there is no such incident, or not for this caller.
    """
    return _near(engine, question.everything(), incident_id, Reach(km, days, limit))


@memoise
def _near(engine: Engine, seen: Question, incident_id: str, reach: Reach) -> list[NearIncident]:
    found = engine.ask(itself(), seen, {_ID: incident_id}).to_pylist()
    if not found:
        raise NotFoundError.incident(incident_id)
    one = found[0]
    if one["begin"] is None or not one["drawn"]:
        return []
    values: Values = {_ID: incident_id, _MOST: reach.limit, **_when(one, reach.days), **_where(one, reach.km)}
    rows = engine.ask(others(pointed=one["mx"] is not None), seen, values).to_pylist()
    return [_row(row) for row in rows]


def _when(one: dict[str, Any], days: int) -> Values:
    """Return the days the others may have happened on; the calendar of dates ends."""
    earliest = max(one["begin"].toordinal() - days, date.min.toordinal())
    latest = min(one["finish"].toordinal() + days, date.max.toordinal())
    reach = {_FROM: date.fromordinal(earliest), _UPTO: date.fromordinal(latest)}
    return {_BEGIN: one["begin"], _FINISH: one["finish"], **reach}


def _where(one: dict[str, Any], km: float) -> Values:
    if one["mx"] is None:
        return {_FEATURE: one["feature"]}
    return {_LON: one["lon"], _LAT: one["lat"], _KM: km, _REACH: km / _KM_PER_DEGREE}


@lru_cache
def itself() -> ir.Table:
    """Select the position of an incident, and the days it may have happened on."""
    rows = MATCHED.filter(MATCHED.id == _ID)
    begin, finish = spans(rows, Dates.POSSIBLE)
    return rows.select("drawn", "feature", "mx", "lon", "lat", begin=begin, finish=finish)


@lru_cache
def others(*, pointed: bool) -> ir.Table:
    """Return the incidents near a point, or drawn as a feature, within some days; nearest first."""
    begin, finish = spans(MATCHED, Dates.POSSIBLE)
    rows = MATCHED.mutate(begin=begin, finish=finish)
    rows = rows.filter(rows.id != _ID, rows.begin <= _UPTO, rows.finish >= _FROM, *_there(rows, pointed=pointed))
    after, before = rows.begin.delta(_FINISH, unit="day"), _BEGIN.delta(rows.finish, unit="day")
    rows = rows.mutate(km=_km(rows) if pointed else ibis.null("float64"), days=ibis.greatest(after, before, 0))
    within = rows.filter(rows.km <= _KM) if pointed else rows
    return within.order_by("km", "days", "id").select(*_SHOWN, "km", "days").limit(_MOST)


def _there(rows: ir.Table, *, pointed: bool) -> tuple[ir.BooleanValue, ...]:
    if pointed:
        return rows.mx.notnull(), rows.lat.between(_LAT - _REACH, _LAT + _REACH)
    return rows.drawn, rows.mx.isnull(), rows.feature == _FEATURE


def _km(rows: ir.Table) -> ir.FloatingColumn:
    """Along a sphere, by haversines: within 0.6 % of the ellipsoid, and where a place is known is coarser."""
    lat, other = rows.lat.radians(), _LAT.radians()
    north, east = ((lat - other) / 2).sin(), ((rows.lon - _LON).radians() / 2).sin()
    square = north * north + lat.cos() * other.cos() * east * east
    return 2 * EARTH_KM * ibis.least(square, 1.0).sqrt().asin()


def _row(row: dict[str, Any]) -> NearIncident:
    days = {key: None if row[key] is None else row[key].isoformat() for key in ("start", "end")}
    found: dict[str, Any] = row | days | {"km": None if row["km"] is None else round(row["km"], 1)}
    return cast("NearIncident", found)
