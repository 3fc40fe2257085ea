"""What a reader calls the fields of the record."""

from collections.abc import Mapping

from geo.ui.text.speech import say


def claimed(field: str) -> str | None:
    """The heading over the claims of a field; None of one that is not ours to name."""
    words: Mapping[str, str] = {
        "deaths": say("Deaths"),
        "event": say("What happened"),
        "place": say("Place"),
        "actors": say("Who"),
        "context": say("Context"),
    }
    return words.get(field)


def changed(name: str) -> str:
    """A field, or a group of them, in the history."""
    words: Mapping[str, str] = {
        "when": say("when"),
        "place": say("place"),
        "position": say("position"),
        "dataset": say("dataset"),
        "id": say("ID"),
        "aliases": say("other IDs"),
        "title": say("title"),
        "summary": say("summary"),
        "event_type": say("event type"),
        "sub_type": say("event sub-type"),
        "place_id": say("place in the gazetteer"),
        "geocoding": say("placed by"),
        "actors": say("actors"),
        "deaths_low": say("deaths at least"),
        "deaths_best": say("deaths, best estimate"),
        "deaths_high": say("deaths at most"),
        "claims": say("claims"),
        "sources": say("sources"),
        "workflow": say("stage of work"),
        "verification": say("verification"),
        "verification_note": say("why so verified"),
        "generalise_m": say("shown no closer than"),
    }
    return words[name]
