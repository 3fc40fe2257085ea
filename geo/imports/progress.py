"""How a long import says how far it is: page, command line and Python each show it in their own way."""

from collections.abc import Callable
from enum import StrEnum


class Stage(StrEnum):
    """What is being done."""

    READING = "Reading"
    IMPORTING = "Importing"


# Called with what is being done, how many files of it are done, and of how many.
Progress = Callable[[Stage, int, int], None]


def unseen(_stage: Stage, _done: int, _total: int) -> None:
    """Show nothing."""
