"""Put a file on the shelf of added gazetteers: whole, or not at all."""

import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from geo.access import Caller, require_editor
from geo.errors import AddedGazetteersError, GazetteerNameError
from geo.files import settle
from geo.incident import Problem
from geo.places.gazetteer.added import index, parse, storage
from geo.places.gazetteer.added.storage import AddedGazetteer
from geo.settings import file_name

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
# What the ids of other places begin with.
_TAKEN = frozenset(("geonames", "curated", "icao", "country", "admin1", "border", "lake"))


@dataclass(frozen=True, slots=True)
class Addition:
    """Result of adding a file.

    `problems` are the rows set aside; `left_out` counts by reason the rows left out by design; `reasons` say in
    sentences how the file was read.
    """

    gazetteer: AddedGazetteer
    problems: tuple[Problem, ...]
    left_out: Mapping[str, int]
    reasons: tuple[str, ...]


def add(  # noqa: PLR0913 - each is for the user to say
    folder: Path,
    file: Path,
    caller: Caller,
    *,
    name: str | None = None,
    licence: str | None = None,
    columns: Mapping[str, str] | None = None,
    country: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Addition:
    """Read a GeoNames dump or a table, and put it on the shelf in `folder`.

    Args:
        folder: the shelf; made when there is none.
        file: the dump or table, or a zip that holds it.
        caller: who adds it.
        name: what to call it; by default as the file.
        licence: what its places may be used under; by default that of GeoNames for a dump, else "not stated".
        columns: of a table, the column with our name, lon, lat, others (other names), country, population, id or
            radius_m; those not told are guessed.
        country: alpha-2 code or English name, for the rows that state none.
        progress: called with the number of rows read so far.

    Raises:
        NotAllowedError: the caller may not write.
        GazetteerNameError: no gazetteer can have that name.
        UnclearColumnsError: it cannot be told which column of a table is which.
        UnreadableGazetteerError: the file cannot be read, or not one row of it is a place.
        AddedGazetteersError: the shelf cannot be written.
    """
    require_editor(caller)
    called = _name(file) if name is None else name
    if called in _TAKEN or not _NAME.fullmatch(called):
        raise GazetteerNameError(called)
    read = parse.read(file, prefix=called, columns=columns or {}, country=country, progress=progress)
    try:
        gazetteer = _store_gazetteer(folder, called, file, licence or read.licence, read.places)
    except OSError as error:
        raise AddedGazetteersError(folder, f"{file.name} was not added: {error.strerror}.") from None
    return Addition(gazetteer, read.problems, read.left_out, read.reasons)


def _name(file: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-")[:40]


def _store_gazetteer(folder: Path, name: str, file: Path, licence: str, places: pa.Table) -> AddedGazetteer:
    """Write all files aside, settle them on the disk, then give them their place by one renaming."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".adding-", dir=folder, ignore_cleanup_errors=True) as aside:
        new = Path(aside) / "version"
        new.mkdir()
        gazetteer = AddedGazetteer(
            name=name,
            version=0,
            licence=licence,
            source=file_name(file),
            sha256=sha256_of(file),
            rows=places.num_rows,
            added_on=datetime.now(UTC),
            digest=_write_places(new, places),
            rules=index.rules(),
        )
        return _move_into_place(folder, new, gazetteer)


def _write_places(new: Path, places: pa.Table) -> str:
    """Write the places and the index of their names; returns eight hex digits of the places."""
    repeated = ["country", "admin1", "kind", "precision", "radius_m"]
    pq.write_table(places, new / storage.PLACES, compression="zstd", use_dictionary=repeated)
    write_index(new, places["names"].combine_chunks())
    return sha256_of(new / storage.PLACES)[:8]


def write_index(version: Path, names: pa.ListArray) -> None:
    """Write the index of the names of places; what is there is replaced."""
    for table, file in zip(index.index(names), (storage.NAMES, storage.LOOSE), strict=True):
        pq.write_table(table, version / file, compression="zstd", use_dictionary=False)


def _move_into_place(folder: Path, new: Path, gazetteer: AddedGazetteer) -> AddedGazetteer:
    home = folder / gazetteer.name
    while True:
        home.mkdir(exist_ok=True)
        last = max((int(path.name) for path in storage.versions(folder, gazetteer.name)), default=0)
        numbered = replace(gazetteer, version=last + 1)
        (new / storage.ABOUT).write_text(numbered.to_json(), encoding="utf-8")
        settle(*new.iterdir(), new)
        try:
            new.rename(home / str(last + 1))
        except OSError:
            if not (home / str(last + 1)).exists():
                raise
            continue  # somebody else took the number first
        settle(home, folder)
        return numbered


def sha256_of(file: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()
