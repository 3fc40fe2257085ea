"""What a reader is answered by a store that is not whole, or while new data is being taken in."""

import shutil
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from house import by, editors_client, house, incident, revise

from geo import edits
from geo.access import LOCAL, PUBLIC
from geo.api.app import create
from geo.api.request import Service
from geo.atlas import Atlas
from geo.errors import StoreError, VersionPendingError
from geo.query.engine.engine import Engine
from geo.readmodel import model as readmodel
from geo.readmodel.model import ReadModel
from geo.store import log
from geo.store.store import Store
from geo.view import View


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """A store that is not whole is looked at again each time it is asked."""
    monkeypatch.setattr(log, "_AGAIN_SECONDS", 0.0)
    monkeypatch.setattr(readmodel, "_AGAIN_SECONDS", 0.0)


@pytest.fixture
def atlas(tmp_path):
    """Two versions: two incidents, then one more."""
    made = house(tmp_path, [incident("a"), incident("b")])
    made.store.append([incident("c")], caller=by("tester"), reason="a test", tool="tests")
    made.model.refresh()
    return made


def again(atlas: Atlas) -> Atlas:
    """The same store, as the next start of a server finds it."""
    store = Store.open(atlas.store.location)
    model = ReadModel(store)
    return Atlas(store, model, Engine(model))


def public(atlas: Atlas) -> TestClient:
    return TestClient(create(Service(atlas)))


def home(atlas: Atlas) -> Path:
    return Path(atlas.store.location)


def break_entry(atlas: Atlas, number: int) -> None:
    entry = home(atlas) / "revisions" / "_delta_log" / f"{number:020}.json"
    entry.write_bytes(entry.read_bytes()[:100])


def files_of(atlas: Atlas, version: int) -> list[Path]:
    log_file = home(atlas) / "revisions" / "_delta_log" / f"{version:020}.json"
    text = log_file.read_text(encoding="utf-8")
    return [path for path in (home(atlas) / "revisions").glob("*.parquet") if path.name in text]


def refused(atlas: Atlas) -> str:
    with pytest.raises(StoreError) as refusal:
        edits.save(atlas, LOCAL, incident("new"), "a reason")
    return str(refusal.value)


def test_a_broken_entry_leaves_answers_and_says_so(atlas):
    revise(atlas, "a", title="new")
    break_entry(atlas, 3)
    for served in (atlas, again(atlas)):
        client = public(served)
        assert client.get("/health").json() == {
            "status": "degraded",
            "version": 2,
            "incidents": 3,
            "problem": "log_unreadable",
        }
        assert client.get("/counts").json()["matched"] == 3
        assert client.get("/collections/incidents/items/test:a").json()["properties"]["title"] == "a"
        assert refused(served).startswith("Nothing was saved. An entry of the store's log cannot be read.")


def test_a_folder_that_is_gone_is_said_and_what_was_read_is_shown(atlas):
    shutil.rmtree(home(atlas))
    client = public(atlas)
    assert client.get("/health").json() == {
        "status": "degraded",
        "version": 2,
        "incidents": 3,
        "problem": "store_gone",
    }
    assert client.get("/counts").json()["matched"] == 3
    record = client.get("/collections/incidents/items/test:a")
    assert (record.status_code, record.json()["error"]) == (503, "store")
    assert refused(atlas).startswith("Nothing was saved. The store's folder was removed")
    assert not home(atlas).exists()


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:99])])
def test_a_damaged_data_file_costs_only_the_answers_that_need_it(atlas, harm):
    (file,) = files_of(atlas, 2)
    harm(file)
    assert public(atlas).get("/counts").json()["matched"] == 3
    assert public(atlas).get("/collections/incidents/items/test:a").status_code == 200
    said = public(atlas).get("/collections/incidents/items/test:c")
    assert said.status_code == 503
    assert said.json()["message"].startswith("This incident cannot be read:")
    assert str(home(atlas)) not in said.text


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:99])])
def test_a_start_with_a_damaged_data_file_serves_the_versions_before_it(atlas, harm):
    revise(atlas, "a", title="new")
    (file,) = files_of(atlas, 2)
    harm(file)
    served = again(atlas)
    assert public(served).get("/health").json() == {
        "status": "degraded",
        "version": 1,
        "incidents": 2,
        "problem": "rows_unreadable",
    }
    assert refused(served).startswith("Nothing was saved. A data file of the store is missing or damaged.")
    with pytest.raises(VersionPendingError, match="Data version 3 is not available"):
        served.question(View(v=served.store.head().link), PUBLIC)


def test_an_entry_without_its_files_is_not_taken_for_a_version(atlas):
    """Cut at the end of a line, an entry is whole JSON: its act is there, and its rows are not."""
    revise(atlas, "a", title="new")
    entry = home(atlas) / "revisions" / "_delta_log" / f"{3:020}.json"
    entry.write_text(entry.read_text(encoding="utf-8").split("\n")[0], encoding="utf-8")
    for served in (atlas, again(atlas)):
        found = public(served).get("/health").json()
        assert (found["status"], found["version"], found["incidents"]) == ("degraded", 2, 3)


def test_paths_are_told_to_those_who_may_edit_only(atlas, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        message = f"cannot open {atlas.store.location}/revisions/x.parquet: strange magic"
        raise readmodel.StoreError(message)

    monkeypatch.setattr(Store, "record", fail)
    address = "/collections/incidents/items/test:a"
    assert str(home(atlas)) in editors_client(atlas).get(address).json()["message"]
    assert public(atlas).get(address).json()["message"] == "cannot open …: strange magic"


def until(true) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_much_that_is_new_is_taken_in_beside_the_answers(atlas, monkeypatch):
    monkeypatch.setattr(readmodel, "AT_ONCE", 1)
    atlas.store.append([incident("d"), incident("e")], caller=by("tester"), reason="a test", tool="tests")
    with atlas.model._writing:  # noqa: SLF001 - as long as another thread takes in
        client = public(atlas)
        assert client.get("/health").json() == {"status": "ok", "version": 2, "incidents": 3, "behind": 1}
        assert client.get("/counts").json()["matched"] == 3
        pinned = client.get(f"/counts?v={atlas.store.head().link}")
        assert (pinned.status_code, pinned.json()["error"]) == (503, "version_pending")
    until(lambda: atlas.model.behind == 0)
    assert client.get("/health").json() == {"status": "ok", "version": 3, "incidents": 5}


def test_a_few_revisions_are_in_the_next_answer(atlas):
    for number in range(3):
        revise(atlas, "a", title=f"{number}")
        assert public(atlas).get("/collections/incidents/items/test:a").json()["properties"]["title"] == f"{number}"
