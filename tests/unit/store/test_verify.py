"""What `verify` says of a log, its summaries and large acts; tests/app/store/test_store.py has single files touched."""

import contextlib
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable
from house import by

from geo.access import LOCAL
from geo.errors import StoreError
from geo.incident import SCHEMA, Incident
from geo.store.raw_files import Files
from geo.store.recovery.broken_log import read_stray
from geo.store.store import Store
from geo.store.verify import content
from geo.store.verify.verify import verify

LOG = "revisions/_delta_log"


@pytest.fixture(scope="module")
def three(tmp_path_factory) -> Path:
    """A store of three acts with a summary of its log."""
    folder = tmp_path_factory.mktemp("three") / "store"
    store = Store.open(str(folder))
    for number in range(3):
        store.append([Incident(f"demo:{number}", "demo")], caller=by("ada"), reason="why", tool="tests")
    DeltaTable(folder / "revisions").create_checkpoint()
    return folder


@pytest.fixture
def home(three: Path, tmp_path: Path) -> Path:
    return shutil.copytree(three, tmp_path / "store")


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("00000000000000000003.json", '{"commitInfo', "This file of the log cannot be read."),
        ("00000000000000000003.json", "", "This file of the log is empty."),
        ("00000000000000000003.json", "[]", "This file of the log cannot be read."),
        ("00000000000000000003.json", '{"commitInfo":{"act":{"version":3}}}', "This file of the log cannot be read."),
        ("00000000000000000002.json", None, "This file of the log is missing."),
        ("_last_checkpoint", "", "This file of the log is empty or cannot be read."),
        ("_last_checkpoint", '{"version":"x"}', "This file of the log is empty or cannot be read."),
        ("_last_checkpoint", '{"version":1e999}', "This file of the log is empty or cannot be read."),
        ("_last_checkpoint", '{"version":1}', "It names a summary of the log that is missing."),
        ("00000000000000000003.checkpoint.parquet", "PAR1", "This summary of the log cannot be read."),
    ],
)
def test_a_damaged_file_of_the_log_is_named_with_what_is_wrong_and_never_with_verify_itself(home, file, content, said):
    damaged = home / LOG / file
    damaged.unlink() if content is None else damaged.write_text(content, encoding="utf-8")
    assert [(problem.field, problem.message) for problem in verify(str(home))] == [(f"{LOG}/{file}", said)]


def test_an_act_that_comes_while_verify_reads_is_no_problem(home, monkeypatch):
    read = content.Content.problems

    def problems(self, named):
        Store.open(str(home)).append([Incident("demo:9", "demo")], caller=by("ada"), reason="why", tool="tests")
        return read(self, named)

    monkeypatch.setattr(content.Content, "problems", problems)
    assert verify(str(home)) == []


def relaid(home: Path, order: list[int], group: int) -> Path:
    """The newest act's rows written in another order, in row groups of so many, as if they always had been."""
    (file,) = (path for path in (home / "revisions").glob("*.parquet") if pq.read_metadata(path).num_rows == len(order))
    entry, size = max((home / LOG).glob("*.json")), file.stat().st_size
    pq.write_table(pq.read_table(file).take(order), file, row_group_size=group)
    entry.write_text(entry.read_text().replace(f'"size":{size}', f'"size":{file.stat().st_size}'))
    return file


def append(home: Path, rows: int) -> Store:
    store = Store.open(str(home))
    store.append([Incident(f"demo:a{n}", "demo") for n in range(rows)], caller=by("ada"), reason="why", tool="tests")
    return store


def test_row_groups_in_any_order_are_checked_without_all_rows_of_the_act_in_memory(home, monkeypatch):
    append(home, 9)
    relaid(home, [6, 7, 8, 0, 1, 2, 3, 4, 5], group=3)  # as the table's library writes a large act
    monkeypatch.setattr(content, "rows_digest", None)  # takes all of them at once
    assert verify(str(home)) == []


def test_rows_that_a_compaction_put_in_any_order_are_checked_too(home):
    append(home, 9).compact(LOCAL)
    file = relaid(home, list(reversed(range(12))), group=5)
    assert verify(str(home)) == []
    forged = pq.read_table(file).set_column(SCHEMA.get_field_index("title"), "title", pa.array(["forged"] * 12))
    pq.write_table(forged, file)
    assert verify(str(home)) != []


def broken_names(file: Path) -> None:
    """Make the columns' names in a Parquet file's footer no text, as a flipped bit does."""
    content = file.read_bytes()
    names = pq.read_schema(file).names
    footer = int.from_bytes(content[-8:-4], "little") + 8
    told = content[-footer:]
    for name in names:
        told = told.replace(name.encode(), b"\xff" * len(name))
    file.write_bytes(content[:-footer] + told)


def test_a_file_whose_columns_names_are_no_text_is_named_like_any_other_damage(home):
    file = min((home / "revisions").glob("*.parquet"))
    broken_names(file)
    assert [(problem.field, problem.message) for problem in verify(str(home))] == [
        (f"revisions/{file.name}", "This file cannot be read as revisions.")
    ]
    assert read_stray(Files(str(home)), f"revisions/{file.name}") is None
    for number in range(3):
        with contextlib.suppress(StoreError):
            Store.open(str(home)).record(f"demo:{number}")


def test_a_summary_of_the_log_whose_columns_names_are_no_text_is_named(home):
    broken_names(home / LOG / f"{3:020}.checkpoint.parquet")
    assert "This summary of the log cannot be read." in [problem.message for problem in verify(str(home))]
