"""The words that the keys of a view are chosen from, where the record has none of its own."""

from datetime import date
from enum import StrEnum


class Dates(StrEnum):
    """Whether an incident that only may have happened on the days asked for matches."""

    POSSIBLE = "possible"
    DEFINITE = "definite"


class Match(StrEnum):
    """Whether one of the actors asked for is enough."""

    ANY = "any"
    ALL = "all"


class Only(StrEnum):
    """The incidents a count speaks of."""

    UNPLACED = "unplaced"
    COARSE = "coarse"
    UNDATED = "undated"
    DISPUTED = "disputed"


class Rule(StrEnum):
    """Which of the claimed tolls is shown."""

    STATED = "stated"
    LOWEST = "lowest"
    HIGHEST = "highest"
    MEDIAN = "median"
    LATEST = "latest"
    ORIGINS = "origins"


# The first day and the last, both included; None where that side is open. Never both.
Days = tuple[date | None, date | None]
