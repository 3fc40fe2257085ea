"""What the values of some filters are called: where one chooses them, and as active filters."""

from geo.view.vocabularies import Dates, Match, Only, Rule
from geo.words import marked

DATES = {
    Dates.POSSIBLE.value: marked("may have happened then"),
    Dates.DEFINITE.value: marked("happened then for sure"),
}
MATCH = {Match.ANY.value: marked("any of these"), Match.ALL.value: marked("all of these")}
ALLEGED = {"true": marked("Alleged only"), "false": marked("Established only")}
RULE = {
    Rule.STATED.value: marked("As the coder decided"),
    Rule.LOWEST.value: marked("The lowest claimed"),
    Rule.HIGHEST.value: marked("The highest claimed"),
    Rule.MEDIAN.value: marked("The median of what is claimed"),
    Rule.LATEST.value: marked("What was claimed last"),
    Rule.ORIGINS.value: marked("What most independent origins claim"),
}
RULE_CHIPS = {
    Rule.LOWEST.value: marked("deaths: the lowest claimed"),
    Rule.HIGHEST.value: marked("deaths: the highest claimed"),
    Rule.MEDIAN.value: marked("deaths: the median claimed"),
    Rule.LATEST.value: marked("deaths: claimed last"),
    Rule.ORIGINS.value: marked("deaths: most origins"),
}
ONLY = {
    Only.UNPLACED.value: marked("only what cannot be placed"),
    Only.COARSE.value: marked("only what is known to a province or month"),
    Only.UNDATED.value: marked("only what has no date"),
    Only.DISPUTED.value: marked("only what is disputed"),
}
