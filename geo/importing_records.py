"""A file of whole records into the store: of any size where its dataset is new, else as any other edition of it."""

import pyarrow as pa
import pyarrow.compute as pc

from geo.errors import UnreadableImportError
from geo.importing import TOOL, Edition, Outcome, import_
from geo.readers.read import Read
from geo.readers.records import FORMAT, LICENCE, Records
from geo.store.store import Store


def import_records(store: Store, records: Records, *, author: str, edition: Edition | None = None) -> Outcome:
    """Bring the records of a file into the store, in one act.

    Where the store has nothing of the dataset and the file is in the order of its ids, a portion at a time is in
    memory; else all of it.

    Raises:
        UnreadableImportError: it is damaged or empty, or an id stands twice; nothing was saved.
        PartOrWholeError, StaleEditError, StoreError: as `import_`.
    """
    if not records.rows:
        raise UnreadableImportError(records.path.name, "It has no rows.")
    if _holds(store, records.dataset) or not records.in_order:
        return import_(store, [whole(records)], records.path.name, author=author, edition=edition)
    good = records.rows - len(records.problems)
    head = store.append_portions(
        records.portions,
        author=author,
        reason=f"Import of {records.path.name}: {good:,} new, 0 revised, 0 withdrawn",
        tool=TOOL,
    )
    return Outcome(records.dataset, head.version, records.rows, good, 0, 0, 0, tuple(records.problems))


def whole(records: Records) -> Read:
    """All of a file in memory.

    Raises:
        UnreadableImportError: an id stands twice.
    """
    table = pa.concat_tables(records.portions())
    if pc.count_distinct(table["id"]).as_py() < table.num_rows:
        raise UnreadableImportError(records.path.name, "An id stands twice in it.")
    reasons = ("Its columns are whole records of Incident Atlas.",)
    return Read(table, records.problems, records.dataset, LICENCE, FORMAT, reasons, records.rows)


def _holds(store: Store, dataset: str) -> bool:
    batches = store.batches(columns=["dataset"])
    return any(pc.any(pc.equal(batch["dataset"], dataset)).as_py() for batch in batches)
