import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable, write_deltalake
from deltalake.exceptions import CommitFailedError
from house import by

from geo.access import LOCAL
from geo.errors import DuplicateIdError, GeoError, StaleEditError, StoreError, UnknownVersionError
from geo.incident import Incident, to_table
from geo.store.act import EMPTY
from geo.store.store import Store
from geo.store.verify.verify import verify

WRITER = Path(__file__).parents[2] / "helpers" / "programs" / "writer.py"
BY_ADA = {"caller": by("ada"), "reason": "first report", "tool": "test"}
BY_BOB = {"caller": by("bob"), "reason": "second look", "tool": "test"}


def one(number: int, title: str | None = None) -> Incident:
    return Incident(f"demo:{number}", "demo", title=title)


def grown(store: Store, acts: int) -> Store:
    for number in range(acts):
        store.append([one(number, "x" * 5)], **BY_ADA)
    return store


def data_files(home: Path) -> list[Path]:
    """Oldest first."""
    return sorted((home / "revisions").glob("*.parquet"), key=lambda path: path.stat().st_mtime_ns)


def log_file(home: Path, commit: int) -> Path:
    return home / "revisions" / "_delta_log" / f"{commit:020}.json"


# Keeping and reading


def test_a_full_record_comes_back_as_it_was_written(store: Store, full: Incident):
    before = datetime.now(UTC)
    store.append([one(2), full], **BY_ADA)
    record = store.record(full.id)
    assert record is not None
    assert record.recorded_at is not None
    assert before <= record.recorded_at <= datetime.now(UTC)
    stamped = {"version": 1, "recorded_at": record.recorded_at, "recorded_by": "ada", "reason": "first report"}
    assert record == replace(full, **stamped)


def test_a_new_store_is_empty_and_an_act_of_nothing_is_no_act(store: Store):
    assert (store.append([], **BY_ADA), store.head(), store.acts()) == (EMPTY, EMPTY, [])
    assert store.rows().num_rows == 0


def test_an_act_says_who_why_when_and_how_many(store: Store):
    head = store.append([one(1), one(2)], **BY_ADA)
    (act,) = store.acts()
    assert (act.version, act.author, act.reason, act.tool, act.rows) == (1, "ada", "first report", "test", 2)
    assert act.head == head == store.head()
    assert store.act(head.link) == act


def test_an_old_version_is_still_readable(store: Store):
    store.append([one(1, "old"), one(2)], **BY_ADA)
    store.append([replace(one(1, "new"), based_on=1)], **BY_BOB)
    titles = [revision.title for revision in store.history("demo:1")]
    assert titles == ["old", "new"]
    assert [getattr(store.record("demo:1", at), "title", None) for at in (0, 1, 2, None)] == [None, "old", "new", "new"]
    assert [revision.version for revision in store.history("demo:1", upto=1)] == [1]
    assert (store.record("demo:9"), store.history("demo:9")) == (None, [])


def test_rows_are_cut_by_version_and_column(store: Store):
    grown(store, 4)
    assert sorted(store.rows(after=1, upto=3, columns=["id"])["id"].to_pylist()) == ["demo:1", "demo:2"]
    assert store.rows(after=1).schema == to_table([]).schema


@pytest.mark.parametrize("name", ["it's", '"', "a\\b", "%2F", "é", "x" * 300, "1 OR 1=1", "{{7*7}}", "a\nb"])
def test_an_id_is_only_ever_an_id(store: Store, name: str):
    store.append([Incident(name, "odd"), Incident(name + "x", "odd"), one(1)], **BY_ADA)
    store.append([Incident(name, "odd", title="second", based_on=1)], **BY_ADA)
    assert [revision.title for revision in store.history(name)] == [None, "second"]


def test_compaction_changes_no_version_and_no_proof(store: Store, home: Path):
    head = grown(store, 5).head()
    store.compact(LOCAL)
    reopened = Store.open(str(home))
    assert (store.head(), reopened.head(), reopened.acts()) == (head, head, store.acts())
    assert reopened.rows().num_rows == 5
    assert reopened.append([replace(one(1), based_on=2)], **BY_BOB).version == 6
    assert store.verify() == []


def test_old_acts_are_read_past_a_checkpoint(store: Store, home: Path):
    grown(store, 3)
    DeltaTable(home / "revisions").create_checkpoint()
    store.append([one(7)], **BY_ADA)
    reopened = Store.open(str(home))
    assert [act.version for act in reopened.acts()] == [1, 2, 3, 4]
    assert reopened.verify() == []


# Compare and swap


def test_a_stale_edit_is_refused_and_names_who_changed_what(store: Store):
    store.append([one(1, "old")], **BY_ADA)
    store.append([replace(one(1, "new"), country="SY", based_on=1)], **BY_BOB)
    with pytest.raises(StaleEditError) as refusal:
        store.append([one(2), replace(one(1, "mine"), based_on=1)], **BY_ADA)
    assert (refusal.value.incident_id, refusal.value.by, refusal.value.changed) == (
        "demo:1",
        "bob",
        ("title", "country"),
    )
    assert (store.head().version, store.record("demo:2")) == (2, None)


