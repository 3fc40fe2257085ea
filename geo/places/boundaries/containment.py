"""Country and first-level division that contain a geometry.

Divisions count before country shapes, which are of another edition and mostly coarser: the country is the
division's. So Crimea lies in Ukraine here, as its divisions do. Of 922 places of the gazetteer for which the two
contradict one another, the division's country is right for 791, the country shape's for 131.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.places.boundaries import geodesy, lookup_areas
from geo.places.boundaries.geodesy import Array
from geo.places.boundaries.lookup_areas import Layer

# Divisions are simplified by up to 0.02°, 2.2 km, which cuts off headlands, islets and harbours. Of the gazetteer's
# places outside every division, 91 % are within 3 km of one, and for 98 % of these it is the right one.
_OFF_KM = 3.0
_OFF_DEGREES = _OFF_KM / 110.57  # of latitude at the equator: the least there is, so that reach is never cut short

_Found = tuple[Array, Array, Array]  # the division's row, -1 for none; the country's code or None; km off


def whereabouts(geometries: gpd.GeoSeries) -> pd.DataFrame:
    """Return the country and first-level division each geometry lies in.

    Args:
        geometries: points, lines or polygons, in EPSG:4326 where the series has no CRS.

    Returns:
        Indexed as given: `country` (alpha-2), `admin1` (English name), `admin1_feature` ("admin1:SY-LA"), each None
        where there is none, and `off_km`: 0 inside, NaN where not even a country is known.

        A point lies in the division that holds it, on a shared edge in the one whose id sorts first. A point in no
        division, but at most 3 km off one, is said to lie in the nearest, as shipped coasts are simplified, and
        `off_km` says how far off it is (geodesic, on WGS 84). One farther off has the country whose shape holds it.

        A line or polygon lies in the division that wholly contains it; else in the country whose shape does, or
        whose divisions do together; a country shape counts for nothing where no division of its country is. What
        runs along an edge lies on neither side.
    """
    here = geodesy.degrees(geometries)
    known, point = geodesy.usable(here), shapely.get_type_id(here) == shapely.GeometryType.POINT
    division, country, off_km = np.full(len(here), -1), np.full(len(here), None), np.full(len(here), np.nan)
    for rows, find in ((known & point, _of_points), (known & ~point, _of_extended)):
        division[rows], country[rows], off_km[rows] = find(here[rows])
    frame = lookup_areas.divisions().frame
    columns = {"country": country, "admin1": _at(division, frame.name), "admin1_feature": _at(division, frame.feature)}
    return pd.DataFrame(columns, index=geometries.index, dtype=object).assign(off_km=off_km)


def _at(row: Array, values: pd.Series) -> Array:
    """Return the values at rows, None at -1."""
    return np.append(values.to_numpy(object), [None])[row]


def _of_points(points: Array) -> _Found:
    division, off_km = lookup_areas.holding(lookup_areas.divisions(), points), np.zeros(len(points))
    outside = np.flatnonzero(division < 0)
    division[outside], off_km[outside] = _beside(points[outside])
    country = _at(division, lookup_areas.divisions().frame.country)
    outside = outside[division[outside] < 0]
    country[outside] = _at(
        lookup_areas.holding(lookup_areas.countries(), points[outside]), lookup_areas.countries().frame.country
    )
    off_km[pd.isna(country)] = np.nan
    return division, country, off_km


def _beside(points: Array) -> tuple[Array, Array]:
    """Return the division nearest to each point outside all, and how many km off; -1 and 0 if none is near enough."""
    layer, lonlat = lookup_areas.divisions(), shapely.get_coordinates(points)
    polygon, point = shapely.STRtree(points).query(layer.polygons, predicate="dwithin", distance=_reach(layer))
    km = np.empty(len(point))
    for pairs in np.split(np.arange(len(point)), np.flatnonzero(np.diff(polygon)) + 1):
        outline = geodesy.split_lines(shapely.get_rings(layer.polygons[polygon[pairs[:1]]]))
        km[pairs] = geodesy.km_to(outline, lonlat[point[pairs]])
    near = pd.DataFrame({"point": point, "division": layer.row[polygon], "km": km})[km <= _OFF_KM]
    near = near.sort_values(["km", "division"]).drop_duplicates("point")
    division, off_km = np.full(len(points), -1), np.zeros(len(points))
    division[near.point], off_km[near.point] = near.division, near.km
    return division, off_km


def _reach(layer: Layer) -> Array:
    """Return the search distance in degrees of longitude, which are shortest at a polygon's poleward end."""
    poleward = np.abs(shapely.bounds(layer.polygons)[:, 1::2]).max(axis=1) + _OFF_DEGREES
    return np.asarray(_OFF_DEGREES / np.cos(np.radians(np.minimum(poleward, 89))))


def _of_extended(shapes: Array) -> _Found:
    frame = lookup_areas.divisions().frame
    division = lookup_areas.containing(frame.geometry.to_numpy(), shapes)
    country = _at(division, frame.country)
    spanning = np.flatnonzero(division < 0)
    country[spanning] = _containing_countries(shapes[spanning])
    return division, country, np.where(pd.isna(country), np.nan, 0)


def _containing_countries(shapes: Array) -> Array:
    """Return the country that wholly contains each shape, of which no single division does."""
    frame = lookup_areas.countries().frame
    country = _at(lookup_areas.containing(frame.geometry.to_numpy(), shapes), frame.country)
    met = _touched_countries(shapes)
    met = met.drop(met.index[met == country[met.index]])
    country[met.index] = None
    for code in met.unique():
        rows = met.index[met == code].to_numpy()
        country[rows[lookup_areas.containing(np.array([lookup_areas.together(code)]), shapes[rows]) == 0]] = code
    return country


def _touched_countries(shapes: Array) -> pd.Series:
    """Return the countries with divisions that share a point with each shape, indexed by the shape's position."""
    frame = lookup_areas.divisions().frame
    division, shape = shapely.STRtree(shapes).query(frame.geometry.to_numpy(), predicate="intersects")
    met = pd.DataFrame({"shape": shape, "country": frame.country.to_numpy(object)[division]}).drop_duplicates()
    return met.set_index("shape").country
