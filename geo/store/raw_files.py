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
from geo.incident import Problem
from geo.store.act import Act
from geo.store.delta import NAME, root

LOG = f"{NAME}/_delta_log"
LAST_CHECKPOINT = f"{LOG}/_last_checkpoint"
_BROKEN = Sentence("A file of the store's log cannot be read. Run `geo verify` to find it.")
_EMPTY, _UNREADABLE = (f"This file of the log {fault}." for fault in ("is empty", "cannot be read"))
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
        """Return the log's commits, oldest first, and a problem for each unreadable one, and for gaps.

        Only files that are there are walked: the name of one may be any number.
        """
        commits: list[Commit] = []
        problems: list[Problem] = []
        due = 0
        for number in self.entries() or [0]:  # of no log at all the first entry is missing
            if number > due:
                problems.append(_missing(due, number - due))
            due = number + 1
            try:
                commits.append(self.commit(number))
            except FileNotFoundError:  # since it was listed
                problems.append(_missing(number, 1))
            except StoreError:
                empty = not self.size(log_file(number))
                problems.append(Problem(None, log_file(number), _EMPTY if empty else _UNREADABLE))
        return commits, problems

    def span(self, commit: Commit, file: str) -> tuple[str, str] | None:
        """Return the first and the last id of a data file, as the commit that added it says; None when it does not."""
        try:
            actions = [json.loads(line) for line in self.text(commit.file).split("\n") if line]
            added = (action["add"] for action in actions if "add" in action)
            stats = next(json.loads(add["stats"]) for add in added if f"{NAME}/{add['path']}" == file)
            return str(stats["minValues"]["id"]), str(stats["maxValues"]["id"])
        except (OSError, ValueError, LookupError, TypeError, StopIteration):
            return None

    def entries(self) -> list[int]:
        """Return the numbers of the files of the log, readable or not, oldest first."""
        names = (path.rpartition("/")[2] for path in self._list_entries())
        return sorted(int(name.removesuffix(".json")) for name in names if _COMMIT.fullmatch(name))

    def newest_entry(self) -> int:
        """Return the number of the newest file of the log, readable or not; -1 where there is none."""
        return max(self.entries(), default=-1)

    def commit(self, number: int) -> Commit:
        """One commit of the log.

        Raises:
            FileNotFoundError: there is no such commit.
            StoreError: its file cannot be read.
        """
        try:
            return commit_of(number, self.text(log_file(number)))
        except FileNotFoundError:
            raise
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            raise StoreError(_BROKEN) from None

    def checkpoints(self) -> list[str]:
        """Return the summaries of the log that a reader starts from, oldest first."""
        return sorted(path for path in self._list_entries() if ".checkpoint." in path)

    def size(self, file: str) -> int | None:
        """Bytes; None when there is no such file."""
        size: int | None = self._system.get_file_info(file).size
        return size

    def parquet(self, file: str) -> pq.ParquetFile:
        """Return a data file, opened; close it after.

        Raises:
            OSError, pa.ArrowException: it cannot be read.
        """
        return pq.ParquetFile(self._system.open_input_file(file))

    def rows(self, file: str, version: int) -> pa.Table:
        """Return the rows of one act in a data file.

        Raises:
            OSError, pa.ArrowException: it cannot be read.
        """
        with self._system.open_input_file(file) as source:
            return pq.read_table(source, filters=[("version", "=", version)])

    def text(self, file: str) -> str:
        """Return the text of a file.

        Raises:
            OSError, UnicodeDecodeError: it cannot be read.
        """
        return self.content(file).decode()

    def content(self, file: str) -> bytes:
        """Return the bytes of a file.

        Raises:
            OSError: it cannot be read.
        """
        with self._system.open_input_file(file) as source:
            return bytes(source.read())

    def open_file(self, file: str) -> pa.NativeFile:
        """Return a file, opened to be read from its beginning; close it after.

        Raises:
            OSError: it cannot be read.
        """
        return self._system.open_input_file(file)

    def data_files(self) -> list[str]:
        """Every data file there is, named by the log or not."""
        found = self._system.get_file_info(fs.FileSelector(NAME, allow_not_found=True))
        return sorted(info.path for info in found if info.path.endswith(".parquet"))

    def _list_entries(self) -> list[str]:
        selector = fs.FileSelector(LOG, allow_not_found=True)
        return [info.path for info in self._system.get_file_info(selector)]


def log_file(number: int) -> str:
    """Return the file of the log that holds a commit."""
    return f"{LOG}/{number:020}.json"


def _missing(number: int, count: int) -> Problem:
    more = f", and {count - 1:,} after it" if count > 1 else ""
    return Problem(None, log_file(number), f"This file of the log is missing{more}.")


def commit_of(number: int, text: str) -> Commit:
    """Return the commit in the text of a file of the log.

    Raises:
        StoreError, ValueError, LookupError, TypeError, AttributeError: it holds none.
    """
    # `splitlines` would also break at what a reason may hold, such as U+2028.
    actions = [json.loads(line) for line in text.split("\n") if line]
    if not actions:
        raise ValueError(number)
    told: list[dict[str, Any]] = [action["commitInfo"] for action in actions if "commitInfo" in action]
    added = {f"{NAME}/{action['add']['path']}": action["add"]["size"] for action in actions if "add" in action}
    removed = frozenset(f"{NAME}/{action['remove']['path']}" for action in actions if "remove" in action)
    return Commit(number, log_file(number), Act.from_commit(told[0]), added, removed)
