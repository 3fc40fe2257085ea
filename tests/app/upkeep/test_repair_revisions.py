"""Damaged revisions: what a repair says is lost, does, and leaves alone."""

import json
import resource
from contextlib import contextmanager
from dataclasses import replace

import pyarrow.parquet as pq
import pytest
from damage import LOG, contents, cut, empty, entry, rows_of
from deltalake import DeltaTable
from house import by

from geo.access import LOCAL
from geo.errors import GeoError, StoreError
from geo.imports.merge import TOOL, Edition, import_
from geo.incident import Incident, Source, Workflow
from geo.readers.records.parquet import recognise_records
from geo.settings import Settings
from geo.store.store import Store
from geo.upkeep.parts import check
from geo.upkeep.repair_store import plan_repair, repair


def test_a_whole_store_has_nothing_to_repair(home, settings):
    before = contents(home)
    plan, aside, said = repair(settings, LOCAL)
    assert (plan.found, plan.steps, plan.remains, aside, said) == ((), (), (), None, [])
    assert contents(home) == before


def test_what_would_be_done_is_said_and_nothing_is_written(home, settings):
    empty(entry(home, 4))
    before = contents(home)
    (step,) = plan_repair(settings).steps
    assert "goes back to version 3" in step.does
    assert "Version 4" in step.lost[0]
    assert "by ada: 'Reason 4'; 2 of its rows can be read" in step.lost[0]
    assert contents(home) == before
    assert not (home / "set-aside").exists()


@pytest.mark.parametrize("damage", [empty, lambda path: path.write_text('{"x'), lambda path: path.write_text("[]")])
def test_a_broken_newest_entry_is_set_aside_with_its_rows_and_all_before_is_as_it_was(home, settings, damage):
    rows, before = rows_of(home, 4), contents(home)
    damage(entry(home, 4))
    broken = entry(home, 4).read_bytes()
    _, aside, _ = repair(settings, LOCAL)
    moved = {f"{LOG}/{entry(home, 4).name}", f"revisions/{rows.name}"}
    assert check(settings) == []
    assert contents(home) == {name: content for name, content in before.items() if name not in moved}
    assert (aside / LOG / entry(home, 4).name).read_bytes() == broken
    assert pq.read_table(aside / "revisions" / rows.name)["id"].to_pylist() == ["demo:4a", "demo:4b"]
    assert json.loads((aside / "about.json").read_text())["steps"][0]["acts"][0]["author"] == "ada"
    store = Store.open(str(home))
    assert store.head().version == 3
    assert store.append([Incident("demo:5", "demo")], caller=by("ada"), reason="on", tool="tests").version == 4


@pytest.mark.parametrize("version", [2, 4])
def test_an_entry_whose_act_can_still_be_read_is_written_again_as_it_was(home, four, settings, version):
    cut(entry(home, version))
    plan, aside, _ = repair(settings, LOCAL)
    assert ([step.lost for step in plan.steps], plan.remains) == ([()], ())
    assert check(settings) == []
    assert Store.open(str(home)).acts() == Store.open(str(four)).acts()
    assert Store.open(str(home)).rows().sort_by("id") == Store.open(str(four)).rows().sort_by("id")
    assert (aside / LOG / entry(home, version).name).exists()


