"""The list beside the map: every incident can be reached here by keyboard, drawn or not."""

from typing import Any

from markupsafe import Markup

from geo.incident import DEFAULT_RADIUS_M
from geo.maps import style
from geo.query.engine.question import Question
from geo.query.lists.listing import Listing
from geo.ui import state
from geo.ui.components import part
from geo.ui.text import translation
from geo.ui.text.formatting import plain, readable
from geo.ui.text.html import draw
from geo.ui.text.labels import type_words, verification_words
from geo.view import View, to_query

KEY = "incidents"  # of the part; its rows come from the API as one scrolls
# Where the link to skip to leads: it takes the focus, so that the list is what the next Tabs come to.
_HEADING = Markup('<h2 id="incidents" tabindex="-1">{}</h2>')


def incident_title(title: str | None, incident_id: str) -> str:
    """Return an incident's title, else its id: by itself in a paragraph, which takes its direction from the words."""
    words = title if title and readable(title).strip() else incident_id
    return plain(words).strip("\u2068\u2069")


def heading() -> None:
    """Draw the list's heading, in every state of the page."""
    draw(_HEADING.format(translation.gettext("Incidents")))


def show(view: View, question: Question, first: Listing, *, at: str | None) -> None:
    """Draw the list of a view, the picked incident marked.

    Args:
        view: what is on screen.
        question: what it asks, of which version of the data.
        first: the first page of the list, as `geo.query.lists.listing.listing` answers it, so that it need not be asked
            for.
        at: where a place was picked on the map, its key; then only the incidents there are listed.
    """
    data = {
        "query": to_query(view.without_page()),
        "version": question.link,
        "picked": view.incident,
        "at": at,
        "first": first,
        "words": _words(),
        "speech": translation.script(),
    }
    part(KEY, key=KEY, data=data, on_picked_change=_pick, on_whole_change=state.leave_stack)


def _words() -> dict[str, Any]:
    """Return the colours of types as on the map, and the labels of vocabularies."""
    marks = {name: {"light": each.light, "dark": each.dark} for name, each in style.COLOURS.items()}
    return {
        "types": {name: {**mark, "words": type_words(name)} for name, mark in marks.items()},
        "other": {"light": style.OTHER.light, "dark": style.OTHER.dark},
        "verification": verification_words(),
        "radius": {precision.value: radius for precision, radius in DEFAULT_RADIUS_M.items()},
    }


def _pick() -> None:
    picked = state.component_event(KEY, "picked")
    if picked:
        state.pick(str(picked))
