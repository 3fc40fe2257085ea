"""Compares the rows in a store's data files with the digests of the acts that wrote them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from geo.errors.damaged_parquet import DAMAGED
from geo.incident import Problem
from geo.store.act import Act
from geo.store.chain import Digest, rows_digest
from geo.store.raw_files import Commit, Files
from geo.store.row_groups import groups

_UNREADABLE = "This file cannot be read as revisions."


@dataclass(slots=True)
class _Progress:
    """An act whose rows are being met: how many so far, in which files, and their digest while they come in order."""

    act: Act
    rows: int = 0
    files: list[str] = field(default_factory=list)
    last: pa.Array = field(default_factory=lambda: pa.array([], pa.string()))
    digest: Digest | None = None
    in_order: bool = True

    def add(self, file: str, rows: pa.Table) -> None:
        """Take in the next rows of the act."""
        self.rows += rows.num_rows
        if file not in self.files:
            self.files.append(file)
        ids = pa.concat_arrays([self.last, *rows["id"].cast(pa.string()).chunks])
        self.last = ids[-1:]
        self.in_order = self.in_order and not pc.any(pc.less_equal(ids[1:], ids[:-1])).as_py()
        if self.in_order:
            self.digest = self.digest or Digest(rows.schema)
            self.digest.add(rows)


class Content:
    """One reading of all data files, some rows at a time."""

    def __init__(self, files: Files, commits: list[Commit]) -> None:
        self._files = files
        self._commits = commits
        self._acts = {commit.act.version: commit.act for commit in commits if commit.act}
        # Acts not yet met whole: a large act, or a compaction, spreads its rows over several files.
        self._met: dict[int, _Progress] = {}
        self._whole: set[int] = set()

    def problems(self, named: set[str]) -> list[Problem]:
        """Return a problem for each file that was changed, and for each act whose rows are gone.

        Args:
            named: files with a problem already; what follows from that is not said again.
        """
        found = dict.fromkeys(
            problem for writer, names in current(self._commits) for problem in self._read(writer, names)
        )
        known = named | {problem.field for problem in found}
        return [*found, *self._missing(known)]

    def _read(self, writer: Commit, names: list[str]) -> Iterator[Problem]:
        act = writer.act.version if writer.act else None
        wrong = {name: fault for name in names if (fault := self._fault(name, writer.added[name]))}
        yield from (Problem(act, name, fault) for name, fault in wrong.items())
        for name, rows in groups(self._files, [name for name in names if name not in wrong]):
            try:
                yield from self._portion(name, act, rows) if rows is not None else [Problem(act, name, _UNREADABLE)]
            except DAMAGED:
                yield Problem(act, name, _UNREADABLE)

    def _fault(self, file: str, written: int) -> str | None:
        size = self._files.size(file)
        if size is None:
            return "This file is missing."
        return None if size == written else f"This file has {size} bytes; {written} were written."

    def _portion(self, file: str, writer: int | None, portion: pa.Table) -> Iterator[Problem]:
        for version, rows in _by_version(portion):
            act = self._acts.get(version or 0)
            if act is None or version in self._whole or writer not in (None, version):
                yield Problem(version, file, "This file holds rows that no act wrote into it.")
            else:
                yield from self._rows(file, act, rows)

    def _rows(self, file: str, act: Act, rows: pa.Table) -> Iterator[Problem]:
        met = self._met.setdefault(act.version, _Progress(act))
        met.add(file, rows)
        if met.rows >= act.rows:
            self._whole.add(act.version)
            del self._met[act.version]
            if _digest(self._files, met) != act.digest:
                for one in met.files:
                    yield Problem(act.version, one, "Rows in this file were changed after they were written.")

    def _missing(self, known: set[str]) -> Iterator[Problem]:
        gathering = [commit for commit in self._commits if commit.removed]
        for commit in self._commits:
            if commit.act is None or commit.act.version in self._whole:
                continue
            if known.isdisjoint(_places(commit, gathering)):
                yield Problem(commit.act.version, commit.file, "Rows of this act are missing.")


def written_by(act: Act, files: Files, names: list[str]) -> bool:
    """Return whether these data files hold the rows of an act, all of them and nothing else."""
    met = _Progress(act)
    try:
        for name, rows in groups(files, names):
            if rows is None or pc.any(pc.not_equal(rows["version"], act.version)).as_py():
                return False
            met.add(name, rows)
        return met.rows == act.rows and _digest(files, met) == act.digest
    except DAMAGED:
        return False


def _places(commit: Commit, gathering: list[Commit]) -> set[str]:
    """Return the entry of an act, its files, and those its rows were gathered into since."""
    places = {commit.file, *commit.added}
    for later in gathering:
        if not later.removed.isdisjoint(places):
            places |= {later.file, *later.added}
    return places


def _digest(files: Files, met: _Progress) -> str:
    if met.in_order and met.digest:
        return met.digest.hex()
    # Rows that a compaction laid in another order are put in theirs, which takes the act's whole size in memory.
    return rows_digest(pa.concat_tables(files.rows(file, met.act.version) for file in met.files))


def current(commits: list[Commit]) -> Iterator[tuple[Commit, list[str]]]:
    """Each commit that added any of the data files that hold the rows now, with those files."""
    gone = frozenset[str]().union(*(commit.removed for commit in commits))
    for commit in commits:
        if names := [file for file in commit.added if file not in gone]:
            yield commit, names


def _by_version(table: pa.Table) -> Iterator[tuple[int | None, pa.Table]]:
    ordered = table.sort_by("version")
    start = 0
    for end in pc.run_end_encode(ordered["version"].combine_chunks()).run_ends.to_pylist() if len(table) else ():
        yield ordered["version"][start].as_py(), ordered.slice(start, end - start)
        start = end
