"""Files of incidents into the store."""

import dataclasses
import re
from collections.abc import Collection, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from geo.cli.clearly import Json, clearly, say, show_json, with_progress
from geo.cli.remembering import read_as_told
from geo.settings import Settings

if TYPE_CHECKING:
    from geo.importing import Edition, Outcome
    from geo.incident import Problem
    from geo.lead import Leads
    from geo.readers.read import Read
    from geo.readers.records import Records
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
    from geo.imported.answers import Answers, remember
    from geo.lead import Leads
    from geo.places.added.lookup import Added
    from geo.readers import recognising, records
    from geo.readers.days import Order
    from geo.readers.read import Read
    from geo.readers.table import dataset_of

    order, edition = Order(dates) if dates else None, _edition(part=part, whole=whole)
    # What is told of a file is for its reader, which says of whole records that they keep what they have.
    told = format_ or dataset or licence or column or dates
    ours = {} if told else {path: each for path in paths if (each := records.recognised(path, path.name))}
    others = [path for path in paths if path not in ours]
    files, beside = recognising.apart(sorted(others, key=_by_numbers))
    answers, imports = Answers(dict(map(_told, column or ())), order), Settings.from_env().imports
    reading = partial(
        recognising.read_any,
        format_=format_,
        dataset=dataset,
        licence=licence,
        beside=beside,
        added=Added.open(Settings.from_env().gazetteers),
    )
    found = [
        (path, read_as_told(reading, path, answers, imports, dataset or dataset_of(path.name)))
        for path in with_progress(files, len(files), "Reading")
    ]
    reads = [(path, read) for path, read in found if isinstance(read, Read)]
    leads = [(path, read) for path, read in found if isinstance(read, Leads)]
    outcomes: list[Outcome | LeadsKept] = [
        *_recorded(ours.values(), edition),
        *_imported(reads, edition),
        *_kept(leads),
    ]
    for name in {read.dataset for _, read in reads}:
        remember(imports, name, answers)
    _prepare()
    if as_json:
        documents = [dataclasses.asdict(outcome) for outcome in outcomes]
        show_json(documents[0] if len(documents) == 1 else documents)
        return
    for path, read in found:
        say(f"{path.name}: {' '.join(read.reasons)}")
    for outcome in outcomes:
        say(_sentence(outcome))
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
    if not datasets:
        return []
    store = _store()
    asked = [([read for _, read in each], ", ".join(path.name for path, _ in each)) for each in datasets.values()]
    if len(asked) > 1:  # all of them go in, or none
        for each, files in asked:
            refuse_unclear(store, each, files, edition)
    return [bring(store, each, files, author=LOCAL.name, edition=edition) for each, files in asked]


def _recorded(files: "Collection[Records]", edition: "Edition | None") -> "list[Outcome]":
    from geo.access import LOCAL
    from geo.importing_records import import_records

    store = _store()
    shown = with_progress(files, len(files), "Taking in")
    return [import_records(store, each, author=LOCAL.name, edition=edition) for each in shown]


def _prepare() -> None:
    """Make ready what the server starts from, so that nobody waits for it."""
    from geo.store.readmodel import prepare

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
        LeadsKept(found.dataset, found.rows, leads.keep(folder, found, path.name), found.problems)
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
        f"{outcome.revised:,} revised, {outcome.withdrawn:,} withdrawn, {outcome.unchanged:,} unchanged."
    )


def _set_aside(problems: "Sequence[Problem]") -> None:
    for problem in problems[:_SHOWN]:
        row = "" if problem.row is None else f"Row {problem.row}, "
        value = "" if problem.value is None else f" ({problem.value!r})"
        say(f"{row}{problem.field}: {problem.message}{value}", err=True)
    if len(problems) > _SHOWN:
        say(f"… and {len(problems) - _SHOWN:,} more problems; --json lists them all.", err=True)
