"""Actors of an incident, packed into numbers: the engine counts millions of numbers in the time of as many names.

An entry of `revisions.named` is `code * 256 + mask`: the actor's code in `actor_names`, and which of the eight pairs of
role and "alleged or not" the incident gives it. `revisions.roles` holds the pairs of all its actors.
"""

from collections.abc import Collection

import pyarrow as pa
import pyarrow.compute as pc

from geo.incident import Role

PAIRS = len(Role) * 2
SHARE = 1 << PAIRS  # what a code is multiplied by


def mask(roles: Collection[Role] = (), alleged: bool | None = None) -> int:  # noqa: FBT001  (a filter's own value)
    """Return the pairs with one of `roles` (none is any), established or alleged (None is either)."""
    return sum(
        1 << (2 * number + said)
        for number, role in enumerate(Role)
        if role in roles or not roles
        for said in (False, True)
        if alleged in (None, said)
    )


def pairs(roles: pa.ChunkedArray, alleged: pa.ChunkedArray) -> pa.ChunkedArray:
    """Of each entry the one pair that it gives its actor."""
    number = pc.index_in(roles, value_set=pa.array(list(Role), pa.string())).cast(pa.int64())
    place = pc.add(pc.multiply(number, 2), alleged.cast(pa.int64()))
    return pc.shift_left(pa.scalar(1, pa.int64()), place)
