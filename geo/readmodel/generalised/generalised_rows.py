"""The row that viewers see of a generalised revision: what anyone may know of it, and where on the grid it is.

Nothing of it is finer than the grid, and no word of it was written by hand but names of actors, datasets and ids.
"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.incident import DEFAULT_RADIUS_M, EVENT_TYPES, POINT_PRECISIONS, PlacePrecision
from geo.places.boundaries.catalogue import features
from geo.readmodel.generalised.grid import MOST_M, Floats, Squares, squares
from geo.readmodel.generalised.nameable_areas import Place, area_names, large
from geo.readmodel.mercator import steps
from geo.readmodel.projection import COARSE_DATES, COARSE_PLACES
from geo.readmodel.schema import REVISIONS, fold

# What is the same as in the exact row: a further column is hidden until it is listed here, or made below.
SAME = frozenset(
    {
        *("rid", "id", "dataset", "from_version", "until_version", "start", "end", "date_precision"),
        *("deaths_low", "deaths_best", "deaths_high", "toll_claims", "only_low", "only_best", "only_high", "tolls"),
        *("verification", "workflow", "shareable", "now_workflow", "now_shareable", "now_generalise_m"),
        *("for_editors", "for_viewers", "named", "roles", "recorded_at"),
    }
)
_SUB_TYPES = [sub_type for sub_types in EVENT_TYPES.values() for sub_type in sub_types]


def generalise_rows(rows: pa.Table) -> pa.Table:
    """Return the rows as viewers see them, with the columns of `REVISIONS`; `words` still lack the actors' names."""
    size = _size(rows)
    at = _squares(rows, size)
    country, admin1 = _areas(rows, size, at)
    feature = _province(rows, size)
    made = {**_what(rows, country, admin1), **_where(rows, at, feature), "country": country, "admin1": admin1}
    made |= {
        "feature": feature,
        "generalise_m": pa.array(size),
        "generalised": pa.repeat(pa.scalar(value=True), rows.num_rows),
    }
    made |= {name: rows[name] for name in SAME}
    made |= {name: pa.nulls(rows.num_rows, REVISIONS.field(name).type) for name in REVISIONS.names if name not in made}
    return pa.table({name: made[name] for name in REVISIONS.names}, schema=REVISIONS)


def _size(rows: pa.Table) -> Floats:
    """Return the side of the square that hides each place, in metres: as set then or today, whichever is larger."""
    then, now = (pc.fill_null(rows[name], 0.0).to_numpy() for name in ("generalise_m", "now_generalise_m"))
    return np.asarray(np.maximum(then, now))


def _squares(rows: pa.Table, size: Floats) -> dict[int, tuple[Squares, int]]:
    """Return the square of each row that has a point on the map, and is shown in one: its position among them."""
    lon, lat = (rows[name].to_numpy() for name in ("lon", "lat"))
    pointed = _is_one_of(rows["place_precision"], POINT_PRECISIONS) & ~np.isnan(lon) & ~np.isnan(lat)
    which = np.flatnonzero(pointed & (size <= MOST_M))
    found = squares(lon[which], lat[which], size[which])
    return {int(row): (found, at) for at, row in enumerate(which)}


def _where(rows: pa.Table, at: dict[int, tuple[Squares, int]], feature: pa.Array) -> dict[str, pa.Array]:
    """Return the middle of the square and a ring that covers it, whatever the place is known to be in it."""
    pointed = np.zeros(rows.num_rows, dtype=bool)
    pointed[list(at)] = True
    lon, lat, reach = (_column_of_squares(rows, at, name) for name in ("lon", "lat", "reach_m"))
    mx, my = steps(lon, lat)
    shaped = feature.is_valid().to_numpy(zero_copy_only=False)
    precision = _precision(rows["place_precision"], pointed, shaped)
    coarse = _is_one_of(rows["date_precision"], COARSE_DATES) | _is_one_of(precision, COARSE_PLACES)
    ring = reach + _known_within(rows)
    points = {"lon": lon, "lat": lat, "mx": mx, "my": my, "radius_m": ring}
    return {
        **{name: pa.array(values, mask=~pointed) for name, values in points.items()},
        "place_precision": precision,
        "drawn": pa.array(pointed | shaped),
        "coarse": pa.array(coarse),
    }


