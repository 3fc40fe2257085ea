"""How soon the geocoder is ready, how fast it answers, and how much memory it takes, beside what a user would write.

Usage: `python tests/benchmarks/geocoder_speed.py [FOLDER]`, a folder of corpora (`corpora.py`) whose names are asked.
Without it the gazetteer's own are. Beside it: the same Parquet in pandas, one row a name, found by comparing. Each
side runs in a process of its own, in turn, three times; medians are printed.
"""

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import chain
from pathlib import Path

NAMES, COMPARED, RUNS = 10_000, 50, 3


def main() -> None:
    """Run both sides in turn, and print."""
    ours, theirs = [], []
    for _ in range(RUNS):
        ours.append(child("ours", *sys.argv[1:]))
        theirs.append(child("pandas", *sys.argv[1:]))
    print(f"{'':34}{'geocoder':>12}{'pandas':>12}{'ratio':>9}")
    for what in ours[0]:
        one, other = (statistics.median(run[what] for run in runs) for runs in (ours, theirs))
        print(f"{what:34}{one:12,.2f}{other:12,.2f}{one / other:9.3f}")


def child(side: str, *folder: str) -> dict[str, float]:
    """What one side measures of itself."""
    done = subprocess.run([sys.executable, __file__, "--side", side, *folder], capture_output=True, check=True)
    return json.loads(done.stdout)


def measured(side: str, folder: Path | None) -> dict[str, float]:
    """Milliseconds from the imports to the first answer, the most memory until then, and per name."""
    ready, ask = {"ours": geocoder, "pandas": pandas_frame}[side]()
    start = time.perf_counter()
    lookup = ready()
    lookup("Aleppo")
    first, memory = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    each = []
    for name in names(folder)[: NAMES if side == "ours" else COMPARED]:
        before = time.perf_counter()
        ask(lookup, name)
        each.append(time.perf_counter() - before)
    return {
        "ready, ms": (first - start) * 1e3,
        "a name, median ms": statistics.median(each) * 1e3,
        "ten thousand names, s": sum(each) * NAMES / len(each),
        "memory until then, MB": memory,
    }


def names(folder: Path | None) -> list[str]:
    """What is asked: the names of the corpora, else every so-manieth of the gazetteer."""
    if folder:
        import corpora  # noqa: PLC0415 - only then

        articles = chain(corpora.lgl(folder), corpora.geovirus(folder), corpora.ucdp(folder))
        return [mention.name for article in articles for mention in article.mentions]
    import pyarrow.parquet as pq  # noqa: PLC0415 - it would count as ready otherwise

    from geo.settings import DATA  # noqa: PLC0415

    table = pq.read_table(DATA / "gazetteer.parquet", columns=["name"])
    return table["name"].to_pylist()[:: table.num_rows // NAMES]


def geocoder() -> tuple[Callable, Callable]:
    """Ours, its libraries imported."""
    from geo.places.geocoder.geocoder import geocode  # noqa: PLC0415 - a side imports what it needs

    return lambda: geocode, lambda lookup, name: lookup(name)


def pandas_frame() -> tuple[Callable, Callable]:
    """The names in pandas, folded once, found by comparing; it weighs nothing."""
    import pandas as pd  # noqa: PLC0415 - a side imports what it needs

    from geo.settings import DATA  # noqa: PLC0415
    from geo.text.spelling import fold  # noqa: PLC0415

    def ready() -> Callable:
        places = pd.read_parquet(DATA / "gazetteer.parquet")
        keys = pd.read_parquet(DATA / "gazetteer_keys.parquet")
        return lambda name: places.loc[keys.row[keys.key == fold(name)]]

    return ready, lambda lookup, name: lookup(name)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--side"]:
        given = Path(sys.argv[3]) if sys.argv[3:] else None
        print(json.dumps(measured(sys.argv[2], given)))
    else:
        main()
