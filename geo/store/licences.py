"""Licences under which what a source says may be shown to anyone."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

SHAREABLE = frozenset(
    {"CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "ODbL-1.0", "PDDL-1.0", "MIT", "public-domain", "own-words"}
)


def shareable(rows: pa.Table) -> pa.Array:
    """Return for each row whether every source of it may be shared; True for rows without any."""
    lists = rows["sources"].combine_chunks()
    shared = pc.is_in(pc.struct_field(lists.flatten(), "licence"), pa.array(sorted(SHAREABLE)))
    answer = np.ones(rows.num_rows, dtype=bool)
    answer[pc.list_parent_indices(lists).filter(pc.invert(shared)).to_numpy()] = False
    return pa.array(answer)
