"""KML 2.2 and KMZ (OGC 12-007): its placemarks, whatever folder they lie in."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from geo.readers.columns.dates import Order
from geo.readers.geodata import features
from geo.readers.geodata.kml_placemarks import Placemarks, plain
from geo.readers.geodata.layers import only_layer
from geo.readers.reader import Opening, Traits
from geo.readers.result import Read
from geo.text import zips
from geo.words import N_

FORMAT = "kml"
READS = N_("KML or KMZ")
TRAITS = Traits(guarded=True, told=True)

_ENDS = ".kml"


def fits(opening: Opening) -> str | None:
    """Why the file is KML: its outermost element is; or KMZ: a zip with KML in it."""
    if "<kml" in opening.text and opening.text.lstrip().startswith("<"):
        return "It is KML."
    return "It is KMZ." if not opening.text and _main(opening) else None


def _main(opening: Opening) -> str | None:
    """Return the first KML of a KMZ that is not in a folder, else the first (OGC 12-007, on KMZ)."""
    found = [name for name in zips.names(opening.path) if name.lower().endswith(_ENDS)]
    return min(found, key=lambda name: name.count("/"), default=None)


def read(
    opening: Opening,
    *,
    dataset: str | None = None,
    licence: str | None = None,
    columns: Mapping[str, str] | None = None,
    dates: Order | None = None,
) -> Read:
    """Read placemarks: name, description, time and extended data; arguments and errors as `features.read`.

    Raises:
        UnreadableImportError: it is no XML, declares a document type, or is nested too deeply.
    """
    main = None if opening.text else _main(opening)
    if main:
        (content,) = zips.read_members(opening.path, opening.name, [main])
    else:
        content = opening.path.read_bytes()
    found = plain(content, opening.name)
    told = features.Told(dataset, licence, columns or {}, dates)
    return features.read(opening, _layer(found, opening.name), told, FORMAT)


def _layer(found: Placemarks, file: str) -> features.Layer:
    """Return the layer of placemarks, by the names of the file."""
    layer = only_layer(found.kml, file)

    def load(wanted: Sequence[str]) -> tuple[pa.Table, np.ndarray]:
        table, wkb = layer.load([found.columns[name] for name in wanted])
        return table.select([found.columns[name] for name in wanted]).rename_columns(list(wanted)), wkb

    return features.Layer(tuple(found.columns), layer.crs, load)
