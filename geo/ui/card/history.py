"""How the record came to be what it is: each revision, by whom, why, and what it changed."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from geo.incident import Actor, Claim, Geocoding, Incident, Source
from geo.ui.card import fields
from geo.ui.card.differences import Change, differences
from geo.ui.card.facts import actor, placed_words, stage_words, when_words
from geo.ui.card.markup import lines, outside
from geo.ui.card.precision import place_sentence
from geo.ui.card.sources import named
from geo.ui.text.format import day, distance, number, where
from geo.ui.text.labels import verification_words
from geo.ui.text.speech import say

_LONG = 60  # characters: more are set one below the other


def markup(history: Sequence[Incident]) -> str:
    """The revisions, the latest first."""
    befores = [None, *(before for before, _ in pairwise(history))]
    items = [_revision(before, after) for before, after in zip(befores, history, strict=True)]
    return f'<ol class="card-history" reversed>{"".join(reversed(items))}</ol>'


def _revision(before: Incident | None, after: Incident) -> str:
    head = _head(after)
    changes = (
        "" if before is None else "".join(f"<li>{_change(c, before, after)}</li>" for c in differences(before, after))
    )
    return f"<li><p>{head}</p>{f'<ul>{changes}</ul>' if changes else ''}</li>"


def _head(after: Incident) -> str:
    """Which version, when, and for the team by whom and why."""
    on = day(after.recorded_at.date()) if after.recorded_at else say("unknown")
    if after.recorded_by is None:
        return say("version {version}: {day}", version=after.version, day=on)
    by, why = outside(after.recorded_by), outside(after.reason or say("no reason given"))
    return say("version {version}: {day}, {by}: {reason}", version=after.version, day=on, by=by, reason=why)


def _change(change: Change, before: Incident, after: Incident) -> str:
    name = fields.changed(change.name)
    if isinstance(getattr(before, change.name, None), tuple):
        return _list(name, change)
    old, new = _words(change.name, before), _words(change.name, after)
    if old == new:  # what tells them apart is not in the words
        return say("{field}: changed in detail", field=name)
    if max(len(old), len(new)) > _LONG:
        return name + lines([say("before: {words}", words=old), say("after: {words}", words=new)], "card-told")
    return say("{field}: {before} → {after}", field=name, before=old, after=new)


def _list(name: str, change: Change) -> str:
    removed = [say("removed: {words}", words=_item(item)) for item in change.removed]
    added = [say("added: {words}", words=_item(item)) for item in change.added]
    if not removed and not added:
        return say("{field}: in another order", field=name)
    return name + lines([*removed, *added], "card-told")


def _item(item: Any) -> str:
    if isinstance(item, Actor):
        return actor(item)
    if isinstance(item, Source):
        return outside(named(item))
    return _claim(item) if isinstance(item, Claim) else outside(str(item))


def _claim(claim: Claim) -> str:
    value = number(claim.low, None, claim.high) if (claim.low, claim.high) != (None, None) else ""
    parts = [value, outside(claim.text) if claim.text else "", outside(claim.claimant) if claim.claimant else ""]
    return f"{fields.claimed(claim.field) or outside(claim.field)}: " + ", ".join(part for part in parts if part)


def _words(name: str, incident: Incident) -> str:
    """What a revision says in a field, or in a group of them."""
    if name == "when":
        return when_words(incident)
    if name == "place":
        return f"{outside(where(incident))} ({place_sentence(incident, outside).rstrip('.')})"
    if name == "position":
        return _position(incident)
    if name == "verification":
        return verification_words()[incident.verification]
    return stage_words(incident.workflow) if name == "workflow" else _value(name, getattr(incident, name))


def _position(incident: Incident) -> str:
    if incident.lon is None or incident.lat is None:
        return say("none")
    return say("longitude {lon}, latitude {lat}", lon=f"{incident.lon:.5f}", lat=f"{incident.lat:.5f}")


def _value(name: str, value: Any) -> str:
    if value is None:
        return say("none")
    if isinstance(value, Geocoding):
        return placed_words(value)
    if name == "generalise_m":
        return distance(value)
    return f"{value:,}" if isinstance(value, int) else outside(str(value))
