"""Made-up incidents, for load tests."""

from pathlib import Path
from typing import Annotated

import typer

from geo.cli.output import clearly, counting, say


@clearly
def synth(
    path: Annotated[Path, typer.Argument(help="The Parquet file to write.")],
    rows: Annotated[int, typer.Option(min=1, max=100_000_000, help="How many incidents.")],
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same incidents.")] = 0,
) -> None:
    """Write synthetic incidents, labelled so, for load tests. `geo import` reads them."""
    from geo.synthesis.writing import write

    with counting("Writing") as told:
        write(path, rows, seed, told)
    say(f"{path}: {rows:,} synthetic incidents. None of them happened.")
