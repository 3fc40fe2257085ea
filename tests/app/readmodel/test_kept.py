"""A large store's read model is kept on disk, and says the same as one made anew."""

import gc
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
import unbounded
from house import by

from geo.incident import Incident
from geo.readmodel.model import ReadModel, prepare
from geo.readmodel.schema import TABLES
from geo.readmodel.snapshots import snapshot as kept
from geo.readmodel.snapshots.seal import make_seal, write_seal
from geo.store.store import Store
from geo.synthesis.incidents import synthetic

BY_ADA = {"caller": by("ada"), "reason": "report", "tool": "test"}
NOBODY = {"caller": by("bob"), "reason": "looked again", "tool": "test"}
ROWS = 3_000


@pytest.fixture(autouse=True)
def large(monkeypatch):
    """What counts as large, so that three thousand do."""
    monkeypatch.setattr(kept, "LARGE", ROWS)


def content(model: ReadModel) -> dict[str, pa.Table]:
    with model.cursor() as cursor:
        return {name: cursor.sql(f"FROM {name} ORDER BY ALL").to_arrow_table() for name in TABLES}


def files(store: Store) -> list[Path]:
    """All that is kept, but for the seals."""
    return sorted(path for path in Path(store.location, kept.FOLDER).glob("*") if path.suffix != ".json")


def test_a_kept_read_model_says_what_one_made_anew_says(store: Store, monkeypatch):
    for table in synthetic(ROWS, seed=3):
        store.append_rows(table, **BY_ADA)
    prepare(store)
    assert [path.suffix for path in files(store)] == [".duckdb"]
    from_file = content(ReadModel(store))
    monkeypatch.setattr(kept, "LARGE", ROWS * 10)
    files(store)[0].unlink()
    assert from_file == content(ReadModel(store))


def test_acts_after_it_are_taken_in_at_the_next_start_and_beyond(store: Store):
    for table in synthetic(ROWS, seed=3):
        store.append_rows(table, **BY_ADA)
    prepare(store)
    store.append([Incident("demo:a", "demo", title="Later")], **NOBODY)
    model = ReadModel(store)
    assert model.head == store.head()
    first = store.record("synthetic:00000001")
    assert first is not None
    store.append([Incident("synthetic:00000001", "synthetic", title="Revised", based_on=first.version)], **NOBODY)
    model.refresh()
    with model.cursor() as cursor:
        spans = cursor.sql("SELECT title, from_version, until_version FROM revisions WHERE id = 'synthetic:00000001'")
        assert sorted(spans.fetchall(), key=lambda span: span[1]) == [
            (first.title, 1, 3),
            ("Revised", 3, 2_147_483_647),
        ]


def test_nothing_of_a_start_stays_behind_but_what_was_kept(store: Store):
    for table in synthetic(ROWS, seed=3):
        store.append_rows(table, **BY_ADA)
    model, other = ReadModel(store), ReadModel(store)
    assert model.head == other.head == store.head()
    del model, other
    gc.collect()
    assert [path.suffix for path in files(store)] == [".duckdb"]