def test_a_new_incident_under_a_taken_id_is_a_stale_edit(store: Store):
    store.append([one(1, "first")], **BY_ADA)
    with pytest.raises(StaleEditError) as refusal:
        store.append([one(1, "mine")], **BY_BOB)
    assert (refusal.value.by, refusal.value.changed) == ("ada", ("title",))


def test_an_edit_of_an_unknown_incident_is_refused(store: Store):
    store.append([one(1)], **BY_ADA)
    with pytest.raises(GeoError, match="demo:2 is not in this store"):
        store.append([replace(one(2), based_on=1)], **BY_ADA)


def test_the_same_incident_twice_in_one_act_is_refused(store: Store):
    with pytest.raises(DuplicateIdError, match="demo:1"):
        store.append([one(1), one(2), one(1, "again")], **BY_ADA)
    assert store.head() == EMPTY


@pytest.mark.parametrize("missing", [{"caller": by(" ")}, {"reason": ""}])
def test_an_act_without_author_or_reason_is_refused(store: Store, missing: dict[str, str]):
    with pytest.raises(GeoError, match="author and a reason"):
        store.append([one(1)], **{**BY_ADA, **missing})


def test_threads_that_edit_one_incident_lose_no_edit(store: Store):
    store.append([one(1, "")], **BY_ADA)
    refused: list[str] = []

    def edit(author: str) -> None:
        for _ in range(10):
            now = store.record("demo:1")
            assert now is not None
            try:
                mine = replace(now, title=f"{now.title}{author}", based_on=now.version)
                store.append([mine], caller=by(author), reason="edit", tool="test")
            except StaleEditError as refusal:
                refused.append(refusal.by)

    threads = [threading.Thread(target=edit, args=(author,)) for author in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    now = store.record("demo:1")
    assert now is not None
    assert len(now.title or "") + len(refused) == 40
    assert [act.version for act in store.acts()] == list(range(1, store.head().version + 1))
    assert set(refused) <= set("abcd")


def test_processes_that_open_and_write_at_once_share_gapless_versions(home: Path):
    writers = [
        subprocess.Popen([sys.executable, WRITER, home, f"w{number}", "10"], stdout=subprocess.DEVNULL)
        for number in range(3)
    ]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]
    store = Store.open(str(home))
    assert sorted(store.rows(columns=["version"])["version"].to_pylist()) == list(range(1, 31))
    assert store.verify() == []


