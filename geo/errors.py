"""Everything that can go wrong for a reason the user can mend.

GeoError
├── UnknownVersionError      a link names a data version this store does not have
├── StaleEditError           somebody else revised the incident first
├── DuplicateIdError         one act holds the same incident twice
├── StoreError               the store cannot be opened, or was changed behind our back
├── NoSharedBorderError      two countries do not touch
├── UnknownPlaceError        a boundary nobody ships
├── UnreadableNamesError     a list of names is no text
├── NoGeocoderError          no online geocoder is set
├── GeocoderBusyError        too much was asked of an online geocoder
├── GeocoderTimeoutError     an online geocoder took too long
├── GeocoderUnreachableError no connection to an online geocoder
├── GeocoderRefusedError     an online geocoder says no
├── UnreadableAnswerError    an online geocoder's answer makes no sense
├── KeptAnswersError         the folder of online geocoders' answers cannot be used
├── UnreadableGazetteerError a file cannot be added as a gazetteer
├── UnclearColumnsError      it cannot be told which column of a table is which
├── GazetteerNameError       a name that no added gazetteer can have
├── UnknownGazetteerError    no gazetteer of that name was added
├── AddedGazetteersError     the folder of added gazetteers cannot be used
├── UnreadableFileError      a file is in no format we read
├── UnknownFormatError       a format nobody reads
├── DatasetNameError         a name that no dataset can have
├── UnreadableImportError    a file of incidents cannot be read
├── GuardedReadError         the process that reads a file was stopped, or cannot be shut off
├── KeptFilesError           the folder of imported files cannot be written
├── UnclearTableError        it cannot be told where a table has what an incident needs
├── UnclearDatesError        it cannot be told whether dates are day first or month first
├── LeadsError               a file of leads where incidents are wanted
├── PartOrWholeError         it cannot be told whether a file is a part of its dataset or all of it
├── UnreadableViewError      a query string the API cannot take at its word
├── SlowQueryError           a question took longer than we let anyone wait
└── NotFoundError            no such incident, or not for this caller
"""

import math
from collections.abc import Sequence
from pathlib import Path


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


class UnreadableNamesError(GeoError):
    """A list of names is no text."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file} was not read: {why}. Save it as plain UTF-8 text, a name a line, and try again.")


class NoGeocoderError(GeoError):
    """No online geocoder is set."""

    def __init__(self) -> None:
        super().__init__(
            "No online geocoder is set, and nobody was asked. Set GEO_GEOCODER to one you trust with these names, "
            "such as nominatim:https://geo.example."
        )


class GeocoderBusyError(GeoError):
    """Too much was asked of an online geocoder, by us or by others; `seconds` until it can be, None if unknown."""

    def __init__(self, host: str, seconds: float | None) -> None:
        self.seconds = seconds
        when = "in a minute" if seconds is None else f"in {math.ceil(seconds)} seconds"
        super().__init__(
            f"{host} is being asked too much. That does not mean the place is unknown; nothing was kept. "
            f"Ask again {when}."
        )


class GeocoderTimeoutError(GeoError):
    """An online geocoder took too long."""

    def __init__(self, host: str, seconds: float) -> None:
        super().__init__(
            f"{host} did not answer within {seconds:g} seconds. That does not mean the place is unknown; "
            "nothing was kept. Ask again later."
        )


class GeocoderUnreachableError(GeoError):
    """There is no connection to an online geocoder, or it broke."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"{host} cannot be reached. Nothing was kept; check its address and the network, then ask again."
        )


class GeocoderRefusedError(GeoError):
    """An online geocoder answers with an HTTP status that is no answer."""

    def __init__(self, host: str, status: int) -> None:
        self.status = status
        super().__init__(
            f"{host} answered with HTTP status {status} instead of places. Nothing was kept; check its address, "
            "the key and the contact, or ask again later."
        )


class UnreadableAnswerError(GeoError):
    """An online geocoder's answer makes no sense."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"{host} gave an answer that cannot be read. Nothing was kept; check that a geocoder of the kind "
            "that was set is listening there."
        )


class KeptAnswersError(GeoError):
    """What online geocoders answered cannot be read or written."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"The online geocoders' answers in {path} cannot be read or written. Nothing in it was changed; "
            "make it writable, or move it away to begin anew, which asks everything again."
        )


