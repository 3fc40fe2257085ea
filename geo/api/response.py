"""HTTP responses with an ETag, so that an answer the client already has is not sent again."""

import time
from collections.abc import Callable, Mapping

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from geo.api.request import Service, etag
from geo.query.engine.question import Question


def respond(
    service: Service,
    request: Request,
    answer: Callable[[Question], Mapping[str, object]],
) -> Response:
    """Return the answer with its tag, or 304 when the asker already has it.

    Args:
        service: the open atlas, and how it may be reached.
        request: what is asked.
        answer: makes the content.
    """
    question = service.question(request)
    tag = etag(request, question)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Host, Cookie"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    began = time.perf_counter()
    content = answer(question)
    headers["Server-Timing"] = f"query;dur={(time.perf_counter() - began) * 1000:.1f}"
    return JSONResponse(content, headers=headers)
