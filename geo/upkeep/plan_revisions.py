"""Repair plan for damaged revisions: entries rewritten as they were, rollback, and new summaries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from geo.store.act import Act
from geo.store.delta import NAME
from geo.store.raw_files import LAST_CHECKPOINT, LOG, Commit, Files, log_file
from geo.store.recovery.broken_log import WholeLog, whole_part
from geo.store.recovery.compactions import Gathered, find_damaged_compactions
from geo.store.recovery.rollback import LostAct, Rollback, loses_nothing_readable, refuse_other, rollback, targets
from geo.upkeep.parts import Finding, Part
from geo.upkeep.reimport_check import find_refused
from geo.upkeep.steps import Step

# More files would hide what else is said; the JSON document has them all.
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Revisions:
    """A damaged store's revisions: what was found, and how far its log is whole."""

    home: Path
    files: Files
    found: tuple[Finding, ...]
    readable: tuple[Commit, ...]
    log: WholeLog

    @classmethod
    def looked_at(cls, home: Path, found: Sequence[Finding]) -> "Revisions":
        """Read the log in the store's folder; `found` is what `verify` says of it."""
        files = Files(str(home))
        readable, _ = files.commits()
        return cls(home, files, tuple(found), tuple(readable), whole_part(files, readable))

    @property
    def damaged_versions(self) -> set[int]:
        """The versions of the acts whose rows are damaged."""
        return {finding.version for finding in self.found if finding.version and not _of_log(finding)}


def steps(revisions: Revisions, to: int | None) -> tuple[list[Step], list[Finding]]:
    """Return the repair steps, and the findings that remain.

    Args:
        revisions: what is damaged.
        to: the version to go back to; None goes back only where no act that can be read is lost.

    Raises:
        GeoError: one cannot go back to that version.
    """
    again = list(_written_again(revisions))
    back = _back(revisions, to)
    apart = [] if back or revisions.log.first_broken_entry is not None else _damaged_compactions(revisions)
    done = [*again, *([_back_step(back)] if back else []), *(_apart_step(revisions, each) for each in apart)]
    aside = {name for step in done for name in step.aside}
    done += _summaries(revisions, back, aside)
    mended = {name for each in apart for name in each.added}  # one that is missing cannot be set aside
    return done, list(_remaining(revisions, back, mended.union(*(step.aside for step in done))))


def _back(revisions: Revisions, to: int | None) -> Rollback | None:
    log = revisions.log
    possible = targets(log, revisions.damaged_versions)
    if to is not None:
        refuse_other(to, possible)
    elif log.first_broken_entry is not None and log.commits and loses_nothing_readable(log, revisions.readable):
        to = log.head.version
    return None if to is None else rollback(revisions.files, log, revisions.readable, to)


def _damaged_compactions(revisions: Revisions) -> list[Gathered]:
    damaged = {finding.file for finding in revisions.found}
    return list(find_damaged_compactions(revisions.files, revisions.log.commits, damaged))


def _apart_step(revisions: Revisions, taken: Gathered) -> Step:
    there = [name for name in sorted(taken.added) if revisions.files.size(name) is not None]
    return Step(
        Part.REVISIONS,
        "The compaction that wrote the damaged file is undone: the files the revisions were first written to are all "
        "present and are used again. No data is lost.",
        (*taken.summaries, taken.file, *there),
        instead={taken.file: taken.text},
    )


def _written_again(revisions: Revisions) -> Iterator[Step]:
    for number, text in revisions.log.again.items():
        act = next(commit.act for commit in revisions.log.commits if commit.number == number)
        yield Step(
            Part.REVISIONS,
            f"Version {act.version if act else number} is restored in the log: it can be proved from the rest of its "
            "entry and its rows. No data is lost.",
            (log_file(number),),
            instead={log_file(number): text},
        )


