"""Import of incident files."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from geo.cli.output import Json, clearly, say, show_json, steps, with_progress
from geo.settings import Settings, file_name

if TYPE_CHECKING:
    from geo.imports.merge import Edition, Outcome
    from geo.imports.source_file import SourceFile
    from geo.incident import Problem
    from geo.lead import Leads
    from geo.store.store import Store

# More would scroll the summary away; --json has them all.
_SHOWN = 10
_NOT_NOTED = "The incidents were imported, but the note on who imported the file could not be saved."


@clearly
def import_(  # noqa: PLR0913 - each is for the user to say
    paths: Annotated[list[Path], typer.Argument(help="Files of one dataset, in its newest edition.")],
    *,
    format_: Annotated[
        str | None, typer.Option("--format", help="File format; detected from the content by default.")
    ] = None,
    dataset: Annotated[str | None, typer.Option(help="Dataset name; the format's name by default.")] = None,
    licence: Annotated[str | None, typer.Option(help="Licence of the data, such as CC-BY-4.0.")] = None,
    column: Annotated[list[str] | None, typer.Option(help="FIELD=NAME: the column of a field.")] = None,
    dates: Annotated[
        Literal["day-first", "month-first"] | None, typer.Option(help="How to read dates such as 03/07/2025.")
    ] = None,
    part: Annotated[bool, typer.Option("--part", help="Part of the dataset: other incidents stay unchanged.")] = False,
    whole: Annotated[bool, typer.Option("--whole", help="The whole dataset: withdraw what is not in it.")] = False,
    as_drafts: Annotated[
        bool, typer.Option("--as-drafts", help="Import new incidents as drafts; published ones stay published.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Import incident files. A newer edition updates the dataset; earlier revisions are kept.

    Incidents that are no longer in the files are withdrawn and stay in the history; if they are many, --part or
    --whole is required. If several files contain an incident, the last one by the numbers in the file names is used.
    """
    from geo.access import LOCAL
    from geo.imports.answers import Answers
    from geo.imports.reading import Told, read_files
    from geo.imports.run import Options, run
    from geo.readers.columns.dates import Order
    from geo.seeding import open_seeded

    settings, edition = Settings.from_env(), _edition(part=part, whole=whole)
    answers = Answers(dict(map(_parse_column_option, column or ())), Order(dates) if dates else None)
    with steps() as progress:
        files, leads = read_files(paths, settings, Told(format_, dataset, licence, answers), progress)
        store = open_seeded(settings.store)
        brought = run(store, LOCAL, files, settings.imports, Options(edition, as_drafts, answers), progress)
    kept = _keep(leads, settings.leads)
    _prepare(store)
    outcomes: list[Outcome | LeadsKept] = [*(each.outcome for each in brought), *kept]
    if as_json:
        documents = [dataclasses.asdict(outcome) for outcome in outcomes]
        show_json(documents[0] if len(documents) == 1 else documents)
        return
    _say_reasons(files, leads)
    for outcome in outcomes:
        say(_sentence(outcome))
        _set_aside(outcome.problems, 0 if isinstance(outcome, LeadsKept) else outcome.unlisted)
    if not all(each.noted for each in brought):
        say(_NOT_NOTED, err=True)


def _parse_column_option(column: str) -> tuple[str, str]:
    field, equals, name = column.partition("=")
    if not (field and equals and name):
        msg = f"--column takes FIELD=NAME, such as --column title=Headline; not {column!r}"
        raise typer.BadParameter(msg)
    return field, name


def _edition(*, part: bool, whole: bool) -> "Edition | None":
    from geo.imports.merge import Edition

    if part and whole:
        msg = "Use either --part or --whole, not both."
        raise typer.BadParameter(msg)
    return Edition.PART if part else Edition.WHOLE if whole else None


def _prepare(store: "Store") -> None:
    """Make ready what the server starts from, so that nobody waits for it."""
    from geo.readmodel.model import prepare

    for each in with_progress([store], 1, "Preparing"):
        prepare(each)


def _say_reasons(files: "Sequence[SourceFile]", leads: "Sequence[tuple[Path, Leads]]") -> None:
    """Say how each file was understood."""
    from geo.readers.result import Read

    said = [(file.name, file.content.reasons) for file in files if isinstance(file.content, Read)]
    for name, reasons in said + [(file_name(path), read.reasons) for path, read in leads]:
        say(f"{name}: {' '.join(reasons)}")


@dataclasses.dataclass(frozen=True, slots=True)
class LeadsKept:
    """Outcome of a file of leads: `rows` in the file, of which `kept` were new."""

    dataset: str
    rows: int
    kept: int
    problems: "tuple[Problem, ...]"


def _keep(files: "Sequence[tuple[Path, Leads]]", folder: Path) -> list[LeadsKept]:
    from geo.access import LOCAL
    from geo.store import leads

    return [
        LeadsKept(found.dataset, found.rows, leads.keep(folder, found, file_name(path), LOCAL), found.problems)
        for path, found in files
    ]


def _sentence(outcome: "Outcome | LeadsKept") -> str:
    if isinstance(outcome, LeadsKept):
        before = "" if outcome.kept else " (this file was imported before)"
        return f"{outcome.dataset}: {outcome.kept:,} leads saved{before}. Leads are not incidents, nor on the map."
    return (
        f"{outcome.dataset}, version {outcome.version}: {outcome.rows:,} rows; {outcome.added:,} added, "
        f"{outcome.revised:,} revised, {outcome.withdrawn:,} withdrawn, {outcome.unchanged:,} unchanged"
        f"{f'; {outcome.published:,} of them published immediately' if outcome.published else ''}."
    )


def _set_aside(problems: "Sequence[Problem]", unlisted: int) -> None:
    for problem in problems[:_SHOWN]:
        row = "" if problem.row is None else f"Row {problem.row}, "
        value = "" if problem.value is None else f" ({problem.value!r})"
        say(f"{row}{problem.field}: {problem.message}{value}", err=True)
    if len(problems) > _SHOWN:
        listed = "lists them all" if not unlisted else f"lists {len(problems):,} of them"
        say(f"… and {len(problems) + unlisted - _SHOWN:,} more problems; --json {listed}.", err=True)
