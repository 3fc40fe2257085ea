"""From an expression over what matches, and a question, to SQL: each text is made once, as Ibis takes its time."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, TypeAlias

import ibis.expr.operations as ops
import ibis.expr.types as ir
import sqlglot as sg
from ibis.backends.sql.compilers import DatabricksCompiler, DuckDBCompiler, TrinoCompiler
from sqlglot import expressions as sge

from geo.query.engine.parameters import Slot
from geo.query.engine.question import Question
from geo.query.engine.tables import MATCHED
from geo.query.engine.view_filter import matching

Asked: TypeAlias = ir.Table | sge.Select
Values: TypeAlias = Mapping[ir.Scalar, object]


class _Slots:
    """Ibis would put a value in the place of each parameter; a slot stays one."""

    def visit_Slot(self, op: Slot, **_: Any) -> sge.Placeholder:  # noqa: N802  as Ibis finds it
        return sge.Placeholder(this=op.name)

    def visit_Limit(self, op: ops.Limit, *, parent: Any, n: Any, offset: Any) -> Any:  # noqa: N802  likewise
        """Return a page's length and beginning may be slots; Ibis would look for them in a row of the table."""
        if not isinstance(n, sge.Placeholder):
            return super().visit_Limit(op, parent=parent, n=n, offset=offset)  # type: ignore[misc]
        return sg.select("*").from_(parent).limit(n).offset(offset)


class _DuckDB(_Slots, DuckDBCompiler):  # type: ignore[misc]  # Ibis does not type its compilers
    pass


class _Trino(_Slots, TrinoCompiler):  # type: ignore[misc]
    pass


class _Databricks(_Slots, DatabricksCompiler):  # type: ignore[misc]
    pass


_COMPILERS: dict[str, Any] = {"duckdb": _DuckDB(), "trino": _Trino(), "databricks": _Databricks()}


def sql(asked: Asked, question: Question | None = None, dialect: str = "duckdb", *, found: bool = False) -> str:
    """Return an expression as SQL; where it speaks of `MATCHED`, of the rows that match the question.

    Both are written from syntax trees: no value of a user's is ever a piece of text. Each half is written once, and
    they meet as the tables a query names before it asks. `found` is that of `matching`.
    """
    tables, body = _compile_query(asked if isinstance(asked, sge.Select) else asked.op(), dialect)
    if question is not None:
        tables = (_matching(question, dialect, found), *tables)
    return f"WITH {', '.join(tables)} {body}" if tables else body


def slots(values: Values) -> dict[str, object]:
    """Return the values of an expression's parameters, by the names they have in its SQL."""
    return {slot.op().name: value for slot, value in values.items()}


@lru_cache(maxsize=512)
def _compile_query(asked: ops.Node | sge.Select, dialect: str) -> tuple[tuple[str, ...], str]:
    """Return the tables a query names, and the query itself."""
    tree = asked.copy() if isinstance(asked, sge.Select) else _compile_ibis(asked.to_expr(), dialect)
    tables = tuple(str(table.sql(dialect)) for table in tree.ctes)
    tree.set("with_", None)
    return tables, str(tree.sql(dialect))


@lru_cache(maxsize=256)
def _matching(question: Question, dialect: str, found: bool) -> str:  # noqa: FBT001  (part of the key)
    tree = _compile_ibis(matching(question, found=found), dialect)
    return str(sge.CTE(this=tree, alias=sg.to_identifier(MATCHED.get_name(), quoted=True)).sql(dialect))


def _compile_ibis(asked: ir.Table, dialect: str) -> sge.Query:
    tree: sge.Query = _COMPILERS[dialect].to_sqlglot(asked)
    return tree
