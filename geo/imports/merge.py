"""Living data: a newer edition of a dataset becomes revisions of what the store has of it. Nothing is overwritten.

A file speaks for its whole dataset. What is new in it is added; what says something else is revised; what is gone from
it is withdrawn, and kept. Reading the same file twice changes nothing.

An incident that somebody edited since the last import is left as it is, and reported where the file says something new
of it. Nothing is withdrawn where that could be wrong: when rows of the file were set aside, any of which may be what is
missed, and when the file has none of the dataset's incidents, so that it is another part of it rather than newer. Where
much would be withdrawn it is asked first whether the file is whole.

What comes in as drafts takes nothing off the map and puts nothing on it: an incident that is published stays as it is,
and is reported where the file says something new of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.access import Caller, require_editor
from geo.errors import PartOrWholeError, Sentence, StaleEditError
from geo.imports.compare import compare_revisions
from geo.imports.workflow import as_drafts_beside, count_published
from geo.incident import SCHEMA, Problem, Workflow
from geo.readers.columns.apply_limits import few
from geo.readers.result import Read
from geo.store.store import Store

TOOL = "geo import"
# Somebody may edit while we compare: then we compare again.
_TRIES = 5
# Where more than both of these would be withdrawn, the file may be a part of the dataset rather than a newer edition.
_FEW, _SHARE = 10, 0.1


class Edition(StrEnum):
    """Scope of a file within its dataset: a part, or the newest edition of the whole."""

    PART = "part"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Result of an import: `version` is the store's after it, `rows` those of the files.

    `added`, `revised` and `withdrawn` count revisions written, `unchanged` the incidents of the files that got none;
    `published` counts those of the added and revised that are published with it, `unlisted` the problems beyond those
    listed.
    """

    dataset: str
    version: int
    rows: int
    added: int
    revised: int
    withdrawn: int
    unchanged: int
    problems: tuple[Problem, ...]
    unlisted: int = 0
    published: int = 0

    @property
    def revision_count(self) -> int:
        """Number of revisions written."""
        return self.added + self.revised + self.withdrawn


