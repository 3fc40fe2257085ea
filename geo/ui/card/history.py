"""History of the record: each revision, its author, reason and changes."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from markupsafe import Markup, escape

from geo.incident import Actor, Claim, Geocoding, Incident, Source
from geo.ui.card import field_labels
from geo.ui.card.differences import Change, differences
from geo.ui.card.facts import actor, placed_words, stage_words, when_words
from geo.ui.card.markup import join_markup, lines, outside
from geo.ui.card.precision import place_sentence
from geo.ui.card.sources import source_name
from geo.ui.text.formatting import day, distance, number, where
from geo.ui.text.labels import verification_words
from geo.ui.text.translation import gettext, gettext_markup

_LONG = 60  # characters: more are set one below the other


def markup(history: Sequence[Incident]) -> Markup:
    """Return the revisions, the latest first."""
    befores = [None, *(before for before, _ in pairwise(history))]
    items = [_revision(before, after) for before, after in zip(befores, history, strict=True)]
    return Markup('<ol class="card-history" reversed>{}</ol>').format(join_markup(reversed(items)))


def _revision(before: Incident | None, after: Incident) -> Markup:
    told = [] if before is None else [_change(change, before, after) for change in differences(before, after)]
    changes = join_markup(Markup("<li>{}</li>").format(each) for each in told)
    whole = Markup("<ul>{}</ul>").format(changes) if changes else ""
    return Markup("<li><p>{}</p>{}</li>").format(_head(after), whole)


def _head(after: Incident) -> Markup:
    """Return the version and time, and for the team the author and reason."""
    on = day(after.recorded_at.date()) if after.recorded_at else gettext("unknown")
    if after.recorded_by is None:
        return gettext_markup("version {version}: {day}", version=after.version, day=on)
    by, why = outside(after.recorded_by), outside(after.reason or gettext("no reason given"))
    return gettext_markup("version {version}: {day}, {by}: {reason}", version=after.version, day=on, by=by, reason=why)


def _change(change: Change, before: Incident, after: Incident) -> Markup:
    name = field_labels.field_name(change.name)
    if isinstance(getattr(before, change.name, None), tuple):
        return _list(name, change)
    old, new = _words(change.name, before), _words(change.name, after)
    if old == new:  # what tells them apart is not in the words
        return gettext_markup("{field}: changed in detail", field=name)
    if max(len(old), len(new)) > _LONG:
        told = [gettext_markup("before: {words}", words=old), gettext_markup("after: {words}", words=new)]
        return join_markup([name, lines(told, "card-told")])
    return gettext_markup("{field}: {before} → {after}", field=name, before=old, after=new)


def _list(name: str, change: Change) -> Markup:
    removed = [gettext_markup("removed: {words}", words=_item(item)) for item in change.removed]
    added = [gettext_markup("added: {words}", words=_item(item)) for item in change.added]
    if not removed and not added:
        return gettext_markup("{field}: in another order", field=name)
    return join_markup([name, lines([*removed, *added], "card-told")])


def _item(item: Any) -> Markup:
    if isinstance(item, Actor):
        return actor(item)
    if isinstance(item, Source):
        return outside(source_name(item))
    return _claim(item) if isinstance(item, Claim) else outside(str(item))


def _claim(claim: Claim) -> Markup:
    value = number(claim.low, None, claim.high) if (claim.low, claim.high) != (None, None) else ""
    parts = [value, outside(claim.text) if claim.text else "", outside(claim.claimant) if claim.claimant else ""]
    said = Markup(", ").join(part for part in parts if part)
    return Markup("{}: {}").format(field_labels.claims_heading(claim.field) or outside(claim.field), said)


def _words(name: str, incident: Incident) -> Markup:
    """Return a revision's value of a field, or of a group of fields."""
    if name == "when":
        return when_words(incident)
    if name == "place":
        sentence = place_sentence(incident, outside, gettext_markup).rstrip(".")
        return Markup("{} ({})").format(outside(where(incident)), sentence)
    if name == "position":
        return _position(incident)
    if name == "verification":
        return escape(verification_words()[incident.verification])
    return escape(stage_words(incident.workflow)) if name == "workflow" else _value(name, getattr(incident, name))


def _position(incident: Incident) -> Markup:
    if incident.lon is None or incident.lat is None:
        return gettext_markup("none")
    return gettext_markup("longitude {lon}, latitude {lat}", lon=f"{incident.lon:.5f}", lat=f"{incident.lat:.5f}")


def _value(name: str, value: Any) -> Markup:
    if value is None:
        return gettext_markup("none")
    if isinstance(value, Geocoding):
        return placed_words(value)
    if name == "generalise_m":
        return escape(distance(value))
    return escape(f"{value:,}") if isinstance(value, int) else outside(str(value))
