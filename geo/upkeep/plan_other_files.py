"""Repair plan for files beside the revisions: damaged ones are set aside, and rebuilt where possible."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from geo.imports.verify import notes
from geo.places.gazetteer.added import storage
from geo.places.gazetteer.added.verify import made_again
from geo.places.geocoder.online.verify import beside, salvage
from geo.upkeep.parts import Finding, Part
from geo.upkeep.steps import Step


def steps(home: Path, found: Iterable[Finding]) -> tuple[list[Step], list[Finding]]:
    """Return the repair steps for findings beside the revisions, and the findings that remain."""
    done: dict[str, Step] = {}
    remains: list[Finding] = []
    for finding in found:
        if finding.missing:
            remains.append(replace(finding, todo=f"Import {_imported_name(home / finding.file)} again to restore it."))
        else:
            step = _step(home, finding)
            done.setdefault(step.aside[0], step)
    return list(done.values()), remains


def _step(home: Path, finding: Finding) -> Step:
    path = home / finding.file
    if finding.part is Part.GAZETTEERS:
        return _gazetteer(home, path)
    if finding.part is Part.ANSWERS:
        does = "The geocoder cache is set aside, and its readable answers are copied to a new one."
        lost = ("The answers that cannot be read; they are looked up again when needed.",)
        files = (finding.file, *(_relative_name(home, each) for each in beside(path) if each.exists()))
        return Step(finding.part, does, files, lost, then=lambda aside: _salvage_text(aside / finding.file, path))
    return _aside(finding, path)


def _aside(finding: Finding, path: Path) -> Step:
    if finding.part is Part.READ_MODEL:
        does = "The read model is set aside; the next start rebuilds it from the revisions. No data is lost."
        seal = Path(finding.file).with_suffix(".json").as_posix()
        return Step(finding.part, does, (finding.file, seal))
    does = f"{finding.file} is set aside."
    if finding.part is Part.LEADS:
        lost = f"The leads of the file with the SHA-256 {path.stem}; import that file again to restore them."
    elif path.suffix == ".json":
        lost = "The contents of the note, which is only shown, or offered at the dataset's next import."
    else:
        lost = (
            f"{_imported_name(path)} as it was imported; its incidents are not affected. Import it again to restore it."
        )
    return Step(finding.part, does, (finding.file,), (lost,))


def _imported_name(content: Path) -> str:
    """Return an imported file by its name, and what it was imported as."""
    told = [note for _, note in notes(content.parent) if note]
    names = dict.fromkeys(f"{note.get('name')} ({note.get('dataset')}, version {note['version']})" for note in told)
    return ", ".join(names) or f"the file with the SHA-256 {content.parent.name}"


def _gazetteer(home: Path, path: Path) -> Step:
    version = path.parent
    label = f"{version.parent.name}, version {version.name}"
    if path.name in (storage.NAMES, storage.LOOSE):
        files = [version / name for name in (storage.NAMES, storage.LOOSE)]
        there = tuple(file.relative_to(home).as_posix() for file in files if file.exists()) or (
            _relative_name(home, path),
        )
        does = f"The name index of {label} is rebuilt from its places. No data is lost."
        return Step(Part.GAZETTEERS, does, there, then=lambda _: made_again(version))
    others = [older.name for older in storage.versions(version.parent.parent, version.parent.name) if older != version]
    newest = f"its version {others[-1]} is used instead" if others else "it is no longer used"
    lost = f"The places of {label}: {newest}. Incidents keep their places; `geo gazetteer add` restores it."
    return Step(Part.GAZETTEERS, f"{label} is set aside.", (_relative_name(home, version),), (lost,))


def _salvage_text(damaged: Path, path: Path) -> str:
    count = salvage(damaged, path.parent)
    return f"{count:,} answers of the geocoder cache could be read and were kept."


def _relative_name(home: Path, path: Path) -> str:
    return path.relative_to(home).as_posix()
