"""GeoJSON (RFC 7946): features with whatever properties say what happened and when, or whole records of our own."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from geo.errors import Sentence, UnreadableImportError
from geo.readers.columns import json_file
from geo.readers.columns.dates import Order
from geo.readers.columns.sheet import Sheet, of_objects
from geo.readers.geodata.geometries import geometries
from geo.readers.reader import Opening, Traits
from geo.readers.records import geojson_record as own
from geo.readers.result import Read
from geo.readers.table import entries
from geo.readers.table.column_names import columns as columns_of
from geo.readers.table.date_columns import read_orders
from geo.readers.table.entries import About
from geo.readers.table.table_reader import LICENCE, dataset_of
from geo.readers.table.typed_columns import flat
from geo.words import N_

FORMAT = "geojson"
READS = N_("GeoJSON features")
TRAITS = Traits(told=True)

_FEATURES = re.compile(r'"type"\s*:\s*"Feature(Collection)?"')


def fits(opening: Opening) -> str | None:
    """Why the file is GeoJSON: it says that it holds features."""
    found = opening.text.lstrip().startswith("{") and _FEATURES.search(opening.text)
    return "It is GeoJSON with features." if found else None


def read(
    opening: Opening,
    *,
    dataset: str | None = None,
    licence: str | None = None,
    columns: Mapping[str, str] | None = None,
    dates: Order | None = None,
) -> Read:
    """Return the incidents of a collection of features, or of one.

    A feature without geometry is not located, whatever its properties name. Arguments as for `table.read`; `columns`
    names properties.

    Raises:
        UnclearTableError: no property says what happened or when.
        UnclearDatesError: as `table.read`.
        UnreadableImportError: it is no GeoJSON in longitude and latitude.
    """
    name = opening.name
    features = _features(name, json_file.load_json(opening.path, opening.encoding, name))
    if own.are_records(features):
        return own.read(features, dataset, licence, FORMAT)
    sheet, shapes, called, reasons = _sheet(name, features, columns or {})
    orders, how = read_orders(name, sheet, called, dates)
    about = About(
        file=name,
        dataset=dataset or dataset_of(opening.name),
        licence=licence or LICENCE,
        format=FORMAT,
        orders=orders,
        shapes=shapes,
        geocoded=False,
    )
    return entries.read(sheet, about, (*reasons, *how))


def _sheet(
    file: str, features: Sequence[Any], columns: Mapping[str, str]
) -> tuple[Sheet, np.ndarray, dict[str, str], tuple[str, ...]]:
    """Return the features as rows, their shapes, the property taken for each of our fields, and the reason."""
    header = list(dict.fromkeys(key for each in features for key in _properties(each)))
    at, reasons = columns_of(file, header, columns, placed=True)
    called = {field: header[i] for field, i in at.items() if field not in ("lon", "lat")}
    found = geometries([_member(each, "geometry") for each in features])
    rows = [_row(*each, called) for each in zip(features, found.lon, found.lat, strict=True)]
    sheet = of_objects(rows, list(dict.fromkeys((*_own_id(features), *called, "lon", "lat", "geometry"))), "feature")
    return sheet.without([fault.of(sheet.numbers - 1) for fault in found.faults]), found.shapes, called, reasons


def _features(file: str, value: Any) -> list[Any]:
    """Return the features of a document; each may still be anything."""
    if not isinstance(value, dict):
        raise UnreadableImportError(file, Sentence("It is not GeoJSON: it contains no object."))
    if value.get("type") == "Feature":
        value = {"features": [value]} | {key: value[key] for key in ("crs",) if key in value}
    features = value.get("features")
    if not isinstance(features, list):
        raise UnreadableImportError(file, Sentence("It is not GeoJSON: it has no list of features."))
    if value.get("crs") and not re.search(r"CRS84|4326", json.dumps(value["crs"])):
        raise UnreadableImportError(file, Sentence("It is in another coordinate system. Save it in WGS 84, EPSG:4326."))
    return features


def _member(feature: Any, name: str) -> Any:
    return feature.get(name) if _is_feature(feature) else None


def _is_feature(value: Any) -> bool:
    return isinstance(value, dict) and value.get("type") == "Feature"


def _properties(feature: Any) -> Mapping[str, Any]:
    properties = _member(feature, "properties")
    return properties if isinstance(properties, dict) else {}


def _own_id(features: Sequence[Any]) -> tuple[str, ...]:
    return ("id",) if any(_member(each, "id") is not None for each in features) else ()


def _row(feature: Any, lon: str, lat: str, called: Mapping[str, str]) -> Any:
    """Return a feature's properties by the names of our fields; the feature's own id before a property's."""
    if not _is_feature(feature):
        return json.dumps(feature) if isinstance(feature, dict) else feature
    told = _properties(feature)
    row = {field: flat(told.get(name)) for field, name in called.items()} | {"lon": lon, "lat": lat}
    row["geometry"] = "" if lon else json.dumps(feature.get("geometry"))
    return row if feature.get("id") is None else row | {"id": flat(feature["id"])}
