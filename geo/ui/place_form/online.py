"""Asking an online geocoder, where one is set: what it will see is said first, and one press asks once."""

from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import GeoError
from geo.incident import Place
from geo.places.geocoder.manual_pick import from_elsewhere
from geo.ui.session import settings
from geo.ui.state import place_form as form
from geo.ui.text.formatting import plain, translate_markdown
from geo.ui.text.translation import gettext, ngettext

if TYPE_CHECKING:
    from geo.places.geocoder.online.lookup import OnlineAnswer
    from geo.places.geocoder.online.service import OnlineService


def places(name: str, country: str | None) -> tuple[Place, ...]:
    """Return the way to ask for the name in the form, or what came of it; nothing where no service is set.

    Args:
        name: as typed; with `country`, all that is sent.
        country: alpha-2 code told beside it.

    Returns:
        The places the service offers, each with a note that says where it is from and under which licence.
    """
    slot = st.empty()
    try:
        asked = service()
        if asked is None or not name or not (form.asked_online() or _draw_button(slot, asked)):
            return ()
        with st.spinner(gettext("Searching at {host}…", host=plain(asked.host))):
            answer = _answer(asked, name, country)
    except GeoError as error:
        st.error(translate_markdown(error.sentence))
        return ()
    form.note_asked_online()
    slot.caption(_describe_answer(answer))
    return tuple(from_elsewhere(place, _origin(answer)) for place in answer.candidates)


def service() -> "OnlineService | None":
    """Return the service that is set.

    Raises:
        GeoError: what is set cannot be followed.
    """
    told = settings()
    if told.geocoder is None:
        return None
    from geo.places.geocoder.online.service import service_from  # noqa: PLC0415 - slow to import, and off for most

    return service_from(told.geocoder, told.contact, told.geocoder_key)


def seen_by(asked: "OnlineService") -> str:
    """Describe the data sent to the service, as Markdown."""
    from geo.places.geocoder.online.service import what_they_see  # noqa: PLC0415 - as above

    return plain(what_they_see(asked))


def _draw_button(slot: st.delta_generator.DeltaGenerator, asked: "OnlineService") -> bool:
    with slot.container(key="placing-online"):
        st.caption(seen_by(asked))
        return st.button(
            gettext("Search with {service} at {host}", service=asked.kind, host=plain(asked.host)),
            key=form.key("ask"),
        )


def _answer(asked: "OnlineService", name: str, country: str | None) -> "OnlineAnswer":
    from geo.places.geocoder.online.lookup import ask  # noqa: PLC0415 - as above

    return ask(name, country=country, service=asked, folder=settings().answers)


def _describe_answer(answer: "OnlineAnswer") -> str:
    """Describe the result, and its licence."""
    host, many = plain(answer.host), len(answer.candidates)
    known = ngettext("{host} found {n} place", "{host} found {n} places", many, host=host)
    known = known if many else gettext("{host} found no place of that name", host=host)
    if not answer.problems:
        return f"{known}. {plain(answer.licence)}"
    aside = ngettext(
        "{n} result set aside without a usable position",
        "{n} results set aside without a usable position",
        len(answer.problems),
    )
    return gettext("{known}, {aside}. {licence}", known=known, aside=aside, licence=plain(answer.licence))


def _origin(answer: "OnlineAnswer") -> str:
    return gettext("from {service} at {host}; {licence}", service=answer.kind, host=answer.host, licence=answer.licence)
