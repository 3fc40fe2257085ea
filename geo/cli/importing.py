"""Files of incidents into the store."""

import dataclasses
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from geo.cli.output import Json, clearly, say, show_json, with_progress
from geo.cli.reading import Told, read_files
from geo.settings import Settings, file_name

if TYPE_CHECKING:
    from geo.imports.merge import Edition, Outcome
    from geo.incident import Problem
    from geo.lead import Leads
    from geo.readers.read import Read
    from geo.readers.sandbox.streaming import Streamed
    from geo.store.store import Store

# More would scroll the summary away; --json has them all.
_SHOWN = 10


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
    as_drafts: Annotated[
        bool, typer.Option("--as-drafts", help="All that is new comes in as a draft; what is published stays as it is.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Import files of incidents. A newer edition revises the dataset; nothing is overwritten.

    What is gone from the files is withdrawn, and kept; where that is much, say --part or --whole. Of an incident in
    several files the one counts that comes last by the numbers in the files' names.
    """
    from geo.imports.answers import Answers, remember
    from geo.readers.columns.dates import Order

    edition = _edition(part=part, whole=whole)
    told = Told(format_, dataset, licence, Answers(dict(map(_told, column or ())), Order(dates) if dates else None))
    ours, reads, leads = read_files(paths, told)
    for name in {read.dataset for _, read in reads}:
        remember(Settings.from_env().imports, name, told.answers)
    outcomes: list[Outcome | LeadsKept] = [
        *_recorded(ours.values(), edition, drafts=as_drafts),
        *_imported(reads, edition, drafts=as_drafts),
        *_kept(leads),
    ]
    _prepare()
    if as_json:
        documents = [dataclasses.asdict(outcome) for outcome in outcomes]
        show_json(documents[0] if len(documents) == 1 else documents)
        return
    said = [(path, read.reasons) for path, read in reads] + [(path, read.reasons) for path, read in leads]
    for path, reasons in said:
        say(f"{file_name(path)}: {' '.join(reasons)}")
    for outcome in outcomes:
        say(_sentence(outcome))
        _set_aside(outcome.problems, 0 if isinstance(outcome, LeadsKept) else outcome.unlisted)


def _told(column: str) -> tuple[str, str]:
    field, equals, name = column.partition("=")
    if not (field and equals and name):
        msg = f"--column takes FIELD=NAME, such as --column title=Headline; not {column!r}"
        raise typer.BadParameter(msg)
    return field, name


def _edition(*, part: bool, whole: bool) -> "Edition | None":
    from geo.imports.merge import Edition

    if part and whole:
        msg = "--part or --whole, not both"
        raise typer.BadParameter(msg)
    return Edition.PART if part else Edition.WHOLE if whole else None


def _imported(reads: "Iterable[tuple[Path, Read]]", edition: "Edition | None", *, drafts: bool) -> "list[Outcome]":
    from geo.access import LOCAL
    from geo.imports.merge import import_ as bring
    from geo.imports.merge import refuse_unclear

    datasets: dict[str, list[tuple[Path, Read]]] = {}
    for path, read in reads:
        datasets.setdefault(read.dataset, []).append((path, read))
    if not datasets:
        return []
    store = _store()
    asked = [([read for _, read in each], ", ".join(file_name(path) for path, _ in each)) for each in datasets.values()]
    if len(asked) > 1:  # all of them go in, or none
        for each, files in asked:
            refuse_unclear(store, each, files, edition)
    drafts = drafts or not LOCAL.may_publish
    return [bring(store, each, files, author=LOCAL.name, edition=edition, drafts=drafts) for each, files in asked]


def _recorded(files: "Collection[Streamed]", edition: "Edition | None", *, drafts: bool) -> "list[Outcome]":
    from geo.access import LOCAL
    from geo.imports.whole_records import import_records

    store = _store()
    shown = with_progress(files, len(files), "Taking in")
    drafts = drafts or not LOCAL.may_publish
    return [import_records(store, each, author=LOCAL.name, edition=edition, drafts=drafts) for each in shown]


def _prepare() -> None:
    """Make ready what the server starts from, so that nobody waits for it."""
    from geo.readmodel.model import prepare

    for store in with_progress([_store()], 1, "Preparing"):
        prepare(store)


@dataclasses.dataclass(frozen=True, slots=True)
class LeadsKept:
    """What became of a file of leads: `rows` it has, of which `kept` are kept; none where it was before."""

    dataset: str
    rows: int
    kept: int
    problems: "tuple[Problem, ...]"


def _kept(files: "Sequence[tuple[Path, Leads]]") -> list[LeadsKept]:
    from geo.store import leads

    if files:
        _store()  # first, as a folder that holds anything else is no place for one
    folder = Settings.from_env().leads
    return [
        LeadsKept(found.dataset, found.rows, leads.keep(folder, found, file_name(path)), found.problems)
        for path, found in files
    ]


def _store() -> "Store":
    """The store, with its seeds: it is for nobody's first command to say whether a new one has them."""
    from geo.store.store import Store

    store = Store.open(Settings.from_env().store)
    if store.head().version == 0:
        from geo.atlas import plant

        plant(store)
    return store


def _sentence(outcome: "Outcome | LeadsKept") -> str:
    if isinstance(outcome, LeadsKept):
        before = "" if outcome.kept else ", as the same file was kept before"
        return f"{outcome.dataset}: {outcome.kept:,} leads kept{before}; leads are no incidents, none is on the map."
    return (
        f"{outcome.dataset}, version {outcome.version}: {outcome.rows:,} rows; {outcome.added:,} added, "
        f"{outcome.revised:,} revised, {outcome.withdrawn:,} withdrawn, {outcome.unchanged:,} unchanged"
        f"{f'; {outcome.published:,} of them published at once' if outcome.published else ''}."
    )


def _set_aside(problems: "Sequence[Problem]", unlisted: int) -> None:
    for problem in problems[:_SHOWN]:
        row = "" if problem.row is None else f"Row {problem.row}, "
        value = "" if problem.value is None else f" ({problem.value!r})"
        say(f"{row}{problem.field}: {problem.message}{value}", err=True)
    if len(problems) > _SHOWN:
        listed = "lists them all" if not unlisted else f"lists {len(problems):,} of them"
        say(f"… and {len(problems) + unlisted - _SHOWN:,} more problems; --json {listed}.", err=True)
