"""Rollback: the acts from the damage on are removed from the log.

Nothing is deleted: the entries of the log and the data files are named here, for the caller to set aside.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from geo.errors import GeoError, StoreError
from geo.store.act import EMPTY, Act, Head
from geo.store.raw_files import LAST_CHECKPOINT, Commit, Files, log_file
from geo.store.recovery.broken_log import Stray, WholeLog, read_stray, strays
from geo.store.recovery.exposed import find_exposed, newest, stories
from geo.store.verify.content import current

_GATHERED = "Files that were gathered into others since then are gone, so one cannot go back before that."
_OF_ACT = ("recorded_by", "reason", "recorded_at")
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

    `rows` are the data files among them that can be read, and `told` what `stories` says of them; `exposed` are the
    incidents that they withdrew, hid or placed more coarsely, and that are shown as before then. `left` are those they
    revised, with the tool that wrote the newest revision that stays.
    """

    to: Head
    files: tuple[str, ...]
    rows: tuple[str, ...]
    lost: tuple[LostAct, ...]
    told: pa.Table
    exposed: tuple[str, ...]
    left: Mapping[str, str]


def targets(log: WholeLog, damaged: Collection[int]) -> list[int]:
    """Return the versions that one can go back to: those just before an act that is damaged, newest first."""
    before = {version - 1 for version in damaged if version <= log.head.version}
    if log.first_broken_entry is not None and log.commits:
        before.add(log.head.version)
    return sorted(before, reverse=True)


def loses_nothing_readable(log: WholeLog, readable: Sequence[Commit]) -> bool:
    """Return whether no act can be read from the first broken entry on."""
    return not any(commit.act for commit in readable if commit.number >= len(log.commits))


def rollback(files: Files, log: WholeLog, readable: Sequence[Commit], to: int) -> Rollback:
    """Plan a rollback to version `to`, one of `targets`.

    Raises:
        StoreError: files that were gathered into others since then are gone.
    """
    cut = next((commit.number for commit in log.commits if commit.act and commit.act.version > to), len(log.commits))
    kept = [commit for commit in log.commits if commit.number < cut]
    dropped = [commit for commit in readable if commit.number >= cut]
    _refuse_gathered(files, kept, dropped)
    known = {commit.act.version: commit.act for commit in dropped if commit.act}
    loose = [stray for stray in strays(files, [*kept, *readable]) if stray.versions and min(stray.versions) > to]
    found = [*_readable_files(files, dropped), *loose]
    told = stories(files, [stray.file for stray in found])
    left = newest(stories(files, [name for _, names in current(kept) for name in names], pc.unique(told["id"])))
    data = dict.fromkeys([*(name for commit in dropped for name in commit.added), *(stray.file for stray in loose)])
    listed = [number for number in files.entries() if number >= cut]
    entries = [log_file(number) for number in reversed(listed)]
    return Rollback(
        to=next((commit.act.head for commit in reversed(kept) if commit.act), EMPTY),
        files=tuple(name for name in [*summaries(files, cut), *entries, *data] if files.size(name) is not None),
        rows=tuple(stray.file for stray in found),
        lost=tuple(_lost_acts(to, known, found, _unread(cut, listed, dropped))),
        told=told,
        exposed=tuple(find_exposed(told, left)),
        left=_tools(kept, left),
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
    """Return the summaries of the log that hold an entry, and the file that names the newest."""
    holding = [name for name in files.checkpoints() if (at := _SUMMARY.search(name)) and int(at[1]) >= cut]
    return [LAST_CHECKPOINT, *holding] if holding else []


def _refuse_gathered(files: Files, kept: Iterable[Commit], dropped: Iterable[Commit]) -> None:
    """Raise if a file that the dropped entries replaced by others is gone."""
    written = {name: size for commit in kept for name, size in commit.added.items()}
    replaced = {name for commit in dropped for name in commit.removed} & written.keys()
    if any(files.size(name) != written[name] for name in replaced):
        raise StoreError(_GATHERED)


def _readable_files(files: Files, dropped: Iterable[Commit]) -> list[Stray]:
    """Return the readable data files of acts that are dropped."""
    names = [name for commit in dropped if commit.act for name in commit.added]
    return [stray for name in names if (stray := read_stray(files, name))]


def _tools(kept: Iterable[Commit], left: pa.Table) -> dict[str, str]:
    tools = {commit.act.version: commit.act.tool for commit in kept if commit.act}
    ids, versions = left["id"].to_pylist(), left["version"].to_pylist()
    return {incident: tools.get(version, "") for incident, version in zip(ids, versions, strict=True)}


def _unread(cut: int, listed: Sequence[int], dropped: Sequence[Commit]) -> int:
    """Count the unreadable entries from `cut` on; missing ones in a row count as one: a name may be any number."""
    gaps = sum(1 for before, after in pairwise([cut - 1, *listed]) if after > before + 1)
    return len(listed) + gaps - len(dropped)


def _lost_acts(to: int, known: Mapping[int, Act], found: Sequence[Stray], unreadable: int) -> Iterable[LostAct]:
    """Yield the acts that are lost, oldest first, then those of which nothing is known.

    Args:
        to: the version that stays; a file that was gathered holds rows of earlier ones too.
        known: the acts that can be read, by version.
        found: the rows that can be read.
        unreadable: how many entries of the log cannot be read.
    """
    rows = {row["version"]: row for row in _by_version(found) if row["version"] > to} if found else {}
    for version in sorted(known.keys() | rows.keys()):
        yield _lost_act(version, known.get(version), rows.get(version))
    yield from [LostAct(None, None, None, None, None, 0)] * max(0, unreadable - len(rows.keys() - known.keys()))


def _by_version(found: Iterable[Stray]) -> list[dict[str, Any]]:
    """Return the content of the rows by act, and their number."""
    rows = pa.concat_tables(stray.rows for stray in found)
    told = [([], "count_all"), *((name, "first") for name in _OF_ACT)]
    grouped = rows.group_by("version", use_threads=False).aggregate(told)
    by_version: list[dict[str, Any]] = grouped.rename_columns(["version", "rows", *_OF_ACT]).to_pylist()
    return by_version


def _lost_act(version: int, act: Act | None, rows: Mapping[str, Any] | None) -> LostAct:
    count = rows["rows"] if rows else 0
    if act:
        return LostAct(version, act.author, act.reason, act.recorded_at, act.rows, count)
    author, reason, recorded_at = (rows[name] if rows else None for name in _OF_ACT)
    return LostAct(version, author, reason, recorded_at, None, count)
