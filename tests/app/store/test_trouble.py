"""A store that is not whole: what was good is read, nothing is written, and it says what is wrong."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from house import by

from geo.access import LOCAL
from geo.errors import StoreError
from geo.incident import Incident
from geo.store import log
from geo.store.faults import Fault
from geo.store.store import Store

BY_ADA = {"caller": by("ada"), "reason": "report", "tool": "test"}


def entry(home: Path, number: int) -> Path:
    return home / "revisions" / "_delta_log" / f"{number:020}.json"


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def first_line(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").split("\n")[1], encoding="utf-8")


HARMS = [
    truncate,
    lambda path: path.write_bytes(b""),
    lambda path: path.write_bytes(b"\xff\x00 no json"),
    lambda path: path.write_text("[]"),
    first_line,
]
NAMES = ["truncated", "emptied", "garbage", "another shape", "without its act"]


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """A store that is not whole is looked at again each time it is asked."""
    monkeypatch.setattr(log, "_AGAIN_SECONDS", 0.0)


@pytest.fixture
def three(store: Store) -> Store:
    for number in range(1, 4):
        store.append([Incident(f"i{number}", "demo", title=str(number))], **BY_ADA)
    store.head()
    return store


@pytest.mark.parametrize("harm", HARMS, ids=NAMES)
@pytest.mark.parametrize("opened", ["before", "after"])
def test_a_broken_entry_leaves_the_versions_before_it(
    home: Path, three: Store, harm: Callable[[Path], object], opened: str
):
    whole = Store.open(str(home)) if opened == "before" else None
    if whole:
        whole.head()
    three.append([Incident("i4", "demo", title="4")], **BY_ADA)
    good = entry(home, 4).read_bytes()
    harm(entry(home, 4))
    seen = whole or Store.open(str(home))
    assert (seen.head().version, seen.trouble and seen.trouble.fault) == (3, Fault.LOG)
    assert [record and record.title for record in map(seen.record, ("i1", "i3", "i4"))] == ["1", "3", None]
    with pytest.raises(StoreError, match=r"^Nothing was saved\. An entry of the store's log cannot be read"):
        seen.append([Incident("new", "demo")], **BY_ADA)
    with pytest.raises(StoreError, match=r"^Nothing was saved\."):
        seen.compact(LOCAL)
    entry(home, 4).write_bytes(good)
    assert (seen.head().version, seen.trouble) == (4, None)
    assert [record and record.title for record in map(seen.record, ("i1", "i4"))] == ["1", "4"]
    assert seen.append([Incident("new", "demo")], **BY_ADA).version == 5
    assert Store.open(str(home)).verify() == []


def test_an_entry_that_was_read_and_then_broken_lets_nobody_write_on_top_of_it(home: Path, three: Store):
    truncate(entry(home, 3))
    assert (three.head().version, three.trouble and three.trouble.fault) == (3, Fault.LOG)
    with pytest.raises(StoreError, match=r"^Nothing was saved\."):
        three.append([Incident("new", "demo")], **BY_ADA)
    assert not entry(home, 4).exists()


def test_an_entry_missing_in_the_middle_leaves_the_versions_before_it(home: Path, three: Store):  # noqa: ARG001
    entry(home, 2).unlink()
    seen = Store.open(str(home))
    assert (seen.head().version, seen.trouble and seen.trouble.fault) == (1, Fault.LOG)
    with pytest.raises(StoreError, match=r"^Nothing was saved\."):
        seen.append([Incident("new", "demo")], **BY_ADA)


def test_a_store_whose_folder_is_gone_is_not_made_again_by_a_write(home: Path, three: Store):
    shutil.move(home, home.with_name("elsewhere"))
    assert (three.head().version, three.trouble and three.trouble.fault) == (3, Fault.GONE)
    with pytest.raises(StoreError, match="folder was removed"):
        three.append([Incident("new", "demo")], **BY_ADA)
    assert not home.exists()
    shutil.move(home.with_name("elsewhere"), home)
    assert three.trouble is None
    assert three.append([Incident("new", "demo")], **BY_ADA).version == 4


def test_another_store_in_its_place_is_not_taken_for_it(home: Path, three: Store):
    shutil.rmtree(home)
    other = Store.open(str(home))
    for number in range(5):
        other.append([Incident(f"other{number}", "demo")], **BY_ADA)
    assert (three.head().version, three.trouble and three.trouble.fault) == (3, Fault.GONE)
    with pytest.raises(StoreError, match="removed or replaced"):
        three.append([Incident("new", "demo")], **BY_ADA)


def test_a_first_entry_that_is_broken_ends_the_opening(home: Path, three: Store):  # noqa: ARG001
    truncate(entry(home, 0))
    with pytest.raises(StoreError, match="cannot be opened"):
        Store.open(str(home))


def test_a_broken_summary_of_the_log_leaves_the_versions_before_it(home: Path, store: Store):
    for number in range(1, 103):
        store.append([Incident(f"i{number}", "demo")], **BY_ADA)
    (summary,) = (home / "revisions" / "_delta_log").glob("*.checkpoint.parquet")
    summary.write_bytes(b"PAR1")
    seen = Store.open(str(home))
    assert (seen.head().version, seen.trouble and seen.trouble.fault) == (98, Fault.LOG)
    assert seen.record("i98") is not None
