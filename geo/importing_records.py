"""A file of whole records into the store: of any size where its dataset is new, else as any other edition of it."""

import pyarrow.compute as pc

from geo.errors import UnreadableImportError
from geo.importing import TOOL, Edition, Outcome, import_
from geo.readers.records import Records
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
        raise UnreadableImportError(records.name, "It has no rows.")
    if _holds(store, records.dataset) or not records.in_order:
        return import_(store, [records.whole()], records.name, author=author, edition=edition)
    good = records.rows - len(records.problems)
    head = store.append_portions(
        records.portions,
        author=author,
        reason=f"Import of {records.name}: {good:,} new, 0 revised, 0 withdrawn",
        tool=TOOL,
    )
    return Outcome(records.dataset, head.version, records.rows, good, 0, 0, 0, tuple(records.problems))


def _holds(store: Store, dataset: str) -> bool:
    batches = store.batches(columns=["dataset"])
    return any(pc.any(pc.equal(batch["dataset"], dataset)).as_py() for batch in batches)
