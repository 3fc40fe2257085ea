"""Flaws in rows of a table."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.errors import Sentence

_SHOWN = 200
# The days Python knows, years 1 to 9999, as Arrow counts them: from 1970.
_FIRST, _LAST = ((day - date(1970, 1, 1)).days for day in (date.min, date.max))
_MICROSECONDS = 86_400_000_000  # in a day


class Kind(StrEnum):
    """Treatment of a flaw."""

    CHANGED = "changed"  # it says something else now, mostly that it is unknown
    LONG = "long"  # it was kept whole; lists show its beginning
    UNLINKED = "unlinked"  # the record has an id that no link can carry
    NAMELESS = "nameless"  # it has none


@dataclass(frozen=True, slots=True)
class Flaw:
    """A flaw at some positions of a column, its treatment, and the values concerned, as text."""

    at: np.ndarray
    field: str
    wrong: str
    done: str
    values: pa.Array
    kind: Kind = Kind.CHANGED

    @property
    def message(self) -> str:
        """As a problem says it."""
        return Sentence("{wrong}; {done}", wrong=self.wrong, done=self.done) if self.done else self.wrong

    def within(self, parents: np.ndarray) -> "Flaw":
        """Return the same of the rows that the positions are entries of."""
        return replace(self, at=parents[self.at])


def flaw(  # noqa: PLR0913, PLR0917 - each is one thing to say
    bad: np.ndarray, field: str, wrong: str, done: str, values: pa.Array, kind: Kind = Kind.CHANGED
) -> Flaw:
    """Build a flaw for the rows where `bad` is true."""
    at = np.flatnonzero(bad)
    return Flaw(at, field, wrong, done, _texts(values.take(pa.array(at))), kind)


def _texts(values: pa.Array) -> pa.Array:
    return pc.utf8_slice_codeunits(_plain(values).cast(pa.string()), 0, _SHOWN)


def _plain(values: pa.Array) -> pa.Array:
    """Return a moment out of range has no name: it is shown as its number of days or microseconds since 1970."""
    if not pa.types.is_temporal(values.type):
        return values
    days = pa.types.is_date32(values.type)
    numbers = values.cast(pa.int32() if days else pa.int64())
    first, last = (each if days else each * _MICROSECONDS for each in (_FIRST, _LAST))
    named = pc.and_(pc.greater_equal(numbers, first), pc.less_equal(numbers, last))
    return values if pc.all(named).as_py() else numbers
