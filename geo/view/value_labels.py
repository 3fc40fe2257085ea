"""Labels of some filters' values, for choices and active filters."""

from geo.view.vocabularies import Dates, Match, Only, Rule
from geo.words import N_

DATES = {
    Dates.POSSIBLE.value: N_("may have happened then"),
    Dates.DEFINITE.value: N_("happened then for sure"),
}
MATCH = {Match.ANY.value: N_("any of these"), Match.ALL.value: N_("all of these")}
ALLEGED = {"true": N_("Alleged only"), "false": N_("Established only")}
RULE = {
    Rule.STATED.value: N_("As the coder decided"),
    Rule.LOWEST.value: N_("The lowest claimed"),
    Rule.HIGHEST.value: N_("The highest claimed"),
    Rule.MEDIAN.value: N_("The median of what is claimed"),
    Rule.LATEST.value: N_("What was claimed last"),
    Rule.ORIGINS.value: N_("What most independent origins claim"),
}
RULE_CHIPS = {
    Rule.LOWEST.value: N_("deaths: the lowest claimed"),
    Rule.HIGHEST.value: N_("deaths: the highest claimed"),
    Rule.MEDIAN.value: N_("deaths: the median claimed"),
    Rule.LATEST.value: N_("deaths: claimed last"),
    Rule.ORIGINS.value: N_("deaths: most origins"),
}
ONLY = {
    Only.UNPLACED.value: N_("only what cannot be placed"),
    Only.COARSE.value: N_("only what is known to a province or month"),
    Only.UNDATED.value: N_("only what has no date"),
    Only.DISPUTED.value: N_("only what is disputed"),
}
