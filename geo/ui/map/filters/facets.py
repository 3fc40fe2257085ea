"""How many each choice of the sidebar would leave."""

from collections.abc import Mapping
from typing import Any

Facets = dict[str, list[dict[str, Any]]]
Others = Mapping[str, tuple[str, ...]]  # an actor's other names


def counted(facets: Facets, name: str) -> dict[str, int]:
    """The counts of a filter, by value."""
    return {str(row["value"]): row["count"] for row in facets.get(name, [])}


def with_count(words: str, count: int | None) -> str:
    """A choice in a list, and how many it would leave where that was counted."""
    return words if count is None else f"{words} · {count:,}"
