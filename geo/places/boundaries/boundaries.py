"""The shapes of countries, first-level divisions and borders.

A border's id can also stand for a stretch of it near a point (`geo.places.boundaries.border_sections`), which is worked
out when asked.

Source: Natural Earth (public domain): countries 1:50m, in the Middle East 1:10m; divisions 1:10m, simplified to
0.005° there and 0.02° elsewhere. The Golan, Crimea and others follow its de facto view.
"""

import functools
from collections.abc import Iterable, Sequence

import geopandas as gpd
import pandas as pd
import shapely

from geo.errors import UnknownPlaceError
from geo.places.boundaries import border_sections as stretches
from geo.places.boundaries.catalogue import country_code, features
from geo.places.gazetteer import gazetteer
from geo.settings import DATA

_COLUMNS = ["feature", "name", "name_ar", "country", "level", "geometry"]
_TILE_PIXELS = 256
# Half a pixel: what nobody can see.
_HIDDEN_PIXELS = 0.5
# Finer than the finest shape shipped: from here on, simplifying takes nothing away.
_FINEST_ZOOM = 12


@functools.cache
def _all() -> gpd.GeoDataFrame:
    """Every shape, indexed by feature id; a country at 1:10m where that is shipped."""
    fine = {row.feature: row.geometry for row in _read("countries_10m").itertuples()}
    shapes = pd.concat([_read(name) for name in ("countries_50m", "admin1", "borders")], ignore_index=True)
    shapes["geometry"] = [fine.get(f, g) for f, g in zip(shapes.feature, shapes.geometry, strict=True)]
    shapes["level"] = shapes.feature.str.partition(":")[0]
    return shapes[_COLUMNS].set_index("feature", drop=False).rename_axis(None)


def _read(name: str) -> gpd.GeoDataFrame:
    return gpd.read_parquet(DATA / f"{name}.parquet", columns=["feature", "name", "name_ar", "country", "geometry"])


@functools.cache
def _tree() -> shapely.STRtree:
    return shapely.STRtree(_all().geometry.array)


def shapes(features: Sequence[str]) -> gpd.GeoDataFrame:
    """Return the shapes with the given ids, in the given order.

    Returns:
        EPSG:4326, longitude first; columns feature, name, name_ar, country (alpha-2; null for a border), level
        ("country", "admin1", "border"), geometry (a Polygon or MultiPolygon; a MultiLineString for a border).

    Raises:
        UnknownPlaceError: an id nobody ships, or of a stretch where there is no border.
    """
    shipped = _all()
    derived = [feature for feature in dict.fromkeys(features) if feature not in shipped.index]
    if derived:
        shipped = pd.concat([shipped.loc[shipped.index.isin(features)], _stretches(derived)])
    return shipped.loc[list(features)].reset_index(drop=True)


def _stretches(features: Sequence[str]) -> gpd.GeoDataFrame:
    rows = [[feature, label(feature), None, None, "border", stretches.line(feature)] for feature in features]
    return gpd.GeoDataFrame(rows, columns=_COLUMNS, index=features, crs="EPSG:4326")


def has_shape(feature: str) -> bool:
    """Return whether a shape with this id is shipped, or a section of one that is."""
    return feature in features() or stretches.line(feature) is not None


def simplify_shapes(features: Sequence[str], zoom: int) -> gpd.GeoDataFrame:
    """`shapes`, each simplified by half a pixel at a Web Mercator zoom (256-pixel tiles); never finer than shipped."""
    frame = shapes(features)
    level = max(0, min(int(zoom), _FINEST_ZOOM))
    return frame.set_geometry([_simple(feature, level) for feature in frame.feature], crs="EPSG:4326")


def _simple(feature: str, zoom: int) -> shapely.Geometry:
    # A stretch is short, and one of more than could be kept.
    line = stretches.line(feature)
    return _simplify_shape(feature, zoom) if line is None else _simpler(line, zoom)


@functools.lru_cache(maxsize=20_000)
def _simplify_shape(feature: str, zoom: int) -> shapely.Geometry:
    return _simpler(_all().geometry[feature], zoom)


def _simpler(shape: shapely.Geometry, zoom: int) -> shapely.Geometry:
    if zoom >= _FINEST_ZOOM:
        return shape
    tolerance = _HIDDEN_PIXELS * 360 / (_TILE_PIXELS * 2**zoom)
    simple: shapely.Geometry = shapely.simplify(shape, tolerance)
    return simple


def admin1(name: str, country: str | None = None) -> gpd.GeoDataFrame:
    """Return the first-level divisions a name can mean, as `shapes`; one row unless the name is shared.

    Args:
        name: any known spelling ("Lattakia", "Latakia province", "محافظة اللاذقية") or an id ("admin1:SY-LA").
        country: ISO 3166-1 alpha-2 code or English name.

    Raises:
        UnknownPlaceError: no division of that name is shipped.
    """
    found = gazetteer.provinces_named(name, country_code(country))
    if not found:
        raise UnknownPlaceError(name)
    return shapes([division.feature for division in found])


def admin1_of(country: str) -> gpd.GeoDataFrame:
    """Every first-level division of a country (alpha-2 code or English name), as `shapes`, sorted by id.

    Raises:
        UnknownPlaceError: a country without shipped divisions.
    """
    code = country_code(country)
    ids = sorted(f.feature for f in features().values() if f.level == "admin1" and f.country == code)
    if not ids:
        raise UnknownPlaceError(country)
    return shapes(ids)


def touching(geometry: shapely.Geometry, also: Iterable[str] = ()) -> list[str]:
    """Return the ids of every shape that shares a point with `geometry` (EPSG:4326), sorted; none for an empty one.

    Of stretches, which are too many to search, only those in `also` are tried; other ids may stand there too.
    """
    ids = _all().feature.to_numpy()
    shipped = ids[_tree().query(geometry, predicate="intersects")].tolist()
    return sorted({*shipped, *(feature for feature in also if _stretch_touches(feature, geometry))})


def _stretch_touches(feature: str, geometry: shapely.Geometry) -> bool:
    line = stretches.line(feature)
    return line is not None and bool(shapely.intersects(line, geometry))


def label(feature: str) -> str:
    """Return a shape's English name: "Latakia", "Syria"; a border's is made of its two countries'.

    Raises:
        UnknownPlaceError: an id nobody ships, or of a stretch where there is no border.
    """
    told = stretches.read(feature)
    if not has_shape(feature):
        raise UnknownPlaceError(feature)
    return told.name if told else features()[feature].name


def country_of(feature: str) -> str | None:
    """Return the alpha-2 code of the country a shape belongs to; None for a border, which belongs to two.

    Raises:
        UnknownPlaceError: an id nobody ships, or of a stretch where there is no border.
    """
    if not has_shape(feature):
        raise UnknownPlaceError(feature)
    return features()[feature].country if feature in features() else None
