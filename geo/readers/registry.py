"""Registry of readers; a file is recognised by its content, never by its name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from geo.errors import (
    DatasetNameError,
    LeadsError,
    Sentence,
    UnknownFormatError,
    UnreadableFileError,
    UnreadableImportError,
)
from geo.lead import Leads
from geo.places.gazetteer.added.lookup import Added
from geo.places.gazetteer.gazetteer import NOTHING_ADDED
from geo.readers import geoconfirmed
from geo.readers.acled import events as acled
from geo.readers.columns.apply_limits import cap_problems
from geo.readers.columns.dates import Order
from geo.readers.gdelt import events as gdelt
from geo.readers.geodata import flatgeobuf, geojson, geopackage, geoparquet, kml, shapefile
from geo.readers.reader import Opening, Reader
from geo.readers.records import parquet as records
from geo.readers.result import Read
from geo.readers.sandbox import sandbox as guard
from geo.readers.sandbox.resource_limits import COMMAND
from geo.readers.sniff import read_opening
from geo.readers.table import table_reader
from geo.readers.timemap import events as timemap
from geo.readers.ucdp import events as ucdp
from geo.settings import file_name

# The first that knows the file as its own reads it: a reader of any table comes last.
READERS: tuple[Reader, ...] = (
    ucdp,
    acled,
    gdelt,
    geojson,
    timemap,
    geoconfirmed,
    geopackage,
    flatgeobuf,
    kml,
    shapefile,
    records,
    geoparquet,
    table_reader,
)
_DATASET = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


def read(path: Path, format_: str | None = None, **told: Any) -> Read:
    """Return the incidents of a file, by the reader that fits it; arguments as for `read_any`.

    Raises:
        LeadsError: it holds leads.
        GeoError: as `read_any`.
    """
    done = read_any(path, format_, **told)
    if isinstance(done, Leads):
        raise LeadsError(told.get("name") or file_name(path))
    return done


def read_any(  # noqa: PLR0913 - each is for the user to say
    path: Path,
    format_: str | None = None,
    *,
    name: str | None = None,
    dataset: str | None = None,
    licence: str | None = None,
    columns: Mapping[str, str] | None = None,
    dates: Order | None = None,
    beside: Sequence[Path] = (),
    added: Added = NOTHING_ADDED,
    here: bool = False,
) -> Read | Leads:
    """Return the incidents of a file, or its leads, by its reader; a guarded one reads in a process of its own.

    Args:
        path: the file.
        name: what the user calls it, by default as the path ends.
        format_: the reader's name, such as "ucdp", when it is not to be found out.
        dataset: what to call the dataset; by default as the reader says.
        licence: what the data may be used under, such as "CC-BY-4.0"; by default as the reader says.
        columns: the file's column for some of our fields; only some readers can be told (`Traits.told`).
        dates: whether dates are day first or month first; as `columns`.
        beside: files without incidents, as `apart` tells them; those in the file's own folder count.
        added: the user's own gazetteers; only a table's names without a position are looked up.
        here: whether this process is shut off, so that a guarded reader may read in it.

    Raises:
        UnreadableFileError: no reader knows the file as its own.
        UnreadableImportError: it is no text, has no rows, or cannot be read to the end; nothing was read.
        UnclearTableError, UnclearDatesError: it cannot be told what its columns or dates mean.
        UnknownFormatError, DatasetNameError: there is no such format, or a dataset cannot be called so.
        GuardedReadError: the process of its own was stopped at one of its limits.
    """
    if dataset is not None and not _DATASET.fullmatch(dataset):
        raise DatasetNameError(dataset)
    told = {name: value for name, value in {"columns": columns, "dates": dates}.items() if value}
    together = tuple(each for each in beside if each.parent == path.parent)
    opening = replace(read_opening(path, name), beside=together)
    readers = [reader for reader in READERS if reader.TRAITS.told] if told else READERS
    # Even to look which reader fits, Parquet is handed to a library in C.
    if not here and (_is_parquet(opening) or recognise(opening, format_, readers)[0].TRAITS.guarded):
        return guard.read(
            path,
            name=opening.name,
            format_=format_,
            dataset=dataset,
            licence=licence,
            columns=columns,
            dates=dates,
            limits=COMMAND,
        )
    reader, reason = recognise(opening, format_, readers)
    places = {"added": added} if reader.TRAITS.looks_up else {}
    done = reader.read(opening, dataset=dataset, licence=licence, **told, **places)
    if not done.rows:
        raise UnreadableImportError(opening.name, Sentence("It has no rows below the header."))
    done = replace(done, reasons=tuple(dict.fromkeys((reason, *done.reasons))))
    return done if isinstance(done, Leads) else cap_problems(done)


def _is_parquet(opening: Opening) -> bool:
    return geoparquet.fits(opening) is not None


def apart(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Those of some files that may hold incidents, and those that only hold what the others' incidents link to.

    Raises:
        UnreadableImportError: one is no text, or all are of the second kind.
    """
    held = {path: _held_beside(read_opening(path)) for path in paths}
    files, beside = ([path for path in paths if bool(held[path]) is other] for other in (False, True))
    if not files and beside:
        reason = f"It has {held[beside[0]]} and no events. Import the file of the events together with it."
        raise UnreadableImportError(beside[0].name, reason)
    return files, beside


def _held_beside(opening: Opening) -> str | None:
    """Return the role of a file without incidents beside another one; None where it has none."""
    judges = filter(None, (reader.TRAITS.beside for reader in READERS))
    return next((held for held in (judge(opening) for judge in judges) if held), None)


def recognise(opening: Opening, format_: str | None = None, readers: Sequence[Reader] = READERS) -> tuple[Reader, str]:
    """Return the reader that fits a file, and why.

    Raises:
        UnknownFormatError: none of `readers` reads a format of that name.
        UnreadableFileError: no reader knows the file as its own.
    """
    asked = [reader for reader in readers if format_ in (None, reader.FORMAT)]
    if not asked:
        raise UnknownFormatError(format_ or "", [reader.FORMAT for reader in readers])
    for reader in asked:
        reason = reader.fits(opening)
        if format_ or reason:
            return reader, reason or f"It is read as {reader.READS}, as told."
    raise UnreadableFileError(opening.name, [reader.READS for reader in asked])
