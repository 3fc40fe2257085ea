"""GeoParquet 1.0 and 1.1 (OGC 24-013): features in columns; and plain Parquet with a longitude and a latitude."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from geo.errors import Sentence, UnreadableImportError
from geo.readers.columns.dates import Order
from geo.readers.columns.sheet import Sheet
from geo.readers.geodata import features
from geo.readers.reader import Opening, Traits
from geo.readers.result import Read
from geo.readers.table import entries
from geo.readers.table.column_names import columns as columns_of
from geo.readers.table.date_columns import read_orders
from geo.readers.table.entries import About
from geo.readers.table.table_reader import LICENCE, dataset_of
from geo.readers.table.typed_columns import texts
from geo.words import N_

FORMAT = "geoparquet"
READS = N_("Parquet with a geometry or a longitude and latitude")
TRAITS = Traits(guarded=True, told=True)

MAGIC = b"PAR1"
# Of coordinates in a column whose system is not named (GeoParquet 1.0, "crs").
_UNNAMED = "OGC:CRS84"
_BROKEN = Sentence("Its geometry metadata is not valid GeoParquet.")


def fits(opening: Opening) -> str | None:
    """Why the file is Parquet: it begins so."""
    return "It is Parquet." if opening.head.startswith(MAGIC) else None


def read(
    opening: Opening,
    *,
    dataset: str | None = None,
    licence: str | None = None,
    columns: Mapping[str, str] | None = None,
    dates: Order | None = None,
) -> Read:
    """Read a Parquet file; arguments and errors as for `features.read`, without geometry `table.read`.

    Raises:
        UnreadableImportError: it is damaged, or its geometry is written in another way than WKB.
    """
    told = features.Told(dataset, licence, columns or {}, dates)
    try:
        with pq.ParquetFile(opening.path) as file:
            features.refuse_many(opening.name, file.metadata.num_rows)
            said = (file.schema_arrow.metadata or {}).get(b"geo")
            if said is None:
                return _table(opening, file, told)
            return features.read(opening, _layer(opening.name, file, said), told, FORMAT)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError):
        raise UnreadableImportError(opening.name, Sentence("It is damaged or incomplete.")) from None


def _layer(name: str, file: pq.ParquetFile, said: bytes) -> features.Layer:
    geometry, about = _primary(name, said)
    if about.get("encoding") != "WKB":
        raise UnreadableImportError(
            name,
            Sentence("Its geometry is encoded as {encoding}. Save it as WKB.", encoding=str(about.get("encoding"))),
        )
    own = file.schema_arrow.names
    if own.count(geometry) != 1:
        raise UnreadableImportError(name, _BROKEN)

    def load(wanted: Sequence[str]) -> tuple[pa.Table, np.ndarray]:
        table = _read_columns(file, [*wanted, geometry])
        column = table[geometry]
        return table.drop_columns(geometry), np.array(column.cast(pa.binary()).to_pylist(), dtype=object)

    others = tuple(each for each in own if each != geometry)
    return features.Layer(others, about.get("crs", _UNNAMED), load)


def _primary(name: str, said: bytes) -> tuple[str, Mapping[str, Any]]:
    """Return the name of the column with the geometry, and what is said of it."""
    try:
        document = json.loads(said)
        geometry = document["primary_column"]
        about = document["columns"][geometry]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnreadableImportError(name, _BROKEN) from None
    if not isinstance(geometry, str) or not isinstance(about, dict):
        raise UnreadableImportError(name, _BROKEN)
    return geometry, about


def _read_columns(file: pq.ParquetFile, wanted: Sequence[str]) -> pa.Table:
    table = file.read(list(wanted))
    table.validate(full=True)
    return table


def _table(opening: Opening, file: pq.ParquetFile, told: features.Told) -> Read:
    name, header = opening.name, file.schema_arrow.names
    at, how = columns_of(name, header, told.columns)
    called = {field: header[i] for field, i in at.items()}
    table = _read_columns(file, list(called.values()))
    numbers = pa.array(range(1, table.num_rows + 1), pa.int64())
    sheet = Sheet.of({field: texts(table[column]) for field, column in called.items()}, numbers)
    orders, dated = read_orders(name, sheet, called, told.dates)
    about = About(name, told.dataset or dataset_of(name), told.licence or LICENCE, FORMAT, orders)
    return entries.read(sheet, about, (*how, *dated))
