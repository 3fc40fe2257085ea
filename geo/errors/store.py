"""Errors of the store, its versions, and the files beside it."""

from collections.abc import Sequence
from pathlib import Path

from geo.errors.base import GeoError
from geo.errors.sentence import Internal, Sentence, quote_excerpt


def folder_named(path: str) -> Internal:
    """Return a folder as a sentence names it: by its path to those who keep the store only."""
    return Internal(path, Sentence("its folder"))


_SHOWN = 100


class UnknownVersionError(GeoError):
    """A link names a data version this store does not have."""

    def __init__(self, asked: str) -> None:
        super().__init__(
            Sentence(
                "This store has no version {asked}. Open the live data, or ask whoever sent the link.",
                asked=quote_excerpt(asked),
            )
        )


class VersionPendingError(GeoError):
    """A version of the store that there are no answers of yet."""

    def __init__(self, version: int) -> None:
        super().__init__(
            Sentence(
                "Data version {version} is not available: it is still loading, or cannot be read. Try again in a "
                "moment, or open the live data.",
                version=version,
            )
        )


class NotAllowedError(GeoError):
    """The caller may not write, or not keep the store."""


class StaleEditError(GeoError):
    """Somebody else revised the incident first."""

    def __init__(self, incident_id: str, by: str, changed: Sequence[str]) -> None:
        self.incident_id, self.by, self.changed = incident_id, by, tuple(changed)
        super().__init__(
            Sentence(
                "{incident} was changed by {by} in the meantime ({what}). Your edit was not saved; review the "
                "change and try again.",
                incident=incident_id,
                by=by,
                what=", ".join(changed) or Sentence("nothing you can see"),
            )
        )


class RecordLimitError(GeoError):
    """A record says what none may, such as a negative number of deaths; `geo.limits` has the limits."""

    def __init__(self, incident_id: str | None, field: str, wrong: str, value: str | None) -> None:
        self.incident_id, self.field = incident_id, field
        super().__init__(
            Sentence(
                "{incident} cannot be saved: its {field} {wrong} ({value}). Nothing was saved; correct it, or leave "
                "it empty.",
                incident=incident_id or Sentence("An incident without an id"),
                field=field,
                wrong=wrong,
                value=Sentence("nothing") if value is None else value[:_SHOWN],
            )
        )


class DuplicateIdError(GeoError):
    """One act holds the same incident twice."""

    def __init__(self, incident_id: str) -> None:
        super().__init__(
            Sentence(
                "{incident} occurs twice in one change. Nothing was saved; remove one of them.", incident=incident_id
            )
        )


class StoreError(GeoError):
    """The store cannot be opened, or was changed behind our back."""


class NewerStoreError(StoreError):
    """The store was written by a newer edition than this one."""

    def __init__(self, location: str) -> None:
        super().__init__(
            Sentence(
                "The store in {location} was written by a newer version of Incident Atlas. Nothing was changed; "
                "update Incident Atlas, then open the store again.",
                location=folder_named(location),
            )
        )


class RebuildingError(StoreError):
    """The read model was found damaged, and is made again."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "The query tables are damaged and are being rebuilt from the store. No data is lost; try again in "
                "a moment."
            )
        )


class KeptFilesError(GeoError):
    """The folder of imported files cannot be written; `why` is a part of a sentence."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(
            Sentence(
                "The file cannot be saved in {folder}: {why}. Nothing was imported; free some space or make the "
                "folder writable, and try again.",
                folder=folder_named(str(folder)),
                why=why,
            )
        )


class UnwritableFileError(GeoError):
    """A file we were told to write cannot be."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} cannot be written: {reason}. Nothing was changed; name another file.")
