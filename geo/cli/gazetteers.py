"""The user's own gazetteers: add, list, remove."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo.access import LOCAL
from geo.cli.output import Json, clearly, counting, say, show_json
from geo.settings import Settings

if TYPE_CHECKING:
    from geo.incident import Problem
    from geo.places.gazetteer.added.add_gazetteer import Addition
    from geo.places.gazetteer.added.storage import AddedGazetteer

app = typer.Typer(help="Gazetteers of your own, in addition to the built-in one.", no_args_is_help=True)

# More would scroll the summary away; --json has them all.
_SHOWN = 10


def _column(of: str) -> Any:
    return typer.Option(help=f"Column of {of}, if it is not recognised.")


@app.command()
@clearly
def add(  # noqa: PLR0913 - each is for the user to say
    file: Annotated[Path, typer.Argument(help="A GeoNames country file (SY.zip), or a table with name, lon and lat.")],
    *,
    name: Annotated[str | None, typer.Option(help="Name of the gazetteer; the file name by default.")] = None,
    licence: Annotated[str | None, typer.Option(help="Licence of the places.")] = None,
    country: Annotated[str | None, typer.Option(help="Country of rows without one: SY or Syria.")] = None,
    name_column: Annotated[str | None, _column("the name")] = None,
    lon_column: Annotated[str | None, _column("the longitude")] = None,
    lat_column: Annotated[str | None, _column("the latitude")] = None,
    others_column: Annotated[str | None, _column("other names")] = None,
    country_column: Annotated[str | None, _column("the country")] = None,
    population_column: Annotated[str | None, _column("the population")] = None,
    id_column: Annotated[str | None, _column("the id")] = None,
    radius_m_column: Annotated[str | None, _column("the uncertainty radius in metres")] = None,
    as_json: Json = False,
) -> None:
    """Add a GeoNames country file, or a table of places. Adding it again creates a new version."""
    from geo.places.gazetteer.added import add_gazetteer

    told = {
        "name": name_column,
        "lon": lon_column,
        "lat": lat_column,
        "others": others_column,
        "country": country_column,
        "population": population_column,
        "id": id_column,
        "radius_m": radius_m_column,
    }
    columns = {field: column for field, column in told.items() if column}
    with counting(f"Reading {file.name}") as progress:
        addition = add_gazetteer.add(
            Settings.from_env().gazetteers,
            file,
            LOCAL,
            name=name,
            licence=licence,
            columns=columns,
            country=country,
            progress=progress,
        )
    if as_json:
        _show_json(addition)
    else:
        _say(addition)


def _show_json(addition: "Addition") -> None:
    show_json(
        {
            "gazetteer": _gazetteer_json(addition.gazetteer),
            "left_out": dict(addition.left_out),
            "reasons": addition.reasons,
            "problems": addition.problems,
        }
    )


def _say(addition: "Addition") -> None:
    for reason in addition.reasons:
        say(reason)
    say(_sentence(addition.gazetteer))
    for reason, count in addition.left_out.items():
        say(f"{count:,} left out: {reason}")
    _set_aside(addition.problems)


@app.command("list")
@clearly
def list_(*, as_json: Json = False) -> None:
    """List the added gazetteers, each with its licence."""
    from geo.places.gazetteer.added import storage

    found = storage.list_gazetteers(Settings.from_env().gazetteers)
    if as_json:
        show_json([_gazetteer_json(gazetteer) for gazetteer in found])
        return
    for gazetteer in found:
        say(_sentence(gazetteer))
    if not found:
        say("No gazetteers have been added. `geo gazetteer add FILE` adds a GeoNames country file or a table.")


@app.command()
@clearly
def remove(name: Annotated[str, typer.Argument(help="As `geo gazetteer list` shows it.")]) -> None:
    """Remove an added gazetteer; incidents placed from it keep their places."""
    from geo.places.gazetteer.added import storage

    gone = storage.delete_gazetteer(Settings.from_env().gazetteers, name, LOCAL)
    say(f"{gone.name} was removed: {gone.rows:,} places from {gone.source}. Incidents keep their places.")


def _gazetteer_json(gazetteer: "AddedGazetteer") -> dict[str, Any]:
    shown = ("name", "version", "licence", "source", "sha256", "rows", "added_on", "label")
    return {key: getattr(gazetteer, key) for key in shown}


def _sentence(gazetteer: "AddedGazetteer") -> str:
    return (
        f"{gazetteer.name}, version {gazetteer.version}: {gazetteer.rows:,} places from {gazetteer.source}, "
        f"licence {gazetteer.licence}, added {gazetteer.added_on:%Y-%m-%d}."
    )


def _set_aside(problems: "Sequence[Problem]") -> None:
    for problem in problems[:_SHOWN]:
        value = "" if problem.value is None else f" ({problem.value!r})"
        say(f"Row {problem.row}, {problem.field}: {problem.message}{value}", err=True)
    if len(problems) > _SHOWN:
        say(f"… and {len(problems) - _SHOWN:,} more rows set aside; --json lists them all.", err=True)
