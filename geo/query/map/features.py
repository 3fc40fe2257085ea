"""The GeoJSON features (RFC 7946) that a viewport of the map is drawn from."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict


class Point(TypedDict):
    """A point in degrees (EPSG:4326), longitude first."""

    type: Literal["Point"]
    coordinates: list[float]


class IncidentProperties(TypedDict):
    """Properties of a single incident on the map; unknown ones are null. Dates are ISO 8601, `radius_m` in metres."""

    kind: Literal["incident"]
    id: str
    title: str | None
    start: str | None
    end: str | None
    event_type: str | None
    verification: str
    deaths_low: int | None
    deaths_best: int | None
    place_precision: str
    radius_m: float | None


class CellProperties(TypedDict):
    """Several incidents gathered into a cell of the map's grid.

    `bounds` are west, south, east and north of them in degrees; `at` is the key by which they are listed. `types`
    counts them by event type, `coarse` are known to a month or year only. `stack` says that all lie on one point, `ids`
    are theirs where they are few.
    """

    kind: Literal["cell"]
    count: int
    bounds: list[float]
    at: str
    types: dict[str, int]
    coarse: int
    stack: bool
    ids: NotRequired[list[str]]


class ShapeProperties(TypedDict):
    """The incidents drawn as a province, a district or a line, whose geometry `/collections/boundaries/items` has.

    `event_type` and `verification` are given where all share one. `gathered` says that it is a country in which its
    provinces are gathered. `ids` are theirs where they are few.
    """

    kind: Literal["shape"]
    feature: str
    count: int
    place_precision: str
    event_type: str | None
    verification: str | None
    gathered: bool
    ids: NotRequired[list[str]]


class IncidentFeature(TypedDict):
    """A single incident at its point."""

    type: Literal["Feature"]
    id: str
    geometry: Point
    properties: IncidentProperties


class CellFeature(TypedDict):
    """A cell at the middle of its incidents."""

    type: Literal["Feature"]
    geometry: Point
    properties: CellProperties


class ShapeFeature(TypedDict):
    """A province, district, line or country, without its geometry."""

    type: Literal["Feature"]
    geometry: None
    properties: ShapeProperties


MapFeature = IncidentFeature | CellFeature | ShapeFeature
