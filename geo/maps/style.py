"""Symbols of incidents and the words for their precision: the single source for Python and the map's scripts.

Colour tells the type of event, fill tells how far the report was checked, shape tells how well the place is
known. No two of them share a meaning, so each can be read without the others.
"""

import dataclasses
import json
from dataclasses import dataclass
from typing import Any, Literal

from geo.incident import DEFAULT_RADIUS_M, EVENT_TYPES, PlacePrecision, Verification
from geo.words import ENGLISH, LANGUAGES, N_, for_scripts, translations

Pattern = Literal["solid", "half", "hollow", "cross", "bar"]
Symbol = Literal["dot", "dot-ring", "ring", "dashed-ring", "hatch", "line", "none"]


@dataclass(frozen=True, slots=True)
class Colour:
    """One colour for light paper and one for dark, each at least 3 : 1 against land and sea (WCAG 2.2, 1.4.11)."""

    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class Fill:
    """Fill of a symbol, and its meaning in words."""

    pattern: Pattern
    words: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Drawing of a precision: the legend's words, and those for a single place (`{radius}` is a distance)."""

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
OTHER_WORDS = N_("Type not known, or several types")

FILLS: dict[Verification, Fill] = {
    Verification.CORROBORATED: Fill("solid", N_("corroborated")),
    Verification.PARTLY_CORROBORATED: Fill("half", N_("partly corroborated")),
    Verification.UNVERIFIED: Fill("hollow", N_("unverified")),
    Verification.DISPUTED: Fill("cross", N_("disputed")),
    Verification.DISCOUNTED: Fill("bar", N_("discounted")),
}

DRAWINGS: dict[PlacePrecision, Drawing] = {
    PlacePrecision.EXACT: Drawing("dot", N_("dot: the exact place"), N_("exact place")),
    PlacePrecision.VICINITY: Drawing("dot-ring", N_("dot in a ring: close to here"), N_("within {radius}")),
    PlacePrecision.SETTLEMENT: Drawing(
        "ring", N_("ring: somewhere in the town"), N_("somewhere in the town, within {radius}")
    ),
    PlacePrecision.NEAR: Drawing("dashed-ring", N_("dashed ring: roughly near"), N_("roughly near: within {radius}")),
    PlacePrecision.ADMIN2: Drawing(
        "hatch", N_("hatched: known only to the district"), N_("known only to the district")
    ),
    PlacePrecision.ADMIN1: Drawing(
        "hatch", N_("hatched: known only to the province"), N_("known only to the province")
    ),
    PlacePrecision.LINE: Drawing("line", N_("line: along a border or a road"), N_("somewhere along the line")),
    PlacePrecision.COUNTRY: Drawing(
        "none", N_("not drawn: known only to the country"), N_("known only to the country")
    ),
    PlacePrecision.UNKNOWN: Drawing("none", N_("not drawn: place unknown"), N_("place unknown")),
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


# Fewest to most, for counts by region: one hue, each step told from the next; lighter is more where the map is dark.
RAMP: dict[Literal["light", "dark"], tuple[str, ...]] = {
    "light": ("#e3d6ee", "#c5a9dd", "#a077c6", "#7a47a8", "#4f1f7d"),
    "dark": ("#3d2b56", "#5c4183", "#8160b2", "#ab89d6", "#dcc8f5"),
}
RAMP_INK: dict[Literal["light", "dark"], tuple[str, ...]] = {  # what can be read on each
    "light": ("#1c1b19", "#1c1b19", "#1c1b19", "#ffffff", "#ffffff"),
    "dark": ("#ffffff", "#ffffff", "#ffffff", "#0d1013", "#0d1013"),
}


def colour(event_type: str | None, *, dark: bool = False) -> str:
    """Return the colour of an event type as `#rrggbb`; what is no known type is grey."""
    pair = COLOURS.get(event_type or "", OTHER)
    return pair.dark if dark else pair.light


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
            "ramp": RAMP,
            "rampInk": RAMP_INK,
            "words": {lang: _translate_style(lang) for lang in LANGUAGES if lang != ENGLISH},
        },
        ensure_ascii=True,
    )


def _translate_style(lang: str) -> dict[str, Any]:
    """Return the words of the map's scripts and the words above, in a language; untranslated ones are left out."""
    drawn = [words for drawing in DRAWINGS.values() for words in (drawing.legend, drawing.words)]
    ours = [*EVENT_TYPES, OTHER_WORDS, *(fill.words for fill in FILLS.values()), *drawn]
    said = {words: translations(lang).gettext(words) for words in ours}
    return for_scripts(lang) | {words: other for words, other in said.items() if other != words}
