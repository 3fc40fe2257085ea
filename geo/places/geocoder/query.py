"""A name taken apart: what was asked for, and what the report tells of where to look."""

import re
from dataclasses import dataclass

from geo.incident import PlacePrecision
from geo.places.boundaries.catalogue import Feature, country_code, find_abbreviation
from geo.places.gazetteer import gazetteer
from geo.text.spelling import fold, without_kind

_BRACKETS = re.compile(r"([^()]+?)\s*\(([^()]+)\)")
_POSSESSIVE = re.compile("['\u2019]s$")
# Longer is no name; what makes keys of it need not try.
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """A name and its context. `name` is what is looked up, without what stood after a comma."""

    name: str
    key: str
    country: str | None
    admin1: str | None
    wanted: PlacePrecision | None = None
    near: tuple[float, float] | None = None

    @property
    def bare(self) -> str:
        """The folded name without words such as "province" or "village of"."""
        return without_kind(self.key)[0]

    @property
    def kind(self) -> str | None:
        """The kind of place those words speak of."""
        return without_kind(self.key)[1]

    @property
    def provinces(self) -> tuple[Feature, ...] | None:
        """The divisions the report may mean; None when it names none."""
        return None if self.admin1 is None else gazetteer.provinces_named(self.admin1, self.country)


def parse_query(
    name: str,
    country: str | None,
    admin1: str | None,
    wanted: PlacePrecision | None = None,
    near: tuple[float, float] | None = None,
) -> Asked:
    """Return the question a name asks; what follows a comma ("Sinjar, Idlib", "Troy, Ala.") is taken as context.

    Args:
        name: as written.
        country: alpha-2 code.
        admin1: any spelling of a first-level division, or its id.
        wanted: the precision to choose when a name has several.
        near: longitude and latitude in degrees of something the place is near.
    """
    head, *around = (part.strip() for part in _plainly(name, country).split(","))
    for part in reversed(around):
        code, province = _context(part, country)
        if code is None and province is None and fold(part):
            return Asked(name, fold(name), country, admin1, wanted, near)
        country, admin1 = country or code, admin1 or province
    return Asked(head, fold(head), country, admin1, wanted, near)


def _plainly(name: str, country: str | None) -> str:
    """Return a name as it would stand alone: "Sinjar (Iraq)" as "Sinjar, Iraq", "Kobani (Ayn al-Arab)" as "Kobani"."""
    plain, parts = name, _BRACKETS.fullmatch(name.strip())
    if parts:
        plain = f"{parts[1]}, {parts[2]}" if any(_context(parts[2], country)) else parts[1]
    return _POSSESSIVE.sub("", plain.replace("،", ","))


def _context(part: str, country: str | None) -> tuple[str | None, str | None]:
    """Return the country and the province that a part after a comma names."""
    short = find_abbreviation(part)
    if short:
        return short.country, short.feature if short.level == "admin1" else None
    if country is None and country_code(part):
        return country_code(part), None
    return None, part if gazetteer.provinces_named(part, country) else None
