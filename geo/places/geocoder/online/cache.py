"""Permanent cache of services' answers: service, question, time, licence.

One SQLite file. A file that cannot be read is left as it is and said to be so, never replaced: it is also the record
of what a third party was told, and a new one would have everything asked again.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from geo.errors import KeptAnswersError
from geo.places.geocoder.online.search_terms import Question

FILE = "answers.sqlite"

# Others write for milliseconds; waiting so long means a broken file system.
_PATIENCE_S = 10.0
_TABLE = """
    CREATE TABLE IF NOT EXISTS answers (
        kind TEXT NOT NULL, url TEXT NOT NULL, key TEXT NOT NULL, country TEXT NOT NULL,
        name TEXT NOT NULL, asked_at TEXT NOT NULL, licence TEXT NOT NULL, answer TEXT NOT NULL,
        PRIMARY KEY (kind, url, key, country)
    )
"""
_FIND = "SELECT asked_at, licence, answer FROM answers WHERE kind = ? AND url = ? AND key = ? AND country = ?"
_KEEP = "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer: when it was asked for (UTC), under which licence it came, and its text as it was sent."""

    asked_at: datetime
    licence: str
    answer: str


def find(folder: Path, question: Question) -> Kept | None:
    """Return the answer kept to a question, if any.

    Raises:
        KeptAnswersError: the file cannot be read.
    """
    if not (folder / FILE).exists():
        return None
    with _open(folder) as file:
        row = file.execute(_FIND, _key(question)).fetchone()
        return Kept(datetime.fromisoformat(row[0]), row[1], row[2]) if row else None


def keep(folder: Path, question: Question, kept: Kept) -> None:
    """Keep an answer.

    Args:
        folder: made when there is none.
        question: what was asked, and whom.
        kept: what came back.

    Raises:
        KeptAnswersError: the file cannot be read or written.
    """
    with _open(folder) as file:
        values = (question.name, kept.asked_at.isoformat(), kept.licence, kept.answer)
        file.execute(_KEEP, (*_key(question), *values))


def fill(folder: Path, rows: Iterable[Sequence[str]]) -> None:
    """Keep whole rows, in the order of the table's columns.

    Raises:
        KeptAnswersError: the file cannot be read or written.
    """
    with _open(folder) as file:
        file.executemany(_KEEP, rows)


def _key(question: Question) -> tuple[str, str, str, str]:
    return (question.service.kind, question.service.url, question.key, question.country or "")


@contextmanager
def _open(folder: Path) -> Iterator[sqlite3.Connection]:
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=_PATIENCE_S, isolation_level=None)) as file:
            file.execute(_TABLE)
            yield file
    except (sqlite3.Error, OSError, ValueError) as error:
        raise KeptAnswersError(str(path)) from error
