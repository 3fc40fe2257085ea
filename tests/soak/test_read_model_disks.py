"""A store and its read model on disks that fail, and what is made again."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from house import by

from geo.errors import StoreError
from geo.incident import Incident
from geo.readmodel.model import ReadModel, prepare
from geo.readmodel.snapshots import snapshot as kept
from geo.store.store import Store
from geo.synthesis.incidents import synthetic

pytestmark = pytest.mark.soak

BY_ADA = {"caller": by("ada"), "reason": "report", "tool": "test"}
ROWS = 300


def filled(location: Path) -> Store:
    store = Store.open(str(location))
    for table in synthetic(ROWS, seed=3):
        store.append_rows(table, **BY_ADA)
    prepare(store)
    return store


def until(true: Callable[[], bool], seconds: float = 120.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_disk_that_takes_no_file_starts_from_the_revisions(tmp_path):
    """As on a full disk: DuckDB may write no file longer than some bytes, and says so."""
    script = """
import logging, resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from geo.errors import StoreError
from geo.incident import Incident
from geo.readmodel.snapshots import snapshot as kept
from geo.readmodel.model import ReadModel
from geo.store.store import Store
kept.LARGE = 300
store = Store.open(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
print(ReadModel(store).head.version)
"""
    home = tmp_path / "store"
    store = Store.open(str(home))
    for table in synthetic(ROWS, seed=3):
        store.append_rows(table, **BY_ADA)
    done = subprocess.run([sys.executable, "-c", script, str(home)], capture_output=True, text=True, check=False)
    assert done.stdout == "1\n", done.stderr
    assert "no read model was kept" in done.stderr
    assert not list(Path(home, kept.FOLDER).glob("*.duckdb"))


def test_making_one_again_is_not_tried_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "LARGE", ROWS)
    model = ReadModel(filled(tmp_path / "store"))
    before = model.tables
    assert model.distrust(before)
    until(lambda: model.tables is not before)
    until(lambda: not model._busy())  # noqa: SLF001 - until its thread has ended
    assert not model.distrust(model.tables)
    assert model.distrust(before)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB, where this user may mount one."""
    home = tmp_path / "disk"
    home.mkdir()
    try:
        mount("-t", "tmpfs", "-o", "size=4m", "tmpfs", str(home))
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no disk can be mounted here")
    yield home
    subprocess.run(["umount", str(home)], check=True)


def mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True, capture_output=True)


def test_a_full_disk_is_said_in_words_and_what_was_saved_is_shown(small_disk: Path):
    store = Store.open(str(small_disk / "store"))
    store.append([Incident("a", "demo")], **BY_ADA)
    filler = small_disk / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    with pytest.raises(StoreError, match=r"^The change was not saved: the disk is full\."):
        store.append([Incident("b", "demo", title="b" * 100_000)], **BY_ADA)
    for opened in (store, Store.open(store.location)):
        assert ReadModel(opened).head.version == 1
        assert opened.record("a") is not None
        assert opened.trouble is None
    filler.unlink()
    assert store.append([Incident("b", "demo")], **BY_ADA).version == 2
    assert store.verify() == []


def test_a_read_only_disk_is_said_in_words_and_what_was_saved_is_shown(small_disk: Path, monkeypatch):
    monkeypatch.setattr(kept, "LARGE", ROWS)
    store = filled(small_disk / "store")
    mount("-o", "remount,ro", str(small_disk))
    for opened in (store, Store.open(store.location)):
        assert ReadModel(opened).head.version == 1
        with pytest.raises(StoreError, match=r"^The change was not saved: the disk is read-only"):
            opened.append([Incident("b", "demo")], **BY_ADA)
    mount("-o", "remount,rw", str(small_disk))
    assert store.append([Incident("b", "demo")], **BY_ADA).version == 2
