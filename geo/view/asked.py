"""What a reader asked to see: the filters, and where the page looks."""

import dataclasses
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geo.incident import PlacePrecision, Role, Verification


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


@dataclass(frozen=True, slots=True)
class View:
    """What a reader asked to see. Every field is a key of the query string, with the same name."""

    days: Days | None = None
    dates: Dates = Dates.POSSIBLE
    actor: tuple[str, ...] = ()
    role: tuple[Role, ...] = ()
    alleged: bool | None = None
    match: Match = Match.ANY
    type: tuple[str, ...] = ()
    sub_type: tuple[str, ...] = ()
    verification: tuple[Verification, ...] = ()
    dataset: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    admin1: tuple[str, ...] = ()
    admin2: tuple[str, ...] = ()
    q: str | None = None
    deaths: int | None = None
    place_precision: PlacePrecision | None = None
    area: str | None = None
    border: str | None = None
    within_km: float | None = None
    only: Only | None = None
    rule: Rule = Rule.STATED
    v: str | None = None
    # the page only
    incident: str | None = None
    at: str | None = None
    lat: float | None = None
    lon: float | None = None
    zoom: float | None = None
    lang: str | None = None
    embed: bool = False

    def live(self) -> "View":
        """The same view of the newest data."""
        return dataclasses.replace(self, v=None)

    def pinned(self, link: str) -> "View":
        """The same view of the data version `link`."""
        return dataclasses.replace(self, v=link)

    def without_page(self) -> "View":
        """What the API is asked: the filters, without what only the page shows."""
        return dataclasses.replace(self, **{key: getattr(EMPTY, key) for key in PAGE_KEYS})


PAGE_KEYS = frozenset({"incident", "at", "lat", "lon", "zoom", "lang", "embed"})
EMPTY = View()