def test_threads_of_two_stores_on_one_folder_share_gapless_versions(home: Path):
    stores = [Store.open(str(home)) for _ in range(2)]

    def write(store: Store, name: str) -> None:
        for number in range(10):
            store.append([Incident(f"{name}:{number}", name)], **BY_ADA)

    threads = [threading.Thread(target=write, args=(store, f"t{n}")) for n, store in enumerate(stores * 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [act.version for act in stores[0].acts()] == list(range(1, 41))
    assert stores[0].head() == stores[1].head()


# Links


def test_a_link_names_an_act_by_number_and_chain(store: Store):
    grown(store, 3)
    links = [act.head.link for act in store.acts()]
    assert [store.act(link).version for link in links] == [1, 2, 3]


def test_a_link_with_another_chain_or_none_is_unknown(store: Store):
    second = grown(store, 2).acts()[1].head
    wrong = [
        "2",
        "2-0123456789abcdef",
        f"1-{second.chain[:16]}",
        f"02-{second.chain[:16]}",
        f"2-{second.chain[:15]}",
        f"2-{second.chain}",
        second.link.upper(),
        f"{second.link}\n",
        f"3-{second.chain[:16]}",
        EMPTY.link,
        "",
        "٢-0123456789abcdef",
    ]
    for link in wrong:
        with pytest.raises(UnknownVersionError):
            store.act(link)


# The folder


def test_the_table_refuses_a_delete(store: Store, home: Path):
    grown(store, 2)
    with pytest.raises(CommitFailedError, match="append-only"):
        DeltaTable(home / "revisions").delete()
    assert store.rows().num_rows == 2


def test_the_table_keeps_its_history_for_a_century(home: Path, store: Store):
    assert store.head() == EMPTY
    kept = DeltaTable(home / "revisions").metadata().configuration
    assert kept["delta.logRetentionDuration"] == kept["delta.deletedFileRetentionDuration"] == "interval 36500 days"
    assert kept["delta.enableExpiredLogCleanup"] == "false"


def test_what_is_no_store_is_refused(tmp_path: Path):
    file, documents, other = tmp_path / "file", tmp_path / "documents", tmp_path / "other"
    file.write_text("x")
    documents.mkdir()
    (documents / "letter.txt").write_text("x")
    write_deltalake(other / "revisions", pa.table({"x": [1]}))
    for folder in (file, documents, other):
        with pytest.raises(StoreError, match="Choose an"):
            Store.open(str(folder))
    assert [path.name for path in documents.iterdir()] == ["letter.txt"]


def test_a_broken_store_is_refused_in_one_sentence(home: Path, store: Store):
    grown(store, 3)
    log_file(home, 1).write_text("{")
    with pytest.raises(StoreError, match="cannot be opened") as refusal:
        Store.open(str(home))
    assert len(str(refusal.value)) < 400


def test_a_store_of_a_newer_edition_is_refused_and_left_as_it_is(tmp_path: Path):
    later, stranger = tmp_path / "later", tmp_path / "table"
    Store.open(str(later))
    log_file(later, 0).write_text(log_file(later, 0).read_text().replace("format 1", "format 2"))
    Store.open(str(stranger))
    first = log_file(stranger, 0)
    first.write_text(first.read_text().replace('"minReaderVersion":1', '"minReaderVersion":99'))
    for folder in (later, stranger):
        before = {path: path.read_bytes() for path in folder.rglob("*.json")}
        with pytest.raises(StoreError, match="written by a newer version of Incident Atlas"):
            Store.open(str(folder))
        assert {path: path.read_bytes() for path in folder.rglob("*.json")} == before


def test_an_empty_folder_becomes_a_store(tmp_path: Path):
    assert Store.open(str(tmp_path)).head() == Store.open(f"file://{tmp_path}").head() == EMPTY


# Verify


def rewrite(files: list[Path]) -> Path:
    table = pq.read_table(files[2])
    column = table.schema.get_field_index("title")
    # The same size, so that only the digest can tell.
    size = files[2].stat().st_size
    pq.write_table(table.set_column(column, "title", pa.array(["y" * 5])), files[2], store_schema=False)
    with files[2].open("ab") as end:
        end.truncate(size)
    return files[2]


def patch(files: list[Path]) -> Path:
    content = files[2].read_bytes()
    files[2].write_bytes(content.replace(b"xxxxx", b"xxxyx"))
    return files[2]


def delete(files: list[Path]) -> Path:
    files[2].unlink()
    return files[2]


def replace_by_another(files: list[Path]) -> Path:
    shutil.copy(files[1], files[2])
    return files[2]


def truncate(files: list[Path]) -> Path:
    files[2].write_bytes(files[2].read_bytes()[:-100])
    return files[2]


@pytest.mark.parametrize("tamper", [rewrite, patch, delete, replace_by_another, truncate])
def test_verify_names_the_data_file_that_was_touched(home: Path, store: Store, tamper):
    assert grown(store, 5).verify() == []
    touched = tamper(data_files(home))
    assert {problem.field for problem in verify(str(home))} == {f"revisions/{touched.name}"}
    assert {problem.row for problem in verify(str(home))} <= {2, 3}


@pytest.mark.parametrize("tamper", [delete, replace_by_another, truncate])
def test_verify_names_the_log_file_that_was_touched(home: Path, store: Store, tamper):
    grown(store, 5)
    touched = tamper([log_file(home, commit) for commit in range(1, 6)])
    assert f"revisions/_delta_log/{touched.name}" in {problem.field for problem in verify(str(home))}


def test_verify_notices_another_author_in_the_log(home: Path, store: Store):
    grown(store, 3)
    file = log_file(home, 2)
    file.write_text(file.read_text().replace('"author":"ada"', '"author":"eve"'))
    assert [problem.field for problem in verify(str(home))] == [f"revisions/_delta_log/{file.name}"]


def test_verify_notices_a_row_changed_in_a_compacted_file(home: Path, store: Store):
    grown(store, 5).compact(LOCAL)
    touched = data_files(home)[-1]
    content = touched.read_bytes()
    table = pq.read_table(touched)
    assert table.num_rows == 5
    touched.write_bytes(content.replace(b"demo:3", b"demo:9"))
    assert {problem.field for problem in verify(str(home))} == {f"revisions/{touched.name}"}


def test_verify_notices_rows_written_around_the_store(home: Path, store: Store):
    grown(store, 2)
    write_deltalake(home / "revisions", to_table([replace(one(7), version=2)]), mode="append")
    stranger = data_files(home)[-1]
    assert [problem.field for problem in verify(str(home))] == [f"revisions/{stranger.name}"]


def test_verify_notices_a_changed_checkpoint(home: Path, store: Store):
    grown(store, 3)
    DeltaTable(home / "revisions").create_checkpoint()
    (checkpoint,) = (home / "revisions" / "_delta_log").glob("*.checkpoint.parquet")
    table = pq.read_table(checkpoint)
    adds = [row["add"] is not None for row in table.select(["add"]).to_pylist()]
    pq.write_table(table.filter(pa.array([not add for add in adds])), checkpoint)
    assert [problem.field for problem in verify(str(home))] == [f"revisions/_delta_log/{checkpoint.name}"]


def test_verify_says_that_there_is_no_store(tmp_path: Path):
    assert len(verify(str(tmp_path / "nowhere"))) == len(verify(str(tmp_path))) == 1
