"""Outcomes of relative places: a circle, a section of a border, an area, or nothing; each with the reason."""

import shapely

from geo.incident import Place, PlacePrecision
from geo.places.boundaries import border_sections as stretches
from geo.places.boundaries import boundaries
from geo.places.boundaries.catalogue import Feature, divisions, features
from geo.places.geocoder import shapes
from geo.places.geocoder.relative import bearings
from geo.text.spelling import fold

Outcome = tuple[Place | None, str]
# Longitude and latitude in degrees, radius in metres.
Circle = tuple[float, float, float]
# A wider circle holds most provinces whole, and says less than they do.
_WIDEST_M = 100_000.0


def nothing(reason: str) -> Outcome:
    """No place, and why."""
    return None, reason


def around(anchor: Place, radius_m: float) -> Circle | None:
    """Return the circle around an anchor; None when it has no point."""
    return (
        None
        if anchor.lon is None or anchor.lat is None
        else (anchor.lon, anchor.lat, bearings.round_radius_up(radius_m))
    )


def circle(place_id: str, name: str, of: Circle, reason: str) -> Outcome:
    """Anywhere in a circle, in the country and first-level division that hold all of it; a country when it is wide."""
    lon, lat, radius_m = of
    country, admin1 = _holding(of)
    within = f"{name[:1].upper()}{name[1:]}, within {radius_m / 1000:g} km"
    if radius_m > _WIDEST_M:
        return _area(features()[f"country:{country}"], within) if country else nothing(f"{within}: too wide to say.")
    place = Place(
        place_id=place_id,
        name=name,
        kind="relative",
        country=country,
        admin1=admin1,
        lon=round(lon, 5),
        lat=round(lat, 5),
        place_precision=PlacePrecision.NEAR,
        radius_m=radius_m,
    )
    return place, f"{within}: {reason}."


def _holding(of: Circle) -> tuple[str | None, str | None]:
    """Return the country (alpha-2) and the division's name, each where the circle touches one only."""
    shape = bearings.circle(*of)
    touched = [features()[feature] for feature in boundaries.touching(shape)]
    countries = [each.country for each in touched if each.level == "country"]
    provinces = [each for each in touched if each.level == "admin1"]
    west, _, east, _ = shapely.bounds(shape)
    if len(countries) != 1 or west < -180 or east > 180:  # noqa: PLR2004 - past the antimeridian nothing was looked for
        return None, None
    return countries[0], provinces[0].name if [p.country for p in provinces] == countries else None


def common(first: Place, second: Place, reason: str) -> Outcome:
    """Return the first-level division both places lie in, else their country, else nothing."""
    if first.country is None or first.country != second.country:
        return nothing(f"{first.name} and {second.name} are not known to lie in one country: {reason}.")
    same = [d for d in divisions(fold(first.admin1 or ""), first.country) if first.admin1 == second.admin1 == d.name]
    return _area(same[0] if same else features()[f"country:{first.country}"], f"{reason}; both ends lie in it")


def _area(feature: Feature, reason: str) -> Outcome:
    return shapes.place(feature), f"{feature.name}: {reason}."


def part_of_border(border: Feature, within: Circle, of: str) -> Outcome:
    """Return the stretch of a shipped border within a circle around a place called `of`."""
    lon, lat, radius_m = within
    km = min(radius_m / 1000, stretches.MOST_KM)
    feature, reach = stretches.stretch(border.feature, lon, lat, km), f"within {km:g} km of {of}"
    if feature is None:
        return nothing(f"Of the {border.name} nothing is {reach}.")
    line = Place(
        place_id=feature,
        name=boundaries.label(feature),
        kind="border",
        country=None,
        admin1=None,
        lon=None,
        lat=None,
        place_precision=PlacePrecision.LINE,
        feature=feature,
    )
    return line, f"The part of the {border.name} {reach}."
