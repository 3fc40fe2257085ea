"""Commands on the store: its acts, the revisions of an incident, and verification of its files."""

from typing import TYPE_CHECKING, Annotated

import typer

from geo.cli.output import Json, clearly, say, show_json, with_progress
from geo.errors import GeoError
from geo.settings import Settings

if TYPE_CHECKING:
    from geo.upkeep.parts import Finding


@clearly
def history(incident_id: Annotated[str | None, typer.Argument()] = None) -> None:
    """List every change to the store, or every revision of one incident."""
    from geo.store.store import Store

    store = Store.open(Settings.from_env().store)
    if incident_id is None:
        for act in store.acts():
            say(f"{act.head.link}  {act.recorded_at:%Y-%m-%d %H:%M}Z  {act.author}  {act.reason}")
        return
    revisions = store.history(incident_id)
    if not revisions:
        msg = f"Incident {incident_id!r} was not found in this store."
        raise GeoError(msg)
    for revision in revisions:
        say(f"{revision.version}  {revision.recorded_by}  {revision.reason}")


@clearly
def verify(*, as_json: Json = False) -> None:
    """Check that all files the server reads are unchanged since they were written."""
    from geo.upkeep import parts

    settings = Settings.from_env()
    checks = parts.checks(settings)
    found = [
        finding
        for part, check in with_progress(checks.items(), len(checks), "Checking")
        for finding in parts.findings(part, check())
    ]
    notes = parts.notes(settings)
    if as_json:
        show_json({"problems": found, "notes": notes})
    else:
        _say(found, notes)
    if found:
        raise typer.Exit(1)


def _say(found: "list[Finding]", notes: list[str]) -> None:
    for finding in found:
        say(f"{finding.file}: {finding.message} {finding.todo}", err=True)
    for note in notes:
        say(note, err=True)
    if not found:
        say("No problems found: all files are as they were written.")
