"""The limits of one value by itself."""

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.errors import Sentence
from geo.limits.field_limits import ALSO, DAYS, ENTRIES, INSTEAD, LENGTHS, LONGEST_ID, NEEDED, SPANS, WORDS
from geo.limits.flaws import Flaw, Kind, flaw

_FIRST_DAY, _LAST_DAY = ((day - date(1970, 1, 1)).days for day in DAYS)
_MOMENTS = (_FIRST_DAY * 86_400_000_000, _LAST_DAY * 86_400_000_000)  # microseconds
_NUL, _SIGN = "\0", "\N{REPLACEMENT CHARACTER}"
_NO_DAY = Sentence("is not a day between the years {first} and {last}", first=DAYS[0].year, last=DAYS[1].year)


def limit_values(path: str, array: pa.Array, present: pa.Array, flaws: list[Flaw]) -> pa.Array:
    """Return a column within its limits; `present` is where its entry is one at all."""
    if path == "id":
        flaws += _ids(array)
        return array
    array = _within(path, array, flaws)
    if path in LENGTHS:
        array = _text(path, array, flaws)
        flaws += _long(path, array)
    return (
        _fill_required(path, array, present, flaws) if array.null_count and path in NEEDED & INSTEAD.keys() else array
    )


def many(path: str, lists: pa.ListArray) -> list[Flaw]:
    """Return flaws for lists with more entries than are used."""
    most, lengths = ENTRIES[path], pc.list_value_length(lists)
    if (pc.max(lengths).as_py() or 0) <= most:
        return []
    bad = np.asarray(pc.greater(lengths, most).fill_null(False))  # noqa: FBT003 - Arrow's own
    done = Sentence("lists use the first {most:,}; the record keeps all", most=most)
    return [flaw(bad, path, Sentence("has many entries"), done, lengths, Kind.LONG)]


def _within(path: str, array: pa.Array, flaws: list[Flaw]) -> pa.Array:
    if path in SPANS:
        low, high = SPANS[path]
        good, message = (
            _between(array, low, high),
            Sentence("is not between {low} and {high}", low=f"{low:,.0f}", high=f"{high:,.0f}"),
        )
        if path in ALSO:
            good = pc.or_kleene(good, pc.equal(array, ALSO[path]))
    elif pa.types.is_date32(array.type):
        good, message = _between(array.cast(pa.int32()), _FIRST_DAY, _LAST_DAY), _NO_DAY
    elif pa.types.is_timestamp(array.type):
        good, message = _between(array.cast(pa.int64()), *_MOMENTS), _NO_DAY
    elif path in WORDS:
        words = pa.array([word.value for word in WORDS[path]])
        good, message = pc.or_(array.is_null(), pc.is_in(array, words)), Sentence("is not an allowed value")
    else:
        return array
    return _replace_values(path, array, ~np.asarray(good), message, flaws)


def _between(array: pa.Array, low: float, high: float) -> pa.Array:
    """Unknown is so, NaN is not."""
    within = pc.and_(pc.greater_equal(array, low), pc.less_equal(array, high))
    return within.fill_null(True)  # noqa: FBT003 - Arrow's own


def _replace_values(path: str, array: pa.Array, bad: np.ndarray, message: str, flaws: list[Flaw]) -> pa.Array:
    if not bad.any():
        return array
    instead = INSTEAD.get(path)
    flaws.append(flaw(bad, path, message, _replacement_text(instead), array))
    return pc.if_else(pa.array(bad), pa.scalar(instead, array.type), array)


def _fill_required(path: str, array: pa.Array, present: pa.Array, flaws: list[Flaw]) -> pa.Array:
    """Something in place of nothing, where there has to be."""
    return _replace_values(path, array, np.asarray(pc.and_(array.is_null(), present)), Sentence("is missing"), flaws)


def _replacement_text(instead: object) -> str:
    if instead is None:
        return Sentence("it was left unknown")
    value = f"{instead:,.0f} m" if isinstance(instead, float) else repr(instead)
    return Sentence("{value} was used instead", value=value)


def _ids(ids: pa.Array) -> list[Flaw]:
    """Ids by which nothing can be found: none, or more than a link can hold."""
    empty = np.asarray(pc.equal(pc.utf8_trim_whitespace(ids), "").fill_null(True))  # noqa: FBT003 - Arrow's own
    found = [flaw(empty, "id", Sentence("is missing"), "", ids, Kind.NAMELESS)]
    if (pc.max(pc.binary_length(ids)).as_py() or 0) > LONGEST_ID:
        long = _so(pc.greater(pc.utf8_length(ids), LONGEST_ID))
        found.append(flaw(long, "id", Sentence("has more than {n:,} characters", n=LONGEST_ID), "", ids, Kind.UNLINKED))
    if _has_nul(ids):
        odd = _so(pc.match_substring(ids, pattern=_NUL))
        found.append(flaw(odd, "id", Sentence("contains the character NUL"), "", ids, Kind.UNLINKED))
    return [each for each in found if len(each.at)]


def _text(path: str, texts: pa.Array, flaws: list[Flaw]) -> pa.Array:
    """Texts without NUL, at which half of what reads them stops."""
    if not _has_nul(texts):
        return texts
    bad = _so(pc.match_substring(texts, pattern=_NUL))
    flaws.append(
        flaw(bad, path, Sentence("contains the character NUL"), Sentence("replaced with {sign}", sign=_SIGN), texts)
    )
    return pc.replace_substring(texts, pattern=_NUL, replacement=_SIGN)


def _has_nul(texts: pa.Array) -> bool:
    """Return whether any text contains NUL; compares bytes, which is fast."""
    data = texts.buffers()[2] if len(texts) else None
    if data is None:
        return False
    ends = np.frombuffer(texts.buffers()[1], np.int32, len(texts) + 1, 4 * texts.offset)
    span = np.frombuffer(data, np.uint8)[ends[0] : ends[-1]]
    return bool(span.size and span.min() == 0)


def _long(path: str, texts: pa.Array) -> list[Flaw]:
    most = LENGTHS[path]
    if (pc.max(pc.binary_length(texts)).as_py() or 0) <= most:
        return []
    bad = _so(pc.greater(pc.utf8_length(texts), most))
    done = Sentence("lists show its first {most:,} characters; the record keeps all", most=most)
    return [flaw(bad, path, Sentence("is long"), done, texts, Kind.LONG)] if bad.any() else []


def _so(answers: pa.Array) -> np.ndarray:
    """Unknown is no."""
    return np.asarray(answers.fill_null(False))  # noqa: FBT003 - Arrow's own
