"""What the store holds: its acts, the revisions of an incident, and whether its files are as they were written."""

from typing import Annotated

import typer

from geo.cli.clearly import clearly, say
from geo.errors import GeoError
from geo.settings import Settings


@clearly
def history(incident_id: Annotated[str | None, typer.Argument()] = None) -> None:
    """Every act of the store, or every revision of one incident."""
    from geo.store.store import Store

    store = Store.open(Settings.from_env().store)
    if incident_id is None:
        for act in store.acts():
            say(f"{act.head.link}  {act.recorded_at:%Y-%m-%d %H:%M}Z  {act.author}  {act.reason}")
        return
    revisions = store.history(incident_id)
    if not revisions:
        msg = f"There is no incident {incident_id!r} in this store."
        raise GeoError(msg)
    for revision in revisions:
        say(f"{revision.version}  {revision.recorded_by}  {revision.reason}")


@clearly
def verify() -> None:
    """Check that no file of the store was changed behind its back."""
    from geo.store.verify import verify as check

    problems = check(Settings.from_env().store)
    for problem in problems:
        say(f"{problem.field}: {problem.message}", err=True)
    if problems:
        raise typer.Exit(1)
    say("The store is as it was written.")
