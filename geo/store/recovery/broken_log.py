"""Extent of a damaged store's log that is whole, and damaged entries that can be rewritten as they were.

An entry names its act first and its data files after. Where the act's line can still be read, follows from the act
before, and its digest is that of rows that lie there, then nothing is lost: all else of the entry follows from them.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from geo.errors import StoreError
from geo.errors.damaged_parquet import DAMAGED
from geo.store.act import EMPTY, Act, Head
from geo.store.delta import NAME
from geo.store.raw_files import Commit, Files, commit_of, log_file
from geo.store.verify.content import written_by

# So many files beside the log are tried in each combination; an act has one file, and a large one a few.
_TRIED = 6


@dataclass(frozen=True, slots=True)
class Stray:
    """A data file that no readable entry names: its rows by act, as far as they say."""

    file: str
    rows: pa.Table

    @property
    def versions(self) -> set[int]:
        """The versions of the acts its rows are of."""
        return set(pc.unique(self.rows["version"]).to_pylist())


@dataclass(frozen=True, slots=True)
class WholeLog:
    """The part of a log that is whole: its commits, and the head after them.

    `again` are the texts of entries among them that have to be written again, by number; `last` is the number of the
    newest entry there is, whole or not.
    """

    commits: tuple[Commit, ...]
    head: Head
    again: Mapping[int, str]
    last: int

    @property
    def first_broken_entry(self) -> int | None:
        """The number of the first entry that is not whole."""
        return len(self.commits) if self.last >= len(self.commits) else None


def whole_part(files: Files, readable: Sequence[Commit]) -> WholeLog:
    """Return the whole part of a log.

    Args:
        files: of the store.
        readable: the commits that can be read, by `Files.commits`.
    """
    by_number = {commit.number: commit for commit in readable}
    commits: list[Commit] = []
    again: dict[int, str] = {}
    head, last = EMPTY, files.newest_entry()
    for number in range(last + 1):
        commit = by_number.get(number)
        if commit is None and number:
            text = _as_it_was(files, number, head, readable)
            if text is not None:
                commit, again[number] = commit_of(number, text), text
        if commit is None or (commit.act and not _follows(commit.act, head)):
            break
        commits.append(commit)
        head = commit.act.head if commit.act else head
    return WholeLog(tuple(commits), head, again, last)


def strays(files: Files, named: Sequence[Commit]) -> list[Stray]:
    """Return the data files that can be read and that none of the commits names."""
    known = frozenset(chain.from_iterable(commit.added for commit in named))
    return [stray for file in files.data_files() if file not in known and (stray := read_stray(files, file))]


def read_stray(files: Files, file: str) -> Stray | None:
    """Return the summary of a data file's rows; None when it cannot be read."""
    try:
        with files.parquet(file) as parquet:
            told = parquet.read(["version", "id", "recorded_by", "reason", "recorded_at", "workflow", "generalise_m"])
            told.validate(full=True)
    except DAMAGED:
        return None
    return Stray(file, told)


def _follows(act: Act, head: Head) -> bool:
    return act.version == head.version + 1 and act.follows(head.chain)


def _as_it_was(files: Files, number: int, head: Head, readable: Sequence[Commit]) -> str | None:
    """Return the text of a damaged entry, where what is left of it proves all of it."""
    actions = list(_readable_lines(files, number))
    act = next((act for action in actions if (act := _act(action))), None)
    if act is None or not _follows(act, head):
        return None
    beside = [stray for stray in strays(files, readable) if stray.versions == {act.version}]
    for some in chain.from_iterable(combinations(beside[:_TRIED], count) for count in range(1, _TRIED + 1)):
        if sum(stray.rows.num_rows for stray in some) == act.rows:
            names = [stray.file for stray in some]
            if written_by(act, files, names):
                told = next(action for action in actions if _act(action))
                return "\n".join(map(_line, [told, *(_add_action(files, stray) for stray in some)]))
    return None


def _readable_lines(files: Files, number: int) -> Iterator[dict[str, Any]]:
    """Yield the lines of a damaged entry that can still be read."""
    try:
        lines = files.content(log_file(number)).split(b"\n")
    except OSError:
        return
    for line in lines:
        try:
            action = json.loads(line)
        except ValueError:
            continue
        if isinstance(action, dict):
            yield action


def _act(action: Mapping[str, Any]) -> Act | None:
    told = action.get("commitInfo")
    try:
        return Act.from_commit(told) if isinstance(told, dict) else None
    except StoreError:
        return None


def _add_action(files: Files, stray: Stray) -> dict[str, Any]:
    """Return the log action for a data file; its bounds let a reader skip it."""
    bounds = {name: pc.min_max(stray.rows[name]).as_py() for name in ("id", "version")}
    stats = {
        "numRecords": stray.rows.num_rows,
        "minValues": {name: bound["min"] for name, bound in bounds.items()},
        "maxValues": {name: bound["max"] for name, bound in bounds.items()},
        "nullCount": dict.fromkeys(bounds, 0),
    }
    written = stray.rows["recorded_at"][0].as_py()
    return {
        "add": {
            "path": stray.file.removeprefix(f"{NAME}/"),
            "partitionValues": {},
            "size": files.size(stray.file),
            "modificationTime": int(written.timestamp() * 1000),
            "dataChange": True,
            "stats": json.dumps(stats, ensure_ascii=False),
        }
    }


def _line(action: Mapping[str, Any]) -> str:
    return json.dumps(action, ensure_ascii=False)
