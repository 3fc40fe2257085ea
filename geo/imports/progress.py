"""Progress of a long import; page, command line and Python each display it in their own way."""

from collections.abc import Callable
from enum import StrEnum


class Stage(StrEnum):
    """Stage of an import."""

    READING = "Reading"
    IMPORTING = "Importing"


# Called with what is being done, how many files of it are done, and of how many.
Progress = Callable[[Stage, int, int], None]


def unseen(_stage: Stage, _done: int, _total: int) -> None:
    """Show nothing."""
