"""Exceptions of damaged Parquet files: broken text in a footer raises no error of Arrow's own."""

import pyarrow as pa

DAMAGED = (OSError, ValueError, pa.ArrowException)
