"""Looking names up in all added gazetteers at once."""

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geo.errors import AddedGazetteersError, UnknownPlaceError
from geo.errors.damaged_parquet import DAMAGED
from geo.incident import Place, PlacePrecision
from geo.places.boundaries.catalogue import features
from geo.places.gazetteer.added import index, storage
from geo.places.gazetteer.added.storage import AddedGazetteer
from geo.places.gazetteer.sorted_columns import Columns, Keys

_COLUMNS = (
    "place_id", "name", "country", "admin1", "lon", "lat", "population", "kind", "precision", "radius_m",
)  # fmt: skip
# Of places equally large, or of no known size, those that reports name more often come first.
_LIKELIER = {"settlement": 0, "place": 0, "base": 1, "airfield": 1, "site": 2}


@dataclass(frozen=True, slots=True)
class Added:
    """The added gazetteers as they were when opened; what is added or removed later is not seen.

    Every look-up gives each place once, the largest first. A place that two of them have (the same GeoNames id)
    is taken from the one added last.
    """

    gazetteers: tuple[tuple[AddedGazetteer, Columns], ...]

    @classmethod
    def open(cls, folder: Path) -> "Added":
        """Return the newest versions on the shelf in `folder`; none when there is no such folder.

        Raises:
            AddedGazetteersError: one of them is damaged.
        """
        newest = sorted(storage.list_gazetteers(folder), key=lambda gazetteer: gazetteer.added_on, reverse=True)
        return cls(tuple((gazetteer, _columns(folder, gazetteer)) for gazetteer in newest))

    @property
    def version(self) -> str:
        """Suffix of the shipped gazetteer's version: "" or "+sy.1-0a1b2c3d"."""
        return "".join(sorted(f"+{gazetteer.label}" for gazetteer, _ in self.gazetteers))

    def find_by_name(self, key: str, country: str | None = None) -> list[Place]:
        """Return the places one of whose names folds to `key`, in `country` (alpha-2) or anywhere."""
        return self._find_rows(lambda columns: columns.find_rows(key, country))

    def loosely_named(self, key: str, country: str) -> list[Place]:
        """Return the places of one country one of whose names loosens as `key` does."""
        return self._find_rows(lambda columns: columns.loosely_named(key, country))

    def spelled_nearly(self, key: str, country: str) -> list[Place]:
        """Return a country's places with a name one slip from `key`; none for fewer than seven letters."""
        return self._find_rows(lambda columns: columns.spelled_nearly(key, country))

    def find_by_id(self, place_id: str) -> Place:
        """Return the place with an id such as "geonames:170654" or "my-villages:12".

        Raises:
            UnknownPlaceError: no added gazetteer has it.
        """
        for gazetteer, columns in self.gazetteers:
            row = pc.index(columns.places["place_id"], place_id).as_py()
            if row >= 0:
                return _place(gazetteer, columns.line(row))
        raise UnknownPlaceError(place_id)

    def _find_rows(self, rows: Callable[[Columns], Iterable[int]]) -> list[Place]:
        found: dict[str, Place] = {}
        for gazetteer, columns in self.gazetteers:
            for row in rows(columns):
                place = _place(gazetteer, columns.line(row))
                found.setdefault(place.place_id, place)
        return sorted(found.values(), key=lambda place: (-(place.population or 0), _LIKELIER.get(place.kind, 9)))


@functools.lru_cache(maxsize=16)
def _columns(folder: Path, gazetteer: AddedGazetteer) -> Columns:
    """Load a version's files. They never change; a rebuilt version has another time in `gazetteer`."""
    at = folder / gazetteer.name / str(gazetteer.version)
    try:
        places = pq.ParquetFile(at / storage.PLACES).read(list(_COLUMNS))
        if gazetteer.rules == index.rules():
            return _with_keys(places, Keys.read(at / storage.NAMES), Keys.read(at / storage.LOOSE))
        names = pq.ParquetFile(at / storage.PLACES).read(["names"])["names"].combine_chunks()
    except (KeyError, *DAMAGED):
        reason = f"{gazetteer.label} is damaged. Remove it, and add it again."
        raise AddedGazetteersError(folder, reason) from None
    return _with_keys(places, *map(Keys.of_table, index.index(names)))


def _with_keys(places: pa.Table, names: Keys, loose: Keys) -> Columns:
    return Columns.of(places, names, lambda _: loose)


def _place(gazetteer: AddedGazetteer, line: dict[str, Any]) -> Place:
    division = features().get(line["admin1"] or "")
    return Place(
        place_id=line["place_id"],
        name=line["name"],
        kind=line["kind"],
        country=line["country"],
        admin1=division.name if division else None,
        lon=line["lon"],
        lat=line["lat"],
        place_precision=PlacePrecision(line["precision"]),
        radius_m=line["radius_m"],
        population=line["population"],
        note=f"From the added gazetteer {gazetteer.label}.",
    )