@dataclass(frozen=True, slots=True)
class _Plan:
    revisions: pa.Table
    counts: dict[str, int]
    published: int
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of one dataset: their name in the history, their incidents, the rows set aside, and what they are."""

    name: str
    dataset: str
    incidents: pa.Table
    set_aside: int
    edition: Edition | None
    drafts: bool

    @classmethod
    def of(cls, reads: Sequence[Read], name: str, edition: Edition | None, *, drafts: bool) -> "_Files":
        set_aside = sum(read.rows - read.incidents.num_rows for read in reads)
        return cls(name, reads[0].dataset, _latest(reads), set_aside, edition, drafts)


def import_(  # noqa: PLR0913 - each is one thing the act needs
    store: Store,
    reads: Sequence[Read],
    files: str,
    *,
    caller: Caller,
    edition: Edition | None = None,
    drafts: bool = False,
) -> Outcome:
    """Bring a dataset to the state of some files, in one act; none where nothing changed.

    Args:
        store: where to.
        reads: what was read from the files, all of one dataset; of an id in several, the last counts.
        files: what to call them in the history: "GEDEvent_v26_0_8.csv".
        caller: who brings it.
        edition: a part withdraws nothing, a whole all that is gone from it; None where nobody said, and then nothing is
            withdrawn by a file that has none of the dataset's incidents.
        drafts: whether all that is new or revised comes in as a draft, as it does where the caller may not publish;
            what is published stays as it is.

    Raises:
        NotAllowedError: the caller may not write.
        PartOrWholeError: `edition` is None, and more than ten incidents and a tenth of the dataset would be withdrawn;
            nothing was saved.
        StaleEditError: others kept editing the same incidents; nothing was saved.
        StoreError: the store cannot be read or written.
    """
    require_editor(caller)
    found = _Files.of(reads, files, edition, drafts=drafts or not caller.may_publish)
    for attempt in range(1, _TRIES + 1):
        plan = _plan(store, found)
        try:
            head = store.append_rows(plan.revisions, caller=caller, reason=_reason(files, plan.counts), tool=TOOL)
            break
        except StaleEditError:
            if attempt == _TRIES:
                raise
    return _outcome(reads, plan, head.version)


def plan_import(
    store: Store, reads: Sequence[Read], files: str, edition: Edition | None = None, *, drafts: bool = False
) -> Outcome:
    """Return the outcome `import_` would have now; nothing is written, and `version` is the store's as it is.

    Raises:
        PartOrWholeError, StoreError: as `import_` would.
    """
    version = store.head().version
    return _outcome(reads, _plan(store, _Files.of(reads, files, edition, drafts=drafts)), version)


def _outcome(reads: Sequence[Read], plan: _Plan, version: int) -> Outcome:
    # What was left as it is comes first: of many problems the last are only counted.
    problems = plan.problems + [problem for read in reads for problem in read.problems]
    rows = sum(read.rows for read in reads)
    listed, left = few(problems)
    unlisted = left + sum(read.unlisted for read in reads)
    more = {"unlisted": unlisted, "published": plan.published}
    return Outcome(reads[0].dataset, version, rows, **plan.counts, problems=tuple(listed), **more)


def refuse_unclear(store: Store, reads: Sequence[Read], files: str, edition: Edition | None = None) -> None:
    """Look whether `import_` would ask what the files are, and write nothing; for several datasets at once.

    Raises:
        PartOrWholeError: it would.
        StoreError: the store cannot be read.
    """
    _plan(store, _Files.of(reads, files, edition, drafts=False))


def _latest(reads: Sequence[Read]) -> pa.Table:
    """Return the incidents of all files, each once."""
    table = pa.concat_tables(read.incidents for read in reads)
    if len(reads) == 1:
        return table
    codes = table["id"].combine_chunks().dictionary_encode().indices.to_numpy()
    last = len(codes) - 1 - np.unique(codes[::-1], return_index=True)[1]
    return table.take(pa.array(np.sort(last)))


def _reason(files: str, counts: dict[str, int]) -> str:
    gone = f" (not in {files} any more)" if counts["withdrawn"] else ""
    return (
        f"Import of {files}: {counts['added']:,} new, {counts['revised']:,} revised, "
        f"{counts['withdrawn']:,} withdrawn{gone}"
    )


def _plan(store: Store, files: _Files) -> _Plan:
    incidents = as_drafts_beside(store, files.dataset, files.incidents) if files.drafts else files.incidents
    now = _now(store, files.dataset, incidents)
    here, ours = now.row >= 0, now.imported
    missing = _missing(now, files.edition)
    shown = files.drafts & (now.workflow == Workflow.PUBLISHED)
    changed, gone = now[here & ~now.settled & ours & ~shown], now[missing & ours]
    edited = now[((here & ~now.settled) | (missing & _speaks(now, files.edition))) & ~ours]
    kept = now[here & ~now.settled & ours & shown]
    doubt = _doubt(gone, files, speaks=_speaks(now, files.edition))
    gone = gone[:0] if doubt else gone
    if files.edition is None:
        _refuse_many(files, len(gone), int((ours & (now.workflow != Workflow.WITHDRAWN)).sum()))
    new = _but(incidents, now.row[here].to_numpy())
    revised = _set_based_on(incidents.take(pa.array(changed.row.to_numpy())), changed.version)
    counts = {
        "added": new.num_rows,
        "revised": len(changed),
        "withdrawn": len(gone),
        "unchanged": int(here.sum()) - len(changed),
    }
    table = pa.concat_tables([new, revised, _withdrawn(store, gone.version)])
    return _Plan(
        table,
        counts,
        count_published(new) + count_published(revised),
        [*doubt, *_kept_published(kept), *_edited_problems(edited)],
    )


def _but(incidents: pa.Table, known: np.ndarray) -> pa.Table:
    """Those not at some positions; of a first edition all, which are not copied."""
    return incidents.take(pa.array(np.setdiff1d(np.arange(incidents.num_rows), known))) if len(known) else incidents


def _missing(now: pd.DataFrame, edition: Edition | None) -> pd.Series:
    """Return the dataset's incidents that the files should contain and do not."""
    return (now.row < 0) & (now.workflow != Workflow.WITHDRAWN) & (edition is not Edition.PART)


