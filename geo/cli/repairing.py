"""Repair of a damaged store: shows the plan and what would be lost, and carries it out on `--yes`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.access import LOCAL
from geo.cli.output import Json, clearly, say, show_json
from geo.settings import Settings

if TYPE_CHECKING:
    from geo.upkeep.parts import Finding
    from geo.upkeep.steps import Plan

_NOTHING = "Nothing to repair: all files are as they were written."


@clearly
def repair(
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Carry out the repair, not only show the plan.")] = False,
    to: Annotated[int | None, typer.Option(min=0, help="Version to go back to, if changes are lost by it.")] = None,
    as_json: Json = False,
) -> None:
    """Repair a damaged store. Intact files are not changed; damaged files are set aside, never deleted."""
    from geo.upkeep import repair_store
    from geo.upkeep.parts import check

    settings = Settings.from_env()
    if not yes:
        plan = repair_store.plan_repair(settings, to)
        _show(plan, None, [], plan.remains, done=False) if as_json else _say_plan(plan, to)
        if plan.found:
            raise typer.Exit(1)
        return
    plan, aside, said = repair_store.repair(settings, LOCAL, to)
    left = plan.remains if aside is None else _with_todo(check(settings), plan)
    _show(plan, aside, said, left, done=aside is not None) if as_json else _say_done(plan, aside, said, left)
    if left:
        raise typer.Exit(1)


def _with_todo(left: "Sequence[Finding]", plan: "Plan") -> "list[Finding]":
    """Return the remaining findings, with the plan's advice on each."""
    todo = {(finding.file, finding.message): finding for finding in plan.remains}
    return [todo.get((finding.file, finding.message), finding) for finding in left]


def _show(plan: "Plan", aside: Path | None, said: Sequence[str], left: "Sequence[Finding]", *, done: bool) -> None:
    steps = [step.as_json() for step in plan.steps]
    folder = str(aside) if aside else None
    show_json({"done": done, "found": plan.found, "steps": steps, "set_aside": folder, "said": said, "remains": left})


def _say_plan(plan: "Plan", to: int | None) -> None:
    if not plan.found:
        say(_NOTHING)
        return
    for finding in plan.found:
        say(f"{finding.file}: {finding.message}")
    _say_steps(plan)
    if plan.steps:
        say(f"Nothing was changed. Run `geo repair{'' if to is None else f' --to {to}'} --yes` to carry this out.")
    _say_remains(plan.remains)


def _say_done(plan: "Plan", aside: Path | None, said: Sequence[str], left: "Sequence[Finding]") -> None:
    if not plan.found:
        say(_NOTHING)
        return
    _say_steps(plan)
    for sentence in said:
        say(sentence)
    if aside:
        say(f"The files set aside are in {aside}.")
    _say_remains(left)
    if not left:
        say("All other files are as they were written.")


def _say_steps(plan: "Plan") -> None:
    for step in plan.steps:
        say(f"- {step.does}")
        for lost in step.lost:
            say(f"  Lost: {lost}")
        if step.saved:
            say(f"  {step.saved}")


def _say_remains(left: "Sequence[Finding]") -> None:
    for finding in left:
        say(f"{finding.file}: {finding.message} {finding.todo}", err=True)
