"""The read model: the store's revisions as DuckDB tables, made for questions and made again when they change."""
