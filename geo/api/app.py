"""The HTTP API as one application, mounted at `/api`."""

from typing import Any

from fastapi import FastAPI, Request

from geo.api.endpoints import aggregates, collections, documentation, downloads, explore
from geo.api.endpoints.health import Health
from geo.api.errors import answer_errors
from geo.api.middleware.clients import client_of
from geo.api.middleware.deadlines import Deadlines, Limits
from geo.api.models import State
from geo.api.openapi import TITLE, answers, describe
from geo.api.request import Service
from geo.errors import UnreadableViewError


def create(service: Service, limits: Limits | None = None) -> FastAPI:
    """Return the API of an open atlas, with queues of its own unless others are given."""
    # No pages of theirs, which load scripts from elsewhere: `documentation` is ours. No redirects, which name a host
    # that a proxy may hide.
    app = FastAPI(
        title=TITLE,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        root_path_in_servers=False,  # a proxy may hide a part of it
        generate_unique_id_function=lambda route: route.name.strip("_"),
    )
    describe(app)
    answer_errors(app, service)
    app.add_middleware(
        Deadlines, limits=limits or Limits(), client=lambda scope: client_of(scope, service.caller(Request(scope)))
    )
    state = Health(service.atlas)

    @app.get("/health", tags=["Server"], responses=answers(State, tagged=False))
    async def health(request: Request) -> dict[str, Any]:
        """State of the server: data version, and the number of incidents the caller may see."""
        if request.query_params:
            raise UnreadableViewError(["This address takes no filters."])
        return await state.of(service.caller(request))

    app.include_router(aggregates.routes(service))
    app.include_router(explore.routes(service))
    app.include_router(collections.routes(service))
    app.include_router(downloads.routes(service))
    app.include_router(documentation.routes())
    return app
