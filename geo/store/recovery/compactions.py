"""A compaction with damaged files is taken back where the files it gathered are still there: it says nothing new."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from geo.store.raw_files import Commit, Files
from geo.store.recovery.rollback import summaries


@dataclass(frozen=True, slots=True)
class Gathered:
    """A compaction that can be taken back.

    `file` is its entry of the log, `text` that entry without what it did, `added` the files it gathered the rows into,
    and `summaries` those of the log that know of them.
    """

    file: str
    text: str
    added: frozenset[str]
    summaries: tuple[str, ...]


def find_damaged_compactions(files: Files, commits: Sequence[Commit], damaged: Collection[str]) -> Iterator[Gathered]:
    """Yield the compactions with a damaged file that can be taken back.

    Args:
        files: of the store.
        commits: the whole log.
        damaged: the data files that are.
    """
    written = {name: size for commit in commits for name, size in commit.added.items()}
    gone = frozenset[str]().union(*(commit.removed for commit in commits))
    for commit in commits:
        ours = commit.act is None and commit.removed and not commit.added.keys().isdisjoint(damaged)
        # Of what was gathered once more since, the rows would stand twice.
        if ours and gone.isdisjoint(commit.added) and all(files.size(name) == written[name] for name in commit.removed):
            holding = tuple(summaries(files, commit.number))
            yield Gathered(commit.file, _without(files.text(commit.file)), frozenset(commit.added), holding)


def _without(text: str) -> str:
    """Return the text of an entry without the files it added and removed."""
    return "\n".join(line for line in text.split("\n") if line and json.loads(line).keys() == {"commitInfo"})
