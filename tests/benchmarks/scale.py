"""How the house bears its weight: `python tests/benchmarks/scale.py FOLDER [ROWS …]`, on synthetic incidents.

For each number of rows: a file is written, imported into a new store and served by a real server on loopback; then the
API is asked what pages ask, over HTTP, and Chromium looks on. Beside it what a user would pick instead, on the same
rows. One run, medians; the machine should be quiet. A file once written is kept for the next run, a store is not.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from asking import answers
from editing import edited
from instead import instead
from painting import painted
from panning import panned
from scanning import against_scan
from served import PAGE, Served, imported, run, timed

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
ACLED_ROWS = 1_000_000  # the size at which ACLED's own format is read too
ACLED = Path(__file__).parent / "acled_rows.py"


def main(folder: Path, sizes: list[int]) -> None:
    """Print one table."""
    print(f"cores: {os.cpu_count()}, memory: {os.sysconf('SC_PHYS_PAGES') * PAGE / 2**30:.0f} GiB\n")
    rows = dict[str, dict[int, str]]()
    for size in sizes:
        for name, figure in measured(folder / str(size), size):
            rows.setdefault(name, {})[size] = figure
            print(f"  {size:>12,}  {name:<50} {figure}", file=sys.stderr, flush=True)
    print("| | " + " | ".join(f"{size:,}" for size in sizes) + " |")
    print("|---|" + "---|" * len(sizes))
    for name, figures in rows.items():
        print(f"| {name} | " + " | ".join(figures.get(size, "-") for size in sizes) + " |")


def measured(folder: Path, size: int) -> Iterator[tuple[str, str]]:
    """Each figure with its name."""
    folder.mkdir(parents=True, exist_ok=True)
    path, store = folder / "synthetic.parquet", folder / "store"
    shutil.rmtree(store, ignore_errors=True)
    yield "write the file", f"{timed(lambda: run('synth', path, '--rows', size, '--seed', 1)):.1f} s"
    yield "import: committed, kept read model made, memory", imported(path, store)
    if size == ACLED_ROWS:
        yield from from_acled(folder)
    with_server = Served(store)
    try:
        yield "start of the server until it answers", f"{with_server.seconds:.1f} s"
        with_server.rest()
        yield "memory of the server at rest", f"{with_server.memory() / 2**30:.2f} GiB"
        yield from answers(with_server.url, size)
        yield from panned(with_server.url, size)
        yield from painted(with_server.url)
        yield from edited(with_server.url, store)
        yield "memory of the server afterwards", f"{with_server.memory() / 2**30:.2f} GiB"
    finally:
        with_server.end()
    yield from against_scan(store)
    yield from instead(path, size)


def from_acled(folder: Path) -> Iterator[tuple[str, str]]:
    """The same number of synthetic events in ACLED's format."""
    path, store = folder / "SYNTHETIC.acled.csv", folder / "acled"
    shutil.rmtree(store, ignore_errors=True)
    if not path.exists():
        subprocess.run([sys.executable, str(ACLED), str(ACLED_ROWS), str(path)], check=True, stdout=subprocess.DEVNULL)
    yield "import of as many rows of ACLED's format: the same", imported(path, store)
    shutil.rmtree(store, ignore_errors=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]] or list(SIZES))
