"""A file of whole records into the store: of any size where its dataset is new, else as any other edition of it."""

from collections.abc import Iterator
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from geo.access import Caller, require_editor
from geo.errors import Sentence, UnreadableImportError
from geo.imports.merge import TOOL, Edition, Outcome, import_
from geo.imports.workflow import as_drafts
from geo.readers.records.parquet import Survey
from geo.readers.result import Read
from geo.store.store import Store


class Source(Protocol):
    """A file of whole records: `geo.readers.sandbox.streaming.Streamed`, or in a process that is shut off `Records`."""

    @property
    def name(self) -> str:
        """Name of the file, as the user gave it."""

    @property
    def survey(self) -> Survey:
        """Summary of the records in the file."""

    def portions(self) -> Iterator[pa.Table]:
        """Its good rows, again each time it is called."""

    def whole(self) -> Read:
        """All of them in memory."""


def import_records(
    store: Store, records: Source, *, caller: Caller, edition: Edition | None = None, drafts: bool = False
) -> Outcome:
    """Bring the records of a file into the store, in one act.

    Where the store has nothing of the dataset and the file is in the order of its ids, a portion at a time is in
    memory; else all of it.

    Raises:
        NotAllowedError: the caller may not write.
        UnreadableImportError: it is damaged or empty, or an id stands twice; nothing was saved.
        PartOrWholeError, StaleEditError, StoreError: as `import_`.
    """
    require_editor(caller)
    drafts = drafts or not caller.may_publish
    found = records.survey
    if not found.rows:
        raise UnreadableImportError(records.name, Sentence("It has no rows."))
    if _holds(store, found.dataset) or not found.in_order:
        return import_(store, [records.whole()], records.name, caller=caller, edition=edition, drafts=drafts)
    head = store.append_portions(
        lambda: map(as_drafts, records.portions()) if drafts else records.portions(),
        caller=caller,
        reason=f"Import of {records.name}: {found.good:,} new, 0 revised, 0 withdrawn",
        tool=TOOL,
    )
    counts = {"added": found.good, "revised": 0, "withdrawn": 0, "unchanged": 0}
    more = {"unlisted": found.unlisted, "published": 0 if drafts else found.published}
    return Outcome(found.dataset, head.version, found.rows, **counts, problems=found.problems, **more)


def _holds(store: Store, dataset: str) -> bool:
    batches = store.batches(columns=["dataset"])
    return any(pc.any(pc.equal(batch["dataset"], dataset)).as_py() for batch in batches)
