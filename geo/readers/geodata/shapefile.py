"""A shapefile in a zip (ESRI's technical description of 1998): .shp, .shx, .dbf, .prj, and .cpg for its encoding."""

import io
import zipfile
from collections.abc import Mapping

from geo.errors import Sentence, UnreadableImportError
from geo.readers.columns.dates import Order
from geo.readers.geodata import features
from geo.readers.geodata.layers import only_layer
from geo.readers.reader import Opening, Traits
from geo.readers.result import Read
from geo.readers.table.column_names import CALLED
from geo.text import zips
from geo.words import N_

FORMAT = "shapefile"
READS = N_("zipped shapefile")
TRAITS = Traits(guarded=True, told=True)

_SHAPES, _NEEDED, _USED = ".shp", (".shp", ".shx", ".dbf", ".prj"), (".shp", ".shx", ".dbf", ".prj", ".cpg")
# dBase cuts names of columns to so many letters.
_CUT = 10
# Where dBase says its code page; 0 is none, 0x57 that of whichever machine wrote it.
_CODE_PAGE, _UNSAID = 29, (0, 0x57)


def fits(opening: Opening) -> str | None:
    """Why the file is a shapefile: a zip with one in it."""
    return "It is a zip with a shapefile." if not opening.text and _shapes(opening) else None


def _shapes(opening: Opening) -> list[str]:
    return [name for name in zips.names(opening.path) if name.lower().endswith(_SHAPES)]


def read(
    opening: Opening,
    *,
    dataset: str | None = None,
    licence: str | None = None,
    columns: Mapping[str, str] | None = None,
    dates: Order | None = None,
) -> Read:
    """Return the incidents of a shapefile; arguments and errors as for `features.read`.

    Raises:
        UnreadableImportError: the zip has no shapefile, several, or one that lacks a part or does not say its encoding.
    """
    parts = _parts(opening)
    encoding = _encoding(opening.name, parts)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as into:
        for end, content in parts.items():
            into.writestr(f"layer{end}", content)
    layer = only_layer(packed.getvalue(), opening.name, encoding=encoding)
    whole = {name: full for name in layer.header if (full := _whole(name))}
    told = features.Told(dataset, licence, columns or {}, dates)
    return features.read(opening, features.Layer(layer.header, layer.crs, layer.load, whole), told, FORMAT)


def _parts(opening: Opening) -> dict[str, bytes]:
    """Return the content of each file of the one shapefile, by its suffix."""
    found = _shapes(opening)
    if len(found) != 1:
        listed = ", ".join(found[:5]) or "none"
        reason = f"The zip must hold one shapefile; it holds {listed}. Put the one with the incidents into a zip alone."
        raise UnreadableImportError(opening.name, reason)
    stem = found[0][: -len(_SHAPES)].lower()
    members = {
        name.lower()[len(stem) :]: name
        for name in zips.names(opening.path)
        if name.lower() in {stem + end for end in _USED}
    }
    missing = [end for end in _NEEDED if end not in members]
    if missing:
        raise UnreadableImportError(
            opening.name,
            Sentence("Files of the shapefile are missing: {files}. Add them to the zip.", files=", ".join(missing)),
        )
    return dict(zip(members, zips.read_members(opening.path, opening.name, list(members.values())), strict=True))


def _encoding(file: str, parts: Mapping[str, bytes]) -> str | None:
    """None where the file says it itself; UTF-8 where it does not and is."""
    table = parts[".dbf"]
    if ".cpg" in parts or table[_CODE_PAGE : _CODE_PAGE + 1] not in [bytes([each]) for each in _UNSAID]:
        return None
    try:
        table[int.from_bytes(table[8:10], "little") :].decode()
    except UnicodeDecodeError:
        reason = (
            "It does not say how its text is encoded. Add a .cpg file to the zip, with 1256 in it for Arabic Windows."
        )
        raise UnreadableImportError(file, reason) from None
    return "UTF-8"


def _whole(name: str) -> str | None:
    """Return the full form of a truncated column name, if it is one we know and the truncated one is not."""
    spellings = {called.replace(" ", between) for names in CALLED.values() for called in names for between in "_ "}
    if len(name) != _CUT or name.lower() in spellings:
        return None
    return min((full for full in spellings if full[:_CUT] == name.lower()), default=None)
