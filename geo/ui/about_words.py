"""What the About page says, as Markdown."""

from collections.abc import Iterable, Sequence

from geo.access import Caller
from geo.incident import Verification
from geo.maps.style import DRAWINGS, FILLS
from geo.places.boundaries import label
from geo.query.matching import OPEN_SIDE_DAYS
from geo.ui.about_borders import DISPUTED, Disputed
from geo.ui.text import plain

_CHECKED = {
    Verification.CORROBORATED: "independent sources agree",
    Verification.PARTLY_CORROBORATED: "part of it is borne out by another source",
    Verification.UNVERIFIED: "reported, and not checked",
    Verification.DISPUTED: "sources contradict one another; every claim is kept",
    Verification.DISCOUNTED: "checked, and held to be wrong or misplaced; kept so that it can be recognised",
}
_PATTERNS = {"solid": "full", "half": "half full", "hollow": "empty", "cross": "crossed", "bar": "barred"}

COUNTED = """
- **Match** is all that your filters leave. Every match is either **drawn** or **cannot be placed**: the two add up.
- **Only to province or month** is a part of the matches: known to a district or province, or to a month or year.
- **Undated** has no known day. With days chosen it matches nothing, and is counted beside.
- **Withheld** was published once and may not be shown today. The number does not depend on your filters, so that it
  tells nothing of what is hidden.
- **Deaths** are three sums that are never made one: the lowest, the best and the highest number stated, each with how
  many incidents state it. "At least 20" never becomes 20, and no number is made from none.
"""

DATED = f"""
A date keeps how well it is known: a day, a span of days, a week, a month, a year, or nothing. The day a report was
published is not the day of the event.

- **May have happened then** keeps what could lie in your days. Where a report leaves one side of a span open, that side
  reaches at most {OPEN_SIDE_DAYS} days from the known day: a rule of this filter, not a date in the record.
- **Happened then for sure** keeps only what the report itself places there.
"""

PRIVATE = """
Nothing. The map, its names and its borders come from this server, and your browser asks no other host for anything.
No use is counted or reported. The address of the page holds your filters: whoever gets the link sees them.
"""

ERRORS = """
Tell whoever runs this server. Send the link from *Share*, pinned: it says which record and which version you saw.
Corrections become new versions with an author and a reason, and the old one can still be read.
"""


def precision() -> str:
    """How each precision is drawn, in the legend's words."""
    return "\n".join(f"- {drawing.legend.capitalize()}." for drawing in DRAWINGS.values())


def verification() -> str:
    """How each level is filled and what it means."""
    lines = (f"{FILLS[v].words.capitalize()} ({_PATTERNS[FILLS[v].pattern]}): {_CHECKED[v]}." for v in FILLS)
    return "\n".join(f"- {line}" for line in lines)


def rights(caller: Caller) -> str:
    """Who may see what, and as whom this page is read."""
    you = "all of it, as the one user of this machine" if caller.sees_everything else "what is public"
    return f"""
Everyone may read what is published, under a licence that may be passed on, and no closer than its record allows: where
a position could endanger somebody it is moved to a coarse grid and drawn with a ring that covers where it was. Drafts,
restricted sources and exact positions are for those who work on this server.

You see {you}. A link carries no rights: it shows each reader what that reader may see today.
"""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, its cells shown as written."""
    lines = [head, ["---"] * len(head), *([plain(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def borders() -> str:
    """Where the borders drawn differ from other views."""
    rows = [(each.name, _shown(each), each.others) for each in DISPUTED]
    return table(["Territory", "On this map", "In other views"], rows)


def _shown(each: Disputed) -> str:
    if each.country is None:
        return "not drawn"
    country = label(f"country:{each.country}")
    return f"{country}; its province under {label(f'country:{each.division}')}" if each.division else country


def datasets(facet: Iterable[dict[str, object]]) -> str:
    """The datasets of the store and how many incidents of each the reader may see."""
    rows = [(str(row["value"]), f"{row['count']:,}") for row in facet]
    return table(["Dataset", "Incidents you may see"], rows) if rows else "The store holds nothing you may see."
