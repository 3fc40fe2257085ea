"""Content of the About page, as Markdown."""

from collections.abc import Iterable, Sequence

from geo.access import Caller
from geo.incident import Verification
from geo.maps.style import DRAWINGS, FILLS
from geo.query.engine.matching import OPEN_SIDE_DAYS
from geo.query.totals.actors import ValueCount
from geo.ui.about.borders import DISPUTED, Disputed
from geo.ui.text.format import plain
from geo.ui.text.labels import country_words
from geo.ui.text.speech import gettext
from geo.words import N_

_CHECKED = {
    Verification.CORROBORATED: N_("independent sources agree"),
    Verification.PARTLY_CORROBORATED: N_("part of it is borne out by another source"),
    Verification.UNVERIFIED: N_("reported, and not checked"),
    Verification.DISPUTED: N_("sources contradict one another; every claim is kept"),
    Verification.DISCOUNTED: N_("checked, and held to be wrong or misplaced; kept so that it can be recognised"),
}
_PATTERNS = {
    "solid": N_("full"),
    "half": N_("half full"),
    "hollow": N_("empty"),
    "cross": N_("crossed"),
    "bar": N_("barred"),
}

_COUNTED = (
    N_(
        "**Match** is all that your filters leave. Every match is either **drawn** or **cannot be placed**: the two "
        "add up."
    ),
    N_(
        "**Only to province or month** is a part of the matches: known to a district or province, or to a month or "
        "year."
    ),
    N_("**Undated** has no known day. With days chosen it matches nothing, and is counted beside."),
    N_(
        "**Withheld** was published once and may not be shown today. The number does not depend on your filters, so "
        "that it tells nothing of what is hidden."
    ),
    N_(
        "**Deaths** are three sums that are never made one: the lowest, the best and the highest number stated, each "
        'with how many incidents state it. "At least 20" never becomes 20, and no number is made from none.'
    ),
)


def describe_counts() -> str:
    """Describe the counts."""
    return "\n".join(f"- {sentence}" for sentence in map(gettext, _COUNTED))


def describe_dates() -> str:
    """Describe how dates match the days chosen."""
    known = gettext(
        "A date keeps how well it is known: a day, a span of days, a week, a month, a year, or nothing. The day a "
        "report was published is not the day of the event."
    )
    possible = gettext(
        "**May have happened then** keeps what could lie in your days. Where a report leaves one side of a span open, "
        "that side reaches at most {days} days from the known day: a rule of this filter, not a date in the record.",
        days=OPEN_SIDE_DAYS,
    )
    definite = gettext("**Happened then for sure** keeps only what the report itself places there.")
    return f"{known}\n\n- {possible}\n- {definite}"


def private() -> str:
    """Describe the data that leave the machine."""
    return gettext(
        "Nothing, unless you choose an online map in the map's layers: it says first who will see what. All else, the "
        "map, its names and its borders, comes from this server, and your browser asks no other host for anything. No "
        "use is counted or reported. The address of the page holds your filters: whoever gets the link sees them."
    )


def errors() -> str:
    """Describe what to do when something is wrong."""
    return gettext(
        "Tell whoever runs this server. Send the link from *Share*, pinned: it says which record and which version you "
        "saw. Corrections become new versions with an author and a reason, and the old one can still be read."
    )


def precision() -> str:
    """Describe how each precision is drawn, in the legend's words."""
    legend = (gettext(drawing.legend).capitalize() for drawing in DRAWINGS.values())
    return "\n".join(f"- {words}." for words in legend)


def verification() -> str:
    """Describe the fill and meaning of each level."""
    return "\n".join(f"- {_describe_verification(level)}" for level in FILLS)


def _describe_verification(level: Verification) -> str:
    fill = FILLS[level]
    return gettext(
        "{level} ({filled}): {meaning}.",
        level=gettext(fill.words).capitalize(),
        filled=gettext(_PATTERNS[fill.pattern]),
        meaning=gettext(_CHECKED[level]),
    )


def rights(caller: Caller) -> str:
    """Describe the rights of each role, and the reader's own."""
    everyone = gettext(
        "Everyone may read what is published, under a licence that may be passed on, and no closer than its record "
        "allows: where a position could endanger somebody it is moved to a coarse grid and drawn with a ring that "
        "covers where it was. Of such a record they read the type, days, actors and tolls, and no words of the report. "
        "Drafts, restricted sources, exact positions, and who changed a record and why are for those who work on this "
        "server."
    )
    if caller.sees_everything:
        you = gettext(
            "You see all of it, as the one user of this machine. A link carries no rights: it shows each reader what "
            "that reader may see today."
        )
    else:
        you = gettext(
            "You see what is public. A link carries no rights: it shows each reader what that reader may see today."
        )
    return f"{everyone}\n\n{you}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table, its cells shown as written."""
    lines = [head, ["---"] * len(head), *([plain(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def borders() -> str:
    """Describe where the borders drawn differ from other views."""
    rows = [(gettext(each.name), _describe_dispute(each), gettext(each.others)) for each in DISPUTED]
    return table([gettext("Territory"), gettext("On this map"), gettext("In other views")], rows)


def _describe_dispute(each: Disputed) -> str:
    if each.country is None:
        return gettext("not drawn")
    country = country_words(each.country)
    if not each.division:
        return country
    return gettext("{country}; its province under {other}", country=country, other=country_words(each.division))


def datasets(facet: Iterable[ValueCount]) -> str:
    """Return the datasets of the store and how many incidents of each the reader may see."""
    rows = [(str(row["value"]), f"{row['count']:,}") for row in facet]
    if not rows:
        return gettext("The store holds nothing you may see.")
    return table([gettext("Dataset"), gettext("Incidents you may see")], rows)
