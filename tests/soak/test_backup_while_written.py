"""Backups of a store while two processes write to it: each is the store as it stood at its version."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from geo.access import LOCAL
from geo.api.app import create
from geo.api.request import Service
from geo.atlas import Atlas
from geo.settings import Settings
from geo.store.store import Store
from geo.upkeep.backup import back_up
from geo.upkeep.parts import check
from geo.upkeep.restore import restore

pytestmark = pytest.mark.soak

WRITER = Path(__file__).parents[1] / "helpers" / "programs" / "writer.py"
BACKUPS = 3
LONGEST_S = 120.0
ASKED = (
    "/counts?v={link}",
    "/facets?v={link}",
    "/timeline?by=month&v={link}",
    "/map?bbox=-180,-90,180,90&zoom=3&v={link}",
    "/list?limit=50&v={link}",
)


def answers(atlas: Atlas, link: str) -> list[object]:
    client = TestClient(create(Service(atlas)), base_url="http://127.0.0.1")
    found = [client.get(asked.format(link=link)) for asked in ASKED]
    assert {answer.status_code for answer in found} == {200}
    return [answer.json() for answer in found]


def test_each_backup_is_the_store_at_its_version_and_restores_whole(tmp_path):
    home = tmp_path / "store"
    Store.open(str(home))
    settings = Settings(store=str(home), local_access=True)
    writers = [
        subprocess.Popen([sys.executable, WRITER, home, name], stdout=subprocess.DEVNULL) for name in ("one", "two")
    ]
    made = []
    try:
        deadline = time.monotonic() + LONGEST_S
        while len(made) < BACKUPS:
            assert time.monotonic() < deadline, "the writers wrote nothing"
            if Store.open(str(home)).head().version > (made[-1].version + 10 if made else 5):
                made.append(back_up(settings, LOCAL, tmp_path / f"{len(made)}.tar"))
        assert [writer.poll() for writer in writers] == [None, None]
    finally:
        for writer in writers:
            writer.kill()
            writer.wait()
    original = Atlas.open(settings)
    assert len({manifest.version for manifest in made}) == BACKUPS
    print([manifest.version for manifest in made], "of", original.store.head().version)
    for number, manifest in enumerate(made):
        folder = tmp_path / f"restored-{number}"
        assert restore(tmp_path / f"{number}.tar", folder) == manifest
        restored = Settings(store=str(folder), local_access=True)
        assert check(restored) == []
        again = Atlas.open(restored)
        assert again.store.head().link == manifest.link == original.store.acts()[manifest.version - 1].head.link
        assert again.store.acts() == original.store.acts()[: manifest.version]
        rows = original.store.rows(upto=manifest.version).sort_by([("version", "ascending"), ("id", "ascending")])
        assert again.store.rows().sort_by([("version", "ascending"), ("id", "ascending")]) == rows
        assert answers(again, manifest.link) == answers(original, manifest.link)
