"""What comes up where a Parquet file is damaged: a text in its footer that is none raises no error of Arrow's."""

import pyarrow as pa

DAMAGED = (OSError, ValueError, pa.ArrowException)
