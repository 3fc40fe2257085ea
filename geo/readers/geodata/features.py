"""From features with properties and geometries to incidents: what all formats of geodata have in common."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import shapely

from geo.errors import Sentence, UnreadableImportError
from geo.places.gazetteer.added.validate import Fault
from geo.readers.columns.dates import Order
from geo.readers.columns.sheet import Sheet
from geo.readers.geodata.crs import in_degrees
from geo.readers.geodata.geometries import Geometries, sorted_out
from geo.readers.reader import Opening
from geo.readers.result import Read
from geo.readers.table import entries
from geo.readers.table.column_names import columns as columns_of
from geo.readers.table.date_columns import read_orders
from geo.readers.table.entries import About
from geo.readers.table.table_reader import LICENCE, dataset_of
from geo.readers.table.typed_columns import texts

# A few kilobytes can say the same thing hundreds of millions of times.
_MOST = 5_000_000


@dataclass(frozen=True, slots=True)
class Layer:
    """One kind of features in a file, of which nothing but the names of properties was read yet.

    Attributes:
        header: the properties' names.
        crs: the coordinate system, as pyproj understands it; None where the file does not say.
        load: the properties of some names, and the geometries as WKB or None, a row each.
        whole: names that the format cut short, each with what it was taken for.
    """

    header: tuple[str, ...]
    crs: Any
    load: Callable[[Sequence[str]], tuple[pa.Table, np.ndarray]]
    whole: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """User options for a file: the arguments of a reader."""

    dataset: str | None
    licence: str | None
    columns: Mapping[str, str]
    dates: Order | None


def refuse_many(file: str, rows: int) -> None:
    """Raise if the file has more rows than are read at once.

    Raises:
        UnreadableImportError: there are more; `file` is what the user calls it.
    """
    if rows > _MOST:
        raise UnreadableImportError(
            file, Sentence("It has {rows:,} rows; the limit is {limit:,}. Split the file.", rows=rows, limit=_MOST)
        )


def read(opening: Opening, layer: Layer, told: Told, format_: str) -> Read:
    """Return the incidents of a layer. A feature without geometry is not located, whatever its properties name.

    Raises:
        UnclearTableError: no property says what happened or when.
        UnclearDatesError: dates can be read both ways.
        UnreadableImportError: it has no features, or its coordinate system is not known.
    """
    file = opening.name
    header = [layer.whole.get(name, name) for name in layer.header]
    columns = {field: layer.whole.get(name, name) for field, name in told.columns.items()}
    at, how = columns_of(file, header, columns, placed=True)
    # The geometry says where, whatever is written beside it.
    called = {field: layer.header[i] for field, i in at.items() if field not in ("lon", "lat")}
    reasons = [reason for field, reason in zip(at, how, strict=True) if field in called]
    cut = [f"{name!r} was taken for {layer.whole[name]!r}." for name in called.values() if name in layer.whole]
    table, wkb = layer.load(list(called.values()))
    if not table.num_rows:
        raise UnreadableImportError(file, Sentence("It has no features."))
    found, turned = _read_geometries(wkb, layer.crs, file)
    sheet = _sheet(table, called, found, wkb).without(found.faults)
    orders, dated = read_orders(file, sheet, called, told.dates)
    about = About(
        file=file,
        dataset=told.dataset or dataset_of(file),
        licence=told.licence or LICENCE,
        format=format_,
        orders=orders,
        shapes=found.shapes,
        geocoded=False,
    )
    return entries.read(sheet, about, (*reasons, *cut, *turned, *dated))


def _read_geometries(wkb: np.ndarray, crs: Any, file: str) -> tuple[Geometries, tuple[str, ...]]:
    read = shapely.force_2d(shapely.from_wkb(wkb, on_invalid="ignore"))
    broken = shapely.is_missing(read) & np.array([each is not None for each in wkb], dtype=bool)
    shapes, turned = in_degrees(read, crs, file)
    lost = ~np.isfinite(shapely.bounds(shapes)).all(axis=1) & ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)
    shapes[lost] = None
    shown = pa.array(shapely.to_wkt(np.where(lost, read, shapes)).tolist(), pa.string()).fill_null("")
    found = sorted_out(shapes, Fault(broken, "geometry", Sentence("is not a supported geometry"), shown))
    outside = Fault(lost, "geometry", Sentence("is outside its coordinate system"), shown)
    return Geometries(found.lon, found.lat, found.shapes, (outside, *found.faults)), turned


def _sheet(table: pa.Table, called: Mapping[str, str], found: Geometries, wkb: np.ndarray) -> Sheet:
    columns = {field: texts(table[name]) for field, name in called.items()}
    if "id" not in columns:  # then what a row says calls it, and so does where it is
        shapes = ["" if lon or each is None else each.hex() for lon, each in zip(found.lon, wkb, strict=True)]
        columns["geometry"] = pa.array(shapes, pa.string())
    columns |= {"lon": pa.array(found.lon, pa.string()), "lat": pa.array(found.lat, pa.string())}
    return Sheet.of(columns, pa.array(np.arange(1, table.num_rows + 1)))
