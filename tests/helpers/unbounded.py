"""A store as it could be written before records had limits: past every wall, by the table's own writer."""

from dataclasses import replace
from datetime import UTC, datetime

import pyarrow as pa

from geo.incident import SCHEMA
from geo.store.act import Act, expected_chain
from geo.store.chain import rows_digest
from geo.store.log import Log


def write(location: str, rows: list[dict]) -> None:
    """One act of rows with the fields of a record, of which those left out are null; columns may be Arrow arrays."""
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    write_table(location, table)


def write_table(location: str, table: pa.Table) -> None:
    log = Log(location)
    with log:
        head = log.align()
        said = {"version": head.version + 1, "recorded_at": datetime.now(UTC), "recorded_by": "old", "reason": "old"}
        for name, value in said.items():
            field = SCHEMA.field(name)
            column = pa.repeat(pa.scalar(value, field.type), table.num_rows)
            table = table.set_column(SCHEMA.get_field_index(name), field, column)
        table = table.sort_by("id")
        stamps = {"author": "old", "reason": "old", "recorded_at": said["recorded_at"], "version": said["version"]}
        act = Act(tool="old", rows=table.num_rows, digest=rows_digest(table), chain="", **stamps)
        assert log.commit(iter([table]), replace(act, chain=expected_chain(act, head.chain)))
