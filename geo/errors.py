"""Everything that can go wrong for a reason the user can mend.

GeoError
├── UnknownVersionError      a link names a data version this store does not have
├── StaleEditError           somebody else revised the incident first
├── DuplicateIdError         one act holds the same incident twice
├── StoreError               the store cannot be opened, or was changed behind our back
├── NoSharedBorderError      two countries do not touch
├── UnknownPlaceError        a boundary nobody ships
├── UnreadableFileError      a file is in no format we read
├── UnreadableViewError      a query string the API cannot take at its word
├── SlowQueryError           a question took longer than we let anyone wait
└── NotFoundError            no such incident, or not for this caller
"""

from collections.abc import Sequence


class GeoError(Exception):
    """A sentence for the user: what happened, what was kept, what to do."""


class UnknownVersionError(GeoError):
    """A link names a data version this store does not have."""

    def __init__(self, asked: str) -> None:
        super().__init__(f"This store has no version {asked!r}. Open the live data, or ask who sent the link.")


class StaleEditError(GeoError):
    """Somebody else revised the incident first."""

    def __init__(self, incident_id: str, by: str, changed: Sequence[str]) -> None:
        self.incident_id, self.by, self.changed = incident_id, by, tuple(changed)
        what = ", ".join(changed) or "nothing you can see"
        super().__init__(
            f"{incident_id} was revised by {by} in the meantime ({what}). "
            "Your edit was not saved; look at the change and try again."
        )


class DuplicateIdError(GeoError):
    """One act holds the same incident twice."""

    def __init__(self, incident_id: str) -> None:
        super().__init__(f"{incident_id} stands twice in one act. Nothing was saved; keep one of them.")


class StoreError(GeoError):
    """The store cannot be opened, or was changed behind our back."""


class NoSharedBorderError(GeoError):
    """Two countries do not touch."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} and {second} share no land border in the shipped boundaries.")


class UnknownPlaceError(GeoError):
    """A boundary nobody ships."""

    def __init__(self, name: str) -> None:
        super().__init__(f"No boundary named {name!r} is shipped.")


class UnreadableFileError(GeoError):
    """A file is in no format we read."""

    def __init__(self, name: str, tried: Sequence[str]) -> None:
        super().__init__(f"{name} is none of the formats we read: {', '.join(tried)}.")


class UnreadableViewError(GeoError):
    """A query string the API cannot take at its word."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))


class SlowQueryError(GeoError):
    """A question took longer than we let anyone wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"This question took longer than {seconds:g} seconds and was stopped. "
            "Narrow the days or the place and ask again."
        )


class NotFoundError(GeoError):
    """No such incident, or not for this caller: the two are not told apart."""

    def __init__(self, what: str) -> None:
        super().__init__(f"There is no {what} here.")
