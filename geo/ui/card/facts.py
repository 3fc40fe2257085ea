"""The facts of an incident: what, when, where, who, how many, how far it was checked."""

from geo.incident import A_PERSON, Actor, Geocoding, Incident, Role, Workflow
from geo.ui.card.markup import lines, outside
from geo.ui.card.precision import date_sentence, place_sentence
from geo.ui.card.toll import rule_words, shown
from geo.ui.text.format import distance, number, where
from geo.ui.text.labels import TYPES, type_words, verification_words
from geo.ui.text.speech import say
from geo.view import Rule


def markup(incident: Incident, rule: Rule) -> str:
    """All facts, as a list of terms."""
    rows = [
        (say("What"), [_what(incident)]),
        (say("When"), [when_words(incident)]),
        (say("Where"), [outside(where(incident)) + _quiet(place_sentence(incident, outside)) + _generalised(incident)]),
        (say("Who"), [actor(each) for each in incident.actors] or [say("nobody named")]),
        (say("Deaths"), [deaths(incident, rule)]),
        (say("Verification"), [_verification(incident)]),
    ]
    if incident.workflow is not Workflow.PUBLISHED:
        rows.append((say("Stage"), [stage_words(incident.workflow)]))
    if incident.geocoding is not None:
        rows.append((say("Placed by"), [placed_words(incident.geocoding)]))
    return _terms(rows)


def brief(incident: Incident, rule: Rule) -> str:
    """What a caption would say."""
    return _terms(
        [
            (say("When"), [when_words(incident)]),
            (say("Where"), [outside(where(incident)) + _quiet(place_sentence(incident, outside))]),
            (say("Deaths"), [deaths(incident, rule)]),
        ]
    )


def _terms(rows: list[tuple[str, list[str]]]) -> str:
    told = "".join(f"<dt>{term}</dt>" + "".join(f"<dd>{each}</dd>" for each in each_said) for term, each_said in rows)
    return f'<dl class="card-facts">{told}</dl>'


def _quiet(sentence: str) -> str:
    return lines([sentence], "card-quiet")


def _generalised(incident: Incident) -> str:
    """What the public is not told, which editors and the public read alike."""
    if not incident.generalise_m:
        return ""
    return _quiet(
        say(
            "The public sees this place no closer than {distance}, under a title made of type and place: the report's "
            "words and the addresses of its sources are for the team only.",
            distance=distance(incident.generalise_m),
        )
    )


def _what(incident: Incident) -> str:
    kinds = [kind for kind in (incident.event_type, incident.sub_type) if kind]
    return " · ".join(type_words(kind) if kind in TYPES else outside(kind) for kind in kinds) or say("type unknown")


def when_words(incident: Incident) -> str:
    """The date with its precision, and the words of the report."""
    said = f" ({outside(incident.time_text)})" if incident.time_text else ""
    return date_sentence(incident) + said


def actor(each: Actor) -> str:
    """Somebody named, with the role a source gives them."""
    name = outside(each.name)
    established: dict[Role, str] = {
        Role.PERPETRATOR: say("{name} (perpetrator)", name=name),
        Role.TARGET: say("{name} (target)", name=name),
        Role.PARTY: say("{name} (party)", name=name),
        Role.OTHER: say("{name} (other)", name=name),
    }
    alleged: dict[Role, str] = {
        Role.PERPETRATOR: say("{name} (alleged perpetrator)", name=name),
        Role.TARGET: say("{name} (alleged target)", name=name),
        Role.PARTY: say("{name} (alleged party)", name=name),
        Role.OTHER: say("{name} (alleged other)", name=name),
    }
    return (alleged if each.alleged else established)[each.role]


def deaths(incident: Incident, rule: Rule) -> str:
    """The toll under the view's rule, which is said where it is not the record's own."""
    toll = shown(incident, rule)
    return number(toll.low, toll.best, toll.high) + (_quiet(rule_words(rule)) if rule is not Rule.STATED else "")


def _verification(incident: Incident) -> str:
    note = incident.verification_note
    return verification_words()[incident.verification] + (f": {outside(note)}" if note else "")


def placed_words(geocoding: Geocoding) -> str:
    """Say who chose the place and why; of a person who is not named, that it was one."""
    if geocoding.chosen_by == A_PERSON and not geocoding.reason:
        return say("a person, by hand")
    return outside(f"{geocoding.chosen_by}: {geocoding.reason}")


def stage_words(stage: str) -> str:
    """How far the record has come in the house."""
    words: dict[Workflow, str] = {
        Workflow.DRAFT: say("Draft, not published"),
        Workflow.IN_REVIEW: say("In review, not published"),
        Workflow.PUBLISHED: say("Published"),
        Workflow.WITHDRAWN: say("Withdrawn"),
    }
    return words[Workflow(stage)]
