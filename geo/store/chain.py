"""The proof that nothing was rewritten: a digest of an act's rows, chained to the act before."""

import hashlib
import json
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

GENESIS = "0" * 64

# Part of the digest's definition: rows are taken in blocks, so that a large act never needs one contiguous array.
_BLOCK = 65_536


def rows_digest(table: pa.Table) -> str:
    """SHA-256 over the content of `table`, as 64 hex digits.

    Rows are sorted by `id` and columns by name. Chunking, dictionary encoding, the flavour of strings and
    lists, and the names of list items change nothing; a null is neither zero nor empty.
    """
    digest = Digest(table.schema)
    plain = table.cast(digest.schema)
    digest.add(plain.take(_order(plain["id"])))
    return digest.hex()


class Digest:
    """`rows_digest` of rows that come a portion at a time, sorted by `id`."""

    def __init__(self, schema: pa.Schema) -> None:
        self.schema = pa.schema([pa.field(field.name, _without_dictionaries(field.type)) for field in schema])
        self._names = sorted(schema.names)
        self._held = self.schema.empty_table()
        self._sha = hashlib.sha256(b"incident atlas rows 1")
        _text(self._sha, ",".join(f"{name}:{_kind(self.schema.field(name).type)}" for name in self._names))

    def add(self, rows: pa.Table) -> None:
        """Take in the next rows."""
        held = pa.concat_tables([self._held, rows.cast(self.schema)])
        whole = held.num_rows - held.num_rows % _BLOCK
        for start in range(0, whole, _BLOCK):
            self._feed(held.slice(start, _BLOCK))
        self._held = held.slice(whole)

    def hex(self) -> str:
        """Return the digest of all rows that were added; none may come after."""
        if self._held.num_rows:
            self._feed(self._held)
        return self._sha.hexdigest()

    def _feed(self, block: pa.Table) -> None:
        for name in self._names:
            _feed(self._sha, _whole(block[name]))


def link(  # noqa: PLR0913  (each is a part of what is proved)
    previous: str, digest: str, *, version: int, author: str, reason: str, tool: str, recorded_at: datetime
) -> str:
    """Return the hash of an act: of its rows and of who wrote them, on top of the `previous` act's hash."""
    said = [previous, digest, version, author, reason, tool, recorded_at.isoformat(timespec="microseconds")]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _order(ids: pa.ChunkedArray) -> pa.Array:
    return pc.sort_indices(pa.table({"id": ids}), sort_keys=[("id", "ascending")])


def _whole(column: pa.ChunkedArray) -> pa.Array:
    one = column.combine_chunks()
    return one if isinstance(one, pa.Array) else pa.concat_arrays(one.chunks)


def _without_dictionaries(kind: pa.DataType) -> pa.DataType:
    """Return the type without dictionaries and views, which Arrow cannot sort, take or filter everywhere."""
    if pa.types.is_dictionary(kind):
        return _without_dictionaries(kind.value_type)
    if pa.types.is_string_view(kind):
        return pa.large_string()
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return pa.large_list(_without_dictionaries(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([pa.field(field.name, _without_dictionaries(field.type)) for field in kind])
    return kind


def _kind(kind: pa.DataType) -> str:
    if _is_text(kind):
        return "string"
    if _is_list(kind):
        return f"list<{_kind(kind.value_type)}>"
    if pa.types.is_struct(kind):
        return f"struct<{','.join(f'{field.name}:{_kind(field.type)}' for field in kind)}>"
    return str(kind)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _is_list(kind: pa.DataType) -> bool:
    return bool(pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind))


def _feed(sha: Any, values: pa.Array) -> None:
    sha.update(len(values).to_bytes(8, "little"))
    sha.update(_raw(values.is_valid().cast(pa.uint8())))
    if pa.types.is_struct(values.type):
        # flatten() hands the parent's nulls down, so what lies under a null struct never counts.
        for child in values.flatten():
            _feed(sha, child)
    elif _is_list(values.type):
        sha.update(_raw(pc.list_value_length(values).cast(pa.int64()).fill_null(0)))
        _feed(sha, values.flatten())
    else:
        _feed_leaf(sha, values)


def _feed_leaf(sha: Any, values: pa.Array) -> None:
    if pa.types.is_null(values.type):
        return
    if not _is_text(values.type):
        kind = pa.uint8() if pa.types.is_boolean(values.type) else values.type
        sha.update(_raw(values.cast(kind).drop_null()))
        return
    present = values.cast(pa.large_string()).drop_null().cast(pa.large_binary())
    sha.update(_raw(pc.binary_length(present).cast(pa.int64())))
    offsets = pa.Array.from_buffers(pa.int64(), len(present) + 1, [None, present.buffers()[1]], offset=present.offset)
    if len(present):
        sha.update(memoryview(present.buffers()[2] or b"")[offsets[0].as_py() : offsets[-1].as_py()])


def _raw(values: pa.Array) -> memoryview | bytes:
    if not len(values):
        return b""
    width = values.type.bit_width // 8
    return memoryview(values.buffers()[1])[values.offset * width : (values.offset + len(values)) * width]


def _text(sha: Any, text: str) -> None:
    encoded = text.encode()
    sha.update(len(encoded).to_bytes(8, "little") + encoded)
