"""Citation of the record: plain text to copy, and the link that shows the same values."""

import unicodedata
from datetime import date

from geo.incident import Incident, Source
from geo.ui.card.precision import date_sentence, place_sentence
from geo.ui.card.sources import source_name
from geo.ui.text.formatting import day, radius, readable, where
from geo.ui.text.translation import gettext
from geo.view import Rule, View, to_query

_CLOSE_M = 1_000.0


def text(incident: Incident, link: str, retrieved: date, rule: Rule) -> str:
    """Return the citation, a line for each part.

    Args:
        incident: as the caller may see it: a position they may not see is not in it.
        link: the data version, number and chain.
        retrieved: the day it is read.
        rule: which toll the pinned link shows.
    """
    title = _line(incident.title or "") or incident.id
    cited = gettext(
        "Incident Atlas, incident {id}, version {version}, retrieved {day}.",
        id=_line(incident.id),
        version=link,
        day=day(retrieved),
    )
    parts = [title, _when(incident), _where(incident), _position(incident), cited]
    return "\n".join([*filter(None, parts), *map(_source, incident.sources), pinned_query(incident.id, link, rule)])


def pinned_query(incident_id: str, link: str, rule: Rule) -> str:
    """Return the query of the link to the incident as it is in this version."""
    return f"?{to_query(View(incident=incident_id, v=link, rule=rule))}"


def _line(words: str) -> str:
    """Outside text on one line; words from right to left keep their direction to themselves (UAX #9, isolates)."""
    line = " ".join(readable(words).split())
    turned = any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in line)
    return f"\u2068{line}\u2069" if turned else line


def _when(incident: Incident) -> str:
    said = f" ({_line(incident.time_text)})" if incident.time_text else ""
    return (date_sentence(incident) + said).removesuffix(".") + "."


def _where(incident: Incident) -> str:
    return f"{_line(where(incident))}. {place_sentence(incident, _line, gettext)}"


def _position(incident: Incident) -> str:
    if incident.lon is None or incident.lat is None:
        return ""
    reach = radius(incident.place_precision, incident.radius_m)
    digits = 4 if (incident.radius_m or 0.0) < _CLOSE_M else 2  # no more than the place is known to
    lon, lat = f"{incident.lon:.{digits}f}", f"{incident.lat:.{digits}f}"
    if not reach:
        return gettext("Longitude {lon}, latitude {lat}.", lon=lon, lat=lat)
    return gettext("Longitude {lon}, latitude {lat}, within {radius}.", lon=lon, lat=lat, radius=reach)


def _source(source: Source) -> str:
    dated = day(source.published) if source.published else ""
    parts = [_line(source_name(source)), dated, _line(source.url or source.archived_url or "")]
    return gettext("Source: {source}", source=", ".join(part for part in parts if part))
