"""Verification of the kept leads."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from geo.errors.damaged_parquet import DAMAGED
from geo.incident import Problem
from geo.store.leads import KEPT


def check(folder: Path) -> Iterator[Problem]:
    """Yield a problem for each file of leads that was damaged, by its path from the folder's parent."""
    for path in sorted(folder.glob("[!.]*.parquet")):
        if fault := _fault(path):
            yield Problem(None, path.relative_to(folder.parent).as_posix(), fault)


def _fault(path: Path) -> str | None:
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            if file.schema_arrow.names != KEPT.names:
                return "This file holds something other than leads."
            for batch in file.iter_batches():
                if not pc.all(pc.equal(batch["sha256"], path.stem)).as_py():
                    return "This file holds the leads of another file than its name says."
    except DAMAGED:
        return "This file of leads cannot be read."
    return None
