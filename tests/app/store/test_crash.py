import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from geo.store.store import Store

WRITER = Path(__file__).parents[2] / "helpers" / "programs" / "writer.py"
WRITERS = 4


class Writer:
    """A writing process whose standard output, a file, outlives it."""

    def __init__(self, home: Path, said: Path, name: str) -> None:
        self.said = said / name
        with self.said.open("wb") as out:
            self.process = subprocess.Popen([sys.executable, WRITER, home, name], stdout=out)

    def acknowledged(self) -> list[tuple[int, str]]:
        # A kill in the middle of a line leaves a torn one: it was never said.
        lines = self.said.read_text().rpartition("\n")[0].splitlines()
        return [(int(version), incident) for version, incident in (line.split() for line in lines)]

    def at_work(self) -> bool:
        return len(self.acknowledged()) > 1

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.mark.parametrize("kills", [8, pytest.param(20, marks=pytest.mark.soak)])
def test_kills_lose_nothing_that_was_acknowledged(home: Path, tmp_path: Path, kills: int):
    Store.open(str(home))
    said = tmp_path / "said"
    said.mkdir()
    writers = [Writer(home, said, f"w{number}") for number in range(WRITERS)]
    every = list(writers)
    deadline = time.monotonic() + 120
    try:
        for kill in range(kills):
            victim = _next_at_work(writers, deadline)
            time.sleep(random.uniform(0, 0.4))  # noqa: S311  (no secret)
            victim.kill()
            writers.remove(victim)
            if kill < kills - WRITERS:
                writers.append(Writer(home, said, f"w{len(every)}"))
                every.append(writers[-1])
    finally:
        for writer in writers:
            writer.kill()

    store = Store.open(str(home))
    rows = store.rows(columns=["version", "id"]).to_pydict()
    found = Counter(zip(rows["version"], rows["id"], strict=True))
    acknowledged = [revision for writer in every for revision in writer.acknowledged()]
    print(f"{len(acknowledged)} acknowledged, {len(found)} found")  # noqa: T201  (read with -s)

    assert len(acknowledged) >= 2 * kills
    assert [revision for revision in acknowledged if found[revision] != 1] == []
    assert sorted(rows["version"]) == list(range(1, store.head().version + 1))
    assert [act.version for act in store.acts()] == sorted(rows["version"])
    assert store.verify() == []


def _next_at_work(writers: list[Writer], deadline: float) -> Writer:
    while True:
        assert [writer.process.poll() for writer in writers] == [None] * len(writers), "a writer stopped by itself"
        ready = [writer for writer in writers if writer.at_work()]
        if ready:
            return random.choice(ready)  # noqa: S311  (no secret)
        assert time.monotonic() < deadline, "no writer got to work"
        time.sleep(0.01)
