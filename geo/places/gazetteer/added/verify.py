"""Verification of the added gazetteers; an index of names that alone is damaged is rebuilt."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from geo.errors.damaged_parquet import DAMAGED
from geo.incident import Problem
from geo.places.gazetteer.added import index, storage
from geo.places.gazetteer.added.add_gazetteer import sha256_of, write_index
from geo.places.gazetteer.added.storage import AddedGazetteer


def check(folder: Path) -> Iterator[Problem]:
    """Yield a problem for each file that was damaged or is missing, by its path from the folder's parent."""
    for home in sorted(folder.glob("[!.]*")):
        for version in storage.versions(folder, home.name):
            for path, fault in _faults(version):
                yield Problem(None, path.relative_to(folder.parent).as_posix(), fault)


def made_again(version: Path) -> None:
    """Write the index of names of a version whose places are whole; its damaged files are gone already."""
    write_index(version, _names(version))


def _faults(version: Path) -> Iterator[tuple[Path, str]]:
    about, places = version / storage.ABOUT, version / storage.PLACES
    try:
        gazetteer = AddedGazetteer.from_json(about.read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError, KeyError):
        yield about, "This description of a gazetteer is missing or cannot be read."
        return
    try:
        changed = sha256_of(places)[: len(gazetteer.digest)] != gazetteer.digest
        names = None if changed else _names(version)
    except DAMAGED:
        yield places, f"The places of {gazetteer.label} are missing or cannot be read."
        return
    if names is None:
        yield places, f"The places of {gazetteer.label} were changed after they were written."
    elif gazetteer.rules == index.rules():  # an index by other rules is not used
        yield from _index(version, names, gazetteer.label)


def _index(version: Path, names: pa.ListArray, label: str) -> Iterator[tuple[Path, str]]:
    for table, file in zip(index.index(names), (storage.NAMES, storage.LOOSE), strict=True):
        try:
            with pq.ParquetFile(version / file) as parquet:
                same = parquet.read().equals(table)
        except DAMAGED:
            same = False
        if not same:
            yield version / file, f"The index of the names of {label} is not what its places give."


def _names(version: Path) -> pa.ListArray:
    with pq.ParquetFile(version / storage.PLACES) as places:
        return places.read(["names"])["names"].combine_chunks()
