"""The description of the API at `/api/openapi.json`: every route with what it takes, answers and refuses."""

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, iter_route_contexts

from geo.api.parameters import filters_of

TITLE = "Incident Atlas"
_SUMMARY = (
    "Reports of incidents: counted, listed and on a map. Every filter of the page is a parameter of the same name; "
    "lists repeat it. What cannot be read is refused with 400, never ignored."
)
# What the middleware and the table of errors answer on any address.
_REFUSALS = {
    "400": "An unknown key, a malformed value, or an unknown data version.",
    "408": "The request was not sent to its end.",
    "413": "The request has a body that is too long.",
    "414": "The address is longer than 16 kB.",
    "429": "Too many requests of one client wait for an answer.",
    "503": "The server is starting or busy, or did not answer in time.",
}
_UNCHANGED = "The answer has not changed since the one with this ETag."
_TAG = {
    "name": "If-None-Match",
    "in": "header",
    "description": "ETag of an earlier answer; where it still holds, 304 is answered.",
    "schema": {"type": "string"},
}
_PROBLEM = {
    "title": "Problem",
    "description": "What went wrong: a code for programs and a sentence for people.",
    "type": "object",
    "properties": {"error": {"type": "string"}, "message": {"type": "string"}},
    "required": ["error", "message"],
    "additionalProperties": False,
}


def answers(model: Any, *, tagged: bool = True, **refusals: str) -> dict[int | str, dict[str, Any]]:
    """Return what a route answers with, for its description alone: nothing is validated while it runs.

    Args:
        model: the type of the answer.
        tagged: whether it has an ETag, so that 304 may be answered.
        refusals: further statuses, such as `s404="No such incident."`.
    """
    unchanged: dict[int | str, dict[str, Any]] = {304: {"description": _UNCHANGED}} if tagged else {}
    refused: dict[int | str, dict[str, Any]] = {
        int(status[1:]): {"description": said} for status, said in refusals.items()
    }
    return {200: {"model": model}, **unchanged, **refused}


def describe(app: FastAPI) -> None:
    """Make `app` describe itself as it is: its errors, its own address, and numbers where it reads numbers."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            # Relative to this description, so that it holds under any path prefix.
            servers = [{"url": ".", "description": "this server"}]
            made = get_openapi(title=TITLE, version=app.version, summary=_SUMMARY, routes=app.routes, servers=servers)
            for route in iter_route_contexts(app.routes):
                if isinstance(route.original_route, APIRoute) and route.original_route.include_in_schema:
                    _take_filters(made["paths"][route.path_format]["get"], route.original_route)
            app.openapi_schema = _complete_schema(made)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]  # as FastAPI's documentation has it


def _take_filters(operation: dict[str, Any], route: APIRoute) -> None:
    """Describe the filters beside a route's own parameters."""
    operation["parameters"] = [*operation.get("parameters", []), *filters_of(route.dependant)]


def _complete_schema(made: dict[str, Any]) -> dict[str, Any]:
    schemas = made.setdefault("components", {}).setdefault("schemas", {})
    for theirs in ("HTTPValidationError", "ValidationError"):  # nothing here answers 422
        schemas.pop(theirs, None)
    schemas["Problem"] = _PROBLEM
    for operation in _operations(made):
        summary, _, more = operation.pop("description").partition("\n")
        operation |= {"summary": summary.rstrip("."), "description": more.strip()}
        responses = operation["responses"]
        responses.pop("422", None)
        for status, said in _REFUSALS.items():
            responses.setdefault(status, {"description": said})
        for status, response in responses.items():
            if int(status) >= 400:  # noqa: PLR2004  errors
                response["content"] = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        if "304" in responses:
            operation.setdefault("parameters", []).append(_TAG)
        for parameter in operation.get("parameters", []):
            _as_number(parameter["schema"])
        operation["responses"] = dict(sorted(responses.items()))
    return made


def _operations(made: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for path in made["paths"].values():
        yield from path.values()


def _as_number(schema: dict[str, Any]) -> None:
    """Write a default as the number it is: parameters reach us as text."""
    if schema.get("type") == "integer" and isinstance(schema.get("default"), str):
        schema["default"] = int(schema["default"])
