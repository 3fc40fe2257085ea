"""A DuckDB that answers users: it reads no file but its own, loads no code and cannot be reconfigured."""

import os
from pathlib import Path

import duckdb

from geo.readmodel.schema import TABLES

# In this order: the temporary directory cannot be set without external access, and nothing after the lock.
_LOCKS = {
    "memory_limit": "8GB",
    "threads": str(os.cpu_count() or 1),
    "temp_directory": "",  # nothing spills into the working directory
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",  # a Python variable never becomes a table by its name
    "enable_external_access": "false",
    "lock_configuration": "true",
}
# What a draft may use while it is made: nobody asks it anything, and what is too large is laid beside it.
_DRAFT = {"memory_limit": "2GB", "preserve_insertion_order": "false", "autoload_known_extensions": "false"}


_COLUMNS = """
    SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = $database AND NOT internal
    ORDER BY table_name, column_index
"""
_STRANGE = (
    "SELECT count(*) FROM duckdb_views() WHERE database_name = $database AND NOT internal",
    "SELECT count(*) FROM duckdb_functions() WHERE database_name = $database AND NOT internal",
    "SELECT count(*) FROM duckdb_sequences() WHERE database_name = $database",
    "SELECT count(*) FROM duckdb_types() WHERE database_name = $database AND NOT internal",
)
_BROKEN = (duckdb.FatalException, duckdb.InternalException, duckdb.IOException, duckdb.SerializationException)
_OTHER = "the file holds other tables than ours"


def locked_engine(file: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Return an engine with the read model's tables and every way out shut, in memory or on its own file."""
    engine = duckdb.connect(str(file) if file else ":memory:")
    for option, value in _LOCKS.items():
        engine.execute(f"SET {option} = '{value}'")
    if not file:
        _create(engine)
    return engine


def is_broken(error: duckdb.Error) -> bool:
    """Return whether DuckDB found its tables, or their file, broken; it has no class for a wrong checksum."""
    return isinstance(error, _BROKEN) or type(error) is duckdb.Error


def refuse_strange(engine: duckdb.DuckDBPyConnection, database: str | None = None) -> None:
    """Look whether a file holds our tables and nothing else: a view or a macro in it would answer in their place.

    Args:
        engine: has the file open.
        database: what it is attached as; None is the engine's own.

    Raises:
        duckdb.CatalogException: it does not.
    """
    own = {"database": database or engine.execute("SELECT current_database()").fetchall()[0][0]}
    tables = {name: schema.names for name, schema in TABLES.items()}
    columns = engine.execute(_COLUMNS, own).fetchall()
    found = {name: [column for table, column in columns if table == name] for name, _ in columns}
    strange = sum(engine.execute(count, own).fetchall()[0][0] for count in _STRANGE)
    if found != tables or strange:
        raise duckdb.CatalogException(_OTHER)


def draft_engine(folder: Path) -> duckdb.DuckDBPyConnection:
    """Return an engine in which the tables are made, empty: what has no room in memory lies in the folder meanwhile."""
    engine = duckdb.connect(":memory:")
    for option, value in {**_DRAFT, "temp_directory": quote_path(folder)}.items():
        engine.execute(f"SET {option} = '{value}'")
    _create(engine)
    return engine


def quote_path(path: Path) -> str:
    """Return a path as it stands between quotes in a statement, which takes no parameter there."""
    return str(path).replace("'", "''")


def _create(engine: duckdb.DuckDBPyConnection) -> None:
    for name, schema in TABLES.items():
        engine.register("empty", schema.empty_table())
        engine.execute(f"CREATE TABLE {name} AS SELECT * FROM empty")  # noqa: S608  (our own table names)
        engine.unregister("empty")
