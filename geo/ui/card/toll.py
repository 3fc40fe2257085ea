"""The deaths shown under a view's rule, and which claims give them."""

from geo.incident import Claim, Incident
from geo.readmodel.claim_rules import Deaths, pick
from geo.ui.text.translation import gettext
from geo.view import Rule


def toll_under_rule(incident: Incident, rule: Rule) -> Deaths:
    """Return the toll under a rule; an incident whose claims give no number keeps the coder's, as in every count."""
    stated = Deaths(incident.deaths_low, incident.deaths_best, incident.deaths_high)
    return stated if rule is Rule.STATED else pick(incident.claims, incident.sources, rule.value) or stated


def gives(claim: Claim, toll: Deaths) -> bool:
    """Return whether a claim's numbers are those shown."""
    numbers = (claim.low, claim.high)
    return numbers != (None, None) and claim.field == "deaths" and numbers in {(toll.low, toll.high), (toll.best,) * 2}


def rule_words(rule: Rule) -> str:
    """Return the rule, as a sentence."""
    sentences: dict[Rule, str] = {
        Rule.STATED: gettext("The value shown is the one the record states."),
        Rule.LOWEST: gettext("The value shown is the lowest claimed."),
        Rule.HIGHEST: gettext("The value shown is the highest claimed."),
        Rule.MEDIAN: gettext("The value shown is the median of those claimed."),
        Rule.LATEST: gettext("The value shown is the one claimed last."),
        Rule.ORIGINS: gettext("The value shown is the one with the most independent origins."),
    }
    return sentences[rule]
