# ruff: noqa: RUF001 - quotes that look alike are what folding levels
"""Folded names, sorted, each with the row of the place it names; and the same for their loose keys."""

from collections.abc import Callable, Sequence
from hashlib import sha256

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.text.spelling import fold, loosen_all

# Names whose keys change with any of the rules of folding and loosening.
_PROBES = (
    "Al-Lādhiqīyah", "Dayr az-Zawr", "Khān Shaykhūn", "Ra’s al ‘Ayn", "Kafr Nabudah", "As Suwaydāʼ", "Tall Jabīn",
    "اللاذقية", "رأس العين", "منتهى", "کرکوک", "İzmir", "Ørsta", "Łódź", "Qal'at al Muḑīq", "Chouf", "Zhob", "Dhi Qar",
)  # fmt: skip
_AT_ONCE = 100_000
_ROW_BITS = 32


def index(names: pa.ListArray) -> tuple[pa.Table, pa.Table]:
    """Return the keys of places, one list of names each: tight ones and loose ones.

    Returns:
        Twice columns key (string) and row (int32, the place's position in `names`), sorted by both, each pair once.
    """
    spelled = names.flatten().dictionary_encode()
    rows = pc.list_parent_indices(names).to_numpy()
    tight = _sort_keys(_each(spelled.dictionary, _fold_names), spelled.indices.to_numpy(), rows)
    known = tight["key"].combine_chunks().dictionary_encode()
    loose = _sort_keys(_each(known.dictionary, loosen_all), known.indices.to_numpy(), tight["row"].to_numpy())
    return tight, loose


def _fold_names(names: Sequence[str]) -> list[str]:
    return [fold(name) for name in names]


def _each(names: pa.StringArray, key: Callable[[Sequence[str]], list[str]]) -> pa.StringArray:
    """Return the key of each name; only some names at a time are Python strings, which take five times the memory."""
    parts = [names.slice(start, _AT_ONCE) for start in range(0, len(names), _AT_ONCE)]
    keys = [pa.array(key(part.to_pylist()), pa.string()) for part in parts]
    return pa.concat_arrays([pa.array([], pa.string()), *keys])


def _sort_keys(keys: pa.StringArray, of: np.ndarray, rows: np.ndarray) -> pa.Table:
    """Each `keys[of[i]]` with `rows[i]`, but for empty keys."""
    distinct = keys.dictionary_encode()
    order = pc.sort_indices(distinct.dictionary).to_numpy()
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    # One number for each pair: sorting numbers is many times faster than sorting strings.
    pairs = np.unique(rank[distinct.indices.to_numpy()][of] << _ROW_BITS | rows)
    key = distinct.dictionary.take(pa.array(order)).take(pa.array(pairs >> _ROW_BITS))
    table = pa.table({"key": key, "row": pa.array(pairs & ((1 << _ROW_BITS) - 1), pa.int32())})
    return table.filter(pc.not_equal(table["key"], "")).combine_chunks()


def rules() -> str:
    """Return a digest of the folding rules, so that an index made by other rules is rebuilt."""
    keys = _fold_names(_PROBES)
    return sha256("\n".join([*keys, *loosen_all(keys)]).encode()).hexdigest()[:8]
