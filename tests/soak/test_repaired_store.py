"""A store damaged in ten ways: what a reader sees, what `geo verify` says, and what `geo repair` does.

What is good stays as it was.

With `-s` the table is printed.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from damage import LOG, contents, cut, empty, entry, grown, rows_of
from house import by
from typer.testing import CliRunner, Result

from geo.access import LOCAL
from geo.atlas import Atlas
from geo.cli import app
from geo.errors import GeoError, public
from geo.incident import Incident
from geo.query.lists.listing import Page, listing
from geo.query.totals.counts import counts
from geo.readmodel.model import prepare
from geo.readmodel.snapshots import snapshot as kept
from geo.settings import Settings
from geo.store.store import Store
from geo.upkeep.backup import back_up
from geo.upkeep.repair_store import repair
from geo.view import View

pytestmark = pytest.mark.soak

ACTS = 12


@pytest.fixture(scope="module")
def table():
    rows: list[tuple[str, str, str, str, str]] = []
    yield rows
    lines = [
        "| damage | a reader sees | `geo verify` | `geo repair --yes` | `geo verify` after |",
        "|---|---|---|---|---|",
    ]
    print("\n" + "\n".join(lines + [f"| {' | '.join(row)} |" for row in rows]))


@pytest.fixture(scope="module")
def good(tmp_path_factory) -> Path:
    """A store with a kept read model, which elsewhere only large ones have."""
    folder = grown(tmp_path_factory.mktemp("good") / "store", ACTS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "LARGE", 1)
        prepare(Store.open(str(folder)))
    assert list(folder.glob("readmodel/*.duckdb"))
    return folder


@pytest.fixture
def home(good: Path, tmp_path: Path) -> Path:
    return shutil.copytree(good, tmp_path / "store")


def geo(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env={"GEO_STORE": str(home)})


def said(result: Result) -> str:
    """The first line of what a command says, without what a table cannot hold."""
    lines = [*result.stderr.splitlines(), *result.stdout.splitlines()]
    return (lines or [""])[0].replace("|", "/")


def opened(home: Path) -> Atlas:
    """The atlas as a server opens it, with a read model kept even of so small a store."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "LARGE", 1)
        return Atlas.open(Settings(store=str(home), local_access=True))


def shown(atlas: Atlas) -> str:
    """What a page is answered, and what it says of the store."""
    question = atlas.question(View(), LOCAL)
    titles = {row["title"] for row in listing(atlas.engine, question, Page())["rows"]}
    assert "forged" not in titles
    trouble = f"; {atlas.model.trouble.sentence}" if atlas.model.trouble else ""
    return f"{counts(atlas.engine, question).matched} incidents of version {question.version}{trouble}"


def read_anew(home: Path) -> str:
    """What a server shows that starts on a store."""
    try:
        return shown(opened(home))
    except GeoError as error:
        return f"no start: {public(error.sentence)}"


def read_beside(home: Path) -> str:
    """The same by another process, which lets go of the store."""
    script = "import sys, pathlib, test_repaired_store as t; print(t.read_anew(pathlib.Path(sys.argv[1])))"
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(
        [sys.executable, "-c", script, home], check=True, capture_output=True, text=True, env=env
    ).stdout.strip()


def read_model(home: Path) -> Path:
    (path,) = home.glob("readmodel/*.duckdb")
    return path


def forge(home: Path) -> None:
    import duckdb  # noqa: PLC0415 - as somebody who can write the folder would

    with duckdb.connect(read_model(home)) as engine:
        engine.execute("UPDATE revisions SET title = 'forged', for_viewers = true")


def put_another(home: Path) -> None:
    other = grown(home.parent / "other", 3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "LARGE", 1)
        prepare(Store.open(str(other)))
    shutil.copyfile(read_model(other), read_model(home))


@dataclass(frozen=True)
class Case:
    """A damage, which part of the store it hits, and what is left of the acts after a repair."""

    damage: Callable[[Path], object]
    touched: str
    acts: int = ACTS
    options: tuple[str, ...] = ()


CASES = {
    "read model truncated": Case(lambda home: cut(read_model(home), 4096), "readmodel"),
    "read model emptied": Case(lambda home: empty(read_model(home)), "readmodel"),
    "read model forged": Case(forge, "readmodel"),
    "read model of another store": Case(put_another, "readmodel"),
    "newest log entry cut off": Case(lambda home: cut(entry(home, ACTS)), "_delta_log"),
    "newest log entry broken": Case(lambda home: entry(home, ACTS).write_text("{x"), "_delta_log", ACTS - 1),
    "newest log entry emptied": Case(lambda home: empty(entry(home, ACTS)), "_delta_log", ACTS - 1),
    "Parquet of act 9 truncated": Case(lambda home: cut(rows_of(home, 9)), "revisions", 8, ("--to", "8")),
}


