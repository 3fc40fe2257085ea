"""Rows that name a place and give no position: the geocoder decides each distinct name once, and says why."""

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.incident import SCHEMA, PlacePrecision
from geo.places.gazetteer.added.lookup import Added
from geo.places.gazetteer.added.validate import Fault
from geo.places.gazetteer.gazetteer import NOTHING_ADDED
from geo.places.geocoder.geocoder import Decision, geocode
from geo.readers.columns.places import Stated

_BETWEEN = "\x1f"
_COLUMNS = ("place_id", "country", "admin1", "lon", "lat", "place_precision", "radius_m", "feature", "geocoding")


def geocode_names(
    stated: Stated, placed: Mapping[str, pa.Array], *, geocoded: bool, added: Added = NOTHING_ADDED
) -> tuple[Mapping[str, pa.Array], list[Fault]]:
    """`placed` with what the geocoder makes of the names without a position, and the names it left unresolved.

    Nothing is asked unless `geocoded`; `added` are the user's own gazetteers.
    An unresolved one keeps the country and division the row states, as something to say beside "unresolved".
    """
    asked = pc.and_(pc.not_equal(stated.place, ""), pc.equal(placed["place_precision"], PlacePrecision.UNKNOWN.value))
    asked = pc.and_(asked, pa.array(np.isnan(stated.lon) & (stated.shapes == None)))  # noqa: E711 - of each row
    asked = pc.and_(asked, pa.scalar(geocoded))
    question = pc.binary_join_element_wise(stated.place, stated.country.fill_null(""), stated.admin1, _BETWEEN)
    distinct = pc.if_else(asked, question, None).dictionary_encode()
    decisions = [_decide(each, added) for each in distinct.dictionary.to_pylist()]
    columns = {**placed, **_columns(decisions, distinct.indices, asked, placed)}
    return columns, _unresolved_faults(decisions, distinct.indices, stated.place)


def _decide(question: str, added: Added) -> Decision:
    name, country, admin1 = question.split(_BETWEEN)
    return geocode(name, country=country or None, admin1=admin1 or None, added=added)


def _columns(
    decisions: list[Decision], at: pa.Array, asked: pa.BooleanArray, placed: Mapping[str, pa.Array]
) -> Mapping[str, pa.Array]:
    nothing = pa.nulls(len(at))
    columns = {}
    for name in _COLUMNS:
        kind = SCHEMA.field(name).type
        decided = pa.array([_value(decision, name) for decision in decisions], kind).take(at)
        before = placed.get(name, nothing).cast(kind)
        # Structs have no if_else; only the geocoder writes this column.
        columns[name] = decided if name == "geocoding" else pc.if_else(asked, pc.coalesce(decided, before), before)
    return columns


def _value(decision: Decision, name: str) -> Any:
    if name == "geocoding":
        return dataclasses.asdict(decision.geocoding)
    if decision.place is None:
        # What the name speaks of, and never a position.
        around = decision.context if name in ("country", "admin1") else None
        return PlacePrecision.UNKNOWN.value if name == "place_precision" else around and getattr(around, name)
    return getattr(decision.place, name)


def _unresolved_faults(decisions: list[Decision], at: pa.Array, place: pa.StringArray) -> list[Fault]:
    reasons = pa.array([None if each.place else each.geocoding.reason for each in decisions], pa.string()).take(at)
    distinct = pc.unique(reasons).drop_null().to_pylist()
    return [
        Fault(pc.equal(reasons, reason).fill_null(False).to_numpy(zero_copy_only=False), "place", reason, place)  # noqa: FBT003
        for reason in distinct
    ]
