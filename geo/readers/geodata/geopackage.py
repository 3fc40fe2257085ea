"""GeoPackage (OGC 12-128): the one layer with features."""

from collections.abc import Mapping

from geo.readers.columns.dates import Order
from geo.readers.geodata import features
from geo.readers.geodata.layers import only_layer
from geo.readers.reader import Opening, Traits
from geo.readers.result import Read
from geo.words import N_

FORMAT = "geopackage"
READS = N_("GeoPackage")
TRAITS = Traits(guarded=True, told=True)

SQLITE = b"SQLite format 3\0"
# What stands in SQLite's header for whose file it is (OGC 12-128, requirement 2; the older ones of 1.0 and 1.1).
_APPLICATION, _OURS = slice(68, 72), (b"GPKG", b"GP10", b"GP11")


def fits(opening: Opening) -> str | None:
    """Why the file is a GeoPackage: its header says so."""
    head = opening.head
    return "It is a GeoPackage." if head.startswith(SQLITE) and head[_APPLICATION] in _OURS else None


def read(
    opening: Opening,
    *,
    dataset: str | None = None,
    licence: str | None = None,
    columns: Mapping[str, str] | None = None,
    dates: Order | None = None,
) -> Read:
    """Return the incidents of a GeoPackage; arguments and errors as for `features.read`."""
    layer = only_layer(opening.path.read_bytes(), opening.name)
    return features.read(opening, layer, features.Told(dataset, licence, columns or {}, dates), FORMAT)
