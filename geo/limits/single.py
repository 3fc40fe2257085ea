"""The limits of one value by itself."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.limits.flaws import FIRST_DAY, LAST_DAY, MICROSECONDS, Flaw, Kind, flaw
from geo.limits.values import ENTRIES, INSTEAD, LENGTHS, LONGEST_ID, NEEDED, SPANS, WORDS

_MOMENTS = (FIRST_DAY * MICROSECONDS, LAST_DAY * MICROSECONDS)


def held(path: str, array: pa.Array, present: pa.Array, flaws: list[Flaw]) -> pa.Array:
    """A column within its limits; `present` is where its entry is one at all."""
    if path == "id":
        flaws += _ids(array)
        return array
    array = _within(path, array, flaws)
    if path in LENGTHS:
        flaws += _long(path, array)
    return _stated(path, array, present, flaws) if array.null_count and path in NEEDED & INSTEAD.keys() else array


def many(path: str, lists: pa.ListArray) -> list[Flaw]:
    """What is wrong where lists have more entries than are used."""
    most, lengths = ENTRIES[path], pc.list_value_length(lists)
    if (pc.max(lengths).as_py() or 0) <= most:
        return []
    bad = np.asarray(pc.greater(lengths, most).fill_null(False))  # noqa: FBT003 - Arrow's own
    done = f"lists use the first {most:,}, and the record keeps all"
    return [flaw(bad, path, "has many entries", done, lengths, Kind.LONG)]


def _within(path: str, array: pa.Array, flaws: list[Flaw]) -> pa.Array:
    if path in SPANS:
        low, high = SPANS[path]
        good, message = _between(array, low, high), f"is not from {low:,.0f} to {high:,.0f}"
    elif pa.types.is_date32(array.type):
        good, message = _between(array.cast(pa.int32()), FIRST_DAY, LAST_DAY), "is no day of the years 1 to 9999"
    elif pa.types.is_timestamp(array.type):
        good, message = _between(array.cast(pa.int64()), *_MOMENTS), "is no moment of the years 1 to 9999"
    elif path in WORDS:
        words = pa.array([word.value for word in WORDS[path]])
        good, message = pc.or_(array.is_null(), pc.is_in(array, words)), "is none of the words it may be"
    else:
        return array
    return _replaced(path, array, ~np.asarray(good), message, flaws)


def _between(array: pa.Array, low: float, high: float) -> pa.Array:
    """Unknown is so, NaN is not."""
    within = pc.and_(pc.greater_equal(array, low), pc.less_equal(array, high))
    return within.fill_null(True)  # noqa: FBT003 - Arrow's own


def _replaced(path: str, array: pa.Array, bad: np.ndarray, message: str, flaws: list[Flaw]) -> pa.Array:
    if not bad.any():
        return array
    instead = INSTEAD.get(path)
    flaws.append(flaw(bad, path, message, _taken(instead), array))
    return pc.if_else(pa.array(bad), pa.scalar(instead, array.type), array)


def _stated(path: str, array: pa.Array, present: pa.Array, flaws: list[Flaw]) -> pa.Array:
    """Something in place of nothing, where there has to be."""
    return _replaced(path, array, np.asarray(pc.and_(array.is_null(), present)), "is missing", flaws)


def _taken(instead: object) -> str:
    if instead is None:
        return "it was left unknown"
    return f"it was taken as {instead:,.0f} m" if isinstance(instead, float) else f"it was taken as {instead!r}"


def _ids(ids: pa.Array) -> list[Flaw]:
    """Ids by which nothing can be found: none, or more than a link can hold."""
    empty = np.asarray(pc.equal(pc.utf8_trim_whitespace(ids), "").fill_null(True))  # noqa: FBT003 - Arrow's own
    found = [flaw(empty, "id", "is missing", "", ids, Kind.NAMELESS)]
    if (pc.max(pc.binary_length(ids)).as_py() or 0) > LONGEST_ID:
        long = _so(pc.greater(pc.utf8_length(ids), LONGEST_ID))
        found.append(flaw(long, "id", f"has more than {LONGEST_ID:,} characters", "", ids, Kind.UNLINKED))
    return [each for each in found if len(each.at)]


def _long(path: str, texts: pa.Array) -> list[Flaw]:
    most = LENGTHS[path]
    if (pc.max(pc.binary_length(texts)).as_py() or 0) <= most:
        return []
    bad = _so(pc.greater(pc.utf8_length(texts), most))
    done = f"lists show its first {most:,} characters, and the record keeps all"
    return [flaw(bad, path, "is long", done, texts, Kind.LONG)] if bad.any() else []


def _so(answers: pa.Array) -> np.ndarray:
    """Unknown is no."""
    return np.asarray(answers.fill_null(False))  # noqa: FBT003 - Arrow's own
