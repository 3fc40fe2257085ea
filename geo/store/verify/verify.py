"""Re-reads everything in a store and names what is not as it was written.

The acts vouch for each other by their chain and for their rows by a digest. Nothing else vouches for
the Parquet files: one rewritten under the log reads back changed.
"""

import json
from collections.abc import Iterator

from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from geo.errors.damaged_parquet import DAMAGED
from geo.incident import Problem
from geo.store.chain import GENESIS
from geo.store.delta import NAME, uri
from geo.store.raw_files import LAST_CHECKPOINT, LOG, Commit, Files
from geo.store.verify.content import Content


def verify(location: str) -> list[Problem]:
    """Everything in the store at `location` that is not as it was written; empty when all is.

    Works on a store too broken to open. Each problem has the file in `field`, relative to the location,
    and in `row` the version of the act concerned, where that is known.

    What it cannot see: that the newest acts were taken away without a trace. A link to one of them does.
    """
    try:
        files = Files(location)
    except DeltaError:
        return [Problem(None, NAME, "There is no store at this location.", location)]
    commits, problems = files.commits()
    problems += find_chain_breaks(commits)
    problems += Content(files, commits).problems(named={problem.field for problem in problems})
    problems += checkpoints(files)
    return problems or list(_reader(location, files, commits))


def checkpoints(files: Files) -> list[Problem]:
    """Return a problem for each unreadable checkpoint, and for the file that names the newest."""
    found = [Problem(None, file, "This summary of the log cannot be read.") for file in _unreadable(files)]
    try:
        named = int(json.loads(files.text(LAST_CHECKPOINT))["version"])
    except FileNotFoundError:
        return found
    except (OSError, ValueError, LookupError, TypeError, OverflowError):
        return [*found, Problem(None, LAST_CHECKPOINT, "This file of the log is empty or cannot be read.")]
    if not any(f"/{named:020}.checkpoint." in file for file in files.checkpoints()):
        found.append(Problem(None, LAST_CHECKPOINT, "It names a summary of the log that is missing."))
    return found


def _unreadable(files: Files) -> Iterator[str]:
    for file in files.checkpoints():
        try:
            with files.parquet(file) as parquet:
                for group in range(parquet.num_row_groups):
                    parquet.read_row_group(group)
        except DAMAGED:
            yield file


def find_chain_breaks(commits: list[Commit]) -> Iterator[Problem]:
    """Every act that does not follow from the one before it."""
    previous, version, number = GENESIS, 0, -1
    for commit in commits:
        # Next to a commit that could not be read there is nothing to compare with.
        gap, number = commit.number != number + 1, commit.number
        if commit.act is None:
            if gap:
                version = -1
            continue
        known = not gap and version >= 0
        if known and not (commit.act.version == version + 1 and commit.act.follows(previous)):
            yield Problem(commit.act.version, commit.file, "This act does not follow from the one before it.")
        previous, version = commit.act.chain, commit.act.version


def _reader(location: str, files: Files, commits: list[Commit]) -> Iterator[Problem]:
    """Check that the table's own reader, which starts from a checkpoint, agrees with the log."""
    gone = frozenset[str]().union(*(commit.removed for commit in commits))
    named = {file for commit in commits for file in commit.added} - gone
    last = commits[-1].number
    try:
        table = DeltaTable(uri(location))
        reached = table.version() >= last
        if table.version() > last:  # others wrote since the log was listed
            table.load_as_version(last)
        seen = {f"{NAME}/{path}" for path in table.get_add_actions()["path"].to_pylist()}
    except DeltaError:
        reached, seen = False, set()
    if seen != named or not reached:
        file = (files.checkpoints() or [LOG])[-1]
        yield Problem(None, file, "The table's reader sees other files than the log names.")
