"""Layers of features as GDAL reads them: from bytes in memory, never from a path. In a guarded process only."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from geo.errors import Sentence, UnreadableImportError
from geo.readers.geodata.features import Layer, refuse_many

# pyogrio's errors are all one or the other.
_BROKEN = (RuntimeError, ValueError, OSError, IndexError, pa.ArrowException)
_DAMAGED = Sentence("It is damaged or incomplete.")
_NAMED = 5


def only_layer(
    content: bytes, file: str, *, encoding: str | None = None, whole: Mapping[str, str] | None = None
) -> Layer:
    """Return the one layer that has features.

    Args:
        content: of a file, or of a zip of files.
        file: what the user calls it.
        encoding: of its text, where the file does not say.
        whole: as in `Layer`.

    Raises:
        UnreadableImportError: it is damaged, has no features, or has them in several layers.
    """
    import pyogrio  # noqa: PLC0415 - GDAL is loaded in a guarded process only

    try:
        listed = pyogrio.list_layers(content)
        spatial = [name for name, kind in listed if kind is not None]
        infos = {name: _info(content, name, encoding) for name in spatial}
    except _BROKEN:
        raise UnreadableImportError(file, _DAMAGED) from None
    full = [name for name in spatial if infos[name]["features"]]
    if not full:
        raise UnreadableImportError(file, Sentence("It has no features.") if len(listed) else _DAMAGED)
    if len(full) > 1:
        shown = ", ".join(repr(name[:60]) for name in full[:_NAMED]) + (", …" if len(full) > _NAMED else "")
        reason = (
            f"It has features in {len(full)} layers: {shown}. Save the one with the incidents as a file of its own."
        )
        raise UnreadableImportError(file, reason)
    info = infos[full[0]]
    refuse_many(file, info["features"])

    def load(columns: Sequence[str]) -> tuple[pa.Table, np.ndarray]:
        return _read_layer(content, file, info, columns, encoding)

    return Layer(tuple(info["fields"]), info["crs"], load, whole or {})


def _info(content: bytes, layer: str, encoding: str | None) -> Mapping[str, Any]:
    import pyogrio  # noqa: PLC0415 - as above

    info: Mapping[str, Any] = pyogrio.read_info(content, layer=layer, encoding=encoding, force_feature_count=True)
    return info


def _read_layer(
    content: bytes, file: str, info: Mapping[str, Any], columns: Sequence[str], encoding: str | None
) -> tuple[pa.Table, np.ndarray]:
    """Properties and geometries, read apart and held against each other by the features' own numbers.

    Read together, a FlatGeobuf with a feature that has no geometry gives an Arrow column that is broken (GDAL 3.12).
    """
    import pyogrio  # noqa: PLC0415 - as above

    wanted = {"layer": info["layer_name"], "encoding": encoding, "return_fids": True}
    # GDAL would turn a time with a zone into UTC, where it can be another day.
    as_written = {"datetime_as_string": True}
    try:
        _, table = pyogrio.read_arrow(content, columns=list(columns), read_geometry=False, **as_written, **wanted)
        _, numbers, wkb, _ = pyogrio.raw.read(content, columns=[], force_2d=True, **wanted)
        table.validate(full=True)
    except pa.ArrowInvalid:
        raise UnreadableImportError(
            file, Sentence("Its text is not in the encoding it declares. Save it as UTF-8.")
        ) from None
    except _BROKEN:
        raise UnreadableImportError(file, _DAMAGED) from None
    if not table.num_rows == len(wkb) == info["features"]:
        raise UnreadableImportError(
            file,
            Sentence("It is incomplete: {read:,} of {n:,} features can be read.", read=len(wkb), n=info["features"]),
        )
    if not np.array_equal(table.column(0).to_numpy(), numbers):
        raise UnreadableImportError(file, _DAMAGED)
    return table.remove_column(0), wkb
