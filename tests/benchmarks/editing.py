"""One edit, by another process, until the server's answers show it."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx

# Its own start is not counted: it says when it begins to write.
EDIT = """
import sys
from dataclasses import replace
from geo.store.store import Store
store = Store.open(sys.argv[1])
now = store.record("synthetic:00000001")
print("begun", flush=True)
edited = replace(now, title=sys.argv[2], based_on=now.version)
store.append([edited], caller=by("benchmark"), reason="an edit", tool="bench")
"""
TIMES = 5


def edited(url: str, store: Path) -> Iterator[tuple[str, str]]:
    """Seconds from the moment the edit is begun to the first answer that shows it, the longest of some."""
    took = [_edit(url, store, f"Edited {n}, SYNTHETIC") for n in range(TIMES)]
    yield "one edit → answered to everybody, longest of 5", f"{max(took):.2f} s"


def _edit(url: str, store: Path, title: str) -> float:
    writer = subprocess.Popen([sys.executable, "-c", EDIT, str(store), title], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "begun\n"
    began = time.perf_counter()
    with httpx.Client(timeout=60) as client:
        while (
            client.get(f"{url}/api/collections/incidents/items/synthetic:00000001").json()["properties"]["title"]
            != title
        ):
            assert time.perf_counter() - began < 60
            time.sleep(0.02)
    took = time.perf_counter() - began
    assert writer.wait(60) == 0
    return took
