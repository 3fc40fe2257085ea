"""One table from error to status."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from geo.api.problem import plain_problem, problem
from geo.errors import (
    GeoError,
    NotFoundError,
    SlowQueryError,
    UnknownPlaceError,
    UnknownVersionError,
    UnreadableViewError,
)

STATUS: dict[type[GeoError], int] = {
    UnreadableViewError: 400,
    UnknownVersionError: 400,
    NotFoundError: 404,
    UnknownPlaceError: 404,
    SlowQueryError: 503,
}


def answer_errors(app: FastAPI) -> None:
    """Make every error of `app` answer `{"error": code, "message": sentence}`."""
    app.add_exception_handler(GeoError, _geo_error)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _bug)


def _geo_error(_request: Request, error: Exception) -> JSONResponse:
    status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)
    return problem(status, _code(type(error).__name__), str(error))


def _code(name: str) -> str:
    words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name.removesuffix("Error"))
    return words.removeprefix("_")


def _malformed(_request: Request, error: Exception) -> JSONResponse:
    details = error.errors() if isinstance(error, RequestValidationError) else []
    wrong = "; ".join(f"“{detail['loc'][-1]}”: {detail['msg']}" for detail in details)
    return problem(400, "unreadable_view", f"The request cannot be read: {wrong}.")


def _http(_request: Request, error: Exception) -> JSONResponse:
    if isinstance(error, HTTPException):
        return plain_problem(error.status_code, error.headers)
    return plain_problem(500)


def _bug(_request: Request, _error: Exception) -> JSONResponse:
    return problem(500, "internal", "Something went wrong on our side. Nothing was changed; try again.")
