"""Our own scripts, styles and basemap, under names that hold their hash."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router

from geo.api.problem import problem
from geo.maps.assets import files

FOR_EVER = "public, max-age=31536000, immutable"


def asset(request: Request) -> Response:
    """One file; what its name promises never changes."""
    found = files().get(request.path_params["name"])
    if found is None:
        return problem(404, "not_found", "There is no such asset.")
    return Response(found.content(), media_type=found.media_type, headers={"Cache-Control": FOR_EVER})


APP = Router([Route("/{name}", asset)])  # mounted at `/assets`
