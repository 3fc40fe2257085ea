"""Runs expressions on the read model: a cursor each, stopped when the request's time is over or nobody waits for it."""

import dataclasses
import os
import threading
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache, wraps
from types import MappingProxyType
from typing import Any, TypeVar

import duckdb
import pyarrow as pa

from geo.errors import RebuildingError
from geo.query.engine import budget
from geo.query.engine.budget import Budget
from geo.query.engine.compile import Asked, Values, slots, sql
from geo.query.engine.question import Question
from geo.query.engine.tables import FOUND, MATCHED
from geo.readmodel.connection import is_broken
from geo.readmodel.model import ReadModel
from geo.view import View

PATIENCE_SECONDS = 5.0
AT_ONCE = 2 * (os.cpu_count() or 1)
_LOOK_SECONDS = 0.05  # how often one who waits for a turn looks whether anybody still waits for the answer
# Answers kept, of every kind.
_REMEMBERED = 256
# Of so many revisions the words of a view are looked for once; what has them is kept for some views.
_MANY, _MOST_FOUND, _WORDS_REMEMBERED = 200_000, 2_000_000, 8
_RIDS = MATCHED.select("rid")

_NONE: Values = MappingProxyType({})

_Answer = TypeVar("_Answer")


class Engine:
    """The DuckDB behind the page. Safe to share between threads."""

    def __init__(self, model: ReadModel, patience: float = PATIENCE_SECONDS) -> None:
        self._model = model
        self._patience = patience
        # More at once would only share the cores, and all of them end late, or be stopped before they end. Requests to
        # the API have had their turn when they come here; these are for all others, so that neither starves the other.
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self.recall = lru_cache(maxsize=_REMEMBERED)(self._answer)
        self._having_words = lru_cache(maxsize=_WORDS_REMEMBERED)(self._read_words)

    def _answer(self, answer: Callable[..., Any], *question: Hashable) -> Any:
        return answer(self, *question)

    def ask(self, asked: Asked, question: Question | None = None, values: Values = _NONE) -> pa.Table:
        """Return the rows of an expression on the unbound tables; `MATCHED` is what matches the question.

        Args:
            asked: the expression.
            question: what is asked, by whom.
            values: of the expression's parameters.

        Raises:
            SlowQueryError: the request's time is over, or where it has none, the engine's patience.
            RebuildingError: the tables are broken, and being made again.
        """
        found = self._find_words(question) if question and question.view.q else None
        return self._run(sql(asked, question, found=found is not None), slots(values), found)

    def _find_words(self, question: Question) -> pa.Table | None:
        """Return the rids of what has the view's words; None where the texts are as well read again."""
        if self._model.revisions < _MANY:
            return None
        rids: pa.Table | None = self._having_words(
            dataclasses.replace(question, view=View(q=question.view.q), shapes=())
        )
        return rids

    def _read_words(self, question: Question) -> pa.Table | None:
        rids = self._run(sql(_RIDS, question), {}, None)
        return rids if rids.num_rows < _MOST_FOUND else None

    def _run(self, statement: str, values: Mapping[str, object], found: pa.Table | None) -> pa.Table:
        given = budget.current()
        if given is not None and given.has_turn:
            return self._execute(statement, values, found, given)
        own = Budget(self._patience, parent=given)
        with self._turn(own):
            return self._execute(statement, values, found, own)

    @contextmanager
    def _turn(self, own: Budget) -> Iterator[None]:
        while not self._turns.acquire(timeout=min(_LOOK_SECONDS, own.seconds_left())):
            own.check()
        try:
            yield
        finally:
            self._turns.release()

    def _execute(
        self, statement: str, values: Mapping[str, object], found: pa.Table | None, allowed: Budget
    ) -> pa.Table:
        tables, cursor = self._model.tables, self._model.cursor()
        try:
            if found is not None:
                cursor.register(FOUND.get_name(), found)
            with allowed.watching(cursor):
                return _whole(cursor.sql(statement, params=values).to_arrow_table())
        except duckdb.InterruptException:
            raise allowed.timeout_error() from None
        except duckdb.Error as error:
            if is_broken(error) and self._model.distrust(tables):
                raise RebuildingError from error
            raise
        finally:
            cursor.close()

    def ask_one(self, asked: Asked, question: Question | None = None) -> dict[str, Any]:
        """Return the single row of an expression that has exactly one."""
        row: dict[str, Any] = self.ask(asked, question).to_pylist()[0]
        return row


def memoise(answer: Callable[..., _Answer]) -> Callable[..., _Answer]:
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