class UnreadableGazetteerError(GeoError):
    """A file cannot be added as a gazetteer; `reason` is a sentence, or several."""

    def __init__(self, file: str, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{file} was not added. {reason}")


class UnclearColumnsError(GeoError):
    """It cannot be told which column of a table is which; `guesses` are sentences on those that can."""

    def __init__(self, file: str, unclear: Sequence[str], header: Sequence[str], guesses: Sequence[str]) -> None:
        self.guesses = tuple(guesses)
        what = {"lon": "longitude", "lat": "latitude", "others": "other names", "radius_m": "radius"}
        wanted = " and ".join(what.get(field, field) for field in unclear)
        options = " ".join(f"--{field.replace('_', '-')}-column NAME" for field in unclear)
        columns = ", ".join(repr(name[:60]) for name in header[:30])
        super().__init__(
            f"{file} was not added. It is not clear which column has the {wanted}; there are {columns}. "
            f"Say which: {options}."
        )


class GazetteerNameError(GeoError):
    """A name that no added gazetteer can have."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"A gazetteer cannot be called {name[:60]!r}. Nothing was added; give a name of a to z, 0 to 9 and "
            "hyphens, such as --name my-villages."
        )


class UnknownGazetteerError(GeoError):
    """No gazetteer of that name was added."""

    def __init__(self, name: str, added: Sequence[str]) -> None:
        there = f"There are {', '.join(added)}." if added else "None has been added yet."
        super().__init__(f"No gazetteer called {name[:60]!r} was added. {there}")


class AddedGazetteersError(GeoError):
    """The folder of added gazetteers cannot be used; `reason` is a sentence, or several."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"The added gazetteers in {folder} cannot be used. {reason}")


class UnreadableFileError(GeoError):
    """A file is in no format we read."""

    def __init__(self, name: str, tried: Sequence[str]) -> None:
        super().__init__(f"{name} is none of the formats we read: {', '.join(tried)}.")


class UnknownFormatError(GeoError):
    """A format nobody reads."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"There is no format {name[:60]!r}. Nothing was imported; there are {', '.join(known)}.")


class DatasetNameError(GeoError):
    """A name that no dataset can have."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"A dataset cannot be called {name[:60]!r}. Nothing was imported; give a name of a to z, 0 to 9 and "
            "hyphens, such as --dataset my-reports."
        )


class UnreadableImportError(GeoError):
    """A file of incidents cannot be read; `reason` is a sentence, or several."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file} was not imported. {reason}")


class GuardedReadError(UnreadableImportError):
    """The process that reads a file was stopped at one of its limits, or cannot be shut off from the machine."""


class KeptFilesError(GeoError):
    """The folder of imported files cannot be written; `why` is what the system says."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(
            f"The file cannot be kept in {folder}: {why}. Nothing was imported; make room there, or make it writable, "
            "and try again."
        )


class UnclearTableError(GeoError):
    """It cannot be told where a table has what an incident needs: `unclear` fields of ours, columns in `header`."""

    def __init__(self, file: str, unclear: Sequence[str], header: Sequence[str]) -> None:
        self.unclear, self.header = tuple(unclear), tuple(header)
        columns = ", ".join(repr(name[:60]) for name in header[:30])
        options = " ".join(f"--column {field}=NAME" for field in unclear)
        super().__init__(
            f"{file} was not imported. It is not clear which column has the {' and the '.join(unclear)}; "
            f"there are {columns}. Say which: {options}."
        )


class UnclearDatesError(GeoError):
    """It cannot be told whether dates in `column` are day first or month first; `why` shows some of them."""

    def __init__(self, file: str, column: str, why: str) -> None:
        self.column, self.why = column, why
        super().__init__(
            f"{file} was not imported. The dates in {column!r} can be read day first or month first: {why}. "
            "Say which: --dates day-first or --dates month-first."
        )


class LeadsError(GeoError):
    """A file of leads where incidents are wanted."""

    def __init__(self, file: str) -> None:
        super().__init__(
            f"{file} was not imported. It holds leads, which are no incidents; `geo import` keeps them apart, and "
            "`geo leads` lists them."
        )


class PartOrWholeError(GeoError):
    """It cannot be told whether a file is a part of its dataset or all of it: `gone` of `known` would be withdrawn."""

    def __init__(self, files: str, dataset: str, gone: int, known: int) -> None:
        self.gone, self.known = gone, known
        super().__init__(
            f"{gone:,} of the {known:,} incidents the store has of {dataset} are not in {files}. Nothing was imported. "
            "Say --part if it is a part of the dataset: none is withdrawn. "
            f"Say --whole if it is the newest edition of all of it: the {gone:,} are withdrawn, and kept."
        )


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


class UnwritableFileError(GeoError):
    """A file we were told to write cannot be."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} cannot be written: {reason}. Nothing was changed; name another file.")
