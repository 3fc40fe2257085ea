"""The rows of an act on their way to disk, held against the act: they are given a second time, and may be others."""

from collections.abc import Iterator

import pyarrow as pa

from geo.errors import Sentence, StoreError
from geo.incident import SCHEMA
from geo.store.act import Act
from geo.store.chain import Digest

_OTHERS = Sentence(
    "The file changed while it was being imported. Nothing was saved; try again when the file is no longer being "
    "changed."
)


class Written:
    """The rows of an act as they are written.

    `failed` is the error that ended them. The table's library lets the act fail by it, and raises one of its own.
    """

    def __init__(self, rows: Iterator[pa.Table], act: Act) -> None:
        self._rows, self._act = rows, act
        self.failed: Exception | None = None

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Give each portion of the rows once.

        Raises:
            StoreError: at their end, where they are not those of the act.
        """
        try:
            yield from self._compare_batches()
        except Exception as error:
            self.failed = error
            raise

    def _compare_batches(self) -> Iterator[pa.RecordBatch]:
        digest, count = Digest(SCHEMA), 0
        for rows in self._rows:
            digest.add(rows)
            count += rows.num_rows
            yield from rows.cast(SCHEMA).to_batches()
        if (count, digest.hex()) != (self._act.rows, self._act.digest):
            raise StoreError(_OTHERS)
