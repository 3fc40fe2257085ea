"""The geometries of features: points as degrees, lines and polygons as shapes, and those that are neither."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import shapely

from geo.errors import Sentence
from geo.places.gazetteer.added.validate import Fault

# RFC 7946, section 1.4.
_TYPES = frozenset(
    ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection")
)
_WORLD = np.array([-180.0, -90.0, 180.0, 90.0])


@dataclass(frozen=True, slots=True)
class Geometries:
    """One of each feature.

    Attributes:
        lon, lat: of points, as JSON writes them; "" where there is none.
        shapes: lines, polygons and several points in EPSG:4326; None elsewhere.
        faults: what is no geometry, crosses itself or lies outside the world.
    """

    lon: list[str]
    lat: list[str]
    shapes: np.ndarray
    faults: tuple[Fault, ...]


def geometries(stated: Sequence[Any]) -> Geometries:
    """Parse the features' geometries; None, and one without coordinates, is none (RFC 7946, section 3.1)."""
    texts = [json.dumps(each) for each in stated]
    typed = [isinstance(each, dict) and each.get("type") in _TYPES for each in stated]
    wanted = np.array([text if known else None for text, known in zip(texts, typed, strict=True)], dtype=object)
    read = shapely.from_geojson(wanted, on_invalid="ignore")
    broken = shapely.is_missing(read) & np.array([each is not None for each in stated], dtype=bool)
    shown = pa.array([text[:200] for text in texts], pa.string())
    return sorted_out(read, Fault(broken, "geometry", Sentence("is not a GeoJSON geometry"), shown))


def sorted_out(read: np.ndarray, broken: Fault) -> Geometries:
    """Points apart from what is none; `broken` is of those that could not be read, and shows each as it is stated."""
    read[shapely.is_empty(read)] = None
    shapes = read.copy()
    shapes[shapely.get_type_id(read) == shapely.GeometryType.POINT] = None
    shown = broken.values
    return Geometries(
        lon=_format_degrees(shapely.get_x(read)),
        lat=_format_degrees(shapely.get_y(read)),
        shapes=shapes,
        faults=(
            broken,
            Fault(
                _outside(shapes),
                "geometry",
                Sentence("is outside the world; longitude and latitude may be swapped"),
                shown,
            ),
            Fault(
                ~shapely.is_missing(shapes) & ~shapely.is_valid(shapes),
                "geometry",
                Sentence("intersects itself"),
                shown,
            ),
        ),
    )


def _format_degrees(degrees: np.ndarray) -> list[str]:
    return ["" if np.isnan(each) else repr(each) for each in degrees.tolist()]


def _outside(shapes: np.ndarray) -> np.ndarray:
    bounds = shapely.bounds(shapes)
    beyond = (bounds[:, :2] < _WORLD[:2]).any(axis=1) | (bounds[:, 2:] > _WORLD[2:]).any(axis=1)
    return np.asarray(beyond & ~shapely.is_missing(shapes))
