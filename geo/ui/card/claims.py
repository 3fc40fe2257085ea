"""Claims of a field one below the other, none merged with another."""

from collections.abc import Sequence

from markupsafe import Markup

from geo.incident import Claim, Incident
from geo.readmodel.claim_rules import Deaths
from geo.ui.card.field_labels import claims_heading
from geo.ui.card.markup import isolate_text, join_markup, lines, outside
from geo.ui.card.toll import gives, rule_words, toll_under_rule
from geo.ui.text.formatting import day, number
from geo.ui.text.translation import gettext, gettext_markup, ngettext
from geo.view import Rule


def markup(incident: Incident, rule: Rule) -> Markup:
    """Return a table for each field that is claimed; empty where nothing is."""
    if not incident.claims:
        return Markup()
    toll, numbers = toll_under_rule(incident, rule), source_numbers(incident)
    names = dict.fromkeys(claim.field for claim in incident.claims)
    tables = (_table(name, [c for c in incident.claims if c.field == name], toll, rule, numbers) for name in names)
    whole = Markup('<section class="card-claims"><h3>{}</h3>{}</section>')
    return whole.format(gettext("Who says what"), join_markup(tables))


def source_numbers(incident: Incident) -> dict[str, int]:
    """Return the number each source stands under on the card."""
    return {source.source_id: number for number, source in enumerate(incident.sources, 1)}


def _table(field: str, claims: Sequence[Claim], toll: Deaths, rule: Rule, numbers: dict[str, int]) -> Markup:
    valued = any(_has_number(claim) for claim in claims)
    rows = join_markup(_row(claim, toll, numbers, valued=valued) for claim in claims)
    said = [differing(claims), _summarise_claims(field, claims, toll, rule)]
    heads = [gettext("Value")] * valued + [
        gettext("Claimed by"),
        gettext("In these words"),
        gettext("Stated"),
        gettext("Source"),
    ]
    head = join_markup(Markup('<th role="columnheader" scope="col">{}</th>').format(each) for each in heads)
    return Markup(
        '<table role="table"{kind}><caption>{caption}</caption>'
        '<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{rows}</tbody></table>'
    ).format(
        kind="" if valued else " class=card-worded",
        caption=join_markup([claims_heading(field) or outside(field), lines(said, "card-quiet")]),
        head=head,
        rows=rows,
    )


def _has_number(claim: Claim) -> bool:
    return (claim.low, claim.high) != (None, None)


def differing(claims: Sequence[Claim]) -> str:
    """Describe the disagreement of a field's claims; empty where there is none."""
    ranges = {(claim.low, claim.high) for claim in claims if _has_number(claim)}
    if len(ranges) > 1:
        return gettext("They disagree: {range} ({who})", range=_range(ranges), who=_claimants(claims))
    if len({claim.text for claim in claims if claim.text}) > 1:
        return gettext("They differ in words ({who})", who=_claimants(claims))
    return ""


def _range(ranges: set[tuple[int | None, int | None]]) -> str:
    """From the least to the most that is claimed, an open side said to be open."""
    lows, highs = [low for low, _ in ranges if low is not None], [high for _, high in ranges if high is not None]
    if len(lows) == len(highs) == len(ranges):
        return number(min(lows), None, max(highs))
    ends = sorted(ranges, key=lambda pair: (pair[0] if pair[0] is not None else pair[1] or 0, pair[1] is None))
    least, most = (number(low, None, high) for low, high in (ends[0], ends[-1]))
    return gettext("from “{least}” to “{most}”", least=least, most=most)


def _claimants(claims: Sequence[Claim]) -> str:
    names = {claim.claimant for claim in claims}
    if None in names:  # nobody can say whether it is one of the others
        return ngettext("{n} claim", "{n} claims", len(claims))
    return ngettext("{n} claimant", "{n} claimants", len(names))


def _summarise_claims(field: str, claims: Sequence[Claim], toll: Deaths, rule: Rule) -> str:
    if field != "deaths" or (rule is Rule.STATED and not differing(claims)):
        return ""
    if rule is not Rule.STATED and not any(gives(claim, toll) for claim in claims):
        return gettext("No claim gives a number: the value shown is the one the record states.")
    return rule_words(rule)


def _row(claim: Claim, toll: Deaths, numbers: dict[str, int], *, valued: bool) -> Markup:
    value = number(claim.low, None, claim.high) if _has_number(claim) else gettext("no number")
    mark = lines([gettext("the value shown")], "card-given") if gives(claim, toll) else ""
    via = gettext_markup("via {teller}", teller=outside(claim.via)) if claim.via else ""
    who = outside(claim.claimant) if claim.claimant else gettext("claimant not named")
    cells = [
        join_markup([who, lines([via], "card-quiet")]),
        _words(claim),
        gettext("stated {day}", day=day(claim.stated_on)),
    ]
    cells = [*cells[:2], cells[2] if claim.stated_on else "", _source(claim, numbers)]
    first = Markup('<th role="rowheader" scope="row">{}{}</th>').format(value, mark) if valued else ""
    return Markup('<tr role="row">{}{}</tr>').format(first, join_markup(map(_cell, cells)))


def _cell(said: str) -> Markup:
    return Markup('<td role="cell" dir="auto">{}</td>').format(said)


def _words(claim: Claim) -> Markup:
    quote = Markup("<q>{}</q>").format(isolate_text(claim.quote)) if claim.quote else ""
    return lines([outside(claim.text) if claim.text else "", quote])


def _source(claim: Claim, numbers: dict[str, int]) -> Markup:
    if claim.source_id is None:
        return Markup()
    at = numbers.get(claim.source_id)
    if at is None:
        return gettext_markup("source {id}, which the record does not list", id=outside(claim.source_id))
    return Markup('<a href="#card-source-{at}">{said}</a>').format(at=at, said=gettext("source {n}", n=at))
