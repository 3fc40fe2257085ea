"""Leads extracted from the news by machines, for a person to review."""

from typing import Annotated, Any

import typer

from geo.cli.output import Json, clearly, say, show_json
from geo.settings import Settings


@clearly
def leads(
    *,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="Maximum number.")] = 20,
    as_json: Json = False,
) -> None:
    """List the newest leads: machine-extracted events that are not reviewed and not shown on the map."""
    from geo.store.leads import newest

    found: list[dict[str, Any]] = newest(Settings.from_env().leads, limit).to_pylist()
    if as_json:
        show_json(found)
        return
    for lead in found:
        say(_sentence(lead))
    if not found:
        say("There are no leads. `geo import FILE` saves the events of a GDELT file as leads.")


def _sentence(lead: dict[str, Any]) -> str:
    what = f"{lead['event'] or 'type not known'} ({lead['event_code'] or 'no code'})"
    where = f"{lead['place'] or 'place not known'}, {lead['place_precision']}"
    often = "mentions not known" if lead["mentions"] is None else f"{lead['mentions']:,} mentions"
    return f"{lead['day'] or 'day not known'}  {what}  {where}  {often}  {lead['url'] or 'no source'}"
