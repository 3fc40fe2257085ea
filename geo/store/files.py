"""A store's files as they lie on disk, read without trusting anything that reads them for a living."""

import json
import re
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake.fs import DeltaStorageHandler
from pyarrow import fs

from geo.errors import Sentence, StoreError
from geo.incident import SCHEMA, Problem
from geo.store.acts import Act
from geo.store.table import NAME, root

LOG = f"{NAME}/_delta_log"
_BROKEN = Sentence("A file of the store's log cannot be read. `geo verify` names it.")
_COMMIT = re.compile(r"[0-9]{20}\.json", re.ASCII)


@dataclass(frozen=True, slots=True)
class Commit:
    """One file of the log: its act, if it has one, and the data files it added (with bytes) and removed."""

    number: int
    file: str
    act: Act | None
    added: dict[str, int]
    removed: frozenset[str]


class Files:
    """The files under a store's location; every path is relative to it."""

    def __init__(self, location: str) -> None:
        self._system = fs.PyFileSystem(DeltaStorageHandler(root(location)))

    def commits(self) -> tuple[list[Commit], list[Problem]]:
        """The commits in the log, oldest first, and a problem for each that is missing or unreadable."""
        names = [path.rpartition("/")[2] for path in self._listed()]
        present = {int(name.removesuffix(".json")) for name in names if _COMMIT.fullmatch(name)}
        commits: list[Commit] = []
        problems: list[Problem] = []
        for number in range(max(present, default=0) + 1):
            try:
                commits.append(self.commit(number))
            except FileNotFoundError:
                problems.append(Problem(None, _name(number), "This file of the log is missing."))
            except StoreError as error:
                problems.append(Problem(None, _name(number), str(error)))
        return commits, problems

    def commit(self, number: int) -> Commit:
        """One commit of the log.

        Raises:
            FileNotFoundError: there is no such commit.
            StoreError: its file cannot be read.
        """
        try:
            return _commit(number, self._text(_name(number)))
        except FileNotFoundError:
            raise
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            raise StoreError(_BROKEN) from None

    def checkpoints(self) -> list[str]:
        """The summaries of the log that a reader starts from, oldest first."""
        return sorted(path for path in self._listed() if ".checkpoint." in path)

    def size(self, file: str) -> int | None:
        """Bytes; None when there is no such file."""
        size: int | None = self._system.get_file_info(file).size
        return size

    def read(self, file: str) -> pa.Table | None:
        """The revisions in a data file; None when it holds anything else."""
        try:
            with self._system.open_input_file(file) as source:
                table = pq.read_table(source)
        except (OSError, pa.ArrowException):
            return None
        return table if table.schema.names == SCHEMA.names else None

    def _listed(self) -> list[str]:
        selector = fs.FileSelector(LOG, allow_not_found=True)
        return [info.path for info in self._system.get_file_info(selector)]

    def _text(self, file: str) -> str:
        with self._system.open_input_file(file) as source:
            return bytes(source.read()).decode()


def _name(number: int) -> str:
    return f"{LOG}/{number:020}.json"


def _commit(number: int, text: str) -> Commit:
    # `splitlines` would also break at what a reason may hold, such as U+2028.
    actions = [json.loads(line) for line in text.split("\n") if line]
    told: list[dict[str, Any]] = [action["commitInfo"] for action in actions if "commitInfo" in action]
    added = {f"{NAME}/{action['add']['path']}": action["add"]["size"] for action in actions if "add" in action}
    removed = frozenset(f"{NAME}/{action['remove']['path']}" for action in actions if "remove" in action)
    return Commit(number, _name(number), Act.from_commit(told[0]), added, removed)
