"""How an incident looks and how its precision is put into words: the one place both Python and the map read.

Colour tells the type of event, fill tells how far the report was checked, shape tells how well the place is
known. No two of them share a meaning, so each can be read without the others.
"""

import dataclasses
import json
from dataclasses import dataclass
from typing import Literal

from geo.incident import DEFAULT_RADIUS_M, EVENT_TYPES, PlacePrecision, Verification

Pattern = Literal["solid", "half", "hollow", "cross", "bar"]
Symbol = Literal["dot", "dot-ring", "ring", "dashed-ring", "hatch", "line", "none"]


@dataclass(frozen=True, slots=True)
class Colour:
    """One colour for light paper and one for dark, each at least 3 : 1 against land and sea (WCAG 2.2, 1.4.11)."""

    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class Fill:
    """How a symbol is filled, and what that says in words."""

    pattern: Pattern
    words: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn for a precision: the legend's words, and those of a single place (`{radius}` is a distance)."""

    symbol: Symbol
    legend: str
    words: str


@dataclass(frozen=True, slots=True)
class Theme:
    """The map's own colours: `label` reaches 4.5 : 1 on land and sea (WCAG 2.2, 1.4.3), `paper` lies under symbols."""

    land: str
    sea: str
    border: str
    province: str
    label: str
    quiet_label: str
    ink: str
    paper: str


# Searched for the widest gap between any two under normal, protan, deutan and tritan vision (Machado et al. 2009).
COLOURS: dict[str, Colour] = {
    "Battles": Colour("#b3121d", "#d6483a"),
    "Explosions/Remote violence": Colour("#ad6a05", "#f5a95f"),
    "Violence against civilians": Colour("#a93ac8", "#cf4df0"),
    "Protests": Colour("#1f3c88", "#6cb4e8"),
    "Riots": Colour("#0a8456", "#7af0c4"),
    "Strategic developments": Colour("#33300f", "#f7ef3d"),
}
OTHER = Colour("#6e6e6e", "#9c9c9c")
OTHER_WORDS = "Type not known, or several types"

FILLS: dict[Verification, Fill] = {
    Verification.CORROBORATED: Fill("solid", "corroborated"),
    Verification.PARTLY_CORROBORATED: Fill("half", "partly corroborated"),
    Verification.UNVERIFIED: Fill("hollow", "unverified"),
    Verification.DISPUTED: Fill("cross", "disputed"),
    Verification.DISCOUNTED: Fill("bar", "discounted"),
}

DRAWINGS: dict[PlacePrecision, Drawing] = {
    PlacePrecision.EXACT: Drawing("dot", "dot: the exact place", "exact place"),
    PlacePrecision.VICINITY: Drawing("dot-ring", "dot in a ring: close to here", "within {radius}"),
    PlacePrecision.SETTLEMENT: Drawing("ring", "ring: somewhere in the town", "somewhere in the town, within {radius}"),
    PlacePrecision.NEAR: Drawing("dashed-ring", "dashed ring: roughly near", "roughly near: within {radius}"),
    PlacePrecision.ADMIN2: Drawing("hatch", "hatched: known only to the district", "known only to the district"),
    PlacePrecision.ADMIN1: Drawing("hatch", "hatched: known only to the province", "known only to the province"),
    PlacePrecision.LINE: Drawing("line", "line: along a border or a road", "somewhere along the line"),
    PlacePrecision.COUNTRY: Drawing("none", "not drawn: known only to the country", "known only to the country"),
    PlacePrecision.UNKNOWN: Drawing("none", "not drawn: place unknown", "place unknown"),
}

THEMES: dict[Literal["light", "dark"], Theme] = {
    "light": Theme(
        land="#f5f3ee",
        sea="#c9dde9",
        border="#827b6d",
        province="#d3ccbf",
        label="#3f3d38",
        quiet_label="#5d594f",
        ink="#1c1b19",
        paper="#ffffff",
    ),
    "dark": Theme(
        land="#262b31",
        sea="#15191e",
        border="#74808b",
        province="#3c444d",
        label="#c9ced4",
        quiet_label="#9ba3ac",
        ink="#f2f4f6",
        paper="#0d1013",
    ),
}


METRES_PER_KM = 1_000


def colour(event_type: str | None, *, dark: bool = False) -> str:
    """The colour of an event type as `#rrggbb`; what is no known type is grey."""
    pair = COLOURS.get(event_type or "", OTHER)
    return pair.dark if dark else pair.light


def distance_words(metres: float) -> str:
    """A distance as read aloud: `150 m`, `2 km`, `2.5 km`."""
    if metres < METRES_PER_KM:
        return f"{metres:.0f} m"
    km = metres / METRES_PER_KM
    return f"{km:.1f} km".replace(".0 ", " ") if km < 10 else f"{km:.0f} km"  # noqa: PLR2004 - two digits say enough


def precision_words(precision: PlacePrecision | str, radius_m: float | None = None) -> str:
    """How well a place is known, in words: `roughly near: within 25 km`. `radius_m` in metres, else the default."""
    precision = PlacePrecision(precision)
    radius = DEFAULT_RADIUS_M.get(precision) if radius_m is None else radius_m
    words = DRAWINGS[precision].words
    return words if radius is None else words.replace("{radius}", distance_words(radius))


def as_json() -> str:
    """All of the above for the map's JavaScript: one JSON object, the same bytes each time."""
    return json.dumps(
        {
            "colours": {name: dataclasses.asdict(COLOURS[name]) for name in EVENT_TYPES},
            "other": {**dataclasses.asdict(OTHER), "words": OTHER_WORDS},
            "fills": {name: dataclasses.asdict(fill) for name, fill in FILLS.items()},
            "drawings": {name: dataclasses.asdict(drawing) for name, drawing in DRAWINGS.items()},
            "radius": DEFAULT_RADIUS_M,
            "themes": {name: dataclasses.asdict(theme) for name, theme in THEMES.items()},
        },
        ensure_ascii=True,
    )
