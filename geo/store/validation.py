"""The last wall before a store: what breaks the limits of a record is refused, whoever hands it in.

Readers leave out or note what is wrong; this is for what no reader saw. And what a store of earlier days holds all the
same comes out of it within the limits, so that one bad number stops nobody's page.
"""

import dataclasses
from collections.abc import Sequence

import pyarrow as pa

from geo.errors import RecordLimitError
from geo.incident import SCHEMA, Incident, to_table
from geo.limits.flaws import Kind
from geo.limits.tables import apply_limits

_MISFITS = (pa.ArrowException, OverflowError, UnicodeError, TypeError, ValueError, AttributeError)


def as_rows(incidents: Sequence[Incident]) -> pa.Table:
    """Incidents as `to_table` gives them.

    Raises:
        RecordLimitError: a value is of another type than its field, or too large for any.
    """
    try:
        return to_table(incidents)
    except _MISFITS:
        for each in incidents:
            _refuse_misfit(each)
        raise


def refuse_unfit(rows: pa.Table) -> None:
    """Let only rows pass that are within the limits of a record; texts may have any length.

    Raises:
        RecordLimitError: one is not.
    """
    try:
        rows.validate(full=True)
    except pa.ArrowInvalid:
        raise RecordLimitError(None, "text", "is not in UTF-8", None) from None
    for flaw in apply_limits(rows, lengths=False).flaws:
        row = int(flaw.at[0])
        raise RecordLimitError(rows["id"][row].as_py(), flaw.field, flaw.wrong, flaw.values[0].as_py())


def fit(rows: pa.Table) -> pa.Table:
    """Rows of a store within the limits, without those that have no id."""
    held = apply_limits(rows, lengths=False)
    nameless = any(flaw.kind is Kind.NAMELESS for flaw in held.flaws)
    return held.rows.filter(pa.array(held.has_id)) if nameless else held.rows


def _refuse_misfit(incident: Incident) -> None:
    values = dataclasses.asdict(incident)
    for field in SCHEMA:
        try:
            pa.array([values[field.name]], field.type)
        except _MISFITS:
            said = repr(values[field.name]).encode(errors="backslashreplace").decode()
            raise RecordLimitError(ascii(incident.id)[1:-1], field.name, "is no value for it", said) from None
