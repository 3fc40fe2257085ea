"""The limits of values that speak of each other."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.errors import Sentence
from geo.limits.field_limits import MOST_DEATHS
from geo.limits.flaws import Flaw, flaw

_Columns = dict[str, pa.Array]
_Wrong = Iterator[tuple[str, np.ndarray, str, tuple[str, ...]]]
_EAST, _NORTH = 180, 90
_NO_DATASET = "records"


def whole(columns: _Columns, flaws: list[Flaw]) -> _Columns:
    """Return the columns of a record, of which some may be absent, without what contradicts another."""
    for rule in (_position, _days, _deaths):
        columns = _without(columns, rule(columns), "", flaws)
    return _of_a_dataset(columns, flaws)


def entry(path: str, columns: _Columns, flaws: list[Flaw]) -> _Columns:
    """Return the same of the entries of a list."""
    rules = {"claims": (_deaths_claimed, _check_claims, _check_quotes), "geocoding.candidates": (_position,)}
    for rule in rules.get(path, ()):
        columns = _without(columns, rule(columns), f"{path}.", flaws)
    return columns


def _without(columns: _Columns, wrong: _Wrong, prefix: str, flaws: list[Flaw]) -> _Columns:
    """Return the columns without the flaws, each given as field, positions, reason, and the fields made unknown."""
    held = dict(columns)
    for field, bad, message, lost in wrong:
        if not bad.any():
            continue
        flaws.append(flaw(bad, f"{prefix}{field}", message, Sentence("it was left unknown"), columns[field]))
        for name in lost:
            held[name] = pc.if_else(pa.array(bad), None, held[name])
    return held


def _of_a_dataset(columns: _Columns, flaws: list[Flaw]) -> _Columns:
    """Return a record that names no dataset is of the one its id begins with."""
    if not {"id", "dataset"} <= columns.keys():
        return columns
    dataset = columns["dataset"]
    silent = pc.equal(dataset, "").fill_null(True)  # noqa: FBT003 - Arrow's own
    if not pc.any(silent).as_py():
        return columns
    bad = np.asarray(silent)
    flaws.append(flaw(bad, "dataset", Sentence("is missing"), Sentence("it was taken from the id"), columns["id"]))
    begun = pc.replace_substring_regex(columns["id"], pattern=r"^([^:]*):.*$", replacement=r"\1").fill_null("")
    named = pc.if_else(pc.equal(begun, ""), _NO_DATASET, begun)
    return {**columns, "dataset": pc.if_else(silent, named, dataset)}


def _position(columns: _Columns) -> _Wrong:
    if not {"lon", "lat"} <= columns.keys():
        return
    lon, lat = (columns[name].to_numpy(zero_copy_only=False) for name in ("lon", "lat"))
    there = [np.asarray(columns[name].is_valid()) for name in ("lon", "lat")]
    nowhere = (lon == 0) & (lat == 0)
    bad = (there[0] | there[1]) & ~((np.abs(lon) <= _EAST) & (np.abs(lat) <= _NORTH) & ~nowhere)
    if not bad.any():
        return
    half, both = there[0] != there[1], ("lon", "lat")
    swapped = ~half & (np.abs(lat) > _NORTH) & (np.abs(lat) <= _EAST) & (np.abs(lon) <= _NORTH)
    north = ~half & ~swapped & ~(np.abs(lat) <= _NORTH)
    east = ~half & ~swapped & ~north & ~(np.abs(lon) <= _EAST)
    yield "lat", bad & swapped, Sentence("is outside -90 to 90; longitude and latitude may be swapped"), both
    yield "lat", bad & north, Sentence("is outside -90 to 90"), both
    yield "lon", bad & east, Sentence("is outside -180 to 180"), both
    yield "lon", bad & half & there[0], "stands without the other half of the position", both
    yield "lat", bad & half & there[1], "stands without the other half of the position", both
    yield "lon", bad & nowhere, Sentence("is 0, as is lat, which stands for unknown"), both


def _days(columns: _Columns) -> _Wrong:
    if {"start", "end"} <= columns.keys():
        yield "end", _greater(columns["start"], columns["end"]), Sentence("is before the start"), ("end",)


def _deaths(columns: _Columns) -> _Wrong:
    """Keep the number itself and drop a bound that contradicts it; of two bounds neither is known to be right."""
    if not {"deaths_low", "deaths_best", "deaths_high"} <= columns.keys():
        return
    low, best, high = (columns[f"deaths_{name}"] for name in ("low", "best", "high"))
    yield "deaths_low", _greater(low, best), "is more than deaths_best", ("deaths_low",)
    yield "deaths_high", _greater(best, high), "is less than deaths_best", ("deaths_high",)
    crossed = _greater(low, high) & np.asarray(best.is_null())
    yield "deaths_low", crossed, "is more than deaths_high", ("deaths_low", "deaths_high")


def _deaths_claimed(columns: _Columns) -> _Wrong:
    for name in ("low", "high"):
        many = pc.greater(columns[name], MOST_DEATHS).fill_null(False)  # noqa: FBT003 - Arrow's own
        if pc.any(many).as_py():
            of_deaths = pc.equal(columns["field"], "deaths").fill_null(False)  # noqa: FBT003
            yield name, np.asarray(pc.and_(many, of_deaths)), f"is not from 0 to {MOST_DEATHS:,}", (name,)


def _check_claims(columns: _Columns) -> _Wrong:
    yield "low", _greater(columns["low"], columns["high"]), "is more than high", ("low", "high")


def _check_quotes(columns: _Columns) -> _Wrong:
    both = ("quote_start", "quote_end")
    yield "quote_end", _greater(*(columns[name] for name in both)), "is before quote_start", both


def _greater(first: pa.Array, second: pa.Array) -> np.ndarray:
    return np.asarray(pc.greater(first, second).fill_null(False))  # noqa: FBT003 - Arrow's own