def _back_step(back: Rollback) -> Step:
    whole = f"The store goes back to version {back.to.version}, the last one before the damage."
    lost = [_sentence(act) for act in back.lost]
    if back.exposed:
        ids = ", ".join(back.exposed[:_SHOWN]) + (" …" if len(back.exposed) > _SHOWN else "")
        lost.append(
            f"Incidents that were withdrawn, hidden or generalised by it become visible as before "
            f"({len(back.exposed):,}): {ids}. Review them before others see them."
        )
    if any(act.version is None or act.readable < (act.rows or 0) for act in back.lost):
        lost.append("It is not known whether the unreadable rows withdrew or hid an incident.")
    return Step(Part.REVISIONS, whole, back.files, tuple(lost), _preserved_text(back), back.lost, exposed=back.exposed)


def _preserved_text(back: Rollback) -> str | None:
    rows = back.rows
    if not rows:
        return None
    more = f" and {len(rows) - _SHOWN:,} more" if len(rows) > _SHOWN else ""
    return (
        "The readable rows are saved as Parquet records, which `geo import FILE --part` imports "
        f"again: {', '.join(rows[:_SHOWN])}{more}.{''.join(f' {each}' for each in find_refused(back))}"
    )


def _sentence(act: LostAct) -> str:
    if act.version is None:
        return "An entry of the log cannot be read, and no rows of it were found: its author and content are not known."
    when = f"{act.recorded_at:%Y-%m-%d %H:%M}Z" if act.recorded_at else "at a time not known"
    rows = (
        f"{act.readable:,} of its rows can be read"
        if act.rows is None
        else (f"{act.readable:,} of its {act.rows:,} rows can be read")
    )
    return f"Version {act.version}, {when}, by {act.author}: {act.reason!r}; {rows}."


def _summaries(revisions: Revisions, back: Rollback | None, aside: set[str]) -> Iterator[Step]:
    """Set the log's damaged summaries aside, where the log itself says all they say."""
    whole = revisions.log.first_broken_entry is None or back is not None
    names = dict.fromkeys(finding.file for finding in revisions.found if _of_summaries(finding))
    if LOG in names or any(".checkpoint." in name for name in names):
        names |= dict.fromkeys([*revisions.files.checkpoints(), LAST_CHECKPOINT])
    there = tuple(name for name in names if name not in aside and (revisions.home / name).is_file())
    if whole and there:
        yield Step(
            Part.REVISIONS,
            "The damaged checkpoints of the log are set aside; they are rewritten as the store grows. "
            "No data is lost: the log contains all that they contain.",
            there,
        )


def _remaining(revisions: Revisions, back: Rollback | None, aside: set[str]) -> Iterator[Finding]:
    for finding in revisions.found:
        gone = back and finding.version is not None and finding.version > back.to.version
        if finding.file not in aside and not gone:
            yield replace(finding, todo=_todo(revisions, finding))


def _todo(revisions: Revisions, finding: Finding) -> str:
    act = _act(revisions, finding.version)
    said = "" if act is None or _of_log(finding) else f"{_hit(revisions, finding.file, act)} "
    if finding.file == NAME:
        return finding.todo
    backup = "Restore it from a backup with `geo restore BACKUP FOLDER`"
    back = targets(revisions.log, {finding.version} if finding.version else set())
    if not back:
        return f"{said}It cannot be reconstructed. {backup}."
    return (
        f"{said}It cannot be reconstructed, and is not left out silently. {backup}; or "
        f"run `geo repair --to {back[-1]}` to see what going back to the version before it would lose."
    )


def _hit(revisions: Revisions, file: str, act: Act) -> str:
    """Describe whose rows a damaged data file holds."""
    commit = next((commit for commit in revisions.readable if file in commit.added), None)
    span = revisions.files.span(commit, file) if commit else None
    whose = "of incidents that the log does not name"
    if span:
        whose = f"of the incident {span[0]}" if span[0] == span[1] else f"of incidents from {span[0]} to {span[1]}"
    return f"It belongs to version {act.version} ({act.author}: {act.reason!r}, {act.rows:,} rows), {whose}."


def _act(revisions: Revisions, version: int | None) -> Act | None:
    return next((commit.act for commit in revisions.readable if commit.act and commit.act.version == version), None)


def _of_summaries(finding: Finding) -> bool:
    return ".checkpoint." in finding.file or finding.file in (LOG, LAST_CHECKPOINT)


def _of_log(finding: Finding) -> bool:
    return finding.file.startswith(LOG)
