"""How much of what a corpus names the geocoder answers, and how much of that is right.

Usage: `python tests/benchmarks/geocoding.py FOLDER [--added FILE]`; the formats are told in `corpora.py`, a missing
file is left out. `--added` is a gazetteer of the user's own (`synthetic_dump.py` makes one).

A point is right within 161 km (100 miles, as the literature counts) or 25 km of the known position; a country,
division or border is right where its shape is. "Named" adds the nationalities ("Iraqi"), for which the geocoder gives
the country as context and no place. UCDP counts points only, and each event once.
"""

import argparse
import functools
import statistics
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import corpora
import shapely
from corpora import Article, Mention
from pyproj import Geod

from geo.incident import Place
from geo.places.boundaries.boundaries import shapes
from geo.places.boundaries.catalogue import country_code
from geo.places.gazetteer import gazetteer
from geo.places.gazetteer.added import add_gazetteer
from geo.places.gazetteer.added.lookup import Added
from geo.places.geocoder.decision import THRESHOLD
from geo.places.geocoder.geocoder import geocode_report

FAR_KM, CLOSE_KM = 161.0, 25.0
THRESHOLDS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
WGS84 = Geod(ellps="WGS84")


@dataclass(frozen=True, slots=True)
class Answer:
    """What one mention got: how sure, how far off in km, in another country or not; None where there is none."""

    name: str
    sure: float
    km: float | None
    is_point: bool
    wrong_country: bool | None
    named: bool


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--added", type=Path)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as shelf:
        if told.added:
            add_gazetteer.add(Path(shelf), told.added)
        measured(told.folder, Added.open(Path(shelf)))


def measured(folder: Path, added: Added) -> None:
    """Print a table for each corpus in the folder."""
    print(f"gazetteer {gazetteer.version(added)}")
    rows, headlines = "ucdp_ged191_syria_2016_2017.csv", "ucdp_syria_headline_place_pairs.csv"
    show("LGL", folder / "lgl.xml", corpora.lgl, added)
    show("GeoVirus", folder / "GeoVirus.xml", corpora.geovirus, added)
    show("UCDP Syria, governorate told", folder / rows, corpora.ucdp, added, points=True)
    show(
        "UCDP headlines, country told",
        folder / headlines,
        corpora.pairs,
        added,
        points=True,
    )


def show(
    name: str, file: Path, read: Callable[[Path], Iterator[Article]], added: Added, *, points: bool = False
) -> None:
    """Print how a corpus fares at each threshold."""
    if not file.exists():
        print(f"\n{name}: no {file.name}, left out")
        return
    articles = list(read(file.parent))
    answers = [answer for article in articles for answer in answered(article, added)]
    places = len({mention.name for article in articles for mention in article.mentions})
    print(f"\n{name}: {len(answers):,} mentions of {places:,} names")
    print("threshold  answered  of names   named  right 161 km  right 25 km  median km  wrong country")
    for threshold in THRESHOLDS:
        print(row(threshold, [a for a in answers if not points or a.is_point or a.km is None], len(answers)))


def row(threshold: float, answers: list[Answer], mentions: int) -> str:
    """One line of the table."""
    given = [answer for answer in answers if answer.km is not None and answer.sure >= threshold]
    if not given:
        return f"{threshold:9.2f}         -"
    named = len(given) + sum(answer.named for answer in answers)
    told = [answer.wrong_country for answer in given if answer.wrong_country is not None]
    wrong = f"{sum(told) / len(told):13.1%}" if told else f"{'-':>13}"
    here = "  <- default" if threshold == THRESHOLD else ""
    km = [answer.km for answer in given if answer.km is not None]
    right, close = (sum(each <= limit for each in km) / len(km) for limit in (FAR_KM, CLOSE_KM))
    names = len({answer.name for answer in given}) / len({answer.name for answer in answers})
    shares = f"{len(given) / mentions:9.1%} {names:9.1%} {named / mentions:7.1%} {right:13.1%} {close:12.1%}"
    return f"{threshold:9.2f} {shares} {statistics.median(km):10.1f} {wrong}{here}"


def answered(article: Article, added: Added) -> Iterator[Answer]:
    """What the geocoder makes of each mention of an article, all weighed together."""
    names = [mention.name for mention in article.mentions]
    decisions = _decisions(tuple(names), article.country, article.admin1, added)
    for mention, decision in zip(article.mentions, decisions, strict=True):
        place = decision.place
        named = place is None and decision.context is not None and article.country is None
        km = None if place is None else off(place, mention)
        told = country_code(mention.country) if mention.country else None
        wrong = None if place is None or told is None or place.country is None else place.country != told
        yield Answer(
            mention.name, 1.0 if decision.sure is None else decision.sure, km, bool(place and place.lon), wrong, named
        )


@functools.lru_cache(maxsize=10_000)
def _decisions(names, country, admin1, added):
    return geocode_report(names, country=country, admin1=admin1, added=added, threshold=0.0)


def off(place: Place, mention: Mention) -> float:
    """How far a place is from where the mention is known to be, in km; 0 inside a shape."""
    if place.lon is not None and place.lat is not None:
        return WGS84.inv(place.lon, place.lat, mention.lon, mention.lat)[2] / 1000
    nearest = shapely.shortest_line(shapely.Point(mention.lon, mention.lat), _shape(place.feature))
    ends = shapely.get_coordinates(nearest)
    return WGS84.inv(*ends[0], *ends[1])[2] / 1000


@functools.cache
def _shape(feature):
    return shapes([feature]).geometry.iloc[0]


if __name__ == "__main__":
    main()
