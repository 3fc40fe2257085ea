"""Repair: what is damaged is set aside in a dated folder, never deleted, and what is good is not touched."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pydantic_core import to_jsonable_python

from geo.access import Caller, require_manager
from geo.errors import GeoError
from geo.files import make_folder, settle, write_whole
from geo.settings import Settings
from geo.store.delta import local_folder
from geo.store.lock import alone
from geo.upkeep import plan_other_files, plan_revisions
from geo.upkeep.parts import Part, beside, check
from geo.upkeep.plan_revisions import Revisions
from geo.upkeep.steps import Plan, Step

ASIDE = "set-aside"
_ABOUT = "about.json"


def plan_repair(settings: Settings, to: int | None = None) -> Plan:
    """Plan a repair; nothing is written.

    Args:
        settings: which store.
        to: the version to go back to, where the damage cannot be mended otherwise.

    Raises:
        GeoError: one cannot go back to that version, or the store is no folder.
    """
    table = local_folder(settings.store)
    if table is None:
        sentence = "A store in an object store is not repaired in place. Copy it into a folder, and repair that."
        raise GeoError(sentence)
    found = check(settings)
    of_revisions = [finding for finding in found if finding.part is Part.REVISIONS]
    others = [finding for finding in found if finding.part is not Part.REVISIONS]
    steps, remains = plan_other_files.steps(beside(settings), others)
    if not table.exists():
        return Plan(tuple(found), tuple(steps), (*of_revisions, *remains))
    if of_revisions or to is not None:
        looked = Revisions.looked_at(table.parent, of_revisions)
        ours, left = plan_revisions.steps(looked, to)
        steps, remains = [*ours, *steps], [*left, *remains]
    return Plan(tuple(found), tuple(steps), tuple(remains))


def repair(settings: Settings, caller: Caller, to: int | None = None) -> tuple[Plan, Path | None, list[str]]:
    """Do what `plan_repair` says.

    Returns:
        What was planned, the folder in which things were set aside (None: nothing was), and sentences on what came
        of it.

    Raises:
        NotAllowedError: the caller does not keep the store.
        GeoError: as `plan_repair`; or the store is in use, or cannot be written.
    """
    require_manager(caller)
    with alone(settings.store):
        plan = plan_repair(settings, to)
        if not plan.steps:
            return plan, None, []
        home = beside(settings)
        with _explain_errors(home):
            aside = _begin_aside(home / ASIDE, plan)
            said = [sentence for step in plan.steps if (sentence := _take_step(step, home, aside))]
        return plan, aside, said


def _begin_aside(folder: Path, plan: Plan) -> Path:
    """Return a new folder that says what is set aside in it, or none where even that finds no room."""
    aside = _dated_folder(folder)
    try:
        write_whole(aside / _ABOUT, _about(plan).encode())
    except OSError:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return aside


def _take_step(step: Step, home: Path, aside: Path) -> str | None:
    for name in step.aside:
        old, kept = home / name, aside / name
        if not old.exists():
            continue
        make_folder(kept.parent)
        if name in step.instead:
            _replace_text(old, kept, step.instead[name])
        else:
            old.rename(kept)
            settle(kept.parent, old.parent)
    return step.then(aside) if step.then else None


def _replace_text(old: Path, kept: Path, text: str) -> None:
    """Put a text in a file's place, which stays there until then: what is left of it is what proves the text."""
    try:
        os.link(old, kept)
    except OSError:  # a file system without links
        shutil.copyfile(old, kept)
    settle(kept, kept.parent)
    write_whole(old, text.encode())


def _dated_folder(folder: Path) -> Path:
    """Return a new folder for this repair."""
    make_folder(folder)
    day = f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}"
    for name in (day, *(f"{day}-{number}" for number in range(2, 100))):
        try:
            (folder / name).mkdir()
        except FileExistsError:
            continue
        settle(folder)
        return folder / name
    raise FileExistsError(folder)


def _about(plan: Plan) -> str:
    steps = [step.as_json() for step in plan.steps]
    return json.dumps(to_jsonable_python({"found": plan.found, "steps": steps}), ensure_ascii=False, indent=1)


@contextmanager
def _explain_errors(home: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        sentence = (
            f"The repair stopped: {home} cannot be written ({error.strerror or error}). Nothing was deleted; what was "
            f"set aside before is in {home / ASIDE}. Make room, or make it writable, and try again."
        )
        raise GeoError(sentence) from error