@pytest.mark.parametrize("name", CASES)
def test_a_damage_is_named_and_repaired_and_what_is_good_stays_as_it_was(home, good, table, name):
    case = CASES[name]
    case.damage(home)
    damaged = contents(home)
    seen = read_anew(shutil.copytree(home, home.parent / "read"))
    checked = geo(home, "verify")
    plan = geo(home, "repair")
    assert (checked.exit_code, plan.exit_code) == (1, 1)
    assert case.touched in checked.stderr
    assert contents(home) == damaged

    if case.options:  # what is lost by it is lost only by name
        assert geo(home, "repair", "--yes").exit_code == 1
        assert contents(home) == damaged
    done = json.loads(geo(home, "repair", *case.options, "--yes", "--json").stdout)
    after = geo(home, "verify")
    assert (done["remains"], after.exit_code, after.stdout) == ([], 0, "The store is as it was written.\n")

    aside = contents(Path(done["set_aside"])).keys() - {"about.json"}
    whole = contents(good)
    left = contents(home)
    again = aside & left.keys()  # made again in place of what was damaged
    assert {file: whole.get(file) for file in left.keys() - again} == {file: left[file] for file in left.keys() - again}
    assert (whole.keys() - left.keys() <= aside, again <= {f"{LOG}/{entry(home, ACTS).name}"}) == (True, True)
    assert {file: contents(Path(done["set_aside"]))[file] for file in aside} == {file: damaged[file] for file in aside}
    assert [act.version for act in Store.open(str(home)).acts()] == list(range(1, case.acts + 1))
    told = [(step["does"], *map("Lost: {}".format, step["lost"]), step["saved"] or "") for step in done["steps"]]
    steps = " ".join(line for lines in told for line in lines if line)
    options = f" (`{' '.join(case.options)}`)" if case.options else ""
    table.append((name, seen, said(checked), steps + options, said(after)))


def test_a_folder_that_is_gone_is_not_made(home, table):
    atlas = opened(home)
    home.rename(home.parent / "away")
    seen = shown(atlas)
    checked, done = geo(home, "verify"), geo(home, "repair", "--yes")
    assert (checked.exit_code, done.exit_code, home.exists()) == (1, 1, False)
    (home.parent / "away").rename(home)
    after = geo(home, "verify")
    assert after.exit_code == 0
    table.append(
        ("folder gone", seen, said(checked), "nothing, and no folder is made", f"once it is back: {said(after)}")
    )


@pytest.fixture
def disk(tmp_path: Path, good: Path):
    """A small disk with the store on it."""
    at = tmp_path / "disk"
    at.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", at], check=False, capture_output=True)
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        shutil.copytree(good, at / "store")
        yield at
    finally:
        subprocess.run(["umount", "--lazy", at], check=True)


def fill(disk: Path) -> None:
    with (disk / "full").open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            return


def make_read_only(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)


@pytest.mark.parametrize("obstacle", [fill, make_read_only], ids=["full", "read-only"])
def test_on_a_disk_that_takes_nothing_nothing_is_changed_and_it_is_said(disk, table, obstacle, tmp_path):
    home = disk / "store"
    store = Store.open(str(home))
    obstacle(disk)
    before = contents(home)
    seen = read_beside(home)
    checked = geo(home, "verify")
    assert checked.exit_code == 0
    assert checked.stderr.startswith("The store's ")
    with pytest.raises(GeoError):
        store.append([Incident("demo:new", "demo")], caller=by("ada"), reason="no room", tool="tests")
    del store
    good_enough = {name: content for name, content in contents(home).items() if name in before}
    assert good_enough == before
    assert geo(home, "verify").exit_code == 0
    assert geo(home, "repair", "--yes").stdout == "There is nothing to repair: the store is as it was written.\n"
    refused = geo(home, "backup", str(disk / "atlas.tar"))
    assert (refused.exit_code, refused.stderr.count("\n"), (disk / "atlas.tar").exists()) == (1, 1, False)
    assert geo(home, "backup", str(tmp_path / "atlas.tar")).exit_code == 0
    kind = "full" if obstacle is fill else "read-only"
    table.append((f"disk {kind}", seen, said(checked), said(geo(home, "repair", "--yes")), said(geo(home, "verify"))))


@pytest.mark.parametrize("obstacle", [fill, make_read_only], ids=["full", "read-only"])
def test_a_repair_that_cannot_write_changes_nothing(disk, obstacle):
    home = disk / "store"
    empty(entry(home, ACTS))
    obstacle(disk)
    before = contents(home)
    with pytest.raises(GeoError, match="The repair stopped"):
        repair(Settings(store=str(home), local_access=True), LOCAL)
    assert contents(home) == before


def test_a_restore_onto_a_disk_without_room_leaves_nothing(disk, good, tmp_path):
    back_up(Settings(store=str(good), local_access=True), LOCAL, tmp_path / "atlas.tar")
    fill(disk)
    refused = geo(good, "restore", str(tmp_path / "atlas.tar"), str(disk / "new"))
    assert (refused.exit_code, "Nothing was restored" in refused.stderr, (disk / "new").exists()) == (1, True, False)
    assert sorted(path.name for path in disk.iterdir()) == ["full", "store"]
