"""Finds or makes the Delta table of a store, and says in plain words when it cannot."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import url2pathname

import pyarrow as pa
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError, TableNotFoundError

from geo.errors import Internal, NewerStoreError, Sentence, StoreError, cause
from geo.errors.store import folder_named
from geo.incident import SCHEMA
from geo.settings import ANSWERS, GAZETTEERS, IMPORTS
from geo.store import disk

NAME = "revisions"
FORMAT = 1  # what later versions can read, and earlier ones refuse

# Characters of a library's own message that are shown.
_CAUSE = 160

CONFIGURATION = {
    # The table itself refuses a delete, whoever asks.
    "delta.appendOnly": "true",
    # With the defaults a log aged 40 days lost its old versions after ordinary appends.
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
    "delta.enableExpiredLogCleanup": "false",
    # The library measures the first 32 columns, which leaves out `version`; these two are what is looked up.
    "delta.dataSkippingStatsColumns": "id,version",
}


def table_at(location: str, version: int) -> DeltaTable:
    """Return the Delta table as the commit `version` left it: what comes after may be unreadable.

    Raises:
        DeltaError: it cannot be read that far.
        StoreError: it is not ours.
    """
    return _check_table(DeltaTable(uri(location), version=version), location)


def open_table(location: str) -> DeltaTable:
    """Return the Delta table under a store's folder or URL, made when it is not there.

    Raises:
        StoreError: there is something else, or it is broken.
    """
    with explain_delta_errors(Sentence("The store in {location} cannot be opened", location=folder_named(location))):
        try:
            return _check_table(DeltaTable(uri(location)), location)
        except TableNotFoundError:
            return _check_table(_create(location), location)
        except DeltaError as error:
            if "Unsupported" in str(error):  # a later edition of the table format itself
                raise NewerStoreError(location) from error
            raise


def root(location: str) -> str:
    """Return a store's location as its libraries take it: an absolute path, or a URL without a slash at the end."""
    if location.startswith("file://"):
        location = url2pathname(location.removeprefix("file://"))
    return location.rstrip("/") if "://" in location else str(Path(location).absolute())


def uri(location: str) -> str:
    """Return the location of a store's Delta table: an absolute path, or a URL."""
    return f"{root(location)}/{NAME}"


def local_folder(location: str) -> Path | None:
    """Return the folder of a store's Delta table; None when it lies in an object store."""
    return None if "://" in root(location) else Path(uri(location))


@contextmanager
def explain_delta_errors(what: str) -> Iterator[None]:
    """Turn what the table's libraries raise into a `StoreError` that begins with `what`."""
    try:
        yield
    except (DeltaError, pa.ArrowException, OSError, UnicodeError) as error:
        raise StoreError(_sentence(what, error)) from error


def _sentence(what: str, error: Exception) -> Sentence:
    """Return the failure and its cause: in words where the system refused, else as the library says it."""
    known = cause(error)
    if known:
        return Sentence("{what}: {cause}. Nothing else was changed; fix this and try again.", what=what, cause=known)
    # Their messages run on into dumps of inner state; the whole one stays in the chained error.
    said = (str(error).strip().splitlines() or [type(error).__name__])[0].partition(" { ")[0][:_CAUSE]
    within = Internal(said.rstrip(". "), Sentence("one of its files is damaged"))
    return Sentence("{what}: {cause}. Run `geo verify` for details.", what=what, cause=within)


def _create(location: str) -> DeltaTable:
    folder = local_folder(location)
    if folder:
        _refuse_strangers(folder)
        folder.mkdir(parents=True, exist_ok=True)
    try:
        described = f"Incident Atlas, format {FORMAT}"
        table = DeltaTable.create(uri(location), schema=SCHEMA, configuration=CONFIGURATION, description=described)
    except DeltaError:
        # Another process made it between our look and our try; if not, this says what is wrong.
        return DeltaTable(uri(location))
    if folder:
        disk.settle(folder, 0)
    return table


def _refuse_strangers(folder: Path) -> None:
    # Somebody's documents or a half-copied store must not become one by a slip in GEO_STORE.
    home = folder if folder.exists() else folder.parent
    present = [path.name for path in home.iterdir()] if home.is_dir() else []
    ours = (GAZETTEERS, ANSWERS, IMPORTS)
    strange = [name for name in present if not name.startswith((".", "_")) and name not in ours]
    if strange or (home.exists() and not home.is_dir()):
        raise StoreError(
            Sentence(
                "{folder} is not an incident store. Choose an empty folder, or one that contains a store.",
                folder=folder_named(str(home)),
            )
        )


def _check_table(table: DeltaTable, location: str) -> DeltaTable:
    names = pa.schema(table.schema().to_arrow()).names
    ours = table.metadata().configuration.get("delta.appendOnly") == "true"
    if ours and (_format(table) > FORMAT or set(names) > set(SCHEMA.names)):
        raise NewerStoreError(location)
    if names != SCHEMA.names or not ours:
        raise StoreError(
            Sentence(
                "The table in {location} does not contain incidents. Choose another folder.",
                location=folder_named(location),
            )
        )
    return table


def _format(table: DeltaTable) -> int:
    """Return the format a table says it has; the first tables did not say."""
    said = re.search(r"format (\d{1,6})", table.metadata().description or "")
    return int(said[1]) if said else 1
