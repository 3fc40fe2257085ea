"""Content of the About page, as Markdown."""

from collections.abc import Iterable, Sequence

from geo.access import Caller
from geo.incident import Verification
from geo.maps.style import DRAWINGS, FILLS
from geo.query.engine.view_filter import OPEN_SIDE_DAYS
from geo.query.totals.actors import ValueCount
from geo.ui.about.borders import DISPUTED, Disputed
from geo.ui.text.formatting import translate_or_escape
from geo.ui.text.labels import country_words
from geo.ui.text.translation import gettext
from geo.words import N_

_CHECKED = {
    Verification.CORROBORATED: N_("independent sources agree"),
    Verification.PARTLY_CORROBORATED: N_("partly confirmed by another source"),
    Verification.UNVERIFIED: N_("reported, not checked"),
    Verification.DISPUTED: N_("sources contradict each other; all claims are kept"),
    Verification.DISCOUNTED: N_("checked and found to be wrong or misplaced; kept so that it can be recognised"),
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
        "**Match** counts all incidents that pass your filters. Each of them is either **drawn** or **cannot be "
        "placed**, so the two add up to all matches."
    ),
    N_(
        "**Only to province or month** counts matches whose place is known only to a district or province, or "
        "whose date is known only to a month or year."
    ),
    N_(
        "**Undated** incidents have no known day. When days are selected, they do not match and are counted separately."
    ),
    N_(
        "**Withheld** incidents were published earlier and are not shown today. The number does not depend on your "
        "filters, so it reveals nothing about them."
    ),
    N_(
        "**Deaths** are three separate sums: the lowest, the best and the highest number reported, each with the "
        'number of incidents that report it. "At least 20" is never counted as 20, and a missing number is never '
        "estimated."
    ),
)


def describe_counts() -> str:
    """Describe the counts."""
    return "\n".join(f"- {sentence}" for sentence in map(gettext, _COUNTED))


def describe_dates() -> str:
    """Describe how dates match the days chosen."""
    known = gettext(
        "Each date has a precision: a day, a range of days, a week, a month, a year, or unknown. The day a report "
        "was published is not used as the day of the event."
    )
    possible = gettext(
        "**May have happened then** shows incidents that could lie within the selected days. Where a report leaves "
        "one end of a date range open, the range extends at most {days} days from the known day: a rule of this "
        "filter, not a date in the record.",
        days=OPEN_SIDE_DAYS,
    )
    definite = gettext(
        "**Happened then for sure** shows only incidents whose report places them entirely within the selected days."
    )
    return f"{known}\n\n- {possible}\n- {definite}"


def private() -> str:
    """Describe the data that leave the machine."""
    return gettext(
        "Nothing, unless you choose an online base map in the map's layers, where you are told first who receives "
        "what. Everything else, including the map, place names and borders, comes from this server; your browser "
        "contacts no other host. Usage is not tracked. The page address contains your filters: anyone who has the "
        "link can see them."
    )


def errors() -> str:
    """Describe what to do when something is wrong."""
    return gettext(
        "Contact whoever runs this server and send the pinned link from *Share*: it identifies the incident and "
        "the version you saw. A correction becomes a new version with an author and a reason; the earlier version "
        "stays readable."
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
        "Everyone can see published incidents whose licence allows sharing, no more precisely than their record "
        "allows: where an exact position could endanger someone, it is moved to a coarse grid and drawn as a ring "
        "that covers the true position. Of such an incident, only the type, dates, actors and death tolls are "
        "public, not the text of the report. Drafts, restricted sources, exact positions, and who changed an "
        "incident and why are visible only to the team."
    )
    if caller.sees_everything:
        you = gettext(
            "You can see everything, as the user of this machine. A link grants no access: each reader sees only "
            "what they may see today."
        )
    else:
        you = gettext(
            "You can see public incidents. A link grants no access: each reader sees only what they may see today."
        )
    return f"{everyone}\n\n{you}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table: sentences of ours translated, all other cells shown as written."""
    lines = [head, ["---"] * len(head), *([translate_or_escape(cell) for cell in row] for row in rows)]
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
        return gettext("The store contains no incidents that you can see.")
    return table([gettext("Dataset"), gettext("Incidents you can see")], rows)
