"""The parameters of routes, as the API describes them.

FastAPI hands them over as text: what cannot be read is said in our own sentences. A schema here is documentation.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any, get_origin

from fastapi import Depends, Query, Request
from fastapi._compat import ModelField
from fastapi.dependencies.models import Dependant
from pydantic import WithJsonSchema

from geo.view import FILTERS


class TakesFilters:
    """A dependency of routes that take the filters of a view, described from the registry.

    FastAPI would take a millisecond to hand over each parameter apart, so `geo.api.openapi` adds their description, and
    the view is read from the whole query.

    Args:
        without: the filters that a route has no use for, since a key of its own has that name.
    """

    def __init__(self, *without: str) -> None:
        self._filters = {name: entry for name, entry in FILTERS.items() if name not in without}

    async def __call__(self, request: Request) -> Request:
        """Return the request: its view is read where it is answered, in a thread."""
        return request

    def openapi_parameters(self) -> list[dict[str, Any]]:
        """Return the parameters as OpenAPI describes them, one for each filter."""
        return [
            {"name": name, "in": "query", "description": entry.description, "schema": {**entry.key.schema}}
            for name, entry in self._filters.items()
        ]


Filtered = Annotated[Request, Depends(TakesFilters())]


def own_keys(dependant: Dependant) -> Mapping[str, bool]:
    """Return the keys a route has beside the filters, and whether each may be repeated."""
    parts = [dependant, *(part for part in dependant.dependencies if not isinstance(part.call, TakesFilters))]
    fields = [field for part in parts for field in part.query_params]
    return {field.alias: _repeats(field) for field in fields}


def _repeats(field: ModelField) -> bool:
    return get_origin(field.field_info.annotation) is Sequence


def filters_of(dependant: Dependant) -> list[dict[str, Any]]:
    """Return the parameters of a route that it takes for a view's filters, as OpenAPI describes them."""
    takers = [part.call for part in dependant.dependencies if isinstance(part.call, TakesFilters)]
    return [parameter for taker in takers for parameter in taker.openapi_parameters()]


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
