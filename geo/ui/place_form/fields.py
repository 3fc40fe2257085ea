"""Form fields on a reported place: its name, country and division."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import streamlit as st

from geo.incident import Incident
from geo.places.boundaries.catalogue import Feature, features
from geo.places.gazetteer import gazetteer
from geo.text.spelling import fold
from geo.ui.state import place_form as form
from geo.ui.text.formatting import readable
from geo.ui.text.labels import shape_words
from geo.ui.text.translation import gettext

NOT_TOLD = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A name as typed, an alpha-2 code, and the id of a division, else what the record calls it."""

    name: str
    country: str | None
    admin1: str | None

    @property
    def division(self) -> str | None:
        """The division as a record has it: by its name."""
        shipped = features().get(self.admin1 or "")
        return shipped.name if shipped else self.admin1

    @property
    def question(self) -> str:
        """The same for the same fields, and another for others."""
        return "\n".join([self.name, self.country or NOT_TOLD, self.admin1 or NOT_TOLD])


def of(incident: Incident) -> dict[str, str]:
    """Return the field values of a record."""
    # Without its country a division stays the word it is: the field offers those of the country alone.
    known = incident.admin1 and incident.country
    named = gazetteer.provinces_named(incident.admin1 or "", incident.country) if known else ()
    division = named[0].feature if len(named) == 1 else incident.admin1
    told = {"name": incident.place_name, "country": incident.country, "admin1": division}
    return {field: value or NOT_TOLD for field, value in told.items()}


def fields() -> Told:
    """Draw the fields."""
    with st.container(key="placing-told"):
        name = st.text_input(gettext("Place name as written in the report"), key=form.key("name"))
        country = _choice(gettext("Country"), "country", _countries(), form.leave_division)
        admin1 = _choice(gettext("Province or governorate"), "admin1", _divisions(country))
    return Told(name.strip(), country, admin1)


def _choice(
    label: str, field: str, names: Mapping[str, str], on_change: Callable[[], None] | None = None
) -> str | None:
    """One of the shipped, or that nothing is told. What the record says is offered in any case."""
    now = form.told_in(field)
    labels = {NOT_TOLD: gettext("Not stated")} | ({} if now in names or not now else {now: readable(now)}) | dict(names)
    told: str = st.selectbox(
        label,
        list(labels),
        key=form.key(field),
        format_func=labels.__getitem__,
        on_change=on_change,
        disabled=len(labels) == 1,
    )
    return told or None


def _countries() -> Mapping[str, str]:
    """Names by code, in their order."""
    found = [feature for feature in features().values() if feature.level == "country"]
    return {each.country: shape_words(each.feature) or each.name for each in _sort_by_name(found) if each.country}


def _divisions(country: str | None) -> Mapping[str, str]:
    """Names by id, in their order."""
    found = [each for each in features().values() if each.level == "admin1" and each.country == country]
    return {each.feature: shape_words(each.feature) or each.name for each in _sort_by_name(found)}


def _sort_by_name(found: Iterable[Feature]) -> list[Feature]:
    return sorted(found, key=lambda each: fold(shape_words(each.feature) or each.name))
