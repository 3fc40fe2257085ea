"""Runs expressions on the read model: a cursor each, stopped when it takes too long."""

import threading
from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from types import MappingProxyType
from typing import Any, TypeVar

import duckdb
import pyarrow as pa

from geo.errors import SlowQueryError
from geo.query.asking import Asked, Values, slots, sql
from geo.query.question import Question
from geo.store.readmodel import ReadModel

PATIENCE_SECONDS = 5.0
# Answers kept, of every kind.
_REMEMBERED = 256

_NONE: Values = MappingProxyType({})

_Answer = TypeVar("_Answer")


class Engine:
    """The DuckDB behind the page. Safe to share between threads."""

    def __init__(self, model: ReadModel, patience: float = PATIENCE_SECONDS) -> None:
        self._model = model
        self._patience = patience
        self.recall = lru_cache(maxsize=_REMEMBERED)(self._answer)

    def _answer(self, answer: Callable[..., Any], *question: Hashable) -> Any:
        return answer(self, *question)

    def ask(self, asked: Asked, question: Question | None = None, values: Values = _NONE) -> pa.Table:
        """The rows of an expression on the unbound tables; `MATCHED` is what matches the question.

        Args:
            asked: the expression.
            question: what is asked, by whom.
            values: of the expression's parameters.

        Raises:
            SlowQueryError: it took longer than the engine's patience.
        """
        statement = sql(asked, question)
        cursor = self._model.cursor()
        alarm = threading.Timer(self._patience, cursor.interrupt)
        alarm.start()
        try:
            return _whole(cursor.sql(statement, params=slots(values)).to_arrow_table())
        except duckdb.InterruptException:
            raise SlowQueryError(self._patience) from None
        finally:
            alarm.cancel()
            cursor.close()

    def ask_one(self, asked: Asked, question: Question | None = None) -> dict[str, Any]:
        """The single row of an expression that has exactly one."""
        row: dict[str, Any] = self.ask(asked, question).to_pylist()[0]
        return row


def remembered(answer: Callable[..., _Answer]) -> Callable[..., _Answer]:
    """Answer a question once: it says of which version of the data it is asked, and by whom.

    Nobody may change what such a function returns.
    """

    @wraps(answer)
    def recalled(engine: Engine, *question: Hashable) -> _Answer:
        found: _Answer = engine.recall(answer, *question)
        return found

    return recalled


def _whole(table: pa.Table) -> pa.Table:
    """DuckDB sums integers to 128 bits, which come out as decimals: back to the 64 that JSON and people expect."""
    sums = [field.name for field in table.schema if pa.types.is_decimal(field.type)]
    for name in sums:
        table = table.set_column(table.schema.get_field_index(name), name, table[name].cast(pa.int64()))
    return table
