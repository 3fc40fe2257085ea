"""The process that reading processes are forked from: there when it is wanted, and never longer than who started it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geo.errors import GuardedReadError
from geo.readers import sandbox
from geo.readers.sandbox.forks import TEMPLATE

ROOT = Path(__file__).parents[3]
TABLE = "title,date,lon,lat\nClash,2025-03-07,36.2,35.1\n"
READS = """
import os, signal, sys
from pathlib import Path
from geo.readers import sandbox
from geo.readers.sandbox.forks import TEMPLATE
sandbox.read(Path(sys.argv[1]))
print(TEMPLATE._process.pid, flush=True)
"""


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "clashes.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_one_that_was_killed_is_started_again(table):
    assert sandbox.read(table).rows == 1
    os.kill(TEMPLATE._process.pid, signal.SIGKILL)  # noqa: SLF001 - nobody else knows its number
    assert sandbox.read(table).rows == 1


def test_it_has_ended_once_it_is_closed_and_the_next_file_is_read_by_another(table):
    sandbox.read(table)
    before = TEMPLATE._process.pid  # noqa: SLF001 - as above
    TEMPLATE.close()
    assert not runs(before)
    assert sandbox.read(table).rows == 1


@pytest.mark.parametrize("end", ["", "os.kill(os.getpid(), signal.SIGKILL)"], ids=["ends", "is killed"])
def test_it_ends_when_who_started_it_does(table, end):
    done = subprocess.run(
        [sys.executable, "-c", READS + end, str(table)], capture_output=True, check=False, text=True, cwd=ROOT
    )
    until(lambda: not runs(int(done.stdout)))


def test_on_a_machine_that_cannot_have_one_nothing_is_read_and_it_is_said(table, monkeypatch):
    monkeypatch.delattr(os, "pidfd_open")
    TEMPLATE.start()  # as the import page does
    with pytest.raises(GuardedReadError, match=r"this needs Linux 5\.3 or newer, with seccomp"):
        sandbox.read(table)


def test_where_it_does_not_start_that_is_said_and_the_next_file_is_tried_again(table, monkeypatch):
    TEMPLATE.close()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "executable", "/bin/false")
        with pytest.raises(GuardedReadError, match="No process could be started to read it"):
            sandbox.read(table)
    assert sandbox.read(table).rows == 1


def test_who_reads_holds_nothing_but_its_file_and_its_pipes(table, tmp_path):
    """Another file that is read at the same time is none of its business."""
    os.mkfifo(tmp_path / "never.csv")
    with (
        os.fdopen(os.open(tmp_path / "never.csv", os.O_RDWR), "rb") as other,
        TEMPLATE.fork(other.fileno()) as waiting,
        table.open("rb") as file,
        TEMPLATE.fork(file.fileno()) as reading,
    ):
        until(lambda: len(pipes(reading.pid)) == 2)
        held = descriptors(reading.pid)
        assert held.count(str(table)) == 1
        assert str(tmp_path / "never.csv") not in held
        assert [name for name in held if name.startswith("socket:")] == []
        for fork in (waiting, reading):
            fork.kill()
            assert fork.wait() == -signal.SIGKILL


def descriptors(pid):
    """What a process has open."""
    return [str(path.readlink()) for path in Path(f"/proc/{pid}/fd").iterdir()]


def pipes(pid):
    return [name for name in descriptors(pid) if name.startswith("pipe:")]


def until(true, seconds=10):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def runs(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
