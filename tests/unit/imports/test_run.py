"""Bringing files in: only for those who may, under their own name, with the file as it came and what was told of it."""

import json
import os
from hashlib import sha256

import pytest
from house import by

from geo.access import LOCAL, PUBLIC, AccessRole, Caller
from geo.errors import KeptFilesError, NotAllowedError, PartOrWholeError, UnreadableImportError
from geo.imports.answers import Answers, load_answers
from geo.imports.originals import file_of
from geo.imports.progress import Stage
from geo.imports.reading import Told, read_files
from geo.imports.run import Options, run
from geo.incident import Workflow
from geo.seeding import open_seeded
from geo.settings import Settings
from geo.store.store import Store

ROWS = "title,date,lon,lat\nClash,2025-03-07,36.2,35.1\nShelling,2025-03-08,36.3,35.2\n"
OTHERS = "title,date,lon,lat\nProtest,2025-03-09,36.2,35.1\n"
TOLD = Answers({"title": "title"})


@pytest.fixture
def settings(tmp_path):
    return Settings(store=str(tmp_path / "store"), local_access=True)


@pytest.fixture
def store(settings):
    return Store.open(settings.store)


@pytest.fixture
def file(tmp_path):
    def write(name, text=ROWS):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return write


def test_a_file_is_written_kept_noted_and_what_was_told_of_it_remembered(settings, store, file):
    files, leads = read_files([file("clashes.csv")], settings, Told(answers=TOLD))
    (brought,) = run(store, by("ada"), files, settings.imports, Options(answers=TOLD))
    digest = sha256(ROWS.encode()).hexdigest()
    assert (leads, brought.digests, brought.noted) == ([], (digest,), True)
    assert (brought.outcome.dataset, brought.outcome.added, brought.outcome.revision_count) == ("clashes", 2, 2)
    assert brought.reason == "Import of clashes.csv: 2 new, 0 revised, 0 withdrawn"
    (act,) = store.acts()
    assert (act.author, act.rows) == ("ada", 2)
    kept = file_of(settings.imports, digest)
    assert kept.read_text(encoding="utf-8") == ROWS
    note = json.loads((kept.parent / "1-clashes.json").read_text(encoding="utf-8"))
    assert (note["name"], note["by"], note["rows"], note["bytes"]) == ("clashes.csv", "ada", 2, len(ROWS))
    assert load_answers(settings.imports, "clashes") == TOLD


def test_the_same_file_again_changes_nothing_and_has_no_reason(settings, store, file):
    files, _ = read_files([file("clashes.csv")], settings)
    run(store, LOCAL, files, settings.imports)
    (again,) = run(store, LOCAL, files, settings.imports)
    assert (again.outcome.revision_count, again.outcome.unchanged, again.reason, store.head().version) == (
        0,
        2,
        None,
        1,
    )


@pytest.mark.parametrize("caller", [PUBLIC, Caller("reader", AccessRole.ANALYST)])
def test_for_who_may_not_nothing_is_written_or_kept(settings, store, file, caller):
    files, _ = read_files([file("clashes.csv")], settings)
    with pytest.raises(NotAllowedError, match="Nothing was saved"):
        run(store, caller, files, settings.imports)
    assert store.head().version == 0
    assert not settings.imports.exists()


def test_what_was_told_of_a_refused_file_is_not_remembered(settings, store, file):
    rows = ["title,date,lon,lat\n", *(f"Clash {number},2025-03-07,36.2,35.1\n" for number in range(20))]
    all_, some = "".join(rows), "".join(rows[:5])
    files, _ = read_files([file("clashes.csv", all_)], settings)
    run(store, LOCAL, files, settings.imports)
    few, _ = read_files([file("clashes.csv", some)], settings)
    with pytest.raises(PartOrWholeError):
        run(store, LOCAL, few, settings.imports, Options(answers=TOLD))
    assert load_answers(settings.imports, "clashes") == Answers({})
    assert file_of(settings.imports, sha256(some.encode()).hexdigest()) is None


def test_a_file_that_was_changed_since_it_was_read_is_not_imported(settings, store, file):
    path = file("clashes.csv")
    files, _ = read_files([path], settings)
    path.write_text(OTHERS, encoding="utf-8")
    os.utime(path, ns=(0, 0))
    with pytest.raises(UnreadableImportError, match="It changed while it was being read"):
        run(store, LOCAL, files, settings.imports)
    assert store.head().version == 0
    assert list(settings.imports.rglob("content")) == []


def test_where_the_file_cannot_be_kept_nothing_is_imported(settings, store, file):
    files, _ = read_files([file("clashes.csv")], settings)
    settings.imports.write_text("a file")
    with pytest.raises(KeptFilesError):
        run(store, LOCAL, files, settings.imports)
    assert store.head().version == 0


def test_files_of_several_datasets_are_an_act_each_and_progress_counts_them(settings, store, file):
    seen = []
    paths = [file("clashes.csv"), file("protests.csv", OTHERS)]
    files, _ = read_files(paths, settings, progress=lambda *at: seen.append(at))
    brought = run(store, LOCAL, files, settings.imports, progress=lambda *at: seen.append(at))
    assert [(each.outcome.dataset, each.outcome.version) for each in brought] == [("clashes", 1), ("protests", 2)]
    assert seen == [(stage, done, 2) for stage in (Stage.READING, Stage.IMPORTING) for done in range(3)]


def test_a_new_store_has_its_seeds_before_a_first_import(settings, file):
    files, _ = read_files([file("clashes.csv")], settings)
    (brought,) = run(open_seeded(settings.store), LOCAL, files, settings.imports)
    assert brought.outcome.version == 2


def test_drafts_are_what_was_asked_for(settings, store, file):
    files, _ = read_files([file("clashes.csv")], settings)
    run(store, LOCAL, files, settings.imports, Options(drafts=True))
    assert set(store.rows(columns=["workflow"])["workflow"].to_pylist()) == {Workflow.DRAFT.value}