def _column_of_squares(rows: pa.Table, at: dict[int, tuple[Squares, int]], name: str) -> Floats:
    values = np.full(rows.num_rows, np.nan)
    for row, (found, position) in at.items():
        values[row] = getattr(found, name)[position]
    return values


def _known_within(rows: pa.Table) -> Floats:
    """Return the uncertainty of a point, in steps of half a square.

    To the metre it would tell a town from a house, and which town of the square it is.
    """
    usual = {precision.value: radius for precision, radius in DEFAULT_RADIUS_M.items()}
    assumed = [usual.get(precision, 0.0) for precision in rows["place_precision"].to_pylist()]
    step = _size(rows) / 2
    return np.asarray(np.maximum(np.ceil(pc.coalesce(rows["radius_m"], pa.array(assumed)).to_numpy() / step), 1) * step)


def _precision(stated: pa.ChunkedArray, pointed: np.ndarray, shaped: np.ndarray) -> pa.Array:
    unknown = pa.array(_is_one_of(stated, [PlacePrecision.UNKNOWN]))
    listed = pc.if_else(unknown, PlacePrecision.UNKNOWN.value, PlacePrecision.COUNTRY.value)
    drawn = pc.if_else(pa.array(shaped), PlacePrecision.ADMIN1.value, listed)
    return pc.if_else(pa.array(pointed), PlacePrecision.NEAR.value, drawn)


def _province(rows: pa.Table, size: Floats) -> pa.Array:
    """Return the province of what is known to a province only, where that is no smaller than the square would be."""
    known = _is_one_of(rows["place_precision"], [PlacePrecision.ADMIN1])
    told = zip(rows["feature"].to_pylist(), known.tolist(), size.tolist(), strict=True)
    return pa.array(
        [name if here and _is_large_admin1(name, metres) else None for name, here, metres in told], pa.string()
    )


def _is_large_admin1(feature: str | None, size_m: float) -> bool:
    shipped = features().get(feature or "")
    return shipped is not None and shipped.level == "admin1" and large(shipped.feature, size_m)


def _areas(rows: pa.Table, size: Floats, at: dict[int, tuple[Squares, int]]) -> tuple[pa.Array, pa.Array]:
    told = zip(rows["country"].to_pylist(), rows["admin1"].to_pylist(), size.tolist(), strict=True)
    places = [Place(*each, _box(*at[row]) if row in at else None) for row, each in enumerate(told)]
    found = list(area_names(places))
    return pa.array([each[0] for each in found], pa.string()), pa.array([each[1] for each in found], pa.string())


def _box(found: Squares, at: int) -> tuple[float, float, float, float]:
    west, south, east, north = (edge[at] for edge in (found.west, found.south, found.east, found.north))
    return float(west), float(south), float(east), float(north)


def _what(rows: pa.Table, country: pa.Array, admin1: pa.Array) -> dict[str, pa.Array]:
    """Describe incidents in our own words: a type of the vocabulary, and a title made of it and the place shown."""
    kinds = {"event_type": list(EVENT_TYPES), "sub_type": _SUB_TYPES}
    known = {
        name: pc.if_else(pc.is_in(rows[name], pa.array(words, pa.string())), rows[name], None).combine_chunks()
        for name, words in kinds.items()
    }
    columns = (known["sub_type"], known["event_type"], admin1, country)
    title = pa.array([_title(*each) for each in zip(*(column.to_pylist() for column in columns), strict=True)])
    kind = pc.index_in(known["event_type"], value_set=pa.array(EVENT_TYPES, pa.string())).cast(pa.int8())
    return {**known, "kind": kind, "title": title.cast(pa.string()), "words": fold(title.cast(pa.string()))}


def _title(sub_type: str | None, event_type: str | None, admin1: str | None, country: str | None) -> str:
    land = features()[f"country:{country}"].name if country else None
    return ", ".join(part for part in (sub_type or event_type or "Incident", admin1, land) if part)


def _is_one_of(column: pa.ChunkedArray | pa.Array, values: Sequence[str]) -> np.ndarray:
    return np.asarray(pc.is_in(column, value_set=pa.array(values, pa.string())).to_numpy(zero_copy_only=False))
