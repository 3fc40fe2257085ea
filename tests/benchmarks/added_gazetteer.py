# ruff: noqa: RUF001 - quotes that look alike are in the names
"""Adding a GeoNames dump and looking names up in it, beside pandas and a dictionary of lists in the same run.

python tests/benchmarks/added_gazetteer.py [ROWS…]
By default 10,000, 100,000 and 500,000 rows of a made-up country: names of two words, a third of them shared, and one
other name in Arabic each, as in the dumps of the Middle East. Every step has a process of its own. Prints seconds of
the processor, the median of a look-up, the most memory taken, and the ratios.
"""

import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from geo.access import LOCAL
from geo.text.spelling import fold

SIZES = (10_000, 100_000, 500_000)
LOOKUPS = 2_000
_FIRST = {"Khirbat": "خربة", "Tall": "تل", "Wādī": "وادي", "Jabal": "جبل", "Bi’r": "بئر", "Kafr": "كفر", "‘Ayn": "عين"}
_SYLLABLES = {
    "ba": "با", "dī": "دي", "ḩa": "حا", "mū": "مو", "rā": "را", "sha": "شا", "ţal": "طل", "qū": "قو", "nah": "نه",
    "zī": "زي", "kha": "خا", "lū": "لو",
}  # fmt: skip
_ASCII = str.maketrans("āīūḩţ’‘", "aiuht'`")
_CODES = (*("P.PPL",) * 6, "S.FRM", "T.HLL", "H.WLL", "A.ADM4")


def write_dump(path: Path, rows: int) -> list[str]:
    """Write a dump of so many rows; returns some of its names."""
    chance = random.Random(rows)
    names = []
    with path.open("w", encoding="utf-8") as file:
        for number in range(rows):
            first = chance.choice(list(_FIRST))
            rest = chance.choices(list(_SYLLABLES), k=chance.choice((2, 3, 4, 5)))
            name = f"{first} {''.join(rest).capitalize()}"
            arabic = f"{_FIRST[first]} {''.join(_SYLLABLES[syllable] for syllable in rest)}"
            names.append(name)
            kind, code = chance.choice(_CODES).split(".")
            lon, lat = chance.uniform(36.5, 41), chance.uniform(33.5, 36.5)
            cells = (number, name, name.translate(_ASCII), arabic, f"{lat:.5f}", f"{lon:.5f}", kind, code, "SY")
            file.write("\t".join(map(str, (*cells, "", "", "", "", "", 0, "", 300, "Asia/Damascus", "2020-01-01"))))
            file.write("\n")
    return chance.sample(names, min(LOOKUPS, rows))


def add(dump: Path, folder: Path) -> dict[str, float]:
    """Add the dump."""
    from geo.places.gazetteer.added.add_gazetteer import add as add_file  # noqa: PLC0415 - its memory counts here only

    began = time.process_time()
    addition = add_file(folder, dump, LOCAL)
    return {"seconds": time.process_time() - began, "places": addition.gazetteer.rows}


def open_added(dump: Path, folder: Path) -> dict[str, float]:
    """Open what was added, and look names up."""
    from geo.places.gazetteer.added.lookup import Added  # noqa: PLC0415 - as above

    began = time.process_time()
    added = Added.open(folder)
    opened = time.process_time() - began
    keys = [fold(name) for name in json.loads(dump.with_suffix(".json").read_text())]
    tight, found = _median(added.find_by_name, keys)
    loose, _ = _median(lambda key: added.loosely_named(key, "SY"), keys)
    near, _ = _median(lambda key: added.spelled_nearly(key + "x", "SY"), keys[:200])
    return {"seconds": opened, "found": found, "tight_us": tight, "loose_us": loose, "near_us": near}


def with_pandas(dump: Path, _: Path) -> dict[str, float]:
    """What one would write at first: pandas, then every row in a dictionary by each of its folded names."""
    import pandas as pd  # noqa: PLC0415 - as above

    began = time.process_time()
    frame = pd.read_csv(dump, sep="\t", header=None, quoting=3, keep_default_na=False)
    index = defaultdict(list)
    for row in frame.itertuples(index=False):
        for key in {fold(name) for name in (row[1], row[2], *row[3].split(","))}:
            index[key].append(row)
    opened = time.process_time() - began
    keys = [fold(name) for name in json.loads(dump.with_suffix(".json").read_text())]
    tight, found = _median(index.__getitem__, keys)
    return {"seconds": opened, "found": found, "tight_us": tight}


def _median(look_up: Callable[[str], Any], keys: list[str]) -> tuple[float, int]:
    times, found = [], 0
    for key in keys:
        began = time.perf_counter()
        found += len(look_up(key))
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1e6, found


STEPS = {step.__name__: step for step in (add, open_added, with_pandas)}


def _apart(step: str, dump: Path, folder: Path) -> dict[str, float]:
    command = [sys.executable, __file__, "--step", step, str(dump), str(folder)]
    answer: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return answer


def main() -> None:
    """Measure every size and print."""
    for rows in [int(size) for size in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as place:
            dump = Path(place) / "sy.txt"
            dump.with_suffix(".json").write_text(json.dumps(write_dump(dump, rows)))
            ours, opened, theirs = (_apart(step, dump, Path(place) / "shelf") for step in STEPS)
        print(f"{rows:,} rows, {ours['places']:,} of them places")
        print(f"  add       {ours['seconds']:6.1f} s  {ours['mb']:6.0f} MB")
        print(f"  open      {opened['seconds']:6.2f} s  {opened['mb']:6.0f} MB")
        print(f"  pandas    {theirs['seconds']:6.1f} s  {theirs['mb']:6.0f} MB, at every start")
        print(f"  look-up   {opened['tight_us']:.0f} µs; loose {opened['loose_us']:.0f} µs; ", end="")
        print(f"one letter off {opened['near_us']:.0f} µs; dictionary {theirs['tight_us']:.1f} µs")
        print(
            f"  ratio     start {opened['seconds'] / theirs['seconds']:.3f}, memory {opened['mb'] / theirs['mb']:.2f}"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        _, _, wanted, dump_path, shelf = sys.argv
        measured = STEPS[wanted](Path(dump_path), Path(shelf))
        print(json.dumps(measured | {"mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
    else:
        main()
