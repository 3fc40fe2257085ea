"""Checkboxes of event types and sub-types as a tree, and of verification."""

from typing import Any

from geo.incident import EVENT_TYPES
from geo.query.totals.facets import Facets
from geo.ui import state
from geo.ui.components import part
from geo.ui.map.filters.facets import Sidebar, facet_counts
from geo.ui.text.formatting import readable
from geo.ui.text.labels import type_words, verification_words
from geo.ui.text.translation import script
from geo.view import View, to_query

FILTERS = ("type", "sub_type", "verification")
_SUB_TYPES = frozenset(sub for subs in EVENT_TYPES.values() for sub in subs)


def show(shown: Sidebar) -> None:
    """Draw the boxes; which ones a tick takes along with it is the script's to say."""
    view, facets = shown.view, shown.facets
    data = {
        "tree": _tree(view, facets),
        "verification": _verification(facets),
        "on": {name: [str(value) for value in getattr(view, name)] for name in FILTERS},
        "query": to_query(view.without_page()),
        "heard": state.kinds_heard(),
        "speech": script(),
    }
    part("kinds", key=state.KINDS, data=data, on_ticked_change=state.choose_kinds)


def _tree(view: View, facets: Facets) -> list[dict[str, Any]]:
    """Return the types with their sub-types, then what a link brought that is none of ours."""
    ours = [
        _choice("type", name, type_words(name), facets)
        | {"subs": [_choice("sub_type", sub, type_words(sub), facets) for sub in subs]}
        for name, subs in EVENT_TYPES.items()
    ]
    others = [("type", value) for value in view.type if value not in EVENT_TYPES]
    others += [("sub_type", value) for value in view.sub_type if value not in _SUB_TYPES]
    return ours + [_choice(name, value, readable(value), facets) for name, value in others]


def _verification(facets: Facets) -> list[dict[str, Any]]:
    return [_choice("verification", value, words, facets) for value, words in verification_words().items()]


def _choice(name: str, value: str, words: str, facets: Facets) -> dict[str, Any]:
    """Return a box: what it stands for, in words, and how many it would leave; None where that was not counted."""
    count = facet_counts(facets, name).get(value, 0) if name in facets else None
    return {"filter": name, "value": value, "words": words, "count": count, "subs": []}
