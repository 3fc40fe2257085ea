"""Makes a commit on a local folder survive a power cut; the table's library leaves that to the system."""

import json
from collections.abc import Iterator
from pathlib import Path

from geo import files


def settle(table: Path, commit: int) -> None:
    """Force a commit's data files, its log files and their folders to disk.

    Args:
        table: the folder of the Delta table.
        commit: the number of the Delta commit.
    """
    log = table / "_delta_log"
    # The prefix takes in a checkpoint written after the commit: a torn one would hide the whole table.
    for path in [*_added_files(log, commit), *log.glob(f"{commit:020}*"), log / "_last_checkpoint", table, log]:
        if path.exists():
            files.settle(path)


def _added_files(log: Path, commit: int) -> Iterator[Path]:
    text = (log / f"{commit:020}.json").read_text(encoding="utf-8")
    for line in filter(None, text.split("\n")):  # `splitlines` would also break at what a reason may hold, U+2028
        action = json.loads(line)
        if "add" in action:
            yield log.parent / action["add"]["path"]
