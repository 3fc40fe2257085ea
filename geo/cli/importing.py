"""Files of incidents into the store."""

import dataclasses
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from geo.cli.clearly import Json, clearly, show_json, with_progress
from geo.settings import Settings

if TYPE_CHECKING:
    from geo.importing import Edition, Outcome
    from geo.incident import Problem
    from geo.readers.read import Read
    from geo.store.store import Store

# More would scroll the summary away; --json has them all.
_SHOWN = 10
_NUMBERS = re.compile(r"\d+")


@clearly
def import_(  # noqa: PLR0913 - each is for the user to say
    paths: Annotated[list[Path], typer.Argument(help="Of one dataset: its newest edition, in one file or several.")],
    *,
    format_: Annotated[str | None, typer.Option("--format", help="By default as the content shows.")] = None,
    dataset: Annotated[str | None, typer.Option(help="What to call it; by default as the format.")] = None,
    licence: Annotated[str | None, typer.Option(help="What it may be used under, such as CC-BY-4.0.")] = None,
    column: Annotated[list[str] | None, typer.Option(help="FIELD=NAME: which column has what, when unclear.")] = None,
    dates: Annotated[
        Literal["day-first", "month-first"] | None, typer.Option(help="What comes first in 03/07/2025, when unclear.")
    ] = None,
    part: Annotated[bool, typer.Option("--part", help="A part of the dataset: what is not in it stays.")] = False,
    whole: Annotated[bool, typer.Option("--whole", help="All of the dataset: withdraw what is not in it.")] = False,
    as_json: Json = False,
) -> None:
    """Import files of incidents. A newer edition revises the dataset; nothing is overwritten.

    What is gone from the files is withdrawn, and kept; where that is much, say --part or --whole. Of an incident in
    several files the one counts that comes last by the numbers in the files' names.
    """
    from geo.readers import recognising
    from geo.readers.days import Order

    order, edition = Order(dates) if dates else None, _edition(part=part, whole=whole)
    columns, ordered = dict(map(_told, column or ())), sorted(paths, key=_by_numbers)
    reads = [
        (path, recognising.read(path, format_, dataset=dataset, licence=licence, columns=columns, dates=order))
        for path in with_progress(ordered, len(ordered), "Reading")
    ]
    outcomes = _imported(reads, edition)
    if as_json:
        documents = [dataclasses.asdict(outcome) for outcome in outcomes]
        show_json(documents[0] if len(documents) == 1 else documents)
        return
    for path, read in reads:
        typer.echo(f"{path.name}: {' '.join(read.reasons)}")
    for outcome in outcomes:
        typer.echo(_sentence(outcome))
        _set_aside(outcome.problems)


def _told(column: str) -> tuple[str, str]:
    field, equals, name = column.partition("=")
    if not (field and equals and name):
        msg = f"--column takes FIELD=NAME, such as --column title=Headline; not {column!r}"
        raise typer.BadParameter(msg)
    return field, name


def _edition(*, part: bool, whole: bool) -> "Edition | None":
    from geo.importing import Edition

    if part and whole:
        msg = "--part or --whole, not both"
        raise typer.BadParameter(msg)
    return Edition.PART if part else Edition.WHOLE if whole else None


def _by_numbers(path: Path) -> list[int]:
    """GEDEvent_v26_0_10 comes after GEDEvent_v26_0_2."""
    return [int(number) for number in _NUMBERS.findall(path.name)]


def _imported(reads: "Iterable[tuple[Path, Read]]", edition: "Edition | None") -> "list[Outcome]":
    from geo.access import LOCAL
    from geo.importing import import_ as bring
    from geo.importing import refuse_unclear

    datasets: dict[str, list[tuple[Path, Read]]] = {}
    for path, read in reads:
        datasets.setdefault(read.dataset, []).append((path, read))
    store = _store()
    asked = [([read for _, read in each], ", ".join(path.name for path, _ in each)) for each in datasets.values()]
    if len(asked) > 1:  # all of them go in, or none
        for each, files in asked:
            refuse_unclear(store, each, files, edition)
    return [bring(store, each, files, author=LOCAL.name, edition=edition) for each, files in asked]


def _store() -> "Store":
    """The store, with its seeds: it is for nobody's first command to say whether a new one has them."""
    from geo.store.store import Store

    store = Store.open(Settings.from_env().store)
    if store.head().version == 0:
        from geo.atlas import plant

        plant(store)
    return store


def _sentence(outcome: "Outcome") -> str:
    return (
        f"{outcome.dataset}, version {outcome.version}: {outcome.rows:,} rows; {outcome.added:,} added, "
        f"{outcome.revised:,} revised, {outcome.withdrawn:,} withdrawn, {outcome.unchanged:,} unchanged."
    )


def _set_aside(problems: "Sequence[Problem]") -> None:
    for problem in problems[:_SHOWN]:
        row = "" if problem.row is None else f"Row {problem.row}, "
        value = "" if problem.value is None else f" ({problem.value!r})"
        typer.echo(f"{row}{problem.field}: {problem.message}{value}", err=True)
    if len(problems) > _SHOWN:
        typer.echo(f"… and {len(problems) - _SHOWN:,} more problems; --json lists them all.", err=True)
