"""Places of UCDP events, as finely as UCDP states them: what `where_prec` calls a centroid is never a point."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.errors import Sentence
from geo.incident import DEFAULT_RADIUS_M, POINT_PRECISIONS, SHAPE_PRECISIONS, PlacePrecision
from geo.places.boundaries.catalogue import Feature
from geo.places.gazetteer.added.validate import Fault, code_of, positions
from geo.places.gazetteer.gazetteer import provinces_named
from geo.readers.columns.crosswalk import UCDP_COUNTRIES, UCDP_PLACES
from geo.readers.columns.divisions import locate_points
from geo.readers.columns.sheet import map_distinct, null_if_empty
from geo.readers.columns.text import Columns
from geo.text import cells

_BETWEEN = "\x1f"  # a control character, which no cleaned name holds


def faults(cell: Columns) -> list[Fault]:
    """Positions that make no sense. A centroid may be missing; a wrong one shows a damaged row all the same."""
    east, north = cell["longitude"], cell["latitude"]
    lon, lat = cells.numbers(east), cells.numbers(north)
    told = _has_position(cell) | ~(cells.empty(east) & cells.empty(north))
    placed = [
        Fault(f.bad & told, {"lon": "longitude", "lat": "latitude"}[f.field], f.message, f.values)
        for f in positions(east, north, lon, lat)
    ]
    bad = np.logical_or.reduce([fault.bad for fault in placed])
    shown = pc.binary_join_element_wise(east, north, ", ")
    swapped = _is_swapped(cell, lon, lat, _has_position(cell) & ~bad)
    message = "and latitude lie in another country than stated; the other way round they do not: swapped, it seems"
    return [*placed, Fault(swapped, "longitude", message, shown)]


def notes(cell: Columns) -> list[Fault]:
    """Return faults of optional values: precision, country or province."""
    code, named = cell["where_prec"], cell["country"]
    uncoded = ~np.asarray(pc.is_in(code, pa.array(UCDP_PLACES)))
    unknown = np.asarray(pc.is_null(map_distinct(named, country_of))) & ~cells.empty(named)
    coarse = np.asarray(pc.is_in(_precision(cell), _values(SHAPE_PRECISIONS)))
    undrawn = np.asarray(pc.is_null(_named_places(cell)[2])) & coarse & ~cells.empty(cell["adm_1"])
    return [
        Fault(uncoded, "where_prec", Sentence("is not 1 to 7; the incident was kept without a position"), code),
        Fault(unknown, "country", Sentence("is not a known country; the incident was kept without it"), named),
        Fault(undrawn, "adm_1", Sentence("is not a known province; only the country was used"), cell["adm_1"]),
    ]


def columns(cell: Columns) -> dict[str, pa.Array]:
    """Return the columns of `SCHEMA` on the place.

    A point has the country and division it lies in (`locate_points`), else those stated. What is known to a district or
    province has that province's shape by its stated name, and only the country where the name is none we know.
    """
    precision, pointed = _precision(cell), _has_position(cell)
    lon, lat = (pa.array(cells.numbers(cell[name]), mask=~pointed) for name in ("longitude", "latitude"))
    country, admin1, feature = _named_places(cell)
    found = locate_points(cells.numbers(cell["longitude"]), cells.numbers(cell["latitude"]), pointed, feature)
    shaped = pc.and_(pc.is_in(precision, _values(SHAPE_PRECISIONS)), pc.is_valid(feature))
    only = pc.if_else(pc.is_valid(country), PlacePrecision.COUNTRY.value, PlacePrecision.UNKNOWN.value)
    finer = pc.or_(pc.or_(pa.array(pointed), shaped), pc.equal(precision, PlacePrecision.UNKNOWN.value))
    drawn = pc.if_else(finer, precision, only)
    return {
        "place_name": null_if_empty(cell["where_coordinates"]),
        "country": pc.coalesce(found["country"], country),
        "admin1": pc.if_else(
            pc.is_valid(found["country"]), found["admin1"], pc.coalesce(admin1, null_if_empty(cell["adm_1"]))
        ),
        "admin2": null_if_empty(cell["adm_2"]),
        "lon": lon,
        "lat": lat,
        "place_precision": drawn,
        "radius_m": map_distinct(drawn, lambda value: DEFAULT_RADIUS_M.get(PlacePrecision(value)), pa.float64()),
        "feature": pc.if_else(shaped, feature, None),
    }


def country_of(name: str) -> str | None:
    """Return a country's alpha-2 code by UCDP's name for it, as "Yemen (North Yemen)", with a former name."""
    plain = name.partition(" (")[0]
    return UCDP_COUNTRIES.get(plain) or code_of(plain)


def _precision(cell: Columns) -> pa.StringArray:
    return map_distinct(cell["where_prec"], lambda code: UCDP_PLACES.get(code, PlacePrecision.UNKNOWN))


def _has_position(cell: Columns) -> np.ndarray:
    return np.asarray(pc.is_in(_precision(cell), _values(POINT_PRECISIONS)))


def _values(precisions: tuple[PlacePrecision, ...]) -> pa.StringArray:
    return pa.array([precision.value for precision in precisions])


def _named_places(cell: Columns) -> tuple[pa.StringArray, pa.StringArray, pa.StringArray]:
    """By their stated names: the country (alpha-2), the division's English name and its id."""
    country = map_distinct(cell["country"], country_of)
    both = pc.binary_join_element_wise(country.fill_null(""), cell["adm_1"], _BETWEEN)
    return (
        country,
        map_distinct(both, lambda pair: _division(pair)[0]),
        map_distinct(both, lambda pair: _division(pair)[1]),
    )


def _division(pair: str) -> tuple[str | None, str | None]:
    country, _, name = pair.partition(_BETWEEN)
    found: tuple[Feature, ...] = provinces_named(name, country) if country and name else ()
    return (found[0].name, found[0].feature) if len(found) == 1 else (None, None)


def _is_swapped(cell: Columns, lon: np.ndarray, lat: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Points outside the stated country that lie in it the other way round."""
    stated = map_distinct(cell["country"], country_of)
    here = locate_points(lon, lat, wanted, _named_places(cell)[2])["country"]
    elsewhere = np.asarray(pc.fill_null(pc.not_equal(pc.fill_null(here, ""), stated), False)) & wanted  # noqa: FBT003
    there = locate_points(lat, lon, elsewhere & (np.abs(lon) <= 90), _named_places(cell)[2])["country"]  # noqa: PLR2004 - degrees
    return np.asarray(pc.fill_null(pc.equal(there, stated), False))  # noqa: FBT003
