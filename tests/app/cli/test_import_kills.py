"""An import that is killed leaves the version before, or it had come to its end: nothing between."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from house import house, incident

from geo.store.store import Store

ROWS = 4_000
# Of the time that the whole import takes.
MOMENTS = [(0.4,), pytest.param((0.4, 0.6, 0.8, 0.85), marks=pytest.mark.soak)]


def importing(file: Path, store: Path) -> subprocess.Popen[bytes]:
    env = os.environ | {"GEO_STORE": str(store)}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([sys.executable, "-m", "geo", "import", str(file)], env=env, **quiet)


@pytest.mark.parametrize("moments", MOMENTS, ids=["a moment", "four moments"])
def test_a_kill_in_mid_import_leaves_the_version_before_and_the_next_import_is_whole(tmp_path: Path, moments):
    before = house(tmp_path, [incident("a"), incident("b")]).store.head()
    file, empty = tmp_path / "synthetic.parquet", tmp_path / "store"
    make = [sys.executable, "-m", "geo", "synth", str(file), "--rows", str(ROWS)]
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
    shutil.copytree(empty, tmp_path / "whole")
    began = time.monotonic()
    assert importing(file, tmp_path / "whole").wait(120) == 0
    took = time.monotonic() - began
    finished = Store.open(str(tmp_path / "whole")).head().version

    left = []
    for moment in moments:
        killed = tmp_path / f"killed{moment}"
        shutil.copytree(empty, killed)
        process = importing(file, killed)
        time.sleep(took * moment)
        process.kill()
        process.wait()
        store = Store.open(str(killed))
        left.append(store.head().version)
        assert store.verify() == []
        assert store.head() == before or (store.head().version, store.rows(columns=["id"]).num_rows) == (
            finished,
            ROWS + 2,
        )
    assert before.version in left
    last = tmp_path / f"killed{moments[left.index(before.version)]}"
    assert importing(file, last).wait(120) == 0
    assert Store.open(str(last)).rows(columns=["id"]).num_rows == ROWS + 2
