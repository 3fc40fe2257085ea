"""Data of a page for a question, cached by data version, view and role."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from geo.access import Caller
from geo.atlas import Atlas
from geo.errors import NotFoundError
from geo.incident import Incident
from geo.maps.elements import Bounds
from geo.query.engine.question import Question
from geo.query.lists.incident_rows import extent
from geo.query.lists.listing import Listing, Page, listing
from geo.query.lists.records import Changed, changed_since, history, record
from geo.query.totals.actor_aliases import other_names
from geo.query.totals.counts import Counts, counts
from geo.query.totals.facets import Facets, facets
from geo.query.totals.last_day import last_day
from geo.ui import state
from geo.ui.map import active_filters as chips
from geo.view import FILTERS, View

Picked = tuple[Incident, list[Incident]]  # an incident, and its revisions


@dataclass(frozen=True, slots=True)
class Answer:
    """All that the map page shows of a question but the map itself, the timeline and the card."""

    counts: Counts
    facets: Facets
    others: dict[str, tuple[str, ...]]
    last_day: date | None
    listed: Listing
    bounds: Bounds | None


@lru_cache(maxsize=128)
def answer(atlas: Atlas, question: Question) -> Answer:
    """Return the answer to a question; the same question of the same version has the same answer."""
    engine = atlas.engine
    found = facets(engine, question)
    names = {*question.view.actor, *(str(row["value"]) for row in found["actor"])}
    return Answer(
        counts=counts(engine, question),
        facets=found,
        others=other_names(engine, question, names),
        last_day=last_day(engine, question.everything()),
        listed=listing(engine, question, Page()),
        bounds=extent(engine, question),
    )


def everything(atlas: Atlas, view: View, caller: Caller) -> Counts:
    """Return the counts of the data version on screen without any filter."""
    return counts(atlas.engine, build_question(atlas, View(v=view.v), caller))


def without(atlas: Atlas, view: View, caller: Caller) -> dict[str, int]:
    """For each active filter, how many incidents would match without it."""
    names = dict.fromkeys(name for name, _ in chips.active(view) if FILTERS[name].narrows)
    questions = {name: build_question(atlas, state.without(view, name), caller) for name in names}
    return {name: counts(atlas.engine, question).matched for name, question in questions.items()}


def list_stack(atlas: Atlas, question: Question, at: str | None) -> Listing | None:
    """Return the list of a place picked on the map; None when the view matches nothing there any more."""
    found = listing(atlas.engine, question, Page(at=at)) if at else None
    return found if found and found["total"] else None


def changes(atlas: Atlas, question: Question) -> list[Changed]:
    """Return the changes since a pinned view; none for a live one."""
    if question.view.v is None:
        return []
    return changed_since(atlas.engine, build_question(atlas, View(), question.caller), question.version)


def fetch_picked(atlas: Atlas, question: Question, incident_id: str) -> Picked | None:
    """Return an incident and its revisions, if it is there for the caller."""
    try:
        incident = record(atlas.store, atlas.engine, question, incident_id)
        return incident, history(atlas.store, atlas.engine, question, incident_id)
    except NotFoundError:
        return None


def build_question(atlas: Atlas, view: View, caller: Caller) -> Question:
    """Return the question behind a view: what only the page shows does not change its answer."""
    return atlas.question(view.without_page(), caller)
