"""An in-memory DuckDB that answers users: it reads no file, loads no code and cannot be reconfigured."""

import os

import duckdb

from geo.store.columns import TABLES

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


def locked_engine() -> duckdb.DuckDBPyConnection:
    """An engine with the read model's tables, empty, and every way out shut."""
    engine = duckdb.connect(":memory:")
    for option, value in _LOCKS.items():
        engine.execute(f"SET {option} = '{value}'")
    for name, schema in TABLES.items():
        engine.register("empty", schema.empty_table())
        engine.execute(f"CREATE TABLE {name} AS SELECT * FROM empty")  # noqa: S608  (our own table names)
        engine.unregister("empty")
    return engine
