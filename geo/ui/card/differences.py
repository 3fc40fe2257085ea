"""Differences between two revisions, field by field; those of one place or one date are shown together."""

from collections import Counter
from dataclasses import dataclass, fields
from typing import Any

from geo.incident import Incident
from geo.store.differences import changed_fields

_GROUPS = {
    "when": ("start", "end", "date_precision", "time_text"),
    "place": ("place_name", "country", "admin1", "admin2", "place_precision", "radius_m", "feature"),
    "position": ("lon", "lat"),
}
_GROUP_OF = {field: group for group, members in _GROUPS.items() for field in members}


@dataclass(frozen=True, slots=True)
class Change:
    """A difference between two revisions.

    `name` is a field of the record, or "when", "place" or "position" for several; `fields` are those that differ.
    `removed` and `added` hold the values before and after, in the order of `fields`; of a list, its items that stand
    in one only.
    """

    name: str
    fields: tuple[str, ...]
    removed: tuple[Any, ...]
    added: tuple[Any, ...]


def differences(before: Incident, after: Incident) -> tuple[Change, ...]:
    """Return the differences of two revisions as the caller may see them, in the order of the record."""
    changed = changed_fields(before, after)
    names = dict.fromkeys(_GROUP_OF.get(field, field) for field in changed)
    return tuple(_change(name, [f for f in changed if _GROUP_OF.get(f, f) == name], before, after) for name in names)


def _change(name: str, changed: list[str], before: Incident, after: Incident) -> Change:
    old, new = ([getattr(each, field) for field in changed] for each in (before, after))
    if name in _LISTS:
        return Change(name, tuple(changed), _beyond(old[0], new[0]), _beyond(new[0], old[0]))
    return Change(name, tuple(changed), tuple(old), tuple(new))


_BLANK = Incident("", "")
_LISTS = frozenset(field.name for field in fields(Incident) if isinstance(getattr(_BLANK, field.name), tuple))


def _beyond(these: tuple[Any, ...], those: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the items of one list that the other does not have, or has fewer of."""
    return tuple((Counter(these) - Counter(those)).elements())
