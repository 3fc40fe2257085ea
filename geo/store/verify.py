"""Re-reads everything in a store and names what is not as it was written.

The acts vouch for each other by their chain and for their rows by a digest. Nothing else vouches for
the Parquet files: one rewritten under the log reads back changed.
"""

from collections.abc import Iterator

from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from geo.incident import Problem
from geo.store.chain import GENESIS
from geo.store.content import Content
from geo.store.files import LOG, Commit, Files
from geo.store.table import NAME, uri


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
    problems += _chain(commits)
    problems += Content(files, commits).problems(named={problem.field for problem in problems})
    return problems or list(_reader(location, files, commits))


def _chain(commits: list[Commit]) -> Iterator[Problem]:
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
    """Whether the table's own reader, which starts from a checkpoint, sees what the log says."""
    gone = frozenset[str]().union(*(commit.removed for commit in commits))
    named = {file for commit in commits for file in commit.added} - gone
    try:
        table = DeltaTable(uri(location))
        seen = {f"{NAME}/{path}" for path in table.get_add_actions()["path"].to_pylist()}
    except DeltaError:
        seen = None
    if seen != named or table.version() != commits[-1].number:
        file = (files.checkpoints() or [LOG])[-1]
        yield Problem(None, file, "The table's reader sees other files than the log names.")
