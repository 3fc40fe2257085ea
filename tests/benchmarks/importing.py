"""How long importing a file takes: reading, writing it into a new store, and importing it again.

Usage: `python tests/benchmarks/importing.py FILE [--profile]`; `acled_rows.py` writes SYNTHETIC files of any size.
Prints seconds, by the clock and of work, and the most memory the process held; with `--profile` where reading spends
its time.
"""

import argparse
import cProfile
import pstats
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from house import by

from geo.imports.merge import import_
from geo.readers.registry import read
from geo.store.store import Store

Answer = TypeVar("Answer")


def main() -> None:
    """Read, write, and write again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--profile", action="store_true")
    told = parser.parse_args()
    if told.profile:
        with cProfile.Profile() as profile:
            read(told.file)
        pstats.Stats(profile).sort_stats("cumulative").print_stats(70)
        return
    found = timed("read", lambda: read(told.file))
    print(f"{found.rows:,} rows, {found.incidents.num_rows:,} incidents, {len(found.problems):,} problems")
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(folder)
        for what in ("write", "the same file again"):
            timed(what, lambda: import_(store, [found], told.file.name, caller=by("benchmark")))


def timed(what: str, work: Callable[[], Answer]) -> Answer:
    """What comes of some work, after printing how long it took and the most memory so far."""
    began, busy = time.perf_counter(), time.process_time()
    done = work()
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    took, busy = time.perf_counter() - began, time.process_time() - busy
    print(f"{what}: {took:.1f} s ({busy:.1f} s on all cores), at most {held:.1f} GB", flush=True)
    return done


if __name__ == "__main__":
    main()
