"""A backup's list of contents: of which store and version it is, and each file with its bytes and SHA-256."""

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime

from geo.errors import GeoError

NAME = "manifest.json"
FORMAT = 1

_HASH = r"[0-9a-f]{64}"
_LABEL = r"[a-z0-9][a-z0-9-]{0,99}"
# Every file a backup may hold. What is not named here, such as a secret of the server, is never in one.
_FILES = re.compile(
    r"revisions/_delta_log/[0-9]{20}\.json"
    r"|revisions/[A-Za-z0-9][A-Za-z0-9_.=-]{0,199}\.parquet"
    rf"|imports/files/{_HASH}/content"
    rf"|imports/files/{_HASH}/[0-9]{{1,10}}-[A-Za-z0-9_-]{{1,60}}\.json"
    r"|imports/answers/[0-9a-f]{32}\.json"
    rf"|leads/{_HASH}\.parquet"
    rf"|gazetteers/{_LABEL}/[0-9]{{1,10}}/(?:about\.json|places\.parquet|names\.parquet|loose_names\.parquet)"
    r"|geocoder/answers\.sqlite",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a backup, by its path in the store."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Content of a backup: the store at `version`, proved by `link` (None: no act yet).

    `damaged` are sentences on what was damaged already when it was made; those of an earlier day have none.
    """

    version: int
    link: str | None
    made_on: datetime
    files: tuple[Member, ...]
    damaged: tuple[str, ...] = ()

    def to_json(self) -> str:
        """As it stands in the backup."""
        told = {"format": FORMAT} | asdict(self) | {"made_on": self.made_on.isoformat(timespec="seconds")}
        return json.dumps(told, ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: bytes) -> "Manifest":
        """Return the manifest in a text.

        Raises:
            ValueError, TypeError, KeyError, OverflowError: there is none.
            GeoError: it is of a later format.
        """
        told = json.loads(text)
        if told.pop("format") != FORMAT:
            sentence = "The backup was made by a newer Incident Atlas. Nothing was restored; update this one first."
            raise GeoError(sentence)
        files = tuple(Member(str(file["path"]), int(file["bytes"]), str(file["sha256"])) for file in told["files"])
        link = None if told["link"] is None else str(told["link"])
        damaged = tuple(map(str, told.get("damaged", ())))
        return cls(int(told["version"]), link, datetime.fromisoformat(told["made_on"]), files, damaged)


def belongs(path: str) -> bool:
    """Return whether a backup may contain a file of this path."""
    return _FILES.fullmatch(path) is not None
