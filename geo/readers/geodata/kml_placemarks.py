"""KML as it is given to GDAL: written anew by us, with nothing in it but placemarks, and their times as text.

LIBKML makes the 1st of March of "2025-03" and nothing of "2025". Kept as extended data, times are what is written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET
from xml.parsers import expat

from geo.errors import Sentence, UnreadableImportError

_KML = "http://www.opengis.net/kml/2.2"
_GX = "http://www.google.com/kml/ext/2.2"
_LARGEST = 64 << 20
_DEEPEST = 100
_TIMES = {"when": "when", "begin": "start", "end": "end"}
# What every placemark of LIBKML's has, and what it calls it.
_OWN = {"name": "Name", "description": "description"}
_KEPT = frozenset(("name", "description"))
_GEOMETRIES = frozenset(("Point", "LineString", "LinearRing", "Polygon", "MultiGeometry", "Track", "MultiTrack"))


class _RefusedError(Exception):
    """Raised for content that only a hostile file has."""


@dataclass(frozen=True, slots=True)
class Placemarks:
    """A document of ours, and the column of LIBKML's that has what a file calls so: it takes few names as they are."""

    kml: bytes
    columns: Mapping[str, str]


def plain(content: bytes, file: str) -> Placemarks:
    """Return a KML document's placemarks, in their order, in one document of ours.

    Raises:
        UnreadableImportError: it is no KML, too large, nested too deeply, or declares a document type.
    """
    if len(content) > _LARGEST:
        raise UnreadableImportError(
            file,
            Sentence(
                "It has {size:,} bytes; the limit is {limit:,}. Split the file.", size=len(content), limit=_LARGEST
            ),
        )
    try:
        _refuse_unsafe(content)
        root = ET.fromstring(content)  # noqa: S314 - nothing that expands is in it
    except _RefusedError as error:
        raise UnreadableImportError(file, str(error)) from None
    except (expat.ExpatError, ET.ParseError, ValueError, LookupError) as error:
        raise UnreadableImportError(file, Sentence("It is not XML: {error}.", error=str(error))) from None
    every = [each for each in root.iter() if _local(each) == "Placemark"]
    if not every:
        raise UnreadableImportError(
            file, Sentence("It has no placemarks of its own. Links to other files are not followed.")
        )
    document = ET.Element(f"{{{_KML}}}Document")
    ET.SubElement(document, f"{{{_KML}}}name").text = "placemarks"
    said = [_extended_data(each) for each in every]
    named = all(each.get("id") for each in every) and not any("id" in each for each in said)
    columns = {name: f"field{i}" for i, name in enumerate(dict.fromkeys(name for told in said for name in told))}
    for found, told in zip(every, said, strict=True):
        data = {columns[name]: text for name, text in told.items()}
        document.append(_placemark(found, data, _own(told), named=named))
    columns = _OWN | {_apart(name): column for name, column in columns.items()} | ({"id": "id"} if named else {})
    whole = ET.Element(f"{{{_KML}}}kml")
    whole.append(document)
    ET.register_namespace("", _KML)
    ET.register_namespace("gx", _GX)
    return Placemarks(bytes(ET.tostring(whole, "utf-8")), columns)


def _refuse_unsafe(content: bytes) -> None:
    """Look at all of it before any of it is kept."""
    depth = 0

    def down(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            msg = Sentence("It is nested too deeply.")
            raise _RefusedError(msg)

    def up(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_: object) -> None:
        msg = "It declares a document type (DTD), which we do not read."
        raise _RefusedError(msg)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = down, up, declared
    parser.Parse(content, True)  # noqa: FBT003 - expat's own


def _own(said: Mapping[str, str]) -> dict[str, str]:
    """Return the extended data that duplicate elements of a placemark; the first of each."""
    return {name.casefold(): text for name, text in reversed(list(said.items())) if name.casefold() in _OWN}


def _apart(name: str) -> str:
    """Rename extended data that share the name of a placemark's own element, in any case."""
    return f"{name} (extended data)" if name.casefold() in _OWN else name


def _placemark(found: ET.Element, said: Mapping[str, str], own: Mapping[str, str], *, named: bool) -> ET.Element:
    """One with its name, description, geometry and extended data alone.

    Without a name or description of its own it has what `own` of its extended data are called so.
    """
    placemark = ET.Element(f"{{{_KML}}}Placemark", {"id": found.get("id", "")} if named else {})
    kept = [_ours(child) for child in found if _local(child) in _KEPT]
    placemark.extend(kept)
    for name in own.keys() - {_local(child) for child in kept if (child.text or "").strip()}:
        for empty in [child for child in kept if _local(child) == name]:
            placemark.remove(empty)
        ET.SubElement(placemark, f"{{{_KML}}}{name}").text = own[name]
    data = ET.SubElement(placemark, f"{{{_KML}}}ExtendedData")
    for name, text in said.items():
        entry = ET.SubElement(data, f"{{{_KML}}}Data", {"name": name})
        ET.SubElement(entry, f"{{{_KML}}}value").text = text
    placemark.extend(_ours(child) for child in found if _local(child) in _GEOMETRIES)
    return placemark


def _extended_data(placemark: ET.Element) -> dict[str, str]:
    """Return the extended data by name, and the time; the first of each name."""
    said: dict[str, str] = {}
    for each in placemark.iter():
        kind, text = _local(each), (each.text or "").strip()
        if kind == "Data":
            text = next(((child.text or "").strip() for child in each if _local(child) == "value"), "")
        if kind in ("Data", "SimpleData"):
            said.setdefault(each.get("name", ""), text)
    for each in (at for child in placemark if _local(child) in ("TimeStamp", "TimeSpan") for at in child):
        if _local(each) in _TIMES:
            said.setdefault(_TIMES[_local(each)], (each.text or "").strip())
    return {name: text for name, text in said.items() if name and text}


def _ours(element: ET.Element) -> ET.Element:
    """Move an element and its content to KML's present namespace; Google's own elements keep theirs."""
    for each in element.iter():
        if not each.tag.startswith(f"{{{_GX}}}"):
            each.tag = f"{{{_KML}}}{_local(each)}"
    return element


def _local(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]