def _speaks(now: pd.DataFrame, edition: Edition | None) -> bool:
    """Return whether files cover the whole dataset: one with none of its incidents is another part, unless told."""
    return edition is Edition.WHOLE or bool((now.row >= 0).any())


def _refuse_many(files: _Files, gone: int, known: int) -> None:
    if gone > max(_FEW, _SHARE * known):
        raise PartOrWholeError(files.name, files.dataset, gone, known)


def _now(store: Store, dataset: str, incidents: pa.Table) -> pd.DataFrame:
    """Return the newest revision of each incident of the dataset, as `compare_revisions` gives it, indexed by id.

    `imported` is whether an import wrote it; `settled` whether it, or what the last import wrote, says what the file
    says.
    """
    known = compare_revisions(store, dataset, incidents)
    known["imported"] = known.version.isin([act.version for act in store.acts() if act.tool == TOOL])
    last = known[known.imported].drop_duplicates("id", keep="last").set_index("id")
    now = known.drop_duplicates("id", keep="last").set_index("id")
    return now.assign(settled=now.same | (~now.imported & last.same.reindex(now.index, fill_value=False)))


def _edited_problems(edited: pd.DataFrame) -> list[Problem]:
    return [
        Problem(
            None,
            "id",
            Sentence("was edited by {by} since the last import and was not changed", by=row.recorded_by),
            str(row.Index),
        )
        for row in edited.itertuples()
    ]


def _kept_published(kept: pd.DataFrame) -> list[Problem]:
    """Report published incidents that an import of drafts leaves unchanged: as drafts they would leave the map."""
    if kept.empty:
        return []
    said = (
        f"{len(kept):,} published incidents, of which the file says something new, were left as they are: drafts would "
        "take them off the map. Import it without drafts to revise them"
    )
    each = "is published, and left as it is: what is new in the file would make it a draft"
    return [
        Problem(None, "dataset", said),
        *(Problem(None, "workflow", each, str(incident)) for incident in kept.index),
    ]


def _doubt(gone: pd.DataFrame, files: _Files, *, speaks: bool) -> list[Problem]:
    """Why what is gone from the files is not withdrawn all the same."""
    if gone.empty or (speaks and not files.set_aside):
        return []
    said = f"{len(gone):,} incidents of the dataset are not in {files.name}, and were left as they are: "
    if not speaks:
        said += "none of its incidents is, so this is another part of it; under a name of its own it stands apart"
    else:
        said += f"{files.set_aside:,} of its rows were set aside, and may be what is missed"
    return [Problem(None, "dataset", said)]


def _set_based_on(revisions: pa.Table, versions: pd.Series) -> pa.Table:
    column = pa.array(versions.to_numpy(dtype=np.int64), pa.int64())
    return revisions.set_column(SCHEMA.get_field_index("based_on"), SCHEMA.field("based_on"), column)


def _withdrawn(store: Store, versions: pd.Series) -> pa.Table:
    """Return the revisions of these ids at these versions, withdrawn."""
    found = [SCHEMA.empty_table()]
    if len(versions):
        ids = pa.array(versions.index, pa.string())
        for batch in store.batches(after=int(versions.min()) - 1, columns=SCHEMA.names):
            some = batch.filter(pc.is_in(batch["id"], ids))
            current = versions.loc[some["id"].to_pylist()].to_numpy() == some["version"].to_numpy()
            found.append(some.filter(pa.array(current, pa.bool_())))
    rows = pa.concat_tables(found)
    at, field = SCHEMA.get_field_index("workflow"), SCHEMA.field("workflow")
    gone = rows.set_column(at, field, pa.repeat(pa.scalar(Workflow.WITHDRAWN.value), rows.num_rows))
    return _set_based_on(gone, rows["version"].to_pandas())
