"""Compares the rows in a store's data files with the digests of the acts that wrote them."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from geo.incident import Problem
from geo.store.acts import Act
from geo.store.chain import rows_digest
from geo.store.files import Commit, Files


class Content:
    """One reading of all data files, a file at a time."""

    def __init__(self, files: Files, commits: list[Commit]) -> None:
        self._files = files
        self._commits = commits
        self._acts = {commit.act.version: commit.act for commit in commits if commit.act}
        # Rows of acts not yet met whole: a large act, or a compaction, spreads them over several files.
        self._pieces: dict[int, list[tuple[str, pa.Table]]] = {}
        self._whole: set[int] = set()

    def problems(self, named: set[str]) -> list[Problem]:
        """A problem for each file that was changed, and for each act whose rows are gone.

        Args:
            named: files with a problem already; what follows from that is not said again.
        """
        found = [problem for file, writer in self._current() for problem in self._file(file, writer)]
        known = named | {problem.field for problem in found}
        return [*found, *self._missing(known)]

    def _current(self) -> Iterator[tuple[str, Commit]]:
        gone = frozenset[str]().union(*(commit.removed for commit in self._commits))
        for commit in self._commits:
            yield from ((file, commit) for file in commit.added if file not in gone)

    def _file(self, file: str, writer: Commit) -> Iterator[Problem]:
        act = writer.act.version if writer.act else None
        size = self._files.size(file)
        if size is None:
            yield Problem(act, file, "This file is missing.")
        elif size != writer.added[file]:
            yield Problem(act, file, f"This file has {size} bytes; {writer.added[file]} were written.")
        elif (table := self._files.read(file)) is None:
            yield Problem(act, file, "This file cannot be read as revisions.")
        else:
            for version, rows in _by_version(table):
                yield from self._rows(file, act, version, rows)

    def _rows(self, file: str, writer: int | None, version: int | None, rows: pa.Table) -> Iterator[Problem]:
        act = self._acts.get(version or 0)
        if act is None or version in self._whole or writer not in (None, version):
            yield Problem(version, file, "This file holds rows that no act wrote into it.")
            return
        pieces = self._pieces.setdefault(act.version, [])
        pieces.append((file, rows))
        if sum(piece.num_rows for _, piece in pieces) >= act.rows:
            self._whole.add(act.version)
            yield from _compare(act, self._pieces.pop(act.version))

    def _missing(self, known: set[str]) -> Iterator[Problem]:
        for commit in self._commits:
            if commit.act is None or commit.act.version in self._whole:
                continue
            if not known & {commit.file, *commit.added}:
                yield Problem(commit.act.version, commit.file, "Rows of this act are missing.")


def _compare(act: Act, pieces: list[tuple[str, pa.Table]]) -> Iterator[Problem]:
    if rows_digest(pa.concat_tables(rows for _, rows in pieces)) != act.digest:
        for file, _ in pieces:
            yield Problem(act.version, file, "Rows in this file were changed after they were written.")


def _by_version(table: pa.Table) -> Iterator[tuple[int | None, pa.Table]]:
    ordered = table.sort_by("version")
    start = 0
    for end in pc.run_end_encode(ordered["version"].combine_chunks()).run_ends.to_pylist() if len(table) else ():
        yield ordered["version"][start].as_py(), ordered.slice(start, end - start)
        start = end
