"""Downloads offered by a page, for callers who may upload files: the content is theirs."""

from fastapi import APIRouter, Request, Response

from geo.api.request import Service
from geo.downloads import get_download
from geo.errors import NotFoundError


def routes(service: Service) -> APIRouter:
    """Return the one route."""
    router = APIRouter()

    @router.get("/downloads/{token}", include_in_schema=False)
    def download(request: Request, token: str) -> Response:
        """A file to keep, or 404, whoever may not have it."""
        found = get_download(token) if service.caller(request).may_edit else None
        if found is None:
            what = "such file to download"
            raise NotFoundError(what)
        headers = {"Content-Disposition": f'attachment; filename="{found.name}"', "Cache-Control": "no-store"}
        return Response(found.content, media_type=found.media_type, headers=headers)

    return router
