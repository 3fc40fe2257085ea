"""What a page shows of a question, asked once for each data version, view and role."""

import dataclasses
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from geo.access import Caller
from geo.atlas import Atlas
from geo.errors import NotFoundError
from geo.incident import Incident
from geo.maps.elements import Bounds
from geo.query.actors import actors
from geo.query.counts import Counts, counts
from geo.query.facets import facets
from geo.query.question import Question
from geo.query.records import changed_since, history, record
from geo.query.rows import extent, rows, rows_of
from geo.query.timeline import Timeline, timeline
from geo.ui import chips, state
from geo.ui.incident_list import SHOWN
from geo.view import View

Picked = tuple[Incident, list[Incident]]  # an incident, and its revisions


@dataclass(frozen=True, slots=True)
class Answer:
    """All that the map page shows of a question but the map itself and the card."""

    counts: Counts
    facets: dict[str, list[dict[str, Any]]]
    actors: tuple[str, ...]
    timeline: Timeline
    rows: list[dict[str, Any]]
    bounds: Bounds | None


@lru_cache(maxsize=128)
def answer(atlas: Atlas, question: Question) -> Answer:
    """The answer to a question; the same question of the same version has the same answer."""
    engine = atlas.engine
    everything = dataclasses.replace(question, view=View())
    return Answer(
        counts=counts(engine, question),
        facets=facets(engine, question),
        actors=_names(atlas, everything),
        timeline=timeline(engine, question),
        rows=rows(engine, question, limit=SHOWN).to_pylist(),
        bounds=extent(engine, question),
    )


@lru_cache(maxsize=16)
def _names(atlas: Atlas, everything: Question) -> tuple[str, ...]:
    return tuple(row["value"] for row in actors(atlas.engine, everything))


def everything(atlas: Atlas, view: View, caller: Caller) -> Counts:
    """The counts of the data version on screen without any filter."""
    return counts(atlas.engine, asked(atlas, View(v=view.v), caller))


def without(atlas: Atlas, view: View, caller: Caller) -> dict[str, int]:
    """For each active filter, how many incidents would match without it."""
    names = dict.fromkeys(name for name, _ in chips.active(view) if name != "rule")  # which toll is shown: no filter
    questions = {name: asked(atlas, state.without(view, name), caller) for name in names}
    return {name: counts(atlas.engine, question).matched for name, question in questions.items()}


def stacked(atlas: Atlas, question: Question, ids: tuple[str, ...]) -> list[dict[str, Any]]:
    """The rows of a place picked on the map that the view still matches."""
    found: list[dict[str, Any]] = rows_of(atlas.engine, question, ids).to_pylist()
    return found


def changes(atlas: Atlas, question: Question) -> list[dict[str, Any]]:
    """What a pinned view does not show yet; nothing for a live one."""
    if question.view.v is None:
        return []
    return changed_since(atlas.engine, asked(atlas, View(), question.caller), question.version)


def picked(atlas: Atlas, question: Question, incident_id: str) -> Picked | None:
    """An incident and its revisions, if it is there for the caller."""
    try:
        incident = record(atlas.store, atlas.engine, question, incident_id)
        return incident, history(atlas.store, atlas.engine, question, incident_id)
    except NotFoundError:
        return None


def asked(atlas: Atlas, view: View, caller: Caller) -> Question:
    """The question behind a view: what only the page shows does not change its answer."""
    return atlas.question(view.without_page(), caller)
