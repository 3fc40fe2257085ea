"""Faults of a store while its last good version is served; nothing can be written meanwhile."""

from dataclasses import dataclass
from enum import StrEnum

from geo.errors import Sentence, StoreError


class Fault(StrEnum):
    """Kind of fault, in a word for programs."""

    GONE = "store_gone"
    LOG = "log_unreadable"
    ROWS = "rows_unreadable"
    STORE = "store_unreadable"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A fault, and what is said of it: what happened, what is shown, what to do."""

    fault: Fault
    sentence: Sentence

    def refusal(self) -> StoreError:
        """Return why nothing can be written now."""
        return StoreError(Sentence("Nothing was saved. {why}", why=self.sentence))


def store_gone(version: int) -> Trouble:
    """Return the trouble of a store whose folder is gone, after `version` was read from it."""
    return Trouble(
        Fault.GONE,
        Sentence(
            "The store's folder was removed or replaced. Version {version}, loaded earlier, is shown; nothing can "
            "be saved until the folder is restored.",
            version=version,
        ),
    )


def log_unreadable(version: int) -> Trouble:
    """Return the trouble of a store with an entry of its log that cannot be read, after `version` was."""
    return Trouble(
        Fault.LOG,
        Sentence(
            "An entry of the store's log cannot be read. Version {version}, the last complete one, is shown; "
            "nothing can be saved until the store is repaired. Run `geo verify` to find the entry.",
            version=version,
        ),
    )


def rows_unreadable(version: int) -> Trouble:
    """Return the trouble of a store whose revisions after `version` cannot be read."""
    return Trouble(
        Fault.ROWS,
        Sentence(
            "A data file of the store is missing or damaged. Version {version}, the last complete one, is shown; "
            "nothing can be saved until the store is repaired. Run `geo verify` to find the file.",
            version=version,
        ),
    )


def store_unreadable(version: int, cause: str) -> Trouble:
    """Return the trouble of a store that the system does not let us read; `cause` is a part of a sentence."""
    return Trouble(
        Fault.STORE,
        Sentence(
            "The store cannot be read: {cause}. Version {version}, loaded earlier, is shown; nothing can be saved "
            "until the store can be read again.",
            version=version,
            cause=cause,
        ),
    )
