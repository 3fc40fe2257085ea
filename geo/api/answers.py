"""The map, counts, facets and timeline of a view."""

import time
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from geo.api.asked import Service, etag, read_bbox, read_zoom
from geo.errors import UnreadableViewError
from geo.query.actors import like
from geo.query.cells import viewport
from geo.query.counts import counts
from geo.query.facets import facets
from geo.query.question import Question
from geo.query.timeline import By, timeline

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

        return _answered(service, request, answer, "bbox", "zoom")

    @router.get("/counts")
    def counts_(request: Request) -> Response:
        """How many match, are drawn, cannot be placed, and what they sum to."""
        return _answered(service, request, lambda question: counts(engine, question).as_json())

    @router.get("/facets")
    def facets_(request: Request) -> Response:
        """For each filter, the values and how many incidents each would leave."""
        return _answered(service, request, lambda question: facets(engine, question))

    @router.get("/actors")
    def actors_(request: Request, find: str) -> Response:
        """The actors whose name holds some words, with how many incidents name each."""
        words = _letters(find)
        return _answered(service, request, lambda question: {"actors": like(engine, question, words)}, "find")

    @router.get("/timeline")
    def timeline_(request: Request, by: str | None = None) -> Response:
        """Bars by day, week, month or year; without `by` the finest that stays readable."""
        unit = _unit(by)
        return _answered(service, request, lambda question: timeline(engine, question, unit).as_json(), "by")

    return router


def _letters(find: str) -> str:
    if len(find) > MOST_LETTERS:
        raise UnreadableViewError([f"“find” takes up to {MOST_LETTERS} letters."])
    return find


def _unit(by: str | None) -> By | None:
    if by is not None and by not in list(By):
        raise UnreadableViewError([f"“by” is one of {', '.join(By)}."])
    return None if by is None else By(by)


def _answered(service: Service, request: Request, answer: Callable[[Question], dict[str, Any]], *own: str) -> Response:
    """The answer with its tag, or 304 when the asker already has it."""
    question = service.question(request, *own)
    tag = etag(request, question)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Host"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    began = time.perf_counter()
    content = answer(question)
    headers["Server-Timing"] = f"query;dur={(time.perf_counter() - began) * 1000:.1f}"
    return JSONResponse(content, headers=headers)
