"""The types of answers that only the API gives; those of questions are in `geo.query`.

They describe answers, in the API's documentation and for the type checker; nothing is validated at run time.
"""

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from geo.incident import Incident
from geo.query.lists.near import NearIncident
from geo.query.map.features import MapFeature, Point
from geo.query.totals.actors import NamedActor
from geo.query.totals.counts import Counts


class Problem(TypedDict):
    """An error: a code for programs, and a sentence for people."""

    error: str
    message: str


class State(TypedDict):
    """State of the server: the data version, and the number of incidents the caller may see.

    With `degraded` the last version that is whole is served read-only, and `problem` says why in a word; `behind` is
    how many versions are still to be taken in.
    """

    status: Literal["ok", "degraded"]
    version: int
    incidents: int
    problem: NotRequired[str]
    behind: NotRequired[int]


class Viewport(TypedDict):
    """A GeoJSON feature collection of a viewport, with the counts of the whole view.

    `in_view` is how many incidents the features stand for.
    """

    type: Literal["FeatureCollection"]
    features: list[MapFeature]
    counts: Counts
    in_view: int


class Actors(TypedDict):
    """Actors that were found by name."""

    actors: list[NamedActor]


class Near(TypedDict):
    """Incidents near one, nearest first."""

    near: list[NearIncident]


class IncidentRecord(TypedDict):
    """An incident as a GeoJSON feature; its geometry is null where there is no point."""

    type: Literal["Feature"]
    id: str
    geometry: Point | None
    properties: Incident


class Geometry(TypedDict):
    """A GeoJSON geometry in degrees, longitude first."""

    type: Literal["Polygon", "MultiPolygon", "LineString", "MultiLineString"]
    coordinates: list[Any]


class BoundaryProperties(TypedDict):
    """A boundary's name, its Arabic name, the country it belongs to and its level."""

    name: str
    name_ar: str | None
    country: str | None
    level: str


class Boundary(TypedDict):
    """A country, a division or a border as a GeoJSON feature."""

    type: Literal["Feature"]
    id: str
    properties: BoundaryProperties
    geometry: Geometry


class Boundaries(TypedDict):
    """A GeoJSON feature collection of boundaries."""

    type: Literal["FeatureCollection"]
    features: list[Boundary]
