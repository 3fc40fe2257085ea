"""Files that are brought in."""

from collections.abc import Sequence

from geo.errors.base import GeoError
from geo.errors.sentence import Sentence


class UnreadableFileError(GeoError):
    """A file is in no format we read."""

    def __init__(self, name: str, tried: Sequence[str]) -> None:
        super().__init__(
            Sentence("{name} is not in a supported format. Supported: {formats}.", name=name, formats=", ".join(tried))
        )


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
        super().__init__(Sentence("{file} was not imported. {reason}", file=file, reason=reason))


class GuardedReadError(UnreadableImportError):
    """The process that reads a file was stopped at one of its limits, or cannot be shut off from the machine."""


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
