"""Synthetic incidents as a Parquet file of whole records."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq

from geo.errors import UnwritableFileError
from geo.incident import SCHEMA
from geo.synthesis.incidents import PORTION, synthetic

_SAYS = {"incident-atlas": "synthetic incidents for load tests; none of them happened"}


def write(path: Path, rows: int, seed: int, told: Callable[[int], None]) -> None:
    """Write so many incidents; a file that is there is replaced only by a whole one.

    Args:
        path: where to.
        rows: how many.
        seed: the same one gives the same incidents.
        told: called with how many have been written so far.

    Raises:
        UnwritableFileError: the file cannot be written there.
    """
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".synth-") as folder:
            part = Path(folder, "part.parquet")
            with pq.ParquetWriter(part, SCHEMA.with_metadata(_SAYS)) as writer:
                for number, table in enumerate(synthetic(rows, seed)):
                    writer.write_table(table)
                    told(number * PORTION + table.num_rows)
            part.replace(path)
    except OSError as error:
        raise UnwritableFileError(path, error.strerror or str(error)) from error
