"""From an expression over what matches, and a question, to SQL: each half is made once, as Ibis takes its time."""

from functools import lru_cache

import ibis.expr.types as ir
from ibis.backends.sql.compilers import DatabricksCompiler, DuckDBCompiler, TrinoCompiler
from sqlglot import expressions as sge

from geo.query.matching import matching
from geo.query.question import Question
from geo.query.tables import MATCHED

_COMPILERS = {"duckdb": DuckDBCompiler(), "trino": TrinoCompiler(), "databricks": DatabricksCompiler()}


def sql(asked: ir.Table, question: Question | None = None, dialect: str = "duckdb") -> str:
    """An expression as SQL; where it speaks of `MATCHED`, of the rows that match the question.

    Both are syntax trees until here: no value of a user's is ever a piece of text.
    """
    tree = _compiled(asked, dialect)
    if question is None:
        return str(tree.sql(dialect))
    return str(tree.copy().with_(MATCHED.get_name(), as_=_matching(question, dialect).copy()).sql(dialect))


@lru_cache(maxsize=256)
def _matching(question: Question, dialect: str) -> sge.Query:
    return _compiled(matching(question), dialect)


def _compiled(asked: ir.Table, dialect: str) -> sge.Query:
    tree: sge.Query = _COMPILERS[dialect].to_sqlglot(asked)
    return tree
