"""The map, counts, facets and timeline of a view."""

from typing import Any

from fastapi import APIRouter, Request, Response

from geo.api.request import Service, read_bbox, read_word, read_zoom
from geo.api.response import answered
from geo.errors import UnreadableViewError
from geo.query.engine.question import Question
from geo.query.map.cells import viewport
from geo.query.totals.actors import like
from geo.query.totals.counts import counts
from geo.query.totals.facets import facets
from geo.query.totals.stacked_timeline import Stack, stacked
from geo.query.totals.timeline import By, timeline

MOST_LETTERS = 200  # of an actor's name


def routes(service: Service) -> APIRouter:
    """The routes that answer for a whole view."""
    router = APIRouter()
    engine = service.atlas.engine

    @router.get("/map")
    def map_(request: Request, bbox: str, zoom: str) -> Response:
        """GeoJSON of a viewport: cells, single incidents, provinces and lines; with the view's counts."""
        box, level = read_bbox(bbox), read_zoom(zoom)

        def answer(question: Question) -> dict[str, Any]:
            features, in_view = viewport(engine, question, box, level)
            whole = counts(engine, question).as_json()
            return {"type": "FeatureCollection", "features": features, "counts": whole, "in_view": in_view}

        return answered(service, request, answer, "bbox", "zoom")

    @router.get("/counts")
    def counts_(request: Request) -> Response:
        """How many match, are drawn, cannot be placed, and what they sum to."""
        return answered(service, request, lambda question: counts(engine, question).as_json())

    @router.get("/facets")
    def facets_(request: Request) -> Response:
        """For each filter, the values and how many incidents each would leave."""
        return answered(service, request, lambda question: facets(engine, question))

    @router.get("/actors")
    def actors_(request: Request, find: str) -> Response:
        """The actors whose name holds some words, with how many incidents name each."""
        words = _letters(find)
        return answered(service, request, lambda question: {"actors": like(engine, question, words)}, "find")

    @router.get("/timeline")
    def timeline_(request: Request, by: str | None = None, stack: str | None = None) -> Response:
        """Bars by day, week, month or year; without `by` the finest that stays readable. With `stack`, in parts."""
        unit = None if by is None else read_word("by", by, By)
        parts = None if stack is None else read_word("stack", stack, Stack)

        def answer(question: Question) -> dict[str, Any]:
            if parts is None:
                return timeline(engine, question, unit).as_json()
            return stacked(engine, question, unit, parts).as_json()

        return answered(service, request, answer, "by", "stack")

    return router


def _letters(find: str) -> str:
    if len(find) > MOST_LETTERS:
        raise UnreadableViewError([f"“find” takes up to {MOST_LETTERS} letters."])
    return find
