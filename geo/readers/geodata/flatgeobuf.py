"""FlatGeobuf, version 3: its features."""

from collections.abc import Mapping

from geo.readers.columns.dates import Order
from geo.readers.geodata import features
from geo.readers.geodata.layers import only_layer
from geo.readers.reader import Opening, Traits
from geo.readers.result import Read
from geo.words import N_

FORMAT = "flatgeobuf"
READS = N_("FlatGeobuf")
TRAITS = Traits(guarded=True, told=True)

# The first bytes, version 3 among them (flatgeobuf.org, specification).
MAGIC = b"fgb\x03fgb"


def fits(opening: Opening) -> str | None:
    """Why the file is FlatGeobuf: it begins so."""
    return "It is FlatGeobuf." if opening.head.startswith(MAGIC) else None


def read(
    opening: Opening,
    *,
    dataset: str | None = None,
    licence: str | None = None,
    columns: Mapping[str, str] | None = None,
    dates: Order | None = None,
) -> Read:
    """Return the incidents of a FlatGeobuf file; arguments and errors as for `features.read`."""
    layer = only_layer(opening.path.read_bytes(), opening.name)
    return features.read(opening, layer, features.Told(dataset, licence, columns or {}, dates), FORMAT)
