"""Interface of a reader: it recognises its files by their beginning, and reads one whole.

A reader is a module of this folder or of one in it, with these five names; `geo.readers.registry` lists them in the
order asked.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from geo.lead import Leads
from geo.readers.result import Read
from geo.settings import file_name


@dataclass(frozen=True, slots=True)
class Opening:
    """Beginning of a file, from which the reader is chosen.

    Attributes:
        path: the file, for its content only: an upload lies under a name of ours.
        name: what the user calls it, for sentences.
        head: its first 64 KiB.
        encoding: as Python calls it, without its mark: "utf-8-sig" or "utf-16".
        text: the decoded first 64 KiB, without byte order mark; it may end inside a line or character. "" where it is
            no text, such as a spreadsheet.
        delimiter: what separates the columns: comma, semicolon, tab or bar.
        header: the cells of the first line, as written but trimmed; one cell where nothing is separated.
        beside: files without incidents that were given together with it, and hold what its incidents link to.
    """

    path: Path
    name: str
    head: bytes = field(repr=False)
    encoding: str
    text: str
    delimiter: str
    header: tuple[str, ...]
    beside: tuple[Path, ...] = ()

    @property
    def folder(self) -> str | None:
        """Name of the folder the user's file is in; None for an upload."""
        return file_name(self.path.absolute().parent) if file_name(self.path) == self.name else None


@dataclass(frozen=True, slots=True)
class Traits:
    """Further properties of a reader.

    Attributes:
        guarded: it hands a file to libraries in C, which a file may be made to break: it reads in a process that is
            shut off.
        told: anybody may have named its files' columns: it takes `columns` and `dates`, which say what they mean.
        looks_up: it looks names of places up in the user's own gazetteers, which it takes as `added`.
        leads: its files hold leads and no incidents.
        beside: what a file holds that goes together with others of its format and has no incidents; None where it has
            some. The reader finds such files in `Opening.beside`.
    """

    guarded: bool = False
    told: bool = False
    looks_up: bool = False
    leads: bool = False
    beside: Callable[[Opening], str | None] | None = None


class Reader(Protocol):
    """The five names of a reader.

    Attributes:
        FORMAT: what `Read.format` and `--format` say: "ucdp".
        READS: what it reads, for the sentence when nobody can: "UCDP GED or Candidate events (CSV)".
        TRAITS: what else is to be known of it.
    """

    FORMAT: str
    READS: str
    TRAITS: Traits

    def fits(self, opening: Opening) -> str | None:
        """Why the file is one of its own, in a sentence; None when it is not."""

    def read(self, opening: Opening, *, dataset: str | None = None, licence: str | None = None) -> Read | Leads:
        """Return the incidents of the file, or its leads; `dataset` and `licence` are the reader's own unless told.

        Raises:
            GeoError: the file cannot be read at all; nothing was.
        """
