"""A kept read model that is not as it was written is dropped and made again; one that was forged, `check` finds."""

import logging
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from house import by

from geo.access import LOCAL, PUBLIC
from geo.atlas import Atlas
from geo.errors import RebuildingError
from geo.incident import Incident, Workflow
from geo.query.engine.engine import Engine
from geo.query.totals.counts import counts
from geo.readmodel import model as readmodel
from geo.readmodel.model import ReadModel, prepare
from geo.readmodel.snapshots import snapshot as kept
from geo.readmodel.snapshots.seal import make_seal, write_seal
from geo.readmodel.snapshots.verify import check
from geo.store.store import Store
from geo.synthesis.incidents import synthetic
from geo.view import View

BY_ADA = {"caller": by("ada"), "reason": "report", "tool": "test"}
ROWS = 300


@pytest.fixture(autouse=True)
def large(monkeypatch):
    """What counts as large, so that three hundred do."""
    monkeypatch.setattr(kept, "LARGE", ROWS)


def filled(location: Path, seed: int = 3) -> Store:
    store = Store.open(str(location))
    for table in synthetic(ROWS, seed=seed):
        store.append_rows(table, **BY_ADA)
    prepare(store)
    return store


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A large store with its kept read model, made once: each test works on a copy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "LARGE", ROWS)
        return Path(filled(tmp_path_factory.mktemp("made") / "store").location)


@pytest.fixture
def large_store(made: Path, home: Path) -> Store:
    shutil.copytree(made, home)
    return Store.open(str(home))


def kept_file(store: Store) -> Path:
    (file,) = Path(store.location, kept.FOLDER).glob("*.duckdb")
    return file


def matched(model: ReadModel, caller=LOCAL) -> int:
    atlas = Atlas(model._store, model, Engine(model))  # noqa: SLF001 - a house of its own for one question
    return counts(atlas.engine, atlas.question(View(), caller)).matched


def reseal(store: Store) -> None:
    """As somebody does who may write both files."""
    file = kept_file(store)
    write_seal(file, make_seal(file, store.acts()[0].chain, store.head().link))


def truncate(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def spoil(file: Path) -> None:
    """Other bytes in the middle, of the same length."""
    content = bytearray(file.read_bytes())
    at = len(content) // 2
    content[at : at + 4096] = bytes(byte ^ 255 for byte in content[at : at + 4096])
    file.write_bytes(content)


def forge(file: Path) -> None:
    with duckdb.connect(str(file)) as engine:
        engine.execute("UPDATE revisions SET title = 'Forged', for_viewers = true, workflow = 'published'")


HARMS = {
    "truncated": truncate,
    "emptied": lambda file: file.write_bytes(b""),
    "spoiled": spoil,
    "without a seal": lambda file: file.with_suffix(".json").unlink(),
    "with a broken seal": lambda file: file.with_suffix(".json").write_text("[1]"),
}


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS.keys())
def test_one_in_doubt_is_named_and_not_used(large_store: Store, harm: Callable[[Path], object]):
    file = kept_file(large_store)
    harm(file)
    (problem,) = check(large_store.location)
    assert (problem.row, problem.field) == (1, f"{kept.FOLDER}/{file.name}")
    assert "Delete it" in problem.message
    found = kept.newest(large_store.location, [act.head for act in large_store.acts()])
    if found is None:
        assert not file.exists()
    else:
        with pytest.raises(kept.DoubtfulError):
            kept.copy_snapshot(found)


def test_one_in_doubt_is_dropped_and_made_again(large_store: Store, caplog):
    before = kept_file(large_store)
    truncate(before)
    with caplog.at_level(logging.WARNING):
        model = ReadModel(Store.open(large_store.location))
    assert "dropped, and is made again" in caplog.text
    assert matched(model) == ROWS
    assert kept_file(large_store) == before
    assert kept.doubt(before, large_store.head(), large_store.acts()[0].chain) is None


def test_one_of_another_store_is_not_served(tmp_path: Path, large_store: Store):
    other = filled(tmp_path / "other", seed=4)
    for path in (kept_file(other), kept_file(other).with_suffix(".json")):
        shutil.copy(path, kept_file(large_store).with_suffix(path.suffix))
    (problem,) = check(large_store.location)
    assert "another store" in problem.message
    assert kept.newest(large_store.location, [act.head for act in large_store.acts()]) is None
    assert not list(Path(large_store.location, kept.FOLDER).glob("*"))


def lay(statement: str) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        with duckdb.connect(str(file)) as engine:
            engine.execute(statement)

    return change


FORGED = {
    "revisions": "UPDATE revisions SET title = 'Forged', for_viewers = NOT for_viewers WHERE rid = 7",
    "named": "UPDATE revisions SET named = [] WHERE len(named) > 0",
    "actors": "UPDATE actors SET actor = 'Somebody' WHERE rid = 7",
    "actor_names": "UPDATE actor_names SET actor = 'Somebody' WHERE code = 1",
    "near_border": "DELETE FROM near_border WHERE border = (SELECT min(border) FROM near_border)",
}


