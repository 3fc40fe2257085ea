"""Corpora of place names with known positions, read from a folder given on the command line; none is in the project.

- `lgl.xml`: LGL (Lieberman, Samet and Sankaranarayanan 2010), news of small towns.
- `GeoVirus.xml`: GeoVirus (Gritta, Pilehvar and Collier 2018), news of epidemics.
- `ucdp_ged191_syria_2016_2017.csv`: UCDP GED 19.1, events in Syria, with the governorate of each.
- `ucdp_syria_headline_place_pairs.csv`: from the same, the headline each event was coded from.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from geo.text.spelling import fold

SETTLEMENTS = {"1", "2"}  # UCDP's precision of a place: the exact point, or near it


@dataclass(frozen=True, slots=True)
class Mention:
    """A name and where it is known to be: longitude, latitude in degrees; `country` and `admin1` of it, if told."""

    name: str
    lon: float
    lat: float
    country: str | None = None
    admin1: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """The mentions of one report; `country` and `admin1` are what the geocoder is told."""

    mentions: tuple[Mention, ...]
    country: str | None = None
    admin1: str | None = None


def lgl(folder: Path) -> Iterator[Article]:
    """The articles of LGL; names without a known position left out."""
    for article in ET.parse(folder / "lgl.xml").getroot():  # noqa: S314 - the reader's own file
        tags = ((toponym.findtext("phrase"), toponym.find("gaztag")) for toponym in article.iter("toponym"))
        yield Article(
            tuple(
                Mention(name, float(tag.findtext("lon")), float(tag.findtext("lat")), *_around(tag))
                for name, tag in tags
                if tag is not None and tag.findtext("lat")
            )
        )


def _around(tag) -> tuple[str | None, str | None]:
    return tag.findtext("country"), tag.findtext("admin1")


def geovirus(folder: Path) -> Iterator[Article]:
    """The articles of GeoVirus."""
    for article in ET.parse(folder / "GeoVirus.xml").getroot():  # noqa: S314 - the reader's own file
        yield Article(
            tuple(
                Mention(place.findtext("name"), float(place.findtext("lon")), float(place.findtext("lat")))
                for place in article.iter("location")
            )
        )


def ucdp(folder: Path) -> Iterator[Article]:
    """The events of UCDP whose settlement is known, with country and governorate told."""
    for row in _rows(folder / "ucdp_ged191_syria_2016_2017.csv"):
        yield Article((_mention(row),), "SY", row["adm_1"] or None)


def pairs(folder: Path) -> Iterator[Article]:
    """The same events, the country told, where the headline has the place's name in it."""
    for row in _rows(folder / "ucdp_syria_headline_place_pairs.csv"):
        mention = _mention(row)
        if f" {fold(mention.name)} " in f" {fold(row['source_headline'])} ":
            yield Article((mention,), "SY")


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(newline="", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            if (
                (row["where_prec"] or "").partition(".")[0] in SETTLEMENTS
                and row["latitude"]
                and row["where_coordinates"]
            ):
                yield row


def _mention(row: dict[str, str]) -> Mention:
    name = row["where_coordinates"]
    for kind in (" town", " village", " city"):
        name = name.removesuffix(kind)
    return Mention(name, float(row["longitude"]), float(row["latitude"]), "Syria", row["adm_1"] or None)
