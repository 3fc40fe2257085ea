"""Reading the reference geodata we ship, frugally: look-ups run beside a dashboard, on a laptop."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from geo.settings import DATA


def table(name: str, columns: Sequence[str] | None = None) -> pa.Table:
    """Return a table of `data/`, or the given columns of it, each in one piece.

    One thread, and no scratch kept: reading takes half as much memory again as what is read, for each thread.
    """
    read = pq.ParquetFile(DATA / f"{name}.parquet").read(columns, use_threads=False).combine_chunks()
    release()
    return read


def release() -> None:
    """Give back to the system what Arrow keeps for later."""
    pa.default_memory_pool().release_unused()
