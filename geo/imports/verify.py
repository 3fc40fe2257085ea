"""Verification of imported files, the notes beside them, and the kept answers."""

import json
from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path
from typing import Any

from geo.imports.answers import FOLDER as ANSWERS
from geo.imports.answers import NONE, Answers
from geo.imports.originals import CONTENT
from geo.imports.originals import FOLDER as FILES
from geo.incident import Problem

_MISSING = "This imported file is missing."


class MissingFile(Problem):
    """A file that is not there any more, though a note on it is; nothing of what is there is damaged."""


def check(folder: Path) -> Iterator[Problem]:
    """Yield a problem for each file that was damaged or is missing, by its path from the folder's parent."""
    for path, fault in [*_files(folder / FILES), *_answers(folder / ANSWERS)]:
        kind = MissingFile if fault is _MISSING else Problem
        yield kind(None, path.relative_to(folder.parent).as_posix(), fault)


def notes(home: Path) -> list[tuple[Path, dict[str, Any] | None]]:
    """Return the notes beside a kept file, oldest import first; None for one that is damaged."""
    read = [(path, _note(path, home.name)) for path in home.glob("[!.]*.json")]
    return sorted(read, key=lambda each: (each[1] or {}).get("version", 0))


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    for home in sorted(path for path in folder.glob("[!.]*") if path.is_dir()):
        told = notes(home)
        yield from ((path, "This note on an import cannot be read.") for path, note in told if note is None)
        content = home / CONTENT
        try:
            with content.open("rb") as file:
                if file_digest(file, "sha256").hexdigest() != home.name:
                    yield content, "This imported file was changed after it was kept."
        except FileNotFoundError:
            if told:
                yield content, _MISSING
        except OSError:
            yield content, "This imported file cannot be read."


def _answers(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.glob("[!.]*.json")):
        try:
            damaged = Answers.from_json(path.read_text(encoding="utf-8")) == NONE
        except (OSError, UnicodeDecodeError):
            damaged = True
        if damaged:
            yield path, "This note on a dataset's columns cannot be read."


def _note(path: Path, sha256: str) -> dict[str, Any] | None:
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return told if told["sha256"] == sha256 and isinstance(told["version"], int) else None
    except (OSError, ValueError, TypeError, LookupError):
        return None
