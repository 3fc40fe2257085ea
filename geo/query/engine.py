"""Runs expressions on the read model: a cursor each, stopped when it takes too long."""

import threading
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa

from geo.errors import SlowQueryError
from geo.query.visible import generalised
from geo.store.readmodel import ReadModel

PATIENCE_SECONDS = 5.0


class Engine:
    """The DuckDB behind the page. Safe to share between threads."""

    def __init__(self, model: ReadModel, patience: float = PATIENCE_SECONDS) -> None:
        self._model = model
        self._patience = patience
        with model.cursor() as cursor:  # text of our own: no value of a user's is in it
            cursor.execute(f"CREATE OR REPLACE VIEW public_revisions AS {ibis.to_sql(generalised(), dialect='duckdb')}")

    def ask(self, question: ir.Table) -> pa.Table:
        """The rows of an expression on the unbound tables.

        Raises:
            SlowQueryError: it took longer than the engine's patience.
        """
        sql = str(ibis.to_sql(question, dialect="duckdb"))
        cursor = self._model.cursor()
        alarm = threading.Timer(self._patience, cursor.interrupt)
        alarm.start()
        try:
            return _whole(cursor.sql(sql).to_arrow_table())
        except duckdb.InterruptException:
            raise SlowQueryError(self._patience) from None
        finally:
            alarm.cancel()
            cursor.close()

    def ask_one(self, question: ir.Table) -> dict[str, Any]:
        """The single row of an expression that has exactly one."""
        row: dict[str, Any] = self.ask(question).to_pylist()[0]
        return row


def _whole(table: pa.Table) -> pa.Table:
    """DuckDB sums integers to 128 bits, which come out as decimals: back to the 64 that JSON and people expect."""
    sums = [field.name for field in table.schema if pa.types.is_decimal(field.type)]
    for name in sums:
        table = table.set_column(table.schema.get_field_index(name), name, table[name].cast(pa.int64()))
    return table
