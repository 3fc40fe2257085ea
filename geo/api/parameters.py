"""The parameters of routes, as the API describes them.

FastAPI hands them over as text: what cannot be read is said in our own sentences. A schema here is documentation.
"""

import inspect
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any, get_origin

from fastapi import Depends, Query, Request
from fastapi._compat import ModelField
from fastapi.dependencies.models import Dependant
from pydantic import WithJsonSchema

from geo.view import FILTERS, Filter


class TakesFilters:
    """A dependency whose parameters are the filters of a view, one for each entry of the registry.

    Args:
        without: the filters that a route has no use for, since a key of its own has that name.
    """

    def __init__(self, *without: str) -> None:
        filters = {name: entry for name, entry in FILTERS.items() if name not in without}
        request = inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request)
        self.__signature__ = inspect.Signature([request, *(_parameter(name, entry) for name, entry in filters.items())])

    async def __call__(self, request: Request, **_: object) -> Request:
        """Return the request: its view is read where it is answered, in a thread."""
        return request


def _parameter(name: str, entry: Filter) -> inspect.Parameter:
    schema = entry.key.schema
    kind = list[str] if schema["type"] == "array" else str
    described = Annotated[kind | None, WithJsonSchema({**schema}), Query(description=entry.description)]  # type: ignore[valid-type]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=described)


Filtered = Annotated[Request, Depends(TakesFilters())]


def own_keys(dependant: Dependant) -> Mapping[str, bool]:
    """Return the keys a route has beside the filters, and whether each may be repeated."""
    parts = [dependant, *(part for part in dependant.dependencies if not isinstance(part.call, TakesFilters))]
    fields = [field for part in parts for field in part.query_params]
    return {field.alias: _repeats(field) for field in fields}


def _repeats(field: ModelField) -> bool:
    return get_origin(field.field_info.annotation) is Sequence


def text(longest: int | None = None, **more: Any) -> WithJsonSchema:
    """Describe a text, of at most so many characters."""
    return WithJsonSchema({"type": "string"} | ({} if longest is None else {"maxLength": longest}) | more)


def texts(most: int) -> WithJsonSchema:
    """Describe at most so many texts."""
    return WithJsonSchema({"type": "array", "items": {"type": "string"}, "maxItems": most})


def word(vocabulary: type[StrEnum]) -> WithJsonSchema:
    """Describe one word of a vocabulary."""
    return WithJsonSchema({"type": "string", "enum": [member.value for member in vocabulary]})


def whole(low: int, high: int) -> WithJsonSchema:
    """Describe a whole number within bounds, both allowed."""
    return WithJsonSchema({"type": "integer", "minimum": low, "maximum": high})


_DEGREES = r"-?[0-9]{1,3}(\.[0-9]+)?"
BOX = WithJsonSchema(
    {"type": "string", "pattern": rf"^{_DEGREES},{_DEGREES},{_DEGREES},{_DEGREES}$", "examples": ["30,30,50,40"]}
)
Bbox = Annotated[str, BOX, Query(description="Viewport in degrees: west,south,east,north. It is no filter.")]
Zoom = Annotated[str, whole(0, 22), Query(description="Zoom level of the map (Web Mercator).")]
