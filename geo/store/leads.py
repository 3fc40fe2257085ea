"""Leads, kept beside the revisions and never among them: one Parquet file for each imported file, never changed."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geo.access import Caller, require_editor
from geo.errors import Sentence, StoreError
from geo.errors.damaged_parquet import DAMAGED
from geo.errors.store import folder_named
from geo.files import make_folder, settle
from geo.lead import SCHEMA, Leads

_FILE = re.compile(r"[0-9a-f]{64}\.parquet", re.ASCII)
_NEWEST = [("day", "descending"), ("added", "descending"), ("mentions", "descending"), ("id", "ascending")]
# Which file a lead is from: as it was called, and its SHA-256.
KEPT = SCHEMA.append(pa.field("file", pa.string())).append(pa.field("sha256", pa.string()))


def keep(folder: Path, found: Leads, file: str, caller: Caller) -> int:
    """Keep the leads of a file; returns how many, 0 where the same file was kept before.

    Args:
        folder: of all leads; made when there is none.
        found: what was read.
        file: what it is called.
        caller: who brings it.

    Raises:
        NotAllowedError: the caller may not write.
        StoreError: the folder cannot be written; nothing was kept.
    """
    require_editor(caller)
    home = folder / f"{found.sha256}.parquet"
    if home.exists():
        return 0
    origin = {"file": file, "sha256": found.sha256}
    columns = [*found.leads.columns, *(pa.repeat(value, found.leads.num_rows) for value in origin.values())]
    with _explain_errors(folder):
        make_folder(folder)
        with tempfile.TemporaryDirectory(prefix=".keeping-", dir=folder) as aside:
            new = Path(aside) / home.name
            # The checksums let `geo verify` find what was changed: the name is the hash of the file they are from.
            pq.write_table(pa.table(columns, schema=KEPT), new, compression="zstd", write_page_checksum=True)
            settle(new)
            new.rename(home)
        settle(folder)
    return int(found.leads.num_rows)


def newest(folder: Path, count: int) -> pa.Table:
    """Return the newest leads of all files, each once, by day, then by when it was made and how often it is mentioned.

    Raises:
        StoreError: a file cannot be read.
    """
    found = KEPT.empty_table()
    for path in sorted(folder.glob("*.parquet")):
        if _FILE.fullmatch(path.name):
            with _explain_errors(folder):
                more = pq.ParquetFile(path).read().cast(KEPT)
            # No more of a file can be asked for than so many, so all files together never lie in memory.
            found = _once(pa.concat_tables([found, _first(more, count)])).slice(0, count)
    return found


def _first(leads: pa.Table, count: int) -> pa.Table:
    return leads.take(pc.select_k_unstable(leads, k=count, sort_keys=_NEWEST))


def _once(leads: pa.Table) -> pa.Table:
    """In their order, each once."""
    ordered = leads.sort_by(_NEWEST)
    first = np.unique(ordered["id"].to_numpy(), return_index=True)[1]
    return ordered.take(pa.array(np.sort(first)))


@contextmanager
def _explain_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except DAMAGED as error:
        raise StoreError(
            Sentence(
                "The leads in {folder} cannot be read or written. They were not changed; make the folder writable.",
                folder=folder_named(str(folder)),
            )
        ) from error
