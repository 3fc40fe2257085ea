"""Names that stand where places stand and are none: armed groups, persons, peoples, parts of the world, nationalities.

Peers pin "assad" inside "ambassador" in Syria; ours says what the name is, and what country it speaks of.
"""

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass

from geo.places.boundaries.catalogue import adjectives, features
from geo.settings import DATA
from geo.text.spelling import fold

_SAID = {
    "person": "a person's name, not a place",
    "group": "an armed group or organisation, not a place",
    "people": "a people or faith, not a place",
    "word": "an everyday word, and too many places are called by it to say which is meant without the province",
    "region": "a part of the world nobody draws alike, and no shape of it is shipped",
}
# What the name of an armed group, body or office ends in ("Aleppo Front"), or begins with in Arabic.
_ENDINGS = frozenset((
    "administration", "agency", "alliance", "army", "armies", "authority", "authorities", "battalion", "battalions",
    "brigade", "brigades", "coalition", "command", "commando", "commandos", "committee", "corps", "council", "division",
    "divisions", "factions", "fighters", "force", "forces", "front", "gendarmerie", "government", "guard", "guards",
    "insurgents", "militant", "militants", "militia", "militias", "militiamen", "ministry", "mobilisation",
    "mobilization", "movement", "network", "observatory", "party", "police", "rebels", "regiment", "regime",
    "resistance", "squad", "squads", "troops", "unit", "units", "union",
))  # fmt: skip
_BEGINNINGS = frozenset(
    map(
        fold, ("جبهة", "لواء", "كتيبة", "كتائب", "فرقة", "قوات", "جيش", "حركة", "حزب", "وحدات", "فيلق", "تنظيم", "مجلس")
    )
)


@dataclass(frozen=True, slots=True)
class NoPlace:
    """Description of a name that is no place, as the end of a sentence, and its country (alpha-2) or None.

    `is_word`: an everyday word, which even in a known country says nothing.
    """

    what: str
    country: str | None
    is_word: bool = False


@functools.cache
def _load_names() -> Mapping[str, NoPlace]:
    found: dict[str, NoPlace] = {}
    with (DATA / "not_places.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for name in (row["name"], *row["other_names"].split("|")):
                found[fold(name)] = NoPlace(_SAID[row["kind"]], row["country"] or None, row["kind"] == "word")
    found.pop("", None)
    return found


def find_not_place(key: str) -> NoPlace | None:
    """Look up a folded name among those known to be no place ("hamas", "assad", "middle east"); None if not listed."""
    return _load_names().get(key)


def nationality(key: str) -> NoPlace | None:
    """Return the country of a folded adjective or people's name ("syrian", "iraqis"); None when it is neither."""
    country = adjectives().get(key) or adjectives().get(key.removesuffix("s"))
    if country is None:
        return None
    name = features()[f"country:{country}"].name
    return NoPlace(f"a word for what is of {name}, which is context and not where something happened", country)


def organisation(key: str) -> NoPlace | None:
    """Recognise a folded name of two words or more built like that of an armed group or office; None if it is not."""
    words = key.split()
    if len(words) > 1 and (words[-1] in _ENDINGS or words[0] in _BEGINNINGS):
        return NoPlace("built like the name of a group or office, not of a place", None)
    return None
