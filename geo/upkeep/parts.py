"""The parts of a store's folder, and how each is checked."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from geo.imports import verify as imports
from geo.incident import Problem
from geo.places.gazetteer.added import verify as gazetteers
from geo.places.geocoder.online import verify as answers
from geo.readmodel.snapshots import verify as kept_check
from geo.settings import Settings
from geo.store.delta import NAME, local_folder
from geo.store.verify import leads
from geo.store.verify.verify import verify


class Part(StrEnum):
    """A part of what a server reads, by what it is called."""

    REVISIONS = "revisions"
    READ_MODEL = "read model"
    IMPORTS = "imported files"
    LEADS = "leads"
    GAZETTEERS = "added gazetteers"
    ANSWERS = "geocoders' answers"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was written: which file, by its path in the store, what is wrong, what to do.

    `version` is that of the act concerned, where it is known; `missing` tells a kept file that is only gone from one
    that is damaged.
    """

    part: Part
    file: str
    version: int | None
    message: str
    todo: str
    missing: bool = False

    def __str__(self) -> str:
        """Return the file and its fault."""
        return f"{self.file}: {self.message}"


Check = Callable[[], Iterable[Problem]]

# An act of a few thousand incidents fits into less.
_LITTLE = 16 * 2**20

_AGAIN = "`geo repair --yes` sets it aside."
_REPAIR = "`geo repair` says what can be done."
_NOWHERE = "Bring the folder back, name another in GEO_STORE, or restore a backup: `geo restore BACKUP FOLDER`."


def beside(settings: Settings) -> Path:
    """Return the folder of what is kept beside the revisions."""
    return settings.imports.parent


def checks(settings: Settings) -> dict[Part, Check]:
    """Return the check of each part: read-only, except that SQLite rolls back an interrupted write."""
    return {
        Part.REVISIONS: lambda: verify(settings.store),
        Part.READ_MODEL: lambda: _read_model(settings.store),
        Part.IMPORTS: lambda: imports.check(settings.imports),
        Part.LEADS: lambda: leads.check(settings.leads),
        Part.GAZETTEERS: lambda: gazetteers.check(settings.gazetteers),
        Part.ANSWERS: lambda: answers.check(settings.answers),
    }


def check(settings: Settings) -> list[Finding]:
    """Everything the server reads that is not as it was written; empty when all is."""
    return [finding for part, each in checks(settings).items() for finding in findings(part, each())]


def findings(part: Part, problems: Iterable[Problem]) -> Iterator[Finding]:
    """Yield the problems of a part, with what to do."""
    for problem in problems:
        todo = _NOWHERE if problem.field == NAME else _AGAIN if part is Part.READ_MODEL else _REPAIR
        missing = isinstance(problem, imports.MissingFile)
        yield Finding(part, problem.field, problem.row, problem.message, todo, missing)


def notes(settings: Settings) -> list[str]:
    """Return obstacles to writing other than damage."""
    table = local_folder(settings.store)
    return [] if table is None or not table.exists() else list(_obstacles(table.parent))


def _read_model(location: str) -> list[Problem]:
    table = local_folder(location)
    if table is None or not table.exists():
        return []  # looking at it would make a store
    return kept_check.check(location)


def _obstacles(folder: Path) -> Iterator[str]:
    if not os.access(folder, os.W_OK):
        yield "The store's folder cannot be written; it can only be read."
    free = shutil.disk_usage(folder).free
    if free < _LITTLE:
        yield f"The store's disk is nearly full: {free / 2**20:.1f} MiB are free."
