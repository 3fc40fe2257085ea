"""Words on the page: outside text shown as written, dates and places with their precision in words."""

import re
from datetime import date

from geo.incident import DatePrecision, Incident, PlacePrecision
from geo.maps.style import precision_words
from geo.places.boundaries import known, label

UNKNOWN = "unknown"
# First strong isolate and its end: a name keeps its own direction and leaves its neighbours theirs (UAX #9).
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# Bare addresses become links whatever is escaped; an unseen joiner in them stops that (U+2060).
_AUTOLINK, _JOINER = re.compile(r"(?i)(?:https?|ftp|mailto|xmpp|www)(?=[:.])"), "\u2060"
# Streamlit looks for these after the escapes are gone: icons and emoji by name, and signs it draws as arrows.
_NAMED_PICTURE = re.compile(r":(?=[\w+-]+:)")
_DRAWN_SIGN = re.compile(r"(?<![^\s\ufeff])(?=(?:<->|->|<-|--|>=|<=|~=)(?![^\s\ufeff]))")
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
# Controls and half characters no browser can show; a reader should see that something stood there.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def plain(text: str) -> str:
    """Outside text as Markdown that shows it as written: no links, images, maths, colours or HTML.

    Bidirectional controls of its own are taken out, since they could reorder what stands around it.
    """
    line = " ".join(readable(text).split())
    line = _AUTOLINK.sub(lambda start: start[0] + _JOINER, line).replace("@", _JOINER + "@")
    line = _DRAWN_SIGN.sub(_JOINER, _NAMED_PICTURE.sub(":" + _JOINER, line))
    return _ISOLATE + _PUNCTUATION.sub(r"\\\1", line) + _END_ISOLATE


def readable(text: str) -> str:
    """Outside text without the controls that reorder what a reader sees; a sign for each that cannot be seen."""
    return _UNREADABLE.sub("\ufffd", _BIDI_CONTROLS.sub("", text))


def when(start: date | None, end: date | None, precision: str | None, time_text: str | None = None) -> str:
    """A date with how well it is known, in words."""
    said = f" ({' '.join(readable(time_text).split())})" if time_text else ""
    if start is None and end is None:
        return f"Date {UNKNOWN}{said}"
    if end is None:
        return f"From {day(start)}, end {UNKNOWN}{said}"
    if start is None:
        return f"By {day(end)}, start {UNKNOWN}{said}"
    if start == end:
        return f"{day(start)}{said}"
    joined = f"{day(start)} to {day(end)}{said}"
    return joined if precision == DatePrecision.DAY else f"Some time from {joined}"


def day(value: date | None) -> str:
    """A day as 7 Mar 2025."""
    return UNKNOWN if value is None else f"{value.day} {value:%b %Y}"


def where(incident: Incident) -> str:
    """A place with how well it is known, in words."""
    named = incident.place_name or ""
    if incident.place_precision in {PlacePrecision.ADMIN1, PlacePrecision.ADMIN2} and known(incident.feature or ""):
        named = label(incident.feature or "")
    parts = [part for part in (named, incident.admin1, incident.country) if part]
    return ", ".join(dict.fromkeys(parts)) or UNKNOWN


def how_well(incident: Incident) -> str:
    """The precision of a place, as a phrase."""
    return precision_words(incident.place_precision, incident.radius_m)


def number(low: int | None, best: int | None, high: int | None) -> str:
    """A range with its open sides said: "at least 20" never becomes 20."""
    if best is not None:
        sides = ("?" if side is None else f"{side:,}" for side in (low, high))
        wide = f" ({'-'.join(sides)})"
        return f"{best:,}" + (wide if (low, high) not in {(best, best), (None, None)} else "")
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,} to {high:,}"
    if low is not None:
        return f"at least {low:,}"
    return UNKNOWN if high is None else f"at most {high:,}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
