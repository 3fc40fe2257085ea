"""The words that the keys of a view are chosen from, where the record has none of its own."""

from datetime import date
from enum import StrEnum


class Dates(StrEnum):
    """Matching of dates: possible or definite."""

    POSSIBLE = "possible"
    DEFINITE = "definite"


class Match(StrEnum):
    """Matching of several actors: any or all."""

    ANY = "any"
    ALL = "all"


class Only(StrEnum):
    """The incidents a count speaks of."""

    UNPLACED = "unplaced"
    COARSE = "coarse"
    UNDATED = "undated"
    DISPUTED = "disputed"


class Rule(StrEnum):
    """Choice among several claimed tolls."""

    STATED = "stated"
    LOWEST = "lowest"
    HIGHEST = "highest"
    MEDIAN = "median"
    LATEST = "latest"
    ORIGINS = "origins"


# The first day and the last, both included; None where that side is open. Never both.
Days = tuple[date | None, date | None]
