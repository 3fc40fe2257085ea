"""Synthetic incidents, a portion at a time: whole records, skewed as real ones are."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.incident import DEFAULT_RADIUS_M, POINT_PRECISIONS, SCHEMA, DatePrecision, PlacePrecision
from geo.readers.columns.nested import incidents
from geo.synthesis import vocabulary
from geo.synthesis.people import People

DATASET = "synthetic"
PORTION = 200_000
FIRST_DAY, LAST_DAY = date(1997, 1, 1), date(2026, 10, 31)

_DAYS = (LAST_DAY - FIRST_DAY).days
_EPOCH = (FIRST_DAY - date(1970, 1, 1)).days
# Exact positions lie on a grid of sites about their town, as the same checkpoints come up again and again.
_SITES, _APART_DEGREES = 2, 0.012


def synthetic(rows: int, seed: int) -> Iterator[pa.Table]:
    """Incidents with the columns of `SCHEMA`, sorted by id; the same for the same `rows` and `seed`.

    None of them happened. Ids are `synthetic:00000001` and on.
    """
    people = People()
    for number, first in enumerate(range(0, rows, PORTION)):
        chance = np.random.default_rng([seed, number])
        yield _portion(chance, first, min(PORTION, rows - first), people)


def _portion(chance: np.random.Generator, first: int, length: int, people: People) -> pa.Table:
    columns: dict[str, Any] = {"dataset": DATASET}
    numbers = pc.utf8_lpad(pa.array(np.arange(first + 1, first + length + 1)).cast(pa.string()), 8, "0")
    columns["id"] = pc.binary_join_element_wise(f"{DATASET}:", numbers, "")
    columns |= _what(chance, length) | _when(chance, length) | _where(chance, length)
    columns["title"] = pc.binary_join_element_wise(
        "Synthetic:", columns["sub_type"], "at", columns["place_name"].fill_null("an unknown place"), " "
    )
    columns |= people.draw_columns(chance, length)
    for name, shares in (("verification", vocabulary.VERIFICATIONS), ("workflow", vocabulary.WORKFLOWS)):
        columns[name] = _one_of(chance, shares, length)
    return incidents(columns, length).select(SCHEMA.names)


def _one_of(chance: np.random.Generator, shares: dict[Any, float], length: int) -> pa.Array:
    drawn = np.searchsorted(np.cumsum(list(shares.values())), chance.random(length)).clip(0, len(shares) - 1)
    return pa.array([each and each.value for each in shares], pa.string()).take(pa.array(drawn))


def _what(chance: np.random.Generator, length: int) -> dict[str, pa.Array]:
    types, subs, chances = vocabulary.kinds()
    drawn = pa.array(np.searchsorted(chances, chance.random(length)).clip(0, len(types) - 1))
    words = pa.array(vocabulary.WORDS, pa.string())
    told = [words.take(pa.array(chance.integers(len(words), size=length))) for _ in range(4)]
    summary = pc.binary_join_element_wise("Synthetic report:", *told, " ")
    return {"event_type": types.take(drawn), "sub_type": subs.take(drawn), "summary": summary}


def _when(chance: np.random.Generator, length: int) -> dict[str, pa.Array]:
    """More of late, as in datasets that grew with their budgets."""
    precision = _one_of(chance, vocabulary.DATE_PRECISIONS, length)
    day = (_EPOCH + _DAYS * chance.random(length) ** 0.5).astype("datetime64[D]")
    start, end = day.copy(), day.copy()
    coded = precision.to_numpy(zero_copy_only=False)
    for name, reach in ((DatePrecision.DAYS, 3), (DatePrecision.WEEK, 6)):
        end[coded == name.value] += reach
    for name, unit in ((DatePrecision.MONTH, "M"), (DatePrecision.YEAR, "Y")):
        which = coded == name.value
        whole = day[which].astype(f"datetime64[{unit}]")
        start[which], end[which] = whole, (whole + 1).astype("datetime64[D]") - 1
    undated = np.asarray(precision.is_null())
    return {
        "start": pa.array(start, pa.date32(), mask=undated),
        "end": pa.array(end, pa.date32(), mask=undated),
        "date_precision": precision,
    }


def _where(chance: np.random.Generator, length: int) -> dict[str, pa.Array]:
    known = vocabulary.places()
    drawn = np.searchsorted(known.chances, chance.random(length)).clip(0, len(known.lon) - 1)
    at = pa.array(drawn)
    precision = _one_of(chance, vocabulary.PLACE_PRECISIONS, length)
    is_ = {each: np.asarray(pc.equal(precision, each.value)) for each in vocabulary.PLACE_PRECISIONS}
    pointed = np.logical_or.reduce([is_[each] for each in POINT_PRECISIONS])
    somewhere, named = ~is_[PlacePrecision.UNKNOWN], pointed | is_[PlacePrecision.ADMIN1]
    fine = is_[PlacePrecision.EXACT] | is_[PlacePrecision.VICINITY]
    lon, lat = (np.round(_near(chance, degrees[drawn], fine), 5) for degrees in (known.lon, known.lat))
    radius = pa.array([DEFAULT_RADIUS_M.get(each) for each in vocabulary.PLACE_PRECISIONS], pa.float64())
    names = pa.array([each.value for each in vocabulary.PLACE_PRECISIONS], pa.string())
    return {
        "place_name": _where_so(known.name.take(at), pointed),
        "country": _where_so(known.country.take(at), somewhere),
        "admin1": _where_so(known.admin1_name.take(at), named),
        "feature": _where_so(known.admin1.take(at), is_[PlacePrecision.ADMIN1]),
        "lon": pa.array(lon, pa.float64(), mask=~pointed),
        "lat": pa.array(lat, pa.float64(), mask=~pointed),
        "place_precision": precision,
        "radius_m": radius.take(pc.index_in(precision, value_set=names)),
    }


def _near(chance: np.random.Generator, degrees: np.ndarray, fine: np.ndarray) -> np.ndarray:
    """Exact positions lie on a few sites about the town; the others on the point that stands for it."""
    moved = degrees + chance.integers(-_SITES, _SITES + 1, len(degrees)) * _APART_DEGREES
    return np.where(fine & (np.abs(degrees) < 85), moved, degrees)  # noqa: PLR2004 - no town moves over a pole


def _where_so(values: pa.Array, so: np.ndarray) -> pa.Array:
    return pc.if_else(pa.array(so), values, None)
