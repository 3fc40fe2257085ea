"""Repair of a damaged store: first what could be done and what is lost by it, then, on `--yes`, doing it."""

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

_NOTHING = "There is nothing to repair: the store is as it was written."


@clearly
def repair(
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without this it is only said what would be done.")] = False,
    to: Annotated[int | None, typer.Option(min=0, help="The version to go back to, where acts are lost by it.")] = None,
    as_json: Json = False,
) -> None:
    """Repair a damaged store. What is good is not touched, and what is damaged is set aside, never deleted."""
    from geo.upkeep import repairing
    from geo.upkeep.parts import check

    settings = Settings.from_env()
    if not yes:
        plan = repairing.plan_repair(settings, to)
        _show(plan, None, [], plan.remains, done=False) if as_json else _say_plan(plan, to)
        if plan.found:
            raise typer.Exit(1)
        return
    plan, aside, said = repairing.repair(settings, LOCAL, to)
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
        say(f"Nothing was changed. `geo repair{'' if to is None else f' --to {to}'} --yes` does this.")
    _say_remains(plan.remains)


def _say_done(plan: "Plan", aside: Path | None, said: Sequence[str], left: "Sequence[Finding]") -> None:
    if not plan.found:
        say(_NOTHING)
        return
    _say_steps(plan)
    for sentence in said:
        say(sentence)
    if aside:
        say(f"What was set aside is in {aside}.")
    _say_remains(left)
    if not left:
        say("The store is as it was written, but for what was set aside.")


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
