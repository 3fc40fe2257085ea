"""From a table with our fields to incidents: what tables and GeoJSON have in common."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geo.errors import Sentence
from geo.incident import DEFAULT_RADIUS_M, PlacePrecision, Verification, Workflow
from geo.places.gazetteer.added.lookup import Added
from geo.places.gazetteer.added.text_table import precision_of
from geo.places.gazetteer.added.validate import Fault, code_of, positions
from geo.places.gazetteer.gazetteer import NOTHING_ADDED
from geo.readers.columns import missing as nothing
from geo.readers.columns.apply_limits import limit_read
from geo.readers.columns.dates import Order
from geo.readers.columns.death_counts import toll
from geo.readers.columns.event_types import event_type, sub_type
from geo.readers.columns.geocoded import geocode_names
from geo.readers.columns.nested import incidents
from geo.readers.columns.places import Stated, place_columns
from geo.readers.columns.sheet import Sheet, map_distinct, null_if_empty
from geo.readers.result import Read
from geo.readers.table.date_columns import When, when
from geo.readers.table.entry_lists import actors, claims, sources
from geo.text import cells

# A point of which nobody says how finely it is known may stand for a whole town or district.
_BARE = PlacePrecision.NEAR
_WIDEST_M = 1_000_000.0
_PRECISIONS = frozenset(PlacePrecision)
_DIGITS = 16
_NO_ID = "No column has an id: a row is called by what it says, and one that was edited comes in as another."


@dataclass(frozen=True, slots=True)
class About:
    """Values that hold for a whole file.

    Attributes:
        file: its name.
        dataset, licence, format: as in `Read`.
        orders: of each field of dates.
        decimal: what stands before a fraction of a degree.
        shapes: the line or polygon of each row, by its number less 1; None for none, and where rows have none.
        geocoded: whether a name without a position is looked up.
        added: the user's own gazetteers, for looking up.
    """

    file: str
    dataset: str
    licence: str
    format: str
    orders: Mapping[str, Order]
    decimal: str = "."
    shapes: np.ndarray | None = field(default=None, repr=False)
    geocoded: bool = True
    added: Added = NOTHING_ADDED


def read(sheet: Sheet, about: About, reasons: tuple[str, ...]) -> Read:
    """Return the incidents of a table, and what was set aside."""
    unnamed = () if "id" in sheet.columns.column_names else (_NO_ID,)
    # The id of a row without one is made of what is written: it stays, whatever is held for nothing.
    sheet, emptied = nothing.empty_missing_cells(_with_ids(sheet))
    found = when(sheet, about.orders)
    sheet = sheet.without([*_faults(sheet, about), *found.faults]).once("id")
    stated = _stated_places(sheet, about)
    where, unresolved = geocode_names(stated, place_columns(stated), geocoded=about.geocoded, added=about.added)
    sheet = sheet.noting([*_notes(sheet), *unresolved, *_shape_faults(stated, where)])
    table = incidents(_columns(sheet, about, when(sheet, about.orders), _with_radius(sheet, where)), len(sheet))
    reasons = (*reasons, *unnamed, *emptied, *_bare(sheet, about))
    problems = sheet.sorted_problems
    done = Read(table, problems, about.dataset, about.licence, about.format, reasons, sheet.rows)
    return limit_read(done, sheet.columns["row"])


def _with_ids(sheet: Sheet) -> Sheet:
    """Add ids derived from all of a row where no column has one: stable when rows or columns are added."""
    if "id" in sheet.columns.column_names:
        return sheet
    said = [_clean_names(name, sheet[name]) for name in sorted(sheet.columns.column_names) if name != "row"]
    rows = pc.binary_join_element_wise(*said, "").to_pylist()
    ids = [hashlib.sha256(row.encode()).hexdigest()[:_DIGITS] for row in rows]
    return sheet.having("id", pa.array(ids, pa.string()))


def _clean_names(field: str, text: pa.StringArray) -> pa.StringArray:
    return pc.if_else(pc.equal(text, ""), "", pc.binary_join_element_wise(field, text, "\x1f", "\x1f"))


def _faults(sheet: Sheet, about: About) -> list[Fault]:
    lon, lat, stated = _position(sheet, about)
    placed = positions(sheet["lon"], sheet["lat"], lon, lat)
    silent = cells.empty(sheet["title"]) & cells.empty(sheet["summary"]) & cells.empty(sheet["event_type"])
    return [
        Fault(cells.empty(sheet["id"]), "id", Sentence("is missing"), sheet["id"]),
        Fault(silent, "title", Sentence("is missing, and nothing else says what happened"), sheet["title"]),
        *(Fault(fault.bad & stated, fault.field, fault.message, fault.values) for fault in placed),
    ]


def _position(sheet: Sheet, about: About) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Longitudes and latitudes, NaN for none, and which rows state any."""
    lon, lat = (cells.numbers(sheet[name], about.decimal) for name in ("lon", "lat"))
    return lon, lat, ~(cells.empty(sheet["lon"]) & cells.empty(sheet["lat"]))


