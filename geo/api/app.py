"""The HTTP API as one application, mounted at `/api`."""

from typing import Any

from fastapi import FastAPI, Request

from geo.api import answers, collections, downloads, explore
from geo.api.asked import Service
from geo.api.errors import answer_errors
from geo.query.counts import counts


def create(service: Service) -> FastAPI:
    """The API of an open atlas."""
    app = FastAPI(title="Incident Atlas", docs_url=None, redoc_url=None)  # their pages load scripts from elsewhere
    answer_errors(app)

    @app.get("/health")
    def health(request: Request) -> dict[str, Any]:
        """Whether the server answers, of which version, and how many incidents the caller may see."""
        question = service.question(request)
        matched = counts(service.atlas.engine, question).matched
        return {"status": "ok", "version": question.version, "incidents": matched}

    app.include_router(answers.routes(service))
    app.include_router(explore.routes(service))
    app.include_router(collections.routes(service))
    app.include_router(downloads.routes(service))
    return app
