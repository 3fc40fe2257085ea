"""Our own scripts, styles and basemap, under names that hold their hash."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router

from geo.api.endpoints import documentation
from geo.api.problem import problem
from geo.maps import assets

FOR_EVER = "public, max-age=31536000, immutable"


def asset(request: Request) -> Response:
    """One file; what its name promises never changes."""
    name = request.path_params["name"]
    found = assets.files().get(name) or documentation.files().get(name)
    if found is None:
        return problem(404, "not_found", "There is no such asset.")
    return Response(found.content(), media_type=found.media_type, headers={"Cache-Control": FOR_EVER})


APP = Router([Route("/{name}", asset)])  # mounted at `/assets`
