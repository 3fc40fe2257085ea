"""Synthetic incidents for load tests."""

from pathlib import Path
from typing import Annotated

import typer

from geo.cli.output import clearly, counting, say


@clearly
def synth(
    path: Annotated[Path, typer.Argument(help="Parquet file to write.")],
    rows: Annotated[int, typer.Option(min=1, max=100_000_000, help="Number of incidents.")],
    seed: Annotated[int, typer.Option(min=0, help="Random seed; the same seed gives the same incidents.")] = 0,
) -> None:
    """Write synthetic incidents, labelled as such, for load tests. Read them with `geo import`."""
    from geo.synthesis.writing import write

    with counting("Writing") as told:
        write(path, rows, seed, told)
    say(f"{path}: {rows:,} synthetic incidents. None of them is real.")
