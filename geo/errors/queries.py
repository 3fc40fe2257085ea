"""Questions that cannot be answered."""

from collections.abc import Sequence
from typing import Self

from geo.errors.base import GeoError
from geo.errors.sentence import Sentence, quote_excerpt

_MOST = 10  # problems that are named


class UnreadableViewError(GeoError):
    """A query string the API cannot take at its word."""

    def __init__(self, problems: Sequence[str]) -> None:
        more = [f"There are {len(problems) - _MOST} more."] if len(problems) > _MOST else []
        super().__init__(" ".join([*problems[:_MOST], *more]))


class SlowQueryError(GeoError):
    """A question took longer than we let anyone wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            Sentence(
                "This query took longer than {n:g} seconds and was stopped. Narrow the dates or the area and try "
                "again.",
                n=seconds,
            )
        )


class NotFoundError(GeoError):
    """No such incident, or not for this caller: the two are not told apart."""

    def __init__(self, what: str) -> None:
        super().__init__(Sentence("Not found: {what}.", what=what))

    @classmethod
    def incident(cls, incident_id: str) -> Self:
        """There is no incident of this id."""
        return cls(Sentence("incident {id}", id=quote_excerpt(incident_id)))
