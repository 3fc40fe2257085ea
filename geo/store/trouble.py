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
            "The store's folder is gone, or another lies in its place. What is shown is the record at version "
            "{version}, read before; nothing can be saved until the folder is back.",
            version=version,
        ),
    )


def log_unreadable(version: int) -> Trouble:
    """Return the trouble of a store with an entry of its log that cannot be read, after `version` was."""
    return Trouble(
        Fault.LOG,
        Sentence(
            "An entry of the store's log cannot be read. What is shown is the record at version {version}, the last "
            "that is whole; nothing can be saved until the log is mended. `geo verify` names the entry.",
            version=version,
        ),
    )


def rows_unreadable(version: int) -> Trouble:
    """Return the trouble of a store whose revisions after `version` cannot be read."""
    return Trouble(
        Fault.ROWS,
        Sentence(
            "A file of revisions is missing or damaged. What is shown is the record at version {version}, the last "
            "that is whole; nothing can be saved until the store is mended. `geo verify` names the file.",
            version=version,
        ),
    )


def store_unreadable(version: int, cause: str) -> Trouble:
    """Return the trouble of a store that the system does not let us read; `cause` is a part of a sentence."""
    return Trouble(
        Fault.STORE,
        Sentence(
            "The store cannot be read now: {cause}. What is shown is the record at version {version}, read before; "
            "nothing can be saved until the store can be read again.",
            version=version,
            cause=cause,
        ),
    )
