"""The sources, with the way to each and what rests on it."""

from geo.incident import Incident, Source
from geo.ui.card.claims import source_numbers
from geo.ui.card.fields import claimed
from geo.ui.card.markup import address, escaped, lines, outside
from geo.ui.text.format import day
from geo.ui.text.speech import say, say_many

_SHORT_SUM = 12  # signs of a SHA-256 that tell two files apart to the eye


def markup(incident: Incident) -> str:
    """The list of sources; empty where none is."""
    if not incident.sources:
        return ""
    numbers = source_numbers(incident)
    items = "".join(_item(source, numbers[source.source_id], incident) for source in incident.sources)
    return f'<section class="card-sources"><h3>{say("Sources")}</h3><ol>{items}</ol></section>'


def named(source: Source) -> str:
    """A source's publisher and title, else its id."""
    return " · ".join(part for part in (source.publisher, source.title) if part) or source.source_id


def _item(source: Source, at: int, incident: Incident) -> str:
    told = lines([_told(source), _resting(source, incident)], "card-quiet")
    return f'<li id="card-source-{at}"><p>{outside(named(source))}</p>{_ways(source)}{told}{_sum(source)}</li>'


def _ways(source: Source) -> str:
    kept = say("Archived: {address}", address=address(source.archived_url)) if source.archived_url else ""
    return lines([address(source.url) if source.url else "", kept], "card-ways")


def _told(source: Source) -> str:
    parts = [
        say("published {day}", day=day(source.published)) if source.published else "",
        say("retrieved {day}", day=day(source.retrieved)) if source.retrieved else "",
        say("licence {name}", name=outside(source.licence)) if source.licence else "",
        say("began with {name}", name=outside(source.origin)) if source.origin else "",
    ]
    return " · ".join(part for part in parts if part)


def _resting(source: Source, incident: Incident) -> str:
    """Which claims rest on it, by field."""
    fields = [claim.field for claim in incident.claims if claim.source_id == source.source_id]
    if not fields:
        return say("No claim rests on it.")
    listed = ", ".join(f"{claimed(name) or outside(name)} ({fields.count(name)})" for name in dict.fromkeys(fields))
    return say_many("{n} claim rests on it: {fields}", "{n} claims rest on it: {fields}", len(fields), fields=listed)


def _sum(source: Source) -> str:
    if not source.sha256:
        return ""
    short, whole = escaped(source.sha256[:_SHORT_SUM]), escaped(source.sha256)
    return (
        f'<details><summary>SHA-256 <code dir="ltr">{short}…</code></summary><code dir="ltr">{whole}</code></details>'
    )
