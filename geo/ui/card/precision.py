"""Precision of a place and a date, each as a whole sentence."""

import calendar
from collections.abc import Callable
from typing import Protocol, TypeVar

from geo.incident import DatePrecision, Incident, PlacePrecision
from geo.places.boundaries.border_sections import read
from geo.places.boundaries.boundaries import has_shape, label
from geo.ui.text.formatting import day, month, radius, when
from geo.ui.text.labels import border_words, shape_words
from geo.ui.text.translation import gettext, lang

_Said = TypeVar("_Said", bound=str)  # text, or markup
_Said_co = TypeVar("_Said_co", bound=str, covariant=True)


class Gettext(Protocol[_Said_co]):
    """Says a sentence of ours as text (`gettext`) or as markup (`gettext_markup`)."""

    def __call__(self, sentence: str, /, **values: object) -> _Said_co:
        """Return the sentence with its values."""


Shown = Callable[[str], _Said]  # how outside text is put where the sentence stands


def place_sentence(incident: Incident, shown: Shown[_Said], gettext: Gettext[_Said]) -> _Said:
    """Return the precision of the place: "Somewhere in the town of Jableh, within 2 km."""
    precision = incident.place_precision
    if precision is PlacePrecision.COUNTRY:
        return gettext("Country only; not on the map.")
    if precision is PlacePrecision.UNKNOWN:
        return gettext("The place is not known; it is not on the map.")
    if precision is PlacePrecision.LINE:
        return _along(incident, shown, gettext)
    if precision in {PlacePrecision.ADMIN1, PlacePrecision.ADMIN2}:
        return _in_area(incident, shown, gettext)
    return _around(incident, shown, gettext)


def _around(incident: Incident, shown: Shown[_Said], gettext: Gettext[_Said]) -> _Said:
    place = shown(incident.place_name) if incident.place_name else None
    reach = radius(incident.place_precision, incident.radius_m)
    named: dict[PlacePrecision, _Said] = {
        PlacePrecision.EXACT: gettext("The exact place is known."),
        PlacePrecision.VICINITY: gettext("Close to {place}, within {radius}.", place=place, radius=reach),
        PlacePrecision.SETTLEMENT: gettext(
            "Somewhere in the town of {place}, within {radius}.", place=place, radius=reach
        ),
        PlacePrecision.NEAR: gettext("Roughly near {place}: within {radius}.", place=place, radius=reach),
    }
    nameless: dict[PlacePrecision, _Said] = {
        PlacePrecision.EXACT: gettext("The exact place is known."),
        PlacePrecision.VICINITY: gettext("Close to the point on the map, within {radius}.", radius=reach),
        PlacePrecision.SETTLEMENT: gettext("Somewhere in a town, within {radius} of its middle.", radius=reach),
        PlacePrecision.NEAR: gettext("Somewhere within {radius} of the point on the map.", radius=reach),
    }
    return (nameless if place is None else named)[incident.place_precision]


def _in_area(incident: Incident, shown: Shown[_Said], gettext: Gettext[_Said]) -> _Said:
    name = area_name(incident)
    district = incident.place_precision is PlacePrecision.ADMIN2
    if not name:
        return gettext("The exact place is not known.")
    if district:
        return gettext("In the district of {place}; the exact place is not known.", place=shown(name))
    if "province" in name.casefold() or "governorate" in name.casefold():
        return gettext("In {place}; the exact place is not known.", place=shown(name))
    return gettext("In {place} province; the exact place is not known.", place=shown(name))


def area_name(incident: Incident) -> str | None:
    """Return the name of the district or province an incident is known to."""
    ours = shape_words(incident.feature or "")
    if incident.place_precision is PlacePrecision.ADMIN1:
        return ours or incident.admin1 or incident.place_name
    return ours or incident.admin2 or incident.place_name or incident.admin1


def _along(incident: Incident, shown: Shown[_Said], gettext: Gettext[_Said]) -> _Said:
    feature = incident.feature or ""
    if not has_shape(feature):
        line = incident.place_name
        return gettext("Along {line}.", line=shown(line)) if line else gettext("Somewhere along a line.")
    if lang() == "ar" and read(feature) is None and feature.startswith("border:"):
        return gettext("Along the {line}.", line=border_words(feature.removeprefix("border:")))
    return gettext("Along the {line}.", line=label(feature))


def date_sentence(incident: Incident) -> str:
    """When, as well as it is known: a day, or "Some time in March 2025; the day is not known."""
    start, end, precision = incident.start, incident.end, incident.date_precision
    coarse = start is not None and end is not None and start != end and precision not in {None, DatePrecision.DAY}
    if not coarse or start is None or end is None:
        return when(start, end, precision)
    first, last = day(start), day(end)
    if _whole_month(incident):
        return gettext("Some time in {month}; the day is not known.", month=month(start))
    if precision is DatePrecision.YEAR and start.year == end.year:
        return gettext("Some time in {year}; the day is not known.", year=start.year)
    if precision is DatePrecision.WEEK:
        return gettext("Some time in the week from {first} to {last}; the day is not known.", first=first, last=last)
    return gettext("Some time from {first} to {last}; the day is not known.", first=first, last=last)


def _whole_month(incident: Incident) -> bool:
    start, end = incident.start, incident.end
    if start is None or end is None or incident.date_precision is not DatePrecision.MONTH:
        return False
    last = calendar.monthrange(start.year, start.month)[1]
    return start.day == 1 and end == start.replace(day=last)
