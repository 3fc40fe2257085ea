"""The facts of an incident: what, when, where, who, how many, how far it was checked."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from geo.incident import A_PERSON, Actor, Geocoding, Incident, Role, Workflow
from geo.ui.card.markup import join_markup, lines, outside
from geo.ui.card.precision import date_sentence, place_sentence
from geo.ui.card.toll import rule_words, toll_under_rule
from geo.ui.text.formatting import distance, number, where
from geo.ui.text.labels import TYPES, type_words, verification_words
from geo.ui.text.translation import gettext, gettext_markup
from geo.view import Rule

_Term = tuple[str, Sequence[str]]  # what it is, and what is said of it: markup, or text that is escaped


def markup(incident: Incident, rule: Rule) -> Markup:
    """All facts, as a list of terms."""
    rows: list[_Term] = [
        (gettext("What"), [_what(incident)]),
        (gettext("When"), [when_words(incident)]),
        (gettext("Where"), [_where(incident) + _generalisation_note(incident)]),
        (gettext("Who"), [actor(each) for each in incident.actors] or [gettext("nobody named")]),
        (gettext("Deaths"), [deaths(incident, rule)]),
        (gettext("Verification"), [_verification(incident)]),
    ]
    if incident.workflow is not Workflow.PUBLISHED:
        rows.append((gettext("Stage"), [stage_words(incident.workflow)]))
    if incident.geocoding is not None:
        rows.append((gettext("Placed by"), [placed_words(incident.geocoding)]))
    return _terms(rows)


def brief(incident: Incident, rule: Rule) -> Markup:
    """Return the facts of a caption."""
    return _terms(
        [
            (gettext("When"), [when_words(incident)]),
            (gettext("Where"), [_where(incident)]),
            (gettext("Deaths"), [deaths(incident, rule)]),
        ]
    )


def _terms(rows: Iterable[_Term]) -> Markup:
    told = join_markup(
        Markup("<dt>{}</dt>{}").format(term, join_markup(Markup("<dd>{}</dd>").format(each) for each in said))
        for term, said in rows
    )
    return Markup('<dl class="card-facts">{}</dl>').format(told)


def _where(incident: Incident) -> Markup:
    return outside(where(incident)) + _quiet(place_sentence(incident, outside, gettext_markup))


def _quiet(sentence: str) -> Markup:
    return lines([sentence], "card-quiet")


def _generalisation_note(incident: Incident) -> Markup:
    """Describe the details withheld from the public, for editors and the public alike."""
    if not incident.generalise_m:
        return Markup()
    return _quiet(
        gettext(
            "The public sees this place no closer than {distance}, under a title made of type and place: the report's "
            "words and the addresses of its sources are for the team only.",
            distance=distance(incident.generalise_m),
        )
    )


def _what(incident: Incident) -> Markup:
    kinds = [kind for kind in (incident.event_type, incident.sub_type) if kind]
    said = Markup(" · ").join(type_words(kind) if kind in TYPES else outside(kind) for kind in kinds)
    return said or gettext_markup("type unknown")


def when_words(incident: Incident) -> Markup:
    """Return the date with its precision, and the words of the report."""
    said = Markup(" ({})").format(outside(incident.time_text)) if incident.time_text else ""
    return join_markup([date_sentence(incident), said])


def actor(each: Actor) -> Markup:
    """Somebody named, with the role a source gives them."""
    name = outside(each.name)
    established: dict[Role, Markup] = {
        Role.PERPETRATOR: gettext_markup("{name} (perpetrator)", name=name),
        Role.TARGET: gettext_markup("{name} (target)", name=name),
        Role.PARTY: gettext_markup("{name} (party)", name=name),
        Role.OTHER: gettext_markup("{name} (other)", name=name),
    }
    alleged: dict[Role, Markup] = {
        Role.PERPETRATOR: gettext_markup("{name} (alleged perpetrator)", name=name),
        Role.TARGET: gettext_markup("{name} (alleged target)", name=name),
        Role.PARTY: gettext_markup("{name} (alleged party)", name=name),
        Role.OTHER: gettext_markup("{name} (alleged other)", name=name),
    }
    return (alleged if each.alleged else established)[each.role]


def deaths(incident: Incident, rule: Rule) -> Markup:
    """Return the toll under the view's rule, which is said where it is not the record's own."""
    toll = toll_under_rule(incident, rule)
    by = _quiet(rule_words(rule)) if rule is not Rule.STATED else ""
    return join_markup([number(toll.low, toll.best, toll.high), by])


def _verification(incident: Incident) -> Markup:
    note = incident.verification_note
    return join_markup([verification_words()[incident.verification], *([": ", outside(note)] if note else [])])


def placed_words(geocoding: Geocoding) -> Markup:
    """Say who chose the place and why; of a person who is not named, that it was one."""
    if geocoding.chosen_by == A_PERSON and not geocoding.reason:
        return gettext_markup("a person, by hand")
    return outside(f"{geocoding.chosen_by}: {geocoding.reason}")


def stage_words(stage: str) -> str:
    """Return the name of an editorial stage."""
    words: dict[Workflow, str] = {
        Workflow.DRAFT: gettext("Draft, not published"),
        Workflow.IN_REVIEW: gettext("In review, not published"),
        Workflow.PUBLISHED: gettext("Published"),
        Workflow.WITHDRAWN: gettext("Withdrawn"),
    }
    return words[Workflow(stage)]
