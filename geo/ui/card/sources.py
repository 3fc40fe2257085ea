"""The sources, with the way to each and what rests on it."""

from markupsafe import Markup

from geo.incident import Incident, Source
from geo.ui.card.claims import source_numbers
from geo.ui.card.field_labels import claims_heading
from geo.ui.card.markup import address, isolate_text, join_markup, lines, outside
from geo.ui.text.formatting import day
from geo.ui.text.translation import gettext, gettext_markup, ngettext_markup

_SHORT_SUM = 12  # signs of a SHA-256 that tell two files apart to the eye


def markup(incident: Incident) -> Markup:
    """Return the list of sources; empty where none is."""
    if not incident.sources:
        return Markup()
    numbers = source_numbers(incident)
    items = join_markup(_item(source, numbers[source.source_id], incident) for source in incident.sources)
    return Markup('<section class="card-sources"><h3>{}</h3><ol>{}</ol></section>').format(gettext("Sources"), items)


def source_name(source: Source) -> str:
    """Return a source's publisher and title, else its id."""
    return " · ".join(part for part in (source.publisher, source.title) if part) or source.source_id


def _item(source: Source, at: int, incident: Incident) -> Markup:
    told = lines([_source_entry(source), _resting(source, incident)], "card-quiet")
    said = join_markup([_ways(source), told, _sum(source)])
    return Markup('<li id="card-source-{}"><p>{}</p>{}</li>').format(at, outside(source_name(source)), said)


def _ways(source: Source) -> Markup:
    kept = gettext_markup("Archived: {address}", address=address(source.archived_url)) if source.archived_url else ""
    return lines([address(source.url) if source.url else "", kept], "card-ways")


def _source_entry(source: Source) -> Markup:
    parts = [
        gettext("published {day}", day=day(source.published)) if source.published else "",
        gettext("retrieved {day}", day=day(source.retrieved)) if source.retrieved else "",
        gettext_markup("licence {name}", name=outside(source.licence)) if source.licence else "",
        gettext_markup("began with {name}", name=outside(source.origin)) if source.origin else "",
    ]
    return Markup(" · ").join(part for part in parts if part)


def _resting(source: Source, incident: Incident) -> Markup:
    """List the claims that rest on a source, by field."""
    fields = [claim.field for claim in incident.claims if claim.source_id == source.source_id]
    if not fields:
        return gettext_markup("No claim rests on it.")
    each = ((claims_heading(name) or outside(name), fields.count(name)) for name in dict.fromkeys(fields))
    listed = Markup(", ").join(Markup("{} ({})").format(*one) for one in each)
    return ngettext_markup(
        "{n} claim rests on it: {fields}", "{n} claims rest on it: {fields}", len(fields), fields=listed
    )


def _sum(source: Source) -> Markup:
    if not source.sha256:
        return Markup()
    whole = Markup('<details><summary>SHA-256 <code dir="ltr">{}…</code></summary><code dir="ltr">{}</code></details>')
    return whole.format(isolate_text(source.sha256[:_SHORT_SUM]), isolate_text(source.sha256))