def _stated_places(sheet: Sheet, about: About) -> Stated:
    lon, lat, _ = _position(sheet, about)
    shapes = np.full(len(sheet), None) if about.shapes is None else about.shapes[sheet.numbers - 1]
    return Stated(
        place=sheet["place"],
        country=map_distinct(sheet["country"], code_of),
        admin1=sheet["admin1"],
        admin2=sheet["admin2"],
        precision=_precision(sheet, pointed=~np.isnan(lon)),
        lon=lon,
        lat=lat,
        shapes=shapes,
    )


def _precision(sheet: Sheet, *, pointed: np.ndarray) -> pa.StringArray:
    """As stated in words, else as the radius says, else that of a bare point; without a point, as finely as named."""
    words = map_distinct(sheet["place_precision"], lambda word: word.lower() if word.lower() in _PRECISIONS else None)
    radius = map_distinct(
        sheet["radius_m"], lambda written: (metres := _metres(written)) and precision_of(metres).value
    )
    bare = pc.coalesce(words, radius, pa.scalar(_BARE.value))
    unnamed = pc.equal(sheet["place"], "")
    province = pc.and_(unnamed, pc.not_equal(sheet["admin1"], ""))
    country = pc.and_(unnamed, pc.not_equal(sheet["country"], ""))
    named_only = pc.if_else(
        province, PlacePrecision.ADMIN1.value, pc.if_else(country, PlacePrecision.COUNTRY.value, None)
    )
    return pc.if_else(pa.array(pointed), bare, named_only)


def _metres(written: str) -> float | None:
    metres = float(cells.numbers(pa.array([written], pa.string()))[0])
    return metres if 0 < metres <= _WIDEST_M else None


def _with_radius(sheet: Sheet, where: Mapping[str, pa.Array]) -> Mapping[str, pa.Array]:
    """Return the radius that is told of a point; one the geocoder placed has its own."""
    told = pc.and_(pc.is_valid(where["lon"]), pc.is_null(where["place_id"]))
    radius = pc.coalesce(map_distinct(sheet["radius_m"], _metres, pa.float64()), where["radius_m"])
    return {**where, "radius_m": pc.if_else(told, radius, where["radius_m"])}


def _bare(sheet: Sheet, about: About) -> tuple[str, ...]:
    if np.isnan(_position(sheet, about)[0]).all() or {"place_precision", "radius_m"} & set(sheet.columns.column_names):
        return ()
    km = DEFAULT_RADIUS_M[_BARE] / 1_000
    return (
        f"No column says how finely points are known (place_precision, radius_m): each is drawn as within {km:g} km.",
    )


def _notes(sheet: Sheet) -> list[Fault]:
    """Return faults of optional values; the rows are kept without them."""
    unread = {
        "country": (Sentence("is not a known country"), code_of),
        "event_type": ("is no event type we know; kept as a claim", event_type),
        "deaths": ("is no number; kept as a claim", toll),
        "place_precision": ("is no precision we know", lambda word: word.lower() in _PRECISIONS or None),
        "radius_m": (Sentence("is not a radius in metres"), _metres),
    }
    return [_note(name, sheet[name], *how) for name, how in unread.items()]


def _note(name: str, text: pa.StringArray, message: str, reads: Callable[[str], Any]) -> Fault:
    unread = map_distinct(text, lambda cell: cell != "" and reads(cell) is None, pa.bool_())
    return Fault(unread.to_numpy(zero_copy_only=False), name, message, text)


def _shape_faults(stated: Stated, where: Mapping[str, pa.Array]) -> list[Fault]:
    """Lines and polygons: the record has none of its own."""
    shaped = ~shapely.is_missing(stated.shapes)
    kinds = pa.array([shape and shape.geom_type for shape in stated.shapes], pa.string())
    drawn = pc.is_valid(where["feature"]).to_numpy(zero_copy_only=False)
    return [
        Fault(shaped & drawn, "geometry", Sentence("is not a point; drawn as the province that contains it"), kinds),
        Fault(
            shaped & ~drawn,
            "geometry",
            Sentence("is not a point and not within one province; listed, not drawn"),
            kinds,
        ),
    ]


def _columns(sheet: Sheet, about: About, found: When, where: Mapping[str, pa.Array]) -> Mapping[str, Any]:
    both = pc.binary_join_element_wise(sheet["sub_type"], sheet["event_type"], "\x1f")
    tolls = {bound: _tolls(sheet, bound) for bound in ("low", "best", "high")}
    return {
        "id": pc.binary_join_element_wise(about.dataset, sheet["id"], ":"),
        "dataset": about.dataset,
        "title": null_if_empty(sheet["title"]),
        "summary": null_if_empty(sheet["summary"]),
        "event_type": map_distinct(sheet["event_type"], event_type),
        "sub_type": map_distinct(both, lambda pair: sub_type(*pair.split("\x1f"))),
        **found.columns,
        **where,
        "actors": actors(sheet),
        **{f"deaths_{bound}": numbers for bound, numbers in tolls.items()},
        "claims": claims(sheet, tolls),
        "sources": sources(sheet, about.dataset, about.licence),
        "workflow": Workflow.PUBLISHED.value,
        "verification": Verification.UNVERIFIED.value,
    }


def _tolls(sheet: Sheet, bound: str) -> pa.Int64Array:
    return map_distinct(sheet["deaths"], lambda cell: getattr(toll(cell), bound, None), pa.int64())
