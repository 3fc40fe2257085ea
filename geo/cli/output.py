"""Output of commands: one clear line for mistakes of the user, JSON alone on stdout, progress on terminals only."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Annotated, Any, TypeVar

import typer

from geo.errors import GeoError

# What would move the cursor, colour the screen or turn the writing round, from a name or a file nobody vouches for.
_HIDDEN = "\N{REPLACEMENT CHARACTER}"
_Item = TypeVar("_Item")
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]


def clearly(command: Callable[..., None]) -> Callable[..., None]:
    """Turn an error the user can mend into one line on stderr and exit code 1."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except GeoError as error:
            say(str(error), err=True)
            raise typer.Exit(1) from None

    return run


def say(line: str, *, err: bool = False) -> None:
    """Print one line of words, without what a terminal would obey."""
    typer.echo("".join(sign if sign.isprintable() else _HIDDEN for sign in line), err=err)


def show_json(document: Any) -> None:
    """Print one JSON document."""
    from pydantic_core import to_jsonable_python

    text = json.dumps(to_jsonable_python(document), ensure_ascii=False)
    typer.echo(text.encode(errors="replace").decode())


def with_progress(items: Iterable[_Item], count: int, label: str) -> Iterator[_Item]:
    """Yield the items, with a bar on stderr where that is a terminal."""
    with typer.progressbar(items, length=count, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield from bar


@contextmanager
def steps() -> Iterator[Callable[[str, int, int], None]]:
    """Show on a terminal the number of files done; call it with the current action, the number done and the total."""
    shown, line = sys.stderr.isatty(), ""

    def show(doing: str, done: int, total: int) -> None:
        nonlocal line
        if shown and total:
            line = f"{doing}: {done:,} of {total:,} files" + ("\n" if done == total else "")
            sys.stderr.write(f"\r{line}")
            sys.stderr.flush()

    try:
        yield show
    finally:  # what is said next stands on a line of its own
        sys.stderr.write("\n" if line and not line.endswith("\n") else "")


@contextmanager
def counting(label: str) -> Iterator[Callable[[int], None]]:
    """Show on a terminal the number of rows read so far; the total is not known."""
    shown = sys.stderr.isatty()

    def show(rows: int) -> None:
        if shown:
            sys.stderr.write(f"\r{label}: {rows:,} rows")
            sys.stderr.flush()

    yield show
    if shown:
        sys.stderr.write("\n")


@contextmanager
def measuring(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show on a terminal the progress; call it with the amount done and the total."""
    shown = sys.stderr.isatty()

    def show(done: int, total: int) -> None:
        if shown:
            sys.stderr.write(f"\r{label}: {done / total if total else 1:.0%} of {total / 1e6:,.1f} MB")
            sys.stderr.flush()

    yield show
    if shown:
        sys.stderr.write("\n")