def test_what_a_killed_process_left_is_removed_at_the_next_start(store: Store):
    for table in synthetic(ROWS, seed=3):
        store.append_rows(table, **BY_ADA)
    script = (
        "import os, sys; from geo.readmodel.snapshots import snapshot as kept; "
        "from geo.readmodel.model import ReadModel; from geo.store.store import Store; "
        "kept.LARGE = 3000; model = ReadModel(Store.open(sys.argv[1])); "
        "print(model.head.version, flush=True); os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run([sys.executable, "-c", script, store.location], capture_output=True, check=False)
    assert (killed.returncode, killed.stdout) == (-9, b"1\n")
    (left,) = [path for path in files(store) if path.is_dir()]
    model = ReadModel(store)
    assert model.head == store.head()
    assert not left.exists()


def test_a_newer_one_replaces_the_one_before(store: Store):
    first, second = (pa.concat_tables(synthetic(ROWS * 2, seed=3)).slice(start, ROWS) for start in (0, ROWS))
    store.append_rows(first, **BY_ADA)
    prepare(store)
    (before,) = files(store)
    store.append_rows(second, **BY_ADA)
    prepare(store)
    (after,) = files(store)
    assert before != after
    assert content(ReadModel(store))["revisions"].num_rows == ROWS * 2


@pytest.mark.parametrize("name", ["00000000-1-0123456789abcdef.duckdb", "notes.txt", "x.duckdb"])
def test_a_file_of_another_store_or_format_is_left_alone(store: Store, name: str):
    folder = Path(store.location, kept.FOLDER)
    folder.mkdir(parents=True)
    (folder / name).write_text("not ours")
    assert kept.newest(store.location, [act.head for act in store.acts()]) is None


def test_a_small_store_keeps_none(store: Store):
    store.append([Incident("demo:a", "demo")], **BY_ADA)
    assert ReadModel(store).head == store.head()
    assert files(store) == []


def test_a_store_may_lie_in_a_folder_with_a_quote_in_its_name(tmp_path):
    store = Store.open(str(tmp_path / "the editor's store"))
    for table in synthetic(ROWS, seed=3):
        store.append_rows(table, **BY_ADA)
    assert ReadModel(store).head == store.head()
    assert [path.suffix for path in files(store)] == [".duckdb"]


@pytest.mark.parametrize("newest", [[{"id": None}], [{"id": None}, {"id": "old:2", "dataset": "old"}]])
def test_one_of_a_store_with_rows_without_an_id_is_used(
    home: Path, monkeypatch, caplog, newest: list[dict[str, str | None]]
):
    monkeypatch.setattr(kept, "LARGE", 1)
    unbounded.write(str(home), [{"id": "old:1", "dataset": "old"}])
    unbounded.write(str(home), newest)
    store = Store.open(str(home))
    prepare(store)
    (before,) = files(store)
    made = before.stat().st_mtime_ns
    model = ReadModel(store)
    assert (model.head, caplog.text) == (store.head(), "")
    assert before.stat().st_mtime_ns == made


def test_one_that_lacks_more_rows_than_have_no_id_is_made_again(home: Path, monkeypatch):
    monkeypatch.setattr(kept, "LARGE", 1)
    unbounded.write(str(home), [{"id": "old:1", "dataset": "old"}, {"id": "old:2", "dataset": "old"}, {"id": None}])
    store = Store.open(str(home))
    prepare(store)
    (file,) = files(store)
    with duckdb.connect(str(file)) as engine:
        engine.execute("DELETE FROM revisions WHERE id = 'old:2'")
    write_seal(file, make_seal(file, store.acts()[0].chain, store.head().link))
    assert content(ReadModel(store))["revisions"]["id"].to_pylist() == ["old:1", "old:2"]


def draft(folder: Path, content: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "model.duckdb"
    path.write_text(content)
    return path


def test_of_two_that_are_kept_of_one_version_the_first_stays(store: Store, tmp_path: Path):
    head = store.append([Incident("demo:1", "demo")], **BY_ADA)
    Path(store.location, kept.FOLDER).mkdir()
    first = kept.keep(store.location, draft(tmp_path / "a", "first"), head, head.chain)
    assert kept.keep(store.location, draft(tmp_path / "b", "another"), head, head.chain) == first
    assert kept.newest(store.location, [head]) == first
    assert kept.is_whole(first)


def test_processes_that_keep_theirs_at_the_same_time_leave_one_with_its_own_seal(store: Store, tmp_path: Path):
    heads = [store.append([Incident(f"demo:{number}", "demo")], **BY_ADA) for number in range(4)]
    Path(store.location, kept.FOLDER).mkdir()

    def keep(number: int) -> None:
        head = heads[number % 4]
        kept.keep(store.location, draft(tmp_path / str(number), f"draft {number}"), head, heads[0].chain)

    for start in range(0, 200, 4):
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(keep, range(start, start + 4)))
        found = kept.newest(store.location, heads)
        assert found is not None
        assert kept.is_whole(found)
        names = sorted(path.name for path in Path(store.location, kept.FOLDER).iterdir())
        assert names == sorted([found.path.name, found.path.with_suffix(".json").name])
