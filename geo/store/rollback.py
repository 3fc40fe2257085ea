"""What going back takes: where a store's log or rows are damaged, the acts from the damage on are taken out of it.

Nothing is deleted: the entries of the log and the data files are named here, for the caller to set aside.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc

from geo.errors import GeoError, StoreError
from geo.incident import Workflow
from geo.store.acts import EMPTY, Act, Head
from geo.store.broken_log import Stray, WholeLog, read_stray, strays
from geo.store.files import LAST_CHECKPOINT, Commit, Files, log_file

_GATHERED = "Files that were gathered into others since then are gone, so one cannot go back before that."
_SUMMARY = re.compile(r"/([0-9]{20})\.checkpoint\.", re.ASCII)


@dataclass(frozen=True, slots=True)
class LostAct:
    """An act that going back loses; what is not known of it is None.

    `rows` are those it wrote, `readable` those of them that can still be read.
    """

    version: int | None
    author: str | None
    reason: str | None
    recorded_at: datetime | None
    rows: int | None
    readable: int


@dataclass(frozen=True, slots=True)
class Rollback:
    """Going back to `to`: the files that are set aside, newest entry first, and the acts that are lost by it.

    `rows` are the data files among them that can be read; `hidden` is how many of their rows withdrew or generalised
    an incident, which is shown as before then.
    """

    to: Head
    files: tuple[str, ...]
    rows: tuple[str, ...]
    lost: tuple[LostAct, ...]
    hidden: int


def targets(log: WholeLog, damaged: Collection[int]) -> list[int]:
    """The versions that one can go back to: those just before an act that is damaged, newest first."""
    before = {version - 1 for version in damaged if version <= log.head.version}
    if log.broken is not None and log.commits:
        before.add(log.head.version)
    return sorted(before, reverse=True)


def loses_nothing_readable(log: WholeLog, readable: Sequence[Commit]) -> bool:
    """Whether, from the first broken entry on, no act can be read."""
    return not any(commit.act for commit in readable if commit.number >= len(log.commits))


def rollback(files: Files, log: WholeLog, readable: Sequence[Commit], to: int) -> Rollback:
    """What going back to version `to`, one of `targets`, takes.

    Raises:
        StoreError: files that were gathered into others since then are gone.
    """
    cut = next((commit.number for commit in log.commits if commit.act and commit.act.version > to), len(log.commits))
    kept = [commit for commit in log.commits if commit.number < cut]
    dropped = [commit for commit in readable if commit.number >= cut]
    _refuse_gathered(files, kept, dropped)
    known = {commit.act.version: commit.act for commit in dropped if commit.act}
    loose = [stray for stray in strays(files, [*kept, *readable]) if stray.versions and min(stray.versions) > to]
    found = [*_written(files, dropped), *loose]
    data = dict.fromkeys([*(name for commit in dropped for name in commit.added), *(stray.file for stray in loose)])
    listed = [number for number in files.entries() if number >= cut]
    entries = [log_file(number) for number in reversed(listed)]
    return Rollback(
        to=next((commit.act.head for commit in reversed(kept) if commit.act), EMPTY),
        files=tuple(name for name in [*summaries(files, cut), *entries, *data] if files.size(name) is not None),
        rows=tuple(stray.file for stray in found),
        lost=tuple(_lost(to, _unread(cut, listed, dropped), known, found)),
        hidden=sum(_hiding(stray.rows) for stray in found),
    )


def refuse_other(to: int, possible: Sequence[int]) -> None:
    """Raise if one cannot go back to version `to`, as nothing right after it is damaged.

    Raises:
        GeoError: versions are never taken back without need.
    """
    if to in possible:
        return
    instead = ", ".join(f"--to {version}" for version in possible)
    can = f"What can be gone back to is {instead}" if possible else "There is nothing to go back from"
    sentence = f"What follows version {to} is not damaged, and what is good is never taken back. {can}."
    raise GeoError(sentence)


def summaries(files: Files, cut: int) -> list[str]:
    """The summaries of the log that hold an entry, and the file that names the newest."""
    holding = [name for name in files.checkpoints() if (at := _SUMMARY.search(name)) and int(at[1]) >= cut]
    return [LAST_CHECKPOINT, *holding] if holding else []


def _refuse_gathered(files: Files, kept: Iterable[Commit], dropped: Iterable[Commit]) -> None:
    """Raise if a file that the dropped entries replaced by others is gone."""
    written = {name: size for commit in kept for name, size in commit.added.items()}
    replaced = {name for commit in dropped for name in commit.removed} & written.keys()
    if any(files.size(name) != written[name] for name in replaced):
        raise StoreError(_GATHERED)


def _written(files: Files, dropped: Iterable[Commit]) -> list[Stray]:
    """The readable data files of acts that are dropped."""
    names = [name for commit in dropped if commit.act for name in commit.added]
    return [stray for name in names if (stray := read_stray(files, name))]


def _unread(cut: int, listed: Sequence[int], dropped: Sequence[Commit]) -> int:
    """How many entries from `cut` on cannot be read; those missing in a row count as one: a name may be any number."""
    gaps = sum(1 for before, after in pairwise([cut - 1, *listed]) if after > before + 1)
    return len(listed) + gaps - len(dropped)


def _lost(to: int, unread: int, known: dict[int, Act], found: Sequence[Stray]) -> Iterable[LostAct]:
    versions = known.keys() | {version for stray in found for version in stray.versions if version > to}
    for version in sorted(versions):
        rows = pa.concat_tables(stray.rows for stray in found).filter(pc.field("version") == version) if found else []
        yield _told(version, known.get(version), rows)
    yield from [LostAct(None, None, None, None, None, 0)] * max(0, unread - len(versions - known.keys()))


def _told(version: int, act: Act | None, rows: pa.Table) -> LostAct:
    if act:
        return LostAct(version, act.author, act.reason, act.recorded_at, act.rows, len(rows))
    first = rows.slice(0, 1).to_pylist()[0]
    return LostAct(version, first["recorded_by"], first["reason"], first["recorded_at"], None, len(rows))


def _hiding(rows: pa.Table) -> int:
    hides = pc.or_(pc.equal(rows["workflow"], Workflow.WITHDRAWN.value), pc.is_valid(rows["generalise_m"]))
    return sum(1 for hidden in hides.to_pylist() if hidden)
