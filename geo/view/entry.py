"""One entry of the registry of filters: all that is to be known of a key, said where the view has its field."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from geo.view.keys import Key
from geo.view.widgets import Widget, Words

_ENTRY = "filter"  # where a field of the view keeps its entry


class Compare(Enum):
    """Comparison of a column with a value: one of a list's values, equal, or a number as a bound."""

    IS = auto()
    AT_LEAST = auto()
    AT_MOST = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """A filter that says nothing without another: it has no chip of its own, and is taken away with the other.

    `usual` is the value it takes when `other` is chosen on the page; `missing` is said where it stands alone.
    """

    other: str
    usual: Any
    missing: str


@dataclass(frozen=True, slots=True)
class Filter:
    """All that is to be known of one key of the query string.

    `description` is a sentence of the API's documentation, in English. `label` is what a reader calls the key, marked
    for translation; a key without one, such as the data version, is no filter to be taken away.

    `column` of the read model is compared with the value as `compare` says; a filter without one has its condition in
    `geo.query.engine.view_filter`. `has_facet` says that the page counts how many incidents each value would leave.

    `words` are what its values are called. `chip` is the sentence of an active filter: one for each value, or one with
    the number `{n}`; by default it is the label and the value.

    `part_of` is given where it says nothing without another filter. `narrows` tells whether more may match without it.
    """

    key: Key
    description: str
    label: str = ""
    column: str | None = None
    compare: Compare = Compare.IS
    has_facet: bool = False
    widget: Widget | None = None
    words: Words = Words.PLAIN
    chip: str | Mapping[str, str] = field(default_factory=dict)
    part_of: Part | None = None
    narrows: bool = True


def define(default: Any, key: Key, description: str, **others: Any) -> Any:
    """Return a field of the view that holds its default and its entry; `others` as in `Filter`."""
    return dataclasses.field(default=default, metadata={_ENTRY: Filter(key, description, **others)})


def entries(view: type) -> dict[str, Filter]:
    """Return the entry of each field of a view, by key, in the order they have in an address."""
    return {entry.name: entry.metadata[_ENTRY] for entry in dataclasses.fields(view)}
