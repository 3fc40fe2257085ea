"""From a place told by others, and those others found, to what is known of it: never finer than they are."""

from collections.abc import Callable, Mapping, Sequence

import geopandas as gpd

from geo.incident import DEFAULT_RADIUS_M, Place, PlacePrecision
from geo.places.boundaries import border_names, borders
from geo.places.boundaries.catalogue import features
from geo.places.geocoder.relative import bearings
from geo.places.geocoder.relative.outcomes import Circle, Outcome, around, circle, common, nothing, part_of_border
from geo.places.geocoder.relative.parsing import Relative
from geo.places.geocoder.relative.phrases import Kind
from geo.text.spelling import fold

_NEAR_M = DEFAULT_RADIUS_M[PlacePrecision.NEAR]
# Suburbs, edges and approaches belong to the town: a city of two million covers some 300 km², a circle of this radius.
_OUTSKIRTS_M = 10_000.0
# Between two towns further apart there are others to tell a place by.
_FARTHEST_KM = 100.0


def place_relative(relative: Relative, anchors: Sequence[Place | None]) -> Outcome:
    """Place something described relative to others, with the reason in a sentence.

    Args:
        relative: what was said.
        anchors: the places found for `relative.anchors`, in that order; None for one that was not. A border said by
            one of its countries only may be None: it is then sought near the place.

    Returns:
        A circle has precision NEAR, a `place_id` such as `relative:geonames:173856~10km@0`, and a country and
        first-level division only where they hold all of it. A stretch of a border is a LINE with a `feature` of its
        own (`geo.places.boundaries.border_sections`). On a road, and between places more than 100 km apart, it is the
        division or country both ends lie in. None where the words and anchors leave it open.
    """
    if relative.kind == "border_near":
        return _border_near(relative, anchors)
    found = [place for place in anchors if place]
    if len(found) < len(relative.anchors):
        missing = next(name for name, place in zip(relative.anchors, anchors, strict=True) if not place)
        return nothing(f"It is told by {missing!r}, which is not placed.")
    return _RULES[relative.kind](relative, found)


def _offset(relative: Relative, anchors: Sequence[Place]) -> Outcome:
    (anchor,) = anchors
    distance, direction = relative.distance, relative.direction
    if distance is None or direction is None or not _has_point(anchor):
        return nothing(f"{anchor.name} is no point: where the distance begins is not said.")
    there = f"{distance.km:.3g} km {direction.name} of {anchor.name}"
    place_id = f"relative:{anchor.place_id}~{distance.km:.3g}km@{direction.bearing:g}"
    why = "the number is rounded, the direction is a sector, and its anchor has an extent"
    return circle(place_id, there, bearings.offset(anchor, distance, direction), why)


def _distance(relative: Relative, anchors: Sequence[Place]) -> Outcome:
    (anchor,), distance = anchors, relative.distance
    if distance and anchor.place_precision == PlacePrecision.LINE and distance.km * 1000 <= _NEAR_M:
        return anchor, f"{anchor.name}: within {distance.km:.3g} km of the line, and so drawn as the line."
    far = (distance.km + distance.rounding_km) * 1000 if distance else 0.0
    ring = around(anchor, far + bearings.own_radius(anchor))
    if distance is None or ring is None:
        return nothing(f"{anchor.name} is no point: where the distance begins is not said.")
    there = f"{distance.km:.3g} km from {anchor.name}"
    return circle(f"relative:{anchor.place_id}~{distance.km:.3g}km", there, ring, "in which direction is not said")


def _vague(relative: Relative, anchors: Sequence[Place]) -> Outcome:
    """Near an anchor, at its edge or on one side of it."""
    (anchor,), side = anchors, relative.direction
    if relative.kind == "near" and anchor.place_precision == PlacePrecision.LINE:
        return anchor, f"{anchor.name}: on the line or near it, and so drawn as the line."
    ring = around(anchor, _reach(relative.kind, anchor))
    if ring is None and relative.kind == "part":
        return anchor, f"{anchor.name}: the name speaks of a part of it."
    if ring is None:
        return nothing(f"{anchor.name} is no point, and how far outside it is not said.")
    words = f"{side.name} of" if side else {"outskirts": "outskirts of"}.get(relative.kind, "near")
    place_id = f"relative:{anchor.place_id}~{f'@{side.bearing:g}' if side else relative.kind}"
    return circle(place_id, f"{words} {anchor.name}", ring, "how far is not said")


def _reach(kind: Kind, anchor: Place) -> float:
    """Return the greatest distance of something vague from its anchor's point, in metres."""
    least, own = _OUTSKIRTS_M if kind == "outskirts" else _NEAR_M, anchor.radius_m or 0.0
    # Where the anchor is only known to be near a point, so is all around it.
    return least + own if anchor.place_precision == PlacePrecision.NEAR else max(least, own)


def _between(relative: Relative, anchors: Sequence[Place]) -> Outcome:
    first, second = anchors
    if not (_has_point(first) and _has_point(second)):
        return common(first, second, "between two ends that are not both points")
    if bearings.apart_km(first, second) > _FARTHEST_KM:
        return common(first, second, f"between two places more than {_FARTHEST_KM:g} km apart")
    place_id = f"relative:{first.place_id}~{relative.kind}~{second.place_id}"
    there = f"between {first.name} and {second.name}"
    return circle(place_id, there, bearings.midpoint(first, second), "around the point halfway, as far as either end")


def _road(_: Relative, anchors: Sequence[Place]) -> Outcome:
    first, second = anchors
    return common(first, second, "no roads are shipped")


def _border_near(relative: Relative, anchors: Sequence[Place | None]) -> Outcome:
    (said, name), (border, near) = relative.anchors, anchors
    if near is None:
        return nothing(f"It is told by {name!r}, which is not placed.")
    ring = around(near, _reach("near", near))
    if ring is None:
        return border, f"{near.name} is no point, and so which part of the border is not said."
    feature = features().get((border and border.feature) or _border_said(said, ring) or "")
    if feature is None or feature.level != "border":
        return nothing(f"Which border {said!r} means is not said, and none or several are near {near.name}.")
    return part_of_border(feature, ring, near.name)


def _border_said(name: str, within: Circle) -> str | None:
    """Return the one border within a circle that is of every country a border's name speaks of."""
    lon, lat, radius_m = within
    reached = borders.nearby(gpd.GeoSeries(gpd.points_from_xy([lon], [lat]), crs="EPSG:4326"), radius_m / 1000)
    said = set(border_names.countries_named(fold(name), None))
    fitting = [codes for codes in reached.border if said <= set(codes.split("-"))]
    return f"border:{fitting[0]}" if len(fitting) == 1 else None


def _has_point(place: Place) -> bool:
    return place.lon is not None and place.lat is not None


_RULES: Mapping[Kind, Callable[[Relative, Sequence[Place]], Outcome]] = {
    "offset": _offset,
    "distance": _distance,
    "direction": _vague,
    "part": _vague,
    "near": _vague,
    "outskirts": _vague,
    "between": _between,
    "road": _road,
}
