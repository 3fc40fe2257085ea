"""Places told by other places: "10 km north of X", "between X and Y", "the border near X"; read, not looked up."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geo.places.geocoder.relative import compass, distances, phrases
from geo.places.geocoder.relative.compass import Direction
from geo.places.geocoder.relative.distances import Distance
from geo.places.geocoder.relative.phrases import Kind
from geo.text.spelling import fold

# Longer is a sentence, not the name of a place; it also bounds what reading any text can cost.
_LONGEST = 160
# What reports say instead of a name.
_NO_NAMES = frozenset((
    "airport", "area", "areas", "base", "border", "borders", "building", "camp", "capital", "center", "centre",
    "checkpoint", "church", "city", "coast", "country", "crossing", "field", "front", "frontier", "gate", "here",
    "highway", "home", "hospital", "house", "it", "market", "mosque", "place", "region", "river", "road", "school",
    "sea", "site", "square", "station", "street", "there", "town", "towns", "village", "villages",
    "بلده", "طريق", "قريه", "مدينه", "منطقه",
))  # fmt: skip
_HEAD = re.compile(r"(?:the )?(?:cities|towns|villages) of ", re.IGNORECASE)
# In the order to be tried: an unspaced hyphen joins two names only where nothing else does.
_DASHES = (re.compile(" ?[\u2013\u2014] ?"), re.compile(" - | to "), re.compile(" ?/ ?"))


@dataclass(frozen=True, slots=True)
class Relative:
    """A place told by others, whose names are as written and still to be found.

    `kind` says how, and which of the rest is known:
        offset: `distance` away from the anchor in `direction` ("10 km north of X").
        distance: that far in no said direction, or anywhere up to it ("10 km from X", "within 10 km of X").
        direction: outside the anchor, no said distance ("north of X").
        part: as above, or a part of the anchor itself ("the north of X", and what Arabic says for both).
        near: "near X", "around X", "a few kilometres from X", "along the border of X and Y".
        outskirts: "on the outskirts of X", "outside X", "X's northern suburbs".
        between: between two anchors.
        road: on the road between two anchors.
        border_near: where the first anchor, a border, is near the second.
    """

    kind: Kind
    anchors: tuple[str, ...]
    distance: Distance | None = None
    direction: Direction | None = None


def parse_phrase(name: str) -> Relative | None:
    """Parse a phrase that places something relative to named places; None for a plain name, or if it has no bound.

    Whole phrases only. Not read: a distance of nought, above 500 km, or said to be "more than" a number; one such
    phrase inside another ("near the outskirts of X"); anything above 160 characters. "Northern X" is a name, that
    of a part. A name that happens to be worded so ("South of Market") is for the caller to look up first. Pure;
    never raises.
    """
    phrase = " ".join(name.split()).strip(" ,.;:")
    if len(phrase) > _LONGEST:
        return None
    for kind, said in phrases.readings(phrase):
        relative = _relative(kind, said)
        if relative and not any(map(_is_told, relative.anchors["border" in said :])):
            return relative
    return None


def _is_told(name: str) -> bool:
    """Return whether a place is itself described relative to others."""
    return any(_relative(kind, said) for kind, said in phrases.readings(name))


def _relative(kind: Kind, said: dict[str, str]) -> Relative | None:
    border = tuple(_bare(said[part]) for part in ("border",) if part in said)
    places = _ends(said["ends"]) if "ends" in said else tuple(_bare(said[p]) for p in ("first", "second") if p in said)
    distance = distances.read(said["number"], said.get("to"), said["unit"]) if "number" in said else None
    direction = compass.read(said["direction"]) if "direction" in said else None
    if ("number" in said and not distance) or ("direction" in said and not direction):
        return None
    if not (border or places) or not all(map(_is_name, places)) or _lists_more(places):
        return None
    if "most" in said:
        return Relative("distance", places, distance)
    return Relative(kind, border + places, distance, direction)


def _bare(name: str) -> str:
    bare = name.strip(" ,.;:\"'()")
    head = _HEAD.match(bare)
    # A capital belongs to the name: The Hague.
    return bare[head.end() :] if head else bare.removeprefix("the ")


def _is_name(text: str) -> bool:
    folded = fold(text)
    return bool(folded) and folded not in _NO_NAMES and compass.read(text) is None


def _lists_more(places: Sequence[str]) -> bool:
    """Return whether two separated names contain more: "between A, B and C"."""
    match places:
        case [first, second]:
            return "," in first or "\u060c" in first or " and " in second or " \u0648" in second
    return False


def _ends(text: str) -> tuple[str, ...]:
    """Return the two names a dash joins; none when it is not one dash that joins them."""
    names = next((names for dash in _DASHES if len(names := dash.split(text)) > 1), _split_hyphens(text))
    match names:
        case [first, second]:
            return _bare(first), _bare(second)
    return ()


def _split_hyphens(text: str) -> list[str]:
    """Return the names joined by hyphens, other than the hyphen after an article: "Deir ez-Zor-Raqqa" holds two."""
    names: list[str] = []
    for part in text.split("-"):
        joined = bool(names) and _ends_in_article(names[-1])
        names[-1:] = [f"{names[-1]}-{part}"] if joined else [*names[-1:], part]
    return names


def _ends_in_article(name: str) -> bool:
    *_, last = name.split(" ")
    return fold(f"{last.rpartition('-')[2]} x") == "x"
