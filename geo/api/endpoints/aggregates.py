"""The map, counts, facets and timeline of a view."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Response

from geo.api.models import Actors, Viewport
from geo.api.openapi import answers
from geo.api.parameters import Bbox, Filtered, Zoom, text, word
from geo.api.request import Service, read_bbox, read_word, read_zoom
from geo.api.response import respond
from geo.errors import UnreadableViewError
from geo.query.engine.question import Question
from geo.query.map.viewport_cells import viewport
from geo.query.totals.actors import like
from geo.query.totals.counts import Counts, counts
from geo.query.totals.facets import Facets, facets
from geo.query.totals.stacked_timeline import Stack, StackedAnswer, stacked_timeline
from geo.query.totals.timeline import By, TimelineAnswer, timeline

MOST_LETTERS = 200  # of an actor's name

Find = Annotated[str, text(MOST_LETTERS), Query(description="Words of the name; all of them must be in it.")]
Unit = Annotated[str | None, word(By), Query(description="Length of a bar; without it the finest that stays readable.")]
Parts = Annotated[str | None, word(Stack), Query(description="What each bar is divided by.")]


def routes(service: Service) -> APIRouter:
    """Return the routes that answer for a whole view."""
    router = APIRouter(tags=["Views"])
    engine = service.atlas.engine

    @router.get("/map", responses=answers(Viewport))
    def map_(request: Filtered, bbox: Bbox, zoom: Zoom) -> Response:
        """GeoJSON of a viewport: cells, single incidents, provinces and lines, with the view's counts."""
        box, level = read_bbox(bbox), read_zoom(zoom)

        def answer(question: Question) -> Mapping[str, object]:
            features, in_view = viewport(engine, question, box, level)
            whole = counts(engine, question).as_json()
            return {"type": "FeatureCollection", "features": features, "counts": whole, "in_view": in_view}

        return respond(service, request, answer)

    @router.get("/counts", responses=answers(Counts))
    def counts_(request: Filtered) -> Response:
        """Number of incidents matched, drawn and not placed, and the sums of deaths."""
        return respond(service, request, lambda question: counts(engine, question).as_json())

    @router.get("/facets", responses=answers(Facets))
    def facets_(request: Filtered) -> Response:
        """Values of each filter, and the number of incidents each would leave."""
        return respond(service, request, lambda question: facets(engine, question))

    @router.get("/actors", responses=answers(Actors))
    def actors_(request: Filtered, find: Find) -> Response:
        """Actors whose name contains some words, with the number of incidents that name each."""
        words = _letters(find)
        return respond(service, request, lambda question: {"actors": like(engine, question, words)})

    @router.get("/timeline", responses=answers(TimelineAnswer | StackedAnswer))
    def timeline_(request: Filtered, by: Unit = None, stack: Parts = None) -> Response:
        """Incidents by day, week, month or year.

        Without `by` the finest unit that stays readable. With `stack`, each bar in parts.
        """
        unit = None if by is None else read_word("by", by, By)
        parts = None if stack is None else read_word("stack", stack, Stack)

        def answer(question: Question) -> Mapping[str, object]:
            if parts is None:
                return timeline(engine, question, unit).as_json()
            return stacked_timeline(engine, question, unit, parts).as_json()

        return respond(service, request, answer)

    return router


def _letters(find: str) -> str:
    if len(find) > MOST_LETTERS:
        raise UnreadableViewError([f"“find” takes up to {MOST_LETTERS} letters."])
    return find
