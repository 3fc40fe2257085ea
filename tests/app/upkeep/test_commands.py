"""`geo verify`, `repair`, `backup` and `restore`, as they speak: exit codes, one line a thing, one JSON document."""

import json

import pytest
from damage import LOG, contents, cut, empty, entry, rows_of
from typer.testing import CliRunner

from geo.cli import app


@pytest.fixture
def geo(home):
    def run(*arguments, store=home):
        return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"GEO_STORE": str(store)})

    return run


def test_a_whole_store_is_said_to_be_so(geo):
    assert (geo("verify").exit_code, geo("verify").stdout) == (
        0,
        "No problems found: all files are as they were written.\n",
    )
    assert json.loads(geo("verify", "--json").stdout) == {"problems": [], "notes": []}
    for arguments in (["repair"], ["repair", "--yes"]):
        done = geo(*arguments)
        assert (done.exit_code, done.stdout) == (0, "Nothing to repair: all files are as they were written.\n")
    told = json.loads(geo("repair", "--json").stdout)
    assert told == {"done": False, "found": [], "steps": [], "set_aside": None, "said": [], "remains": []}


def test_a_broken_newest_entry_is_named_explained_and_repaired(geo, home):
    empty(entry(home, 4))
    name = f"{LOG}/{entry(home, 4).name}"
    checked = geo("verify")
    assert (checked.exit_code, checked.stdout) == (1, "")
    assert checked.stderr == f"{name}: This file of the log is empty. `geo repair` says what can be done.\n"
    (problem,) = json.loads(geo("verify", "--json").stdout)["problems"]
    assert (problem["part"], problem["file"]) == ("revisions", name)

    before = contents(home)
    said = geo("repair")
    assert said.exit_code == 1
    assert "- The store goes back to version 3, the last one before the damage." in said.stdout
    assert "Lost: Version 4" in said.stdout
    assert "Nothing was changed. Run `geo repair --yes` to carry this out." in said.stdout
    assert contents(home) == before

    done = json.loads(geo("repair", "--yes", "--json").stdout)
    assert (done["done"], done["remains"], done["steps"][0]["acts"][0]["version"]) == (True, [], 4)
    assert geo("verify").exit_code == 0


def test_what_cannot_be_mended_is_said_and_ends_with_exit_code_1(geo, home):
    empty(entry(home, 2))
    done = geo("repair", "--yes")
    assert done.exit_code == 1
    assert "run `geo repair --to 1` to see what going back" in done.stderr
    wrong = geo("repair", "--to", "3")
    assert (wrong.exit_code, wrong.stderr.count("\n")) == (1, 1)
    assert "`geo repair --to 1 --yes` to carry this out" in geo("repair", "--to", "1").stdout
    assert geo("repair", "--to", "1", "--yes").exit_code == 0
    assert geo("repair", "--to", "x").exit_code == 2


def test_rows_that_were_set_aside_are_taken_in_again_by_an_import(geo, home):
    empty(entry(home, 4))
    folder = json.loads(geo("repair", "--yes", "--json").stdout)["set_aside"]
    (rows,) = home.glob(f"set-aside/{folder.rpartition('/')[2]}/revisions/*.parquet")
    taken = json.loads(geo("import", rows, "--part", "--json").stdout)
    assert (taken["version"], taken["added"], taken["problems"]) == (4, 2, [])
    assert geo("verify").exit_code == 0


def test_a_backup_is_restored_into_a_new_folder(geo, tmp_path):
    made = json.loads(geo("backup", tmp_path / "atlas.tar", "--json").stdout)
    assert (made["version"], made["path"]) == (4, str(tmp_path / "atlas.tar"))
    again = geo("backup", tmp_path / "atlas.tar")
    assert (again.exit_code, again.stdout, again.stderr.count("\n")) == (1, "", 1)
    done = geo("restore", tmp_path / "atlas.tar", tmp_path / "new")
    assert (done.exit_code, done.stdout.splitlines()[0].startswith(f"{tmp_path / 'new'} contains the store at")) == (
        0,
        True,
    )
    assert geo("verify", store=tmp_path / "new").exit_code == 0
    refused = geo("restore", tmp_path / "atlas.tar", tmp_path / "new", "--json")
    assert (refused.exit_code, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    assert geo("restore", tmp_path / "atlas.tar").exit_code == 2


def test_a_damaged_store_is_backed_up_and_restored_on_request_and_said_to_be_damaged(geo, home, tmp_path):
    rows = rows_of(home, 4)
    cut(rows)
    refused = geo("backup", tmp_path / "atlas.tar")
    assert (refused.exit_code, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    made = geo("backup", tmp_path / "atlas.tar", "--damaged")
    assert (made.exit_code, f"Damaged: revisions/{rows.name}: This file has" in made.stderr) == (0, True)
    assert geo("restore", tmp_path / "atlas.tar", tmp_path / "new").exit_code == 1
    done = json.loads(geo("restore", tmp_path / "atlas.tar", tmp_path / "new", "--damaged", "--json").stdout)
    assert rows.name in done["damaged"][0]
    assert geo("verify", store=tmp_path / "new").exit_code == 1


def test_a_folder_that_is_gone_is_said_to_be_and_not_made(geo, tmp_path):
    done = geo("verify", store=tmp_path / "gone")
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "There is no store at this location. Bring the folder back" in done.stderr
    assert geo("repair", "--yes", store=tmp_path / "gone").exit_code == 1
    assert geo("backup", tmp_path / "atlas.tar", store=tmp_path / "gone").exit_code == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["store"]