def test_one_forged_together_with_its_seal_is_found_by_comparing(large_store: Store):
    assert check(large_store.location) == []
    for statement in FORGED.values():
        lay(statement)(kept_file(large_store))
    reseal(large_store)
    (problem,) = check(large_store.location)
    assert problem.row == 1
    assert [name for name in FORGED if f"{name}: " in problem.message] == list(FORGED)


STRANGE = {
    "a view": lay("CREATE VIEW others AS SELECT 1"),
    "a macro": lay("CREATE MACRO lower(x) AS 'forged'"),
    "a row less": lay("DELETE FROM revisions WHERE rid = 7"),
}


@pytest.mark.parametrize("forge", STRANGE.values(), ids=STRANGE.keys())
def test_one_forged_with_its_seal_so_that_its_shape_shows_it_is_not_opened(
    large_store: Store, forge: Callable[[Path], None]
):
    forge(kept_file(large_store))
    reseal(large_store)
    found = kept.newest(large_store.location, [act.head for act in large_store.acts()])
    assert found is not None
    with pytest.raises((kept.DoubtfulError, duckdb.CatalogException)):
        readmodel._from(large_store, found)  # noqa: SLF001 - what a start does, without making it again


def test_one_that_answers_with_another_file_of_the_machine_is_not_gone_on_with(
    large_store: Store, tmp_path: Path, monkeypatch
):
    secret = tmp_path / "secret"
    secret.write_text("s3cret")
    view = "CREATE VIEW actor_ids AS SELECT 0::BIGINT AS rid, 0::BIGINT AS code, content AS actor_id FROM read_text"
    lay(f"DROP TABLE actor_ids; {view}('{secret}')")(kept_file(large_store))
    reseal(large_store)
    monkeypatch.setattr(kept, "LARGE", 1)
    large_store.append([Incident("demo:1", "demo", title="New")], **BY_ADA)
    prepare(large_store)
    with ReadModel(large_store).cursor() as cursor:
        assert cursor.execute("SELECT * FROM actor_ids WHERE actor_id = 's3cret'").fetchall() == []
    assert check(large_store.location) == []


def test_one_kept_up_step_by_step_says_the_same(large_store: Store, monkeypatch):
    monkeypatch.setattr(kept, "LARGE", 2)
    for number in range(1, 4):
        first = large_store.record(f"synthetic:0000000{number}")
        assert first is not None
        large_store.append([first_revised(first), first_revised(large_store.record("synthetic:00000009"))], **BY_ADA)
        prepare(large_store)
    assert kept_file(large_store).name.split("-")[1] == "4"
    assert check(large_store.location) == []


def first_revised(incident):
    from dataclasses import replace  # noqa: PLC0415

    return replace(incident, title=f"{incident.title}!", based_on=incident.version, generalise_m=500.0)


def until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def breaks(model: ReadModel) -> None:
    """As a disk does under tables that are open: all but the head of the copy they are read from is nought."""
    copy = model._tables.copy  # noqa: SLF001 - the file behind the tables
    assert copy is not None
    content = copy.path.read_bytes()
    copy.path.write_bytes(content[: 3 * 4096] + bytes(len(content) - 3 * 4096))


def test_tables_that_break_while_they_are_asked_are_made_again(large_store: Store):
    model = ReadModel(large_store)
    atlas = Atlas(large_store, model, Engine(model))
    asked, before = atlas.question(View(q="e"), LOCAL), model.tables
    breaks(model)
    with pytest.raises(RebuildingError):
        counts(atlas.engine, asked)
    until(lambda: model.tables is not before)
    assert counts(atlas.engine, asked).matched > 0


@pytest.mark.parametrize("at_once", [0, readmodel.AT_ONCE], ids=["beside", "by who asks"])
def test_tables_that_break_while_new_revisions_are_taken_in_are_made_again(
    large_store: Store, monkeypatch, at_once: int
):
    monkeypatch.setattr(readmodel, "AT_ONCE", at_once)
    model = ReadModel(large_store)
    breaks(model)
    large_store.append([Incident("demo:1", "demo", title="New")], **BY_ADA)
    until(lambda: model.follow() == large_store.head())
    assert matched(model) == ROWS + 1


def test_hidden_rows_made_public_in_the_file_are_not_shown(home: Path):
    store = Store.open(str(home))
    for table in synthetic(ROWS, seed=3):
        drafts = table.to_pandas()
        drafts["workflow"] = Workflow.DRAFT.value
        store.append_rows(table.from_pandas(drafts, schema=table.schema), **BY_ADA)
    prepare(store)
    forge(kept_file(store))
    model = ReadModel(store)
    assert (matched(model, LOCAL), matched(model, PUBLIC)) == (ROWS, 0)


def test_drafts_of_processes_that_are_no_more_are_swept_and_one_in_use_is_left(large_store: Store):
    folder = Path(large_store.location, kept.FOLDER)
    killed, old = folder / "draft-killed", folder / "draft-of-an-edition-without-locks"
    for left in (killed, old):
        left.mkdir()
        (left / "model.duckdb").write_text("half")
    (killed / "lock").touch()
    os.utime(old, (0, 0))
    with kept.workshop(large_store.location) as running:
        (running / "model.duckdb").write_text("half")
        kept.sweep_drafts(large_store.location)
        assert [left.exists() for left in (running, killed, old)] == [True, False, False]
    assert not running.exists()
