"""The timeline under the map: when it happened, which days are chosen, and the days played one after another.

The part asks the API itself, so no run of the script waits for it; only a choice of days comes back here.
"""

import dataclasses
from typing import Any

from geo.incident import EVENT_TYPES
from geo.maps.style import COLOURS, FILLS, OTHER
from geo.ui import state
from geo.ui.components import part
from geo.ui.text import translation
from geo.ui.text.labels import type_words, verification_words
from geo.ui.text.translation import gettext
from geo.view import View, to_query

KEY = "timeline"


def show(view: View, version: int) -> None:
    """Draw the timeline of a view.

    Args:
        view: what is on screen. The bars show all that its other filters match, its own days are marked on them:
            so they can be moved.
        version: the data's version.
    """
    part(
        "timeline",
        key=KEY,
        data=timeline_parameters(view) | {"version": version, "speech": translation.script()},
        on_days_change=choose,
    )


def timeline_parameters(view: View) -> dict[str, Any]:
    """Return the timeline's parameters: the API query, the chosen days, and the looks of each part of a bar."""
    asked = dataclasses.replace(view.without_page(), days=None)
    days = None if view.days is None else [day and day.isoformat() for day in view.days]
    return {"query": to_query(asked), "days": days, "looks": looks()}


def looks() -> dict[str, list[dict[str, str]]]:
    """Return the looks of a bar's parts, upwards: by type in the map's colours, by verification in its fills."""
    types = [{"value": name, "words": type_words(name), **dataclasses.asdict(COLOURS[name])} for name in EVENT_TYPES]
    other = {"value": "", "words": gettext("Type not known, or several types"), **dataclasses.asdict(OTHER)}
    words = verification_words()
    checked = [{"value": name.value, "words": words[name], "pattern": fill.pattern} for name, fill in FILLS.items()]
    return {"type": [*types, other], "verification": checked}


def choose() -> None:
    """Show the days just chosen, or all where none are told."""
    state.choose_days(KEY)
