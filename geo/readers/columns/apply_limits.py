"""Application of the record limits to what was read: the last step of every reader."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from geo.incident import Problem
from geo.limits.tables import apply_limits, problems
from geo.readers.result import Read

# Problems of one file that are listed; further ones are counted. Who has so many has one fault many times.
MOST_PROBLEMS = 10_000


def limit_read(read: Read, numbers: pa.Array | pa.ChunkedArray | np.ndarray) -> Read:
    """Return a read file within the limits; `numbers` are its incidents' rows in the file.

    What breaks a limit is unknown, and a problem says so; a row without an id of use is set aside.
    """
    held = apply_limits(read.incidents)
    if not held.flaws:
        return read
    found = problems(held.flaws, np.asarray(numbers), MOST_PROBLEMS)
    unlisted = read.unlisted + sum(len(flaw.at) for flaw in held.flaws) - len(found)
    listed = sorted((*read.problems, *found), key=lambda problem: problem.row or 0)
    rows = held.rows if held.has_linkable_id.all() else held.rows.filter(pa.array(held.has_linkable_id))
    return replace(read, incidents=rows, problems=listed, unlisted=unlisted)


def cap_problems(read: Read) -> Read:
    """Return a read file that lists no more problems than anybody looks at, and counts the others."""
    listed, left = few(read.problems)
    return replace(read, problems=listed, unlisted=read.unlisted + left) if left else read


def few(found: Sequence[Problem]) -> tuple[Sequence[Problem], int]:
    """Return the first problems, and how many more there are."""
    return (found, 0) if len(found) <= MOST_PROBLEMS else (found[:MOST_PROBLEMS], len(found) - MOST_PROBLEMS)
