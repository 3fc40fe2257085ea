"""Labels of the record's fields."""

from collections.abc import Mapping

from geo.ui.text.translation import gettext


def claims_heading(field: str) -> str | None:
    """Return the heading over the claims of a field; None of one that is not ours to name."""
    words: Mapping[str, str] = {
        "deaths": gettext("Deaths"),
        "event": gettext("What happened"),
        "place": gettext("Place"),
        "actors": gettext("Who"),
        "context": gettext("Context"),
    }
    return words.get(field)


def field_name(name: str) -> str:
    """Return a field, or a group of them, in the history."""
    words: Mapping[str, str] = {
        "when": gettext("when"),
        "place": gettext("place"),
        "position": gettext("position"),
        "dataset": gettext("dataset"),
        "id": gettext("ID"),
        "aliases": gettext("other IDs"),
        "title": gettext("title"),
        "summary": gettext("summary"),
        "event_type": gettext("event type"),
        "sub_type": gettext("event sub-type"),
        "place_id": gettext("place in the gazetteer"),
        "geocoding": gettext("placed by"),
        "actors": gettext("actors"),
        "deaths_low": gettext("deaths at least"),
        "deaths_best": gettext("deaths, best estimate"),
        "deaths_high": gettext("deaths at most"),
        "claims": gettext("claims"),
        "sources": gettext("sources"),
        "workflow": gettext("stage of work"),
        "verification": gettext("verification"),
        "verification_note": gettext("why so verified"),
        "generalise_m": gettext("shown no closer than"),
    }
    return words[name]