@contextmanager
def full_disk(room: int):
    """No file may grow beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_an_entry_that_can_be_proved_outlives_a_repair_that_finds_the_disk_full(home, settings):
    store = Store.open(str(home))
    store.append([Incident("demo:5", "demo")], caller=by("ada"), reason="why " * 800, tool="tests")
    acts = store.acts()
    del store
    cut(entry(home, 5))
    before = contents(home)
    with full_disk(room=3000), pytest.raises(GeoError, match=r"The repair stopped: .* Nothing was deleted"):
        repair(settings, LOCAL)
    assert contents(home) == before
    plan, _, _ = repair(settings, LOCAL)
    assert ([step.lost for step in plan.steps], check(settings)) == ([()], [])
    assert Store.open(str(home)).acts() == acts


def test_an_entry_is_not_written_again_for_rows_that_were_changed(home, settings):
    rows = rows_of(home, 4)
    cut(entry(home, 4))
    table = pq.read_table(rows)
    pq.write_table(table.set_column(table.schema.get_field_index("title"), "title", table["id"]), rows)
    (step,) = plan_repair(settings).steps
    assert "goes back to version 3" in step.does


def test_acts_that_can_be_read_are_never_lost_unless_the_version_is_named(home, settings):
    empty(entry(home, 2))
    before = contents(home)
    plan, aside, _ = repair(settings, LOCAL)
    assert (plan.steps, aside, contents(home) == before) == ((), None, True)
    assert "run `geo repair --to 1` to see what going back" in plan.remains[0].todo

    (step,) = plan_repair(settings, to=1).steps
    assert [(act.version, act.author, act.rows, act.readable) for act in step.acts] == [
        (2, "ada", None, 2),
        (3, "ada", 2, 2),
        (4, "ada", 2, 2),
    ]
    repair(settings, LOCAL, to=1)
    assert check(settings) == []
    assert Store.open(str(home)).head().version == 1


@pytest.mark.parametrize("damage", [cut, empty, lambda path: path.unlink()])
def test_rows_that_are_gone_stay_in_the_log_until_somebody_says_otherwise(home, settings, damage):
    damage(rows_of(home, 3))
    before = contents(home)
    plan, aside, _ = repair(settings, LOCAL)
    (finding,) = plan.remains
    assert (plan.steps, aside, contents(home) == before) == ((), None, True)
    assert "belongs to version 3 (ada: 'Reason 3', 2 rows), of incidents from demo:3a to demo:3b" in finding.todo
    assert "`geo repair --to 2` to see" in finding.todo
    assert "It is not known whether the unreadable rows withdrew" in plan_repair(settings, to=2).steps[0].lost[-1]

    repair(settings, LOCAL, to=2)
    assert check(settings) == []
    assert Store.open(str(home)).head().version == 2


def test_versions_are_never_taken_back_without_damage_right_after_them(home, settings):
    with pytest.raises(GeoError, match="There is nothing to go back from"):
        plan_repair(settings, to=2)
    empty(entry(home, 4))
    with pytest.raises(GeoError, match="What can be gone back to is --to 3"):
        repair(settings, LOCAL, to=1)
    assert len(list((home / LOG).glob("*.json"))) == 5


def test_going_back_before_a_withdrawal_says_that_it_shows_again(home, settings):
    store = Store.open(str(home))
    withdrawn = Incident("demo:1a", "demo", workflow=Workflow.WITHDRAWN, based_on=1)
    store.append([withdrawn], caller=by("ada"), reason="unsafe", tool="tests")
    del store
    empty(entry(home, 5))
    (step,) = plan_repair(settings).steps
    assert step.exposed == ("demo:1a",)
    assert any("become visible as before (1): demo:1a." in lost for lost in step.lost)


SOURCE = Source("s1", "A source", licence="CC-BY-4.0")
HIDING = {
    "withdrawn": {"workflow": Workflow.WITHDRAWN},
    "a draft again": {"workflow": Workflow.DRAFT},
    "in review again": {"workflow": Workflow.IN_REVIEW},
    "under a licence that lets nobody share it": {"sources": [replace(SOURCE, licence="all rights reserved")]},
    "generalised": {"generalise_m": 5000.0},
}
SHOWING = {"another title": {"title": "x"}, "no coarser": {"generalise_m": 0.0}}


@pytest.mark.parametrize("how", [*HIDING, *SHOWING])
def test_going_back_names_the_published_incidents_that_are_shown_as_before(tmp_path, how):
    store = Store.open(str(tmp_path / "store"))
    told = [Incident(f"demo:{name}", "demo", workflow=Workflow.PUBLISHED, sources=[SOURCE]) for name in "ab"]
    store.append(told, caller=by("ada"), reason="first", tool="tests")
    changed = {"based_on": 1, **(HIDING | SHOWING)[how]}
    new = Incident("demo:c", "demo", workflow=Workflow.DRAFT)
    store.append([replace(told[0], **changed), new], caller=by("ada"), reason="second", tool="tests")
    del store
    empty(entry(tmp_path / "store", 2))
    (step,) = plan_repair(Settings(store=str(tmp_path / "store"), local_access=False)).steps
    assert step.exposed == (("demo:a",) if how in HIDING else ())


def test_entries_that_gathered_files_are_not_counted_as_acts_nobody_knows(home, settings):
    store = Store.open(str(home))
    assert store.compact(LOCAL)["numFilesAdded"]
    store.append([Incident("demo:6", "demo")], caller=by("ada"), reason="after", tool="tests")
    del store
    empty(entry(home, 3))
    (step,) = plan_repair(settings, to=2).steps
    assert [act.version for act in step.acts] == [3, 4, 5]


def test_rows_that_an_import_would_not_take_in_again_are_named(tmp_path):
    folder = tmp_path / "store"
    store = Store.open(str(folder))
    store.append([Incident(f"demo:{name}", "demo") for name in "abc"], caller=by("ada"), reason="r", tool=TOOL)
    store.append([Incident("demo:a", "demo", summary="first", based_on=1)], caller=by("ed"), reason="r", tool="page")
    later = [Incident("demo:a", "demo", summary="second", based_on=2), Incident("demo:b", "demo", based_on=1)]
    store.append([*later, Incident("other:x", "other")], caller=by("ed"), reason="r", tool="page")
    del store
    empty(entry(folder, 3))
    _, aside, _ = repair(settings := Settings(store=str(folder), local_access=False), LOCAL)
    (saved,) = [step["saved"] for step in json.loads((aside / "about.json").read_text())["steps"]]
    assert "edited by hand, so enter again what these rows say of: demo:a." in saved
    assert "one dataset of a file, the first, so enter again what these rows say of: other:x." in saved
    (file,) = aside.glob("revisions/*.parquet")
    outcome = import_(
        Store.open(settings.store),
        [recognise_records(file, file.name).whole()],
        file.name,
        caller=by("ada"),
        edition=Edition.PART,
    )
    assert (outcome.added + outcome.revised + outcome.unchanged, outcome.rows) == (2, 3)
    assert Store.open(settings.store).record("demo:a").summary == "first"


@pytest.mark.parametrize("damage", [cut, empty])
@pytest.mark.parametrize("file", ["_last_checkpoint", "00000000000000000004.checkpoint.parquet"])
def test_damaged_summaries_of_the_log_are_set_aside_and_nothing_is_lost(home, settings, file, damage):
    DeltaTable(home / "revisions").create_checkpoint()
    damage(home / LOG / file)
    plan, aside, _ = repair(settings, LOCAL)
    assert [step.lost for step in plan.steps] == [()]
    assert (aside / LOG / file).exists()
    assert check(settings) == []
    assert Store.open(str(home)).head().version == 4


def test_nothing_is_repaired_while_somebody_has_the_store_open_and_nobody_opens_it_meanwhile(home, settings):
    empty(entry(home, 4))
    entry(home, 4).rename(home / "away")
    store = Store.open(str(home))
    (home / "away").rename(entry(home, 4))
    before = contents(home)
    with pytest.raises(StoreError, match="The store is in use"):
        repair(settings, LOCAL)
    assert contents(home) == before
    del store
    assert repair(settings, LOCAL)[1] is not None


def test_a_store_that_is_gone_is_not_made(tmp_path, settings, home):
    home.rename(tmp_path / "away")
    plan, aside, _ = repair(settings, LOCAL)
    assert ([finding.message for finding in plan.remains], aside) == (["There is no store at this location."], None)
    assert not home.exists()


@pytest.mark.parametrize("number", ["9" * 20, f"{10**15:020}", f"{7:020}"])
def test_a_stray_file_of_any_number_in_the_log_is_told_as_one_gap_and_set_aside(home, settings, number):
    stray = home / LOG / f"{number}.json"
    stray.write_text("{}")
    assert [(one.file, one.message.partition(", ")[0]) for one in check(settings)] == [
        (f"{LOG}/{5:020}.json", "This file of the log is missing"),
        (f"{LOG}/{number}.json", "This file of the log cannot be read."),
    ]
    assert Store.open(str(home)).head().version == 4
    repair(settings, LOCAL)
    assert (check(settings), stray.exists()) == ([], False)
    assert Store.open(str(home)).head().version == 4


@pytest.mark.parametrize("damage", [cut, empty, lambda path: path.unlink()])
def test_a_damaged_file_that_gathered_others_is_taken_back_where_they_are_still_there(home, settings, damage):
    before = {path.name for path in (home / "revisions").glob("*.parquet")}
    store = Store.open(str(home))
    store.compact(LOCAL)
    store.append([Incident("demo:5", "demo")], caller=by("ada"), reason="on", tool="tests")
    DeltaTable(home / "revisions").create_checkpoint()
    rows, acts = store.rows().sort_by("id"), store.acts()
    del store
    (file,) = {
        path
        for path in (home / "revisions").glob("*.parquet")
        if path.name not in before and len(pq.read_table(path)) > 1
    }
    damage(file)
    assert [one.file for one in check(settings)] == [f"revisions/{file.name}"]
    plan, _, _ = repair(settings, LOCAL)
    assert ([step.lost for step in plan.steps], plan.remains) == ([()], ())
    assert check(settings) == []
    again = Store.open(str(home))
    assert (again.acts(), again.rows().sort_by("id")) == (acts, rows)
    assert again.append([Incident("demo:6", "demo")], caller=by("ada"), reason="on", tool="tests").version == 6
    again.compact(LOCAL)
    assert check(settings) == []


def test_a_damaged_file_that_gathered_others_of_which_one_is_gone_remains_and_says_so_once(home, settings):
    gone = rows_of(home, 2)
    store = Store.open(str(home))
    store.compact(LOCAL)
    del store
    (gathered,) = {path for path in (home / "revisions").glob("*.parquet") if len(pq.read_table(path)) == 8}
    cut(gathered)
    gone.unlink()
    plan = plan_repair(settings)
    assert (plan.steps, [one.file for one in plan.remains]) == ((), [f"revisions/{gathered.name}"])
    assert "Restore it from a backup" in plan.remains[0].todo
