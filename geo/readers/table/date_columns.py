"""When the rows of a table say it happened: one date, or a first and a last."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.errors import Sentence, UnclearDatesError
from geo.incident import DatePrecision
from geo.places.gazetteer.added.validate import Fault
from geo.readers.columns.dates import Days, Order, days, open_date, orders
from geo.readers.columns.sheet import Sheet

_FIELDS = ("date", "start", "end")
_COARSEST_LAST = pa.array([DatePrecision.DAY.value, DatePrecision.MONTH.value, DatePrecision.YEAR.value])


@dataclass(frozen=True, slots=True)
class When:
    """The columns start, end and date_precision, what is wrong with some, and how the dates were read."""

    columns: Mapping[str, pa.Array]
    faults: tuple[Fault, ...]


def read_orders(
    file: str, sheet: Sheet, called: Mapping[str, str], told: Order | None
) -> tuple[Mapping[str, Order], tuple[str, ...]]:
    """Determine whether each date column is day first or month first, with a sentence on those where it matters.

    Args:
        file: its name.
        sheet: the table.
        called: its own names of the columns.
        told: what the user says of all of them.

    Raises:
        UnclearDatesError: no date of a column can be read one way only, or two prove the contrary of each other.
    """
    decided, reasons = {}, []
    for field in _FIELDS:
        decided[field], reason = _order(file, called.get(field, field), sheet[field], told)
        reasons += [reason] if reason else []
    return decided, tuple(reasons)


def _order(file: str, column: str, text: pa.StringArray, told: Order | None) -> tuple[Order, str | None]:
    proved, either = orders(text), open_date(text)
    if told or not either:
        return told or Order.DAY, f"The dates in {column!r} are {told.value}, as told." if told and either else None
    if len(proved) == 1:
        order, shown = next(iter(proved.items()))
        return order, f"The dates in {column!r} are {order.value}: {shown!r} can be read one way only."
    why = (
        f"{either!r} is either"
        if not proved
        else " but ".join(f"{shown!r} is {o.value}" for o, shown in proved.items())
    )
    raise UnclearDatesError(file, column, why)


def when(sheet: Sheet, order: Mapping[str, Order]) -> When:
    """Return the first and last day of each row, a start and an end before a date; a missing bound is unknown."""
    date, start, end = (days(field, sheet[field], order[field]) for field in _FIELDS)
    spanned = pc.or_(pc.is_valid(start.first), pc.is_valid(end.last))
    first = pc.if_else(spanned, start.first, date.first)
    last = pc.if_else(spanned, end.last, date.last)
    columns = {"start": first, "end": last, "date_precision": _precision(spanned, date, start, end)}
    turned = pc.greater(first, last).fill_null(False).to_numpy(zero_copy_only=False)  # noqa: FBT003 - Arrow's own
    wrong = Fault(np.asarray(turned), "end", Sentence("is before the start"), sheet["end"])
    return When(columns, (*date.faults, *start.faults, *end.faults, wrong))


def _precision(spanned: pa.BooleanArray, date: Days, start: Days, end: Days) -> pa.StringArray:
    ranks = [pc.index_in(each.precision, _COARSEST_LAST) for each in (date, start, end)]
    return _COARSEST_LAST.take(pc.if_else(spanned, pc.max_element_wise(ranks[1], ranks[2]), ranks[0]))
