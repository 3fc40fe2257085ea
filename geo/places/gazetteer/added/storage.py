"""The shelf: which gazetteers were added, kept as `<folder>/<name>/<version>/`.

A version is never changed. Adding a name again makes its next version, which is the one looked up; the older ones
stay until the name is removed. A folder that begins with a dot is an addition or a removal that was not finished.
"""

import json
import shutil
import tempfile
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from geo.access import Caller, require_editor
from geo.errors import AddedGazetteersError, UnknownGazetteerError

PLACES, NAMES, LOOSE, ABOUT = "places.parquet", "names.parquet", "loose_names.parquet", "about.json"


@dataclass(frozen=True, slots=True)
class AddedGazetteer:
    """A gazetteer on the shelf.

    `source` is the name of the file it was read from, `sha256` that file's; `digest` changes whenever what is looked
    up does; `rules` are those of the spelling its names were folded by.
    """

    name: str
    version: int
    licence: str
    source: str
    sha256: str
    rows: int
    added_on: datetime
    digest: str
    rules: str

    @property
    def label(self) -> str:
        """Name in the record of a geocoding: "sy.1-0a1b2c3d"."""
        return f"{self.name}.{self.version}-{self.digest}"

    def to_json(self) -> str:
        """As `about.json` has it."""
        return json.dumps(asdict(self) | {"added_on": self.added_on.isoformat()}, ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> "AddedGazetteer":
        """Return the gazetteer of an `about.json`.

        Raises:
            ValueError, TypeError, KeyError: the text is none.
        """
        told = json.loads(text)
        return cls(**told | {"added_on": datetime.fromisoformat(told["added_on"])})


def list_gazetteers(folder: Path) -> list[AddedGazetteer]:
    """Return the newest version of each gazetteer in `folder`, by name; none when there is no such folder.

    Raises:
        AddedGazetteersError: one of them is damaged.
    """
    return [_about(versions(folder, name)[-1]) for name in _names(folder)]


def delete_gazetteer(folder: Path, name: str, caller: Caller) -> AddedGazetteer:
    """Delete an added gazetteer with all its versions; return the newest.

    Raises:
        NotAllowedError: the caller may not write.
        UnknownGazetteerError: there is none of that name.
        AddedGazetteersError: it cannot be removed.
    """
    require_editor(caller)
    if name not in _names(folder):
        raise UnknownGazetteerError(name, _names(folder))
    last = _about(versions(folder, name)[-1])
    try:
        # One renaming takes it off; what follows only frees the disk.
        gone = tempfile.mkdtemp(prefix=".removing-", dir=folder)
        (folder / name).rename(Path(gone) / name)
        shutil.rmtree(gone)
    except OSError as error:
        raise AddedGazetteersError(folder, f"{name} was not removed: {error.strerror}.") from None
    return last


def versions(folder: Path, name: str) -> list[Path]:
    """Return the folders of a gazetteer's versions, oldest first."""
    found = [path for path in (folder / name).glob("*") if path.name.isdecimal()]
    return sorted(found, key=lambda path: int(path.name))


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("[!.]*") if versions(folder, path.name))


def _about(version: Path) -> AddedGazetteer:
    try:
        return AddedGazetteer.from_json((version / ABOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError, KeyError):
        reason = f"{version.parent.name}/{version.name} is damaged. Delete it, and add the gazetteer again."
        raise AddedGazetteersError(version.parent.parent, reason) from None
