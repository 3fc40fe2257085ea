"""Differences between two revisions."""

from dataclasses import fields

from geo.incident import Incident

# Set by the store on every revision: they differ always and mean no change to the incident.
REVISION_FIELDS = frozenset({"version", "based_on", "recorded_at", "recorded_by", "reason"})


def changed_fields(before: Incident, after: Incident) -> tuple[str, ...]:
    """Return the names of the fields whose values differ, in the order of the record."""
    names = (field.name for field in fields(Incident) if field.name not in REVISION_FIELDS)
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))
