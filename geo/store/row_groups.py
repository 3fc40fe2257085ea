"""The rows of data files a row group at a time, in the order of their ids: a large act's never lie in memory at once.

The table's library writes an act's sorted rows on several threads, so that its row groups stand in any order.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack

import pyarrow as pa
import pyarrow.parquet as pq

from geo.errors.damaged_parquet import DAMAGED
from geo.incident import SCHEMA
from geo.store.raw_files import Files

Group = tuple[str, pa.Table | None]


def groups(files: Files, names: Sequence[str]) -> Iterator[Group]:
    """Each row group with the file it is in; once None for a file that cannot be read as revisions."""
    with ExitStack() as opened:
        parquets, order, broken = {}, [], set()
        for name in names:
            try:
                parquets[name] = opened.enter_context(files.parquet(name))
                order += [(least, name, number) for number, least in enumerate(_least(parquets[name]))]
            except DAMAGED:
                broken.add(name)
        for _, name, number in sorted(order):
            if name not in broken:
                try:
                    rows = parquets[name].read_row_group(number)
                    rows.validate(full=True)
                except DAMAGED:
                    broken.add(name)
                else:
                    yield name, rows
    yield from ((name, None) for name in sorted(broken))


def _least(parquet: pq.ParquetFile) -> list[str]:
    """Return the least id of each row group, as far as the file tells it."""
    if parquet.schema_arrow.names != SCHEMA.names:
        raise pa.ArrowInvalid(parquet.schema_arrow.names)
    column, about = SCHEMA.get_field_index("id"), parquet.metadata
    told = [about.row_group(number).column(column).statistics for number in range(about.num_row_groups)]
    return [str(stats.min) if stats and stats.has_min_max else "" for stats in told]
