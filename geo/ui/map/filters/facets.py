"""Values of the filters, and the number of incidents each choice would leave."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from geo.query.totals.facets import Facets
from geo.view import View

Others = Mapping[str, tuple[str, ...]]  # an actor's other names


@dataclass(frozen=True, slots=True)
class Sidebar:
    """The view on screen, the counts of each filter's values, actors' other names, and the last day of the data."""

    view: View
    facets: Facets
    others: Others
    last_day: date | None


def facet_counts(facets: Facets, name: str) -> dict[str, int]:
    """Return the counts of a filter, by value."""
    return {str(row["value"]): row["count"] for row in facets.get(name, [])}


def with_count(words: str, count: int | None) -> str:
    """Return a choice in a list, and how many it would leave where that was counted."""
    return words if count is None else f"{words} · {count:,}"
