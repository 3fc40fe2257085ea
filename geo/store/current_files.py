"""The files that make up a store at its newest version: what is copied when it is copied, though others write."""

from collections.abc import Mapping
from dataclasses import dataclass

from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from geo.errors import StoreError
from geo.store.act import EMPTY, Head
from geo.store.delta import uri
from geo.store.raw_files import Files
from geo.store.verify.content import current
from geo.store.verify.verify import find_chain_breaks

# The table's library sums its log up as often.
_SUMMARY_EVERY = 100

_NONE = "There is no store in {location}. Nothing was written; GEO_STORE names the store."
_DAMAGED = (
    "The store is damaged: {file}: {fault} Nothing was written; `geo verify` names all of it, `geo repair` says "
    "what can be done."
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A store at a version: its head, and its files with their bytes. None of them ever changes."""

    head: Head
    files: Mapping[str, int]


def snapshot(location: str) -> Snapshot:
    """Return the store as its newest entry leaves it.

    Looked at are the log and the chain of its acts. Data files are taken as they are, and left out where they are gone:
    `verify` reads them.

    Raises:
        StoreError: there is none, or its log is damaged.
    """
    try:
        files = Files(location)
    except DeltaError:
        raise StoreError(_NONE.format(location=location)) from None
    commits, problems = files.commits()
    for problem in [*problems, *find_chain_breaks(commits)]:
        raise StoreError(_DAMAGED.format(file=problem.field, fault=problem.message))
    names = [name for _, some in current(commits) for name in some]
    data = {name: size for name in names if (size := files.size(name)) is not None}
    log = {commit.file: files.size(commit.file) or 0 for commit in commits}
    acts = [commit.act for commit in commits if commit.act]
    return Snapshot(acts[-1].head if acts else EMPTY, log | data)


def sum_up(location: str) -> None:
    """Write a summary of a long log, so that it is opened as fast as one that grew.

    Raises:
        StoreError: the store cannot be read or written.
    """
    try:
        table = DeltaTable(uri(location))
        if table.version() >= _SUMMARY_EVERY:
            table.create_checkpoint()
    except (DeltaError, OSError) as error:
        sentence = "The restored store cannot be opened. Nothing was kept of it."
        raise StoreError(sentence) from error
