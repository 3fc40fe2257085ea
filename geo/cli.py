"""The `geo` command. Exit 0 done, 1 failed with one clear line on stderr, 2 wrong usage.

A command imports what it needs when it runs: `geo serve` hands over to the server, which imports it all again.
"""

import dataclasses
import json
import os
import socket
import sys
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo.errors import GeoError
from geo.settings import ROOT, Settings

if TYPE_CHECKING:
    from geo.places.geocoder import Decision

app = typer.Typer(help="Incident Atlas: reports of incidents, placed honestly.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout, and nothing else.")]


def _clearly(command: Callable[..., None]) -> Callable[..., None]:
    """Turn an error the user can mend into one line on stderr and exit code 1."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except GeoError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None

    return run


@app.command()
@_clearly
def serve(
    port: Annotated[int, typer.Option(help="The port.")] = 8501,
    address: Annotated[str, typer.Option(help="Where to listen; 0.0.0.0 is every network.")] = "127.0.0.1",
    base_path: Annotated[str, typer.Option(help="A path prefix that a proxy leaves in place, such as /atlas.")] = "",
) -> None:
    """Serve the dashboard; it listens on this machine only, unless another address is given."""
    _refuse_taken(address, port)
    typer.echo(f"Incident Atlas is starting at http://{address}:{port}/{base_path.strip('/')}")
    options = ["--server.address", address, "--server.port", str(port), "--server.baseUrlPath", base_path.strip("/")]
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard.py"), *options])  # noqa: S606


@app.command()
@_clearly
def geocode(names: list[str], country: str | None = None, admin1: str | None = None, *, as_json: Json = False) -> None:
    """Places for names, or an honest "not known"."""
    from geo.places.geocoder import geocode as geocoded

    decisions = [geocoded(name, country=country, admin1=admin1) for name in names]
    if as_json:
        typer.echo(json.dumps([_decided(decision) for decision in decisions], ensure_ascii=False))
        return
    for decision in decisions:
        place = decision.place
        found = "not known" if place is None else f"{place.name} ({place.place_id}), {place.place_precision}"
        typer.echo(f"{decision.geocoding.name}: {found}. {decision.geocoding.reason}")


@app.command()
@_clearly
def history(incident_id: Annotated[str | None, typer.Argument()] = None) -> None:
    """Every act of the store, or every revision of one incident."""
    from geo.store.store import Store

    store = Store.open(Settings.from_env().store)
    if incident_id is None:
        for act in store.acts():
            typer.echo(f"{act.head.link}  {act.recorded_at:%Y-%m-%d %H:%M}Z  {act.author}  {act.reason}")
        return
    revisions = store.history(incident_id)
    if not revisions:
        msg = f"There is no incident {incident_id!r} in this store."
        raise GeoError(msg)
    for revision in revisions:
        typer.echo(f"{revision.version}  {revision.recorded_by}  {revision.reason}")


@app.command()
@_clearly
def verify() -> None:
    """Check that no file of the store was changed behind its back."""
    from geo.store.verify import verify as check

    problems = check(Settings.from_env().store)
    for problem in problems:
        typer.echo(f"{problem.field}: {problem.message}", err=True)
    if problems:
        raise typer.Exit(1)
    typer.echo("The store is as it was written.")


def _refuse_taken(address: str, port: int) -> None:
    """Say at once when the port cannot be had; the server would find out seconds later."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except (OSError, OverflowError):
            sentence = (
                f"Port {port} of {address} cannot be had: perhaps another Incident Atlas is listening there. "
                f"Choose another port, such as `geo serve --port {port + 1}` or `PORT={port + 1} make run`."
            )
            raise GeoError(sentence) from None


def _decided(decision: "Decision") -> dict[str, Any]:
    from pydantic_core import to_jsonable_python

    place, geocoding = decision.place, decision.geocoding
    keys = ("place_id", "name", "country", "admin1", "lon", "lat", "place_precision", "radius_m")
    score = next((c.score for c in geocoding.candidates if c.place_id == geocoding.chosen), None)
    chosen = None if place is None else {key: getattr(place, key) for key in keys} | {"score": score}
    return {
        "name": geocoding.name,
        "chosen": chosen,
        "candidates": to_jsonable_python([dataclasses.asdict(c) for c in geocoding.candidates]),
        "reason": geocoding.reason,
        "gazetteer": geocoding.gazetteer,
    }
