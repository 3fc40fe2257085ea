"""A small map of what a file would bring: its incidents as they will be drawn, or an even sample of them.

An incident brings its position, radius, precision, type, how far it was checked, and the id of its shape. Its words
never come here.
"""

import math
import urllib.parse
from dataclasses import dataclass
from typing import Any

import folium
import numpy as np
import pandas as pd
import pyarrow as pa

from geo.incident import EVENT_TYPES, POINT_PRECISIONS, SHAPE_PRECISIONS, Verification
from geo.maps.elements import WORLD, Bounds, base_map, check_bounds, language, layer
from geo.places.boundaries.boundaries import has_shape, shapes

MOST = 2_000  # marks that a browser takes in at once
_COLUMNS = ["lon", "lat", "radius_m", "place_precision", "feature", "event_type", "verification"]


@dataclass(frozen=True, slots=True)
class Sketch:
    """Drawing of some incidents: numbers, constants and percent-encoded ids.

    Attributes:
        marks: one for each point, and one for each shape with how many it stands for.
        bounds: west, south, east, north of all marks, in degrees; None when there is none.
        drawn: how many incidents the marks are.
        placed: how many could be drawn.
    """

    marks: tuple[dict[str, Any], ...]
    bounds: Bounds | None
    drawn: int
    placed: int


def sketch(incidents: pa.Table, most: int = MOST) -> Sketch:
    """At most so many of the incidents, evenly picked.

    Args:
        incidents: the columns of `geo.incident.SCHEMA`.
        most: how many to draw.
    """
    frame = incidents.select(_COLUMNS).to_pandas()
    placed = frame[_is_point(frame) | _is_shape(frame)]
    step = np.unique(np.linspace(0, max(len(placed) - 1, 0), min(most, len(placed))).astype(int))
    some = placed.iloc[step]
    points, shaped = some[_is_point(some)], some[_is_shape(some)]
    marks = [*_points(points), *_shapes(shaped)]
    return Sketch(tuple(marks), _around(points, shaped.feature.unique().tolist()), len(some), len(placed))


def preview_map() -> folium.Map:
    """Return the base map, the same bytes each time: land, sea, borders, names, legend and scale."""
    return base_map("PreviewMap")


def preview_layer(drawn: Sketch, *, dark: bool | None = None, lang: str = "en") -> folium.FeatureGroup:
    """Return the incidents, for st_folium's `feature_group_to_add`.

    Args:
        drawn: what to draw.
        dark: the map's colours; by default those of the page's theme.
        lang: the language of the names on the map (ISO 639).
    """
    options = {
        "marks": drawn.marks,
        "bounds": check_bounds(drawn.bounds or WORLD),
        "dark": None if dark is None else bool(dark),
        "lang": language(lang),
    }
    return layer("preview", options)


def _is_point(frame: pd.DataFrame) -> pd.Series:
    return frame.place_precision.isin(POINT_PRECISIONS) & frame.lon.notna() & frame.lat.notna()


def _is_shape(frame: pd.DataFrame) -> pd.Series:
    shipped = {feature for feature in frame.feature.dropna().unique() if has_shape(feature)}
    return frame.place_precision.isin(SHAPE_PRECISIONS) & frame.feature.isin(shipped)


def _points(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            "lon": round(row["lon"], 5),
            "lat": round(row["lat"], 5),
            "radius_m": None if math.isnan(row["radius_m"]) else row["radius_m"],
            **_look(row["place_precision"], [row["event_type"]], [row["verification"]]),
        }
        for row in frame.astype({"radius_m": float}).to_dict("records")
    ]


def _shapes(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a mark for each shape, of the type that all of its incidents share."""
    return [
        {
            "lon": None,
            "lat": None,
            "feature": urllib.parse.quote(str(feature), safe=""),
            "count": len(rows),
            **_look(rows.place_precision.iloc[0], rows.event_type.tolist(), rows.verification.tolist()),
        }
        for feature, rows in frame.groupby("feature")
    ]


def _look(precision: str, types: list[str | None], checks: list[str | None]) -> dict[str, Any]:
    """Words of our own vocabularies only: any other is no type we know."""
    event_type = types[0] if len(set(types)) == 1 and types[0] in EVENT_TYPES else None
    check = checks[0] if len(set(checks)) == 1 and checks[0] in set(Verification) else None
    return {"place_precision": str(precision), "event_type": event_type, "verification": check and str(check)}


def _around(points: pd.DataFrame, features: list[str]) -> Bounds | None:
    boxes = [(points.lon.min(), points.lat.min(), points.lon.max(), points.lat.max())] if len(points) else []
    boxes += [tuple(shapes(features).total_bounds)] if features else []
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return float(min(west)), float(min(south)), float(max(east)), float(max(north))
