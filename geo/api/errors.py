"""One table from error to status."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from geo.api.problem import plain_problem, problem
from geo.api.request import Service
from geo.errors import (
    GeoError,
    NotFoundError,
    SlowQueryError,
    StoreError,
    UnknownPlaceError,
    UnknownVersionError,
    UnreadableViewError,
    VersionPendingError,
    cause,
    public,
)

STATUS: dict[type[GeoError], int] = {
    UnreadableViewError: 400,
    UnknownVersionError: 400,
    NotFoundError: 404,
    UnknownPlaceError: 404,
    SlowQueryError: 503,
    StoreError: 503,
    VersionPendingError: 503,
}


def answer_errors(app: FastAPI, service: Service) -> None:
    """Make every error of `app` answer `{"error": code, "message": sentence}`; paths are for who keeps the store."""

    def geo_error(request: Request, error: Exception) -> JSONResponse:
        status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)
        said = str(error) if service.caller(request).may_manage else public(_sentence(error))
        return problem(status, _code(type(error).__name__), said)

    app.add_exception_handler(GeoError, geo_error)
    app.add_exception_handler(RequestValidationError, _answer_malformed)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _bug)


def _sentence(error: Exception) -> str:
    return error.sentence if isinstance(error, GeoError) else str(error)


def _code(name: str) -> str:
    words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name.removesuffix("Error"))
    return words.removeprefix("_")


def _answer_malformed(_request: Request, error: Exception) -> JSONResponse:
    details = error.errors() if isinstance(error, RequestValidationError) else []
    wrong = "; ".join(f"“{detail['loc'][-1]}”: {detail['msg']}" for detail in details)
    return problem(400, "unreadable_view", f"The request cannot be read: {wrong}.")


def _http(_request: Request, error: Exception) -> JSONResponse:
    if isinstance(error, HTTPException):
        return plain_problem(error.status_code, error.headers)
    return plain_problem(500)


def _bug(_request: Request, error: Exception) -> JSONResponse:
    why = cause(error) if isinstance(error, OSError) else None
    if why:
        return problem(503, "system", f"The server cannot answer now: {why}. Nothing was changed; try again later.")
    return problem(500, "internal", "Something went wrong on our side. Nothing was changed; try again.")
