"""What a page shows of a question, asked once for each data version, view and role."""

import dataclasses
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from geo.access import Caller
from geo.atlas import Atlas
from geo.maps.incident_map import Bounds
from geo.query.counts import Counts, counts
from geo.query.facets import facet, facets
from geo.query.question import Question
from geo.query.rows import extent, rows, rows_of
from geo.query.timeline import Timeline, timeline
from geo.ui.incident_list import SHOWN
from geo.view import View


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
    return tuple(row["value"] for row in facet(atlas.engine, everything, "actor"))


def stacked(atlas: Atlas, question: Question, ids: tuple[str, ...]) -> list[dict[str, Any]]:
    """The rows of a place picked on the map that the view still matches."""
    found: list[dict[str, Any]] = rows_of(atlas.engine, question, ids).to_pylist()
    return found


def asked(atlas: Atlas, view: View, caller: Caller) -> Question:
    """The question behind a view: what only the page shows does not change its answer."""
    return atlas.question(view.without_page(), caller)
