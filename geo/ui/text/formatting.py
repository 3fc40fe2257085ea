"""Words on the page: outside text shown as written, dates and places with their precision in words."""

import re
from datetime import date

from babel.dates import format_date

from geo.errors import Sentence, public
from geo.incident import DEFAULT_RADIUS_M, DatePrecision, Incident, PlacePrecision
from geo.maps.style import DRAWINGS
from geo.places.boundaries.boundaries import has_shape, label
from geo.ui.session import caller
from geo.ui.text.translation import gettext, lang

METRES_PER_KM = 1_000
_ARABIC = "ar_SY"  # its months are those of Syria and Iraq, not the transcribed ones of the Gulf
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


def translate_markdown(sentence: str) -> str:
    """Translate a sentence from below the page, as Markdown; values in it are shown as written.

    Text that is no `Sentence` shows as it is. Paths of this machine are shown to those who keep the store.
    """
    if not caller().may_manage:
        sentence = public(sentence)
    return _translate(sentence)


def translate_or_escape(text: str) -> str:
    """Translate a sentence of ours; show any other text as written, paths included, since it is outside text."""
    return translate_markdown(text) if isinstance(text, Sentence) else plain(text)


def _translate(sentence: str) -> str:
    if not isinstance(sentence, Sentence):
        return plain(sentence)
    return gettext(sentence.template, **{name: _within(value) for name, value in sentence.values.items()})


def _within(value: object) -> object:
    """Escape a value within a sentence; leading and trailing space of outside text stays visible."""
    if not isinstance(value, str):
        return value
    if isinstance(value, Sentence):
        return _translate(value)
    seen = readable(value)
    before, after = (" " if end.isspace() else "" for end in (seen[:1], seen[-1:]))
    return before + plain(value) + after


def readable(text: str) -> str:
    """Outside text without the controls that reorder what a reader sees; a sign for each that cannot be seen."""
    return _UNREADABLE.sub("\ufffd", _BIDI_CONTROLS.sub("", text))


def when(start: date | None, end: date | None, precision: str | None, time_text: str | None = None) -> str:
    """Return a date with how well it is known, in words."""
    said = f" ({' '.join(readable(time_text).split())})" if time_text else ""
    return _when(start, end, precision) + said


def _when(start: date | None, end: date | None, precision: str | None) -> str:
    if start is None and end is None:
        return gettext("Date unknown")
    if end is None:
        return gettext("From {day}, end unknown", day=day(start))
    if start is None:
        return gettext("By {day}, start unknown", day=day(end))
    if start == end:
        return day(start)
    first, last = day(start), day(end)
    if precision == DatePrecision.DAY:
        return gettext("{first} to {last}", first=first, last=last)
    return gettext("Some time from {first} to {last}", first=first, last=last)


def day(value: date | None) -> str:
    """Return a day as 7 Mar 2025."""
    if value is None:
        return gettext("unknown")
    return format_date(value, "d MMM y", _ARABIC) if lang() == "ar" else f"{value.day} {value:%b %Y}"


def between(first: date | None, last: date | None) -> str:
    """Two days as 1 Jun 2017 to 31 Dec 2017; either side may be open."""
    if last is None:
        return gettext("from {day} on", day=day(first))
    if first is None:
        return gettext("up to {day}", day=day(last))
    return day(first) if first == last else gettext("{first} to {last}", first=day(first), last=day(last))


def month(value: date) -> str:
    """Return a month as March 2025."""
    return format_date(value, "MMMM y", _ARABIC) if lang() == "ar" else f"{value:%B %Y}"


def where(incident: Incident) -> str:
    """Return a place with how well it is known, in words."""
    named = incident.place_name or ""
    if incident.place_precision in {PlacePrecision.ADMIN1, PlacePrecision.ADMIN2} and has_shape(incident.feature or ""):
        named = label(incident.feature or "")
    parts = [part for part in (named, incident.admin1, incident.country) if part]
    return ", ".join(dict.fromkeys(parts)) or gettext("unknown")


def how_well(precision: PlacePrecision, radius_m: float | None = None) -> str:
    """Describe the precision of a place: `roughly near: within 25 km`. `radius_m` in metres, else the default."""
    return gettext(DRAWINGS[precision].words, radius=radius(precision, radius_m))


def radius(precision: PlacePrecision, radius_m: float | None) -> str:
    """Format the radius around a point in words; the default where the record gives none, metres."""
    known_m = DEFAULT_RADIUS_M.get(precision) if radius_m is None else radius_m
    return "" if known_m is None else distance(known_m)


def distance(metres: float) -> str:
    """Return a distance as read aloud: 150 m, 2 km, 2.5 km."""
    if metres < METRES_PER_KM:
        return gettext("{n} m", n=f"{metres:.0f}")
    km = metres / METRES_PER_KM
    return gettext("{n} km", n=f"{km:.1f}".removesuffix(".0") if km < 10 else f"{km:.0f}")  # noqa: PLR2004 - two digits


def number(low: int | None, best: int | None, high: int | None) -> str:
    """Return a range with its open sides said: "at least 20" never becomes 20."""
    if best is not None:
        sides = ("?" if side is None else f"{side:,}" for side in (low, high))
        wide = f" ({'-'.join(sides)})"
        return f"{best:,}" + (wide if (low, high) not in {(best, best), (None, None)} else "")
    if low is not None and high is not None:
        return f"{low:,}" if low == high else gettext("{low} to {high}", low=f"{low:,}", high=f"{high:,}")
    if low is not None:
        return gettext("at least {n}", n=f"{low:,}")
    return gettext("unknown") if high is None else gettext("at most {n}", n=f"{high:,}")
