"""Place columns of a file, drawn no more finely than it states them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geo.incident import DEFAULT_RADIUS_M, POINT_PRECISIONS, PlacePrecision
from geo.places.boundaries.catalogue import Feature
from geo.places.gazetteer.gazetteer import provinces_named
from geo.readers.columns.divisions import around, locate_points
from geo.readers.columns.sheet import map_distinct, null_if_empty

_BETWEEN = "\x1f"  # a control character, which no cleaned name holds
_POINTS = pa.array([each.value for each in POINT_PRECISIONS])
# The outlines of districts are not shipped: a district is drawn as the division it lies in.
_DIVISIONS = pa.array([PlacePrecision.ADMIN1.value, PlacePrecision.ADMIN2.value])


@dataclass(frozen=True, slots=True)
class Stated:
    """Statements of a file on places, a row for each incident.

    Attributes:
        place, admin1, admin2: names as written, "" where none is.
        country: alpha-2, null where unknown.
        precision: a `PlacePrecision`, null where nothing is said.
        lon, lat: degrees, NaN where none are given.
        shapes: lines and polygons in EPSG:4326, None where there is none; such a row is drawn as the division, else the
            country, that wholly contains it, as the record has no shape of its own.
    """

    place: pa.StringArray
    country: pa.StringArray
    admin1: pa.StringArray
    admin2: pa.StringArray
    precision: pa.StringArray
    lon: np.ndarray
    lat: np.ndarray
    shapes: np.ndarray


def place_columns(stated: Stated) -> Mapping[str, pa.Array]:
    """Return the columns of `SCHEMA` on the place.

    A division is that of the stated name, else the one the point or shape lies in; it has no point, as the one given
    stands for the whole of it.
    """
    shaped = pa.array(~shapely.is_missing(stated.shapes))
    coarse = pc.or_(shaped, pc.is_in(stated.precision, _DIVISIONS))
    country, admin1, feature = _around(stated)
    pointed = pc.and_(pc.is_in(stated.precision, _POINTS), pa.array(~np.isnan(stated.lon)))
    drawn = pc.and_(coarse, pc.is_valid(feature))
    wide = pc.or_(coarse, pc.equal(stated.precision, PlacePrecision.COUNTRY.value).fill_null(False))  # noqa: FBT003 - Arrow's own
    countrywide = pc.and_(wide, pc.is_valid(country))
    unplaced = pc.if_else(countrywide, PlacePrecision.COUNTRY.value, PlacePrecision.UNKNOWN.value)
    precision = pc.if_else(pointed, stated.precision, pc.if_else(drawn, PlacePrecision.ADMIN1.value, unplaced))
    return {
        "place_name": null_if_empty(stated.place),
        "country": country,
        "admin1": admin1,
        "admin2": null_if_empty(stated.admin2),
        "lon": pc.if_else(pointed, pa.array(stated.lon), None),
        "lat": pc.if_else(pointed, pa.array(stated.lat), None),
        "place_precision": precision,
        "radius_m": map_distinct(precision, _radius, pa.float64()),
        "feature": pc.if_else(drawn, feature, None),
    }


def _radius(precision: str) -> float | None:
    return DEFAULT_RADIUS_M.get(PlacePrecision(precision))


def _around(stated: Stated) -> tuple[pa.StringArray, pa.StringArray, pa.StringArray]:
    """Return country (alpha-2), division and its id; where a name does not tell, those of the position."""
    both = pc.binary_join_element_wise(stated.country.fill_null(""), stated.admin1, _BETWEEN)
    feature, name = (
        map_distinct(both, lambda pair: _division(pair)[0]),
        map_distinct(both, lambda pair: _division(pair)[1]),
    )
    theirs = _locate_rows(stated, pc.is_null(feature).to_numpy(zero_copy_only=False))
    # A point beyond the stated country's border says nothing of a division there.
    same = pc.or_kleene(pc.is_null(stated.country), pc.equal(stated.country, theirs["country"]))
    country, admin1, division = (pc.if_else(same, theirs[key], None) for key in ("country", "admin1", "admin1_feature"))
    return (
        pc.coalesce(stated.country, country),
        pc.coalesce(name, admin1, null_if_empty(stated.admin1)),
        pc.coalesce(feature, division),
    )


def _locate_rows(stated: Stated, wanted: np.ndarray) -> Mapping[str, pa.StringArray]:
    """Return the divisions of the wanted rows that have a shape or a position; null for all others."""
    shaped = ~shapely.is_missing(stated.shapes)
    points = locate_points(stated.lon, stated.lat, wanted & ~shaped & ~np.isnan(stated.lon))
    shapes = around(stated.shapes, wanted & shaped)
    return {name: pc.coalesce(shapes[name], points[name]) for name in points}


def _division(pair: str) -> tuple[str | None, str | None]:
    """Return the id and English name of the one division that a country and a name mean."""
    country, _, name = pair.partition(_BETWEEN)
    found: tuple[Feature, ...] = provinces_named(name, country) if country and name else ()
    return (found[0].feature, found[0].name) if len(found) == 1 else (None, None)
