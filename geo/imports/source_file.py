"""A file of incidents that was read: what it is called, where its bytes are, and what was found in it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from geo.errors import Sentence, UnreadableImportError
from geo.imports.whole_records import Source
from geo.readers.records import parquet
from geo.readers.result import Read

Stamp = tuple[int, int]  # bytes, and nanoseconds since 1970 of the last change


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was read.

    Attributes:
        name: what its owner calls it.
        path: where it is.
        content: its incidents, or whole records that are read when they are written.
        stamp: of the file before it was read.
    """

    name: str
    path: Path
    content: Read | Source
    stamp: Stamp

    @classmethod
    def of(cls, path: Path, name: str, content: Read | Source) -> Self:
        """Return a file that was written with what was read, such as an upload: its stamp is taken now."""
        return cls(name, path, content, stamp_of(path))

    @property
    def dataset(self) -> str:
        """The dataset its incidents are of."""
        return self.content.dataset if isinstance(self.content, Read) else self.content.survey.dataset

    @property
    def format(self) -> str:
        """The name of its reader."""
        return self.content.format if isinstance(self.content, Read) else parquet.FORMAT

    @property
    def licence(self) -> str:
        """Licence of the file."""
        return self.content.licence if isinstance(self.content, Read) else parquet.LICENCE

    @property
    def rows(self) -> int:
        """Number of rows, including those set aside."""
        return self.content.rows if isinstance(self.content, Read) else self.content.survey.rows

    def refuse_changed(self) -> None:
        """Raise if the file is not the one that was read.

        Raises:
            UnreadableImportError: it was changed or taken away.
        """
        try:
            same = stamp_of(self.path) == self.stamp
        except OSError:
            same = False
        if not same:
            raise UnreadableImportError(self.name, Sentence("It changed while it was being read. Import it again."))


def stamp_of(path: Path) -> Stamp:
    """Return what changes when a file's content does."""
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns
