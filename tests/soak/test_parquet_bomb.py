"""A Parquet of ours that is small and holds gigabytes stops nobody's machine."""

import os
import resource
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geo.incident import SCHEMA, Incident, to_table

pytestmark = pytest.mark.soak
SUMMARY = SCHEMA.get_field_index("summary")


def bomb(path, first, count):
    long = pa.repeat(pa.scalar("x" * 45_000), 1_000)
    with pq.ParquetWriter(path, SCHEMA) as writer:
        for part in range(count):
            rows = to_table([Incident(f"demo:{first * part + n:06}", "demo") for n in range(1_000)])
            writer.write_table(rows.set_column(SUMMARY, SCHEMA.field("summary"), long))


@pytest.mark.parametrize("first", [0, 1_000], ids=["ids twice", "ids in order"])
def test_it_is_refused_in_one_line_by_a_process_that_stays_small(tmp_path, first):
    path = tmp_path / "bomb.parquet"
    bomb(path, first, 64)
    assert path.stat().st_size < 4 << 20
    env = os.environ | {"GEO_STORE": str(tmp_path / "store")}
    command = [sys.executable, "-m", "geo", "import", str(path)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "MiB of incidents" in done.stderr
    # Of all processes there were, that which read included.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1_500_000
