"""A backup is the store at one version, whole or not at all; only a whole one is restored, and never over anything."""

import io
import json
import os
import re
import tarfile
from hashlib import sha256
from pathlib import Path

import pytest
from damage import LOG, contents, cut, rows_of
from house import by

from geo.access import LOCAL
from geo.errors import GeoError
from geo.incident import Incident
from geo.settings import Settings
from geo.store.store import Store
from geo.upkeep.backup import back_up
from geo.upkeep.manifest import NAME
from geo.upkeep.parts import check
from geo.upkeep.restore import restore


@pytest.fixture(scope="module")
def backup(laden, tmp_path_factory):
    path = tmp_path_factory.mktemp("backup") / "atlas.tar"
    back_up(Settings(store=str(laden), local_access=True), LOCAL, path)
    return path


def held(path) -> dict[str, bytes]:
    with tarfile.open(path) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar if member.isfile()}


def written(path, files: dict[str, bytes], *, manifest=None, extra=()) -> None:
    """A backup as somebody else would write one."""
    listed = [{"path": name, "bytes": len(file), "sha256": sha256(file).hexdigest()} for name, file in files.items()]
    told = {"format": 1, "version": 4, "link": "x", "made_on": "2026-01-01T00:00:00+00:00", "files": listed}
    with tarfile.open(path, "w", format=tarfile.USTAR_FORMAT) as tar:
        for member in extra:
            tar.addfile(member)
        for name, file in {**files, NAME: json.dumps(told | (manifest or {})).encode()}.items():
            about = tarfile.TarInfo(name)
            about.size = len(file)
            tar.addfile(about, io.BytesIO(file))


def test_a_restored_store_is_whole_and_holds_the_same_files(laden, backup, tmp_path):
    manifest = restore(backup, tmp_path / "new")
    assert check(Settings(store=str(tmp_path / "new"), local_access=False)) == []
    before, after = contents(laden), contents(tmp_path / "new")
    answers = "geocoder/answers.sqlite"
    assert {name for name in before if name != answers} == {name for name in after if name != answers}
    assert all(after[name] == before[name] for name in after if name != answers)
    assert Store.open(str(tmp_path / "new")).head().link == manifest.link == Store.open(str(laden)).head().link
    assert sorted(path.name for path in (tmp_path / "new").iterdir() if path.name.startswith(".")) == [".lock"]


@pytest.fixture
def settled(monkeypatch):
    """The paths that are forced to disk, as they were called then."""
    paths, fsync = set(), os.fsync

    def watched(handle):
        paths.add(str(Path(f"/proc/self/fd/{handle}").readlink()))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", watched)
    return paths


@pytest.mark.soak
def test_a_restored_store_outlives_a_power_cut_with_its_folders_and_the_summary_of_its_log(tmp_path, settled):
    """The table's library settles nothing, and a torn summary would hide the whole table."""
    store = Store.open(str(tmp_path / "store"))
    for number in range(101):
        store.append([Incident(f"demo:{number}", "demo")], caller=by("ada"), reason="r", tool="tests")
    back_up(Settings(store=str(tmp_path / "store"), local_access=False), LOCAL, tmp_path / "atlas.tar")
    settled.clear()
    restore(tmp_path / "atlas.tar", tmp_path / "above" / "new")
    new = tmp_path / "above" / "new"
    assert (new / LOG / "_last_checkpoint").exists()
    staged = {re.sub(r"/\.restoring-[^/]+", "", path) for path in settled}
    assert {str(path) for path in (new.parent, new, *new.rglob("*"))} - staged <= {str(new / ".lock")}


def test_what_is_no_part_of_the_store_is_in_no_backup(full, furnished, tmp_path):
    strangers = ("secret", ".secret", "readmodel/x.duckdb", "imports/files/x", "revisions/_delta_log/_last_checkpoint")
    for name in strangers:
        (full / name).parent.mkdir(exist_ok=True)
        (full / name).write_text("not to be told")
    manifest = back_up(furnished, LOCAL, tmp_path / "atlas.tar")
    assert not {member.path for member in manifest.files} & set(strangers)
    assert b"not to be told" not in (tmp_path / "atlas.tar").read_bytes()


def test_what_came_in_after_its_version_is_not_in_it(full, furnished, tmp_path):
    (home,) = (full / "imports/files").iterdir()
    (note,) = home.glob("*.json")
    note.rename(home / "9-clashes.json")
    (home / "9-clashes.json").write_text((home / "9-clashes.json").read_text().replace('"version": 2', '"version": 9'))
    manifest = back_up(furnished, LOCAL, tmp_path / "atlas.tar")
    assert not [member for member in manifest.files if member.path.startswith("imports/files")]


def test_a_damaged_store_is_not_backed_up(full, furnished, tmp_path):
    cut(next(full.glob("leads/*.parquet")))
    with pytest.raises(GeoError, match=r"This file of leads cannot be read. No backup was written"):
        back_up(furnished, LOCAL, tmp_path / "atlas.tar")
    cut(next(full.glob("revisions/*.parquet")))
    with pytest.raises(GeoError, match="The store is damaged"):
        back_up(furnished, LOCAL, tmp_path / "atlas.tar")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["full"]


def flip(path) -> None:
    """Change one bit among the rows of a data file."""
    content = bytearray(path.read_bytes())
    content[content.index(b"demo:") + 5] ^= 0x03
    path.write_bytes(content)


def test_a_byte_that_changed_among_the_rows_is_known_before_there_is_no_good_backup_left(home, settings, tmp_path):
    flip(rows_of(home, 2))
    with pytest.raises(
        GeoError, match=rf"{rows_of(home, 2).name}: .* No backup was written; .* `geo backup --damaged`"
    ):
        back_up(settings, LOCAL, tmp_path / "atlas.tar")
    assert not (tmp_path / "atlas.tar").exists()


@pytest.mark.parametrize("damage", [flip, cut, lambda path: path.unlink()])
def test_a_damaged_store_is_backed_up_and_brought_back_as_it_is_where_that_is_asked_for(
    home, settings, tmp_path, damage
):
    damage(rows_of(home, 2))
    made = back_up(settings, LOCAL, tmp_path / "atlas.tar", damaged=True)
    assert rows_of(home, 2).name in made.damaged[0]
    with pytest.raises(GeoError, match=r"is of a store that is damaged: .* Nothing was restored"):
        restore(tmp_path / "atlas.tar", tmp_path / "new")
    assert not (tmp_path / "new").exists()
    assert restore(tmp_path / "atlas.tar", tmp_path / "new", damaged=True) == made
    assert contents(tmp_path / "new") == contents(home)


def test_summaries_of_the_log_that_are_damaged_are_no_reason_for_no_backup(home, settings, tmp_path):
    (home / LOG / "_last_checkpoint").write_text("")
    assert back_up(settings, LOCAL, tmp_path / "atlas.tar").damaged == ()
    restore(tmp_path / "atlas.tar", tmp_path / "new")


def test_a_backup_replaces_no_file(furnished, tmp_path):
    (tmp_path / "atlas.tar").write_text("mine")
    with pytest.raises(GeoError, match=r"there is something already. Nothing was changed"):
        back_up(furnished, LOCAL, tmp_path / "atlas.tar")
    assert (tmp_path / "atlas.tar").read_text() == "mine"


def test_nothing_is_restored_over_anything(backup, tmp_path):
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "mine").write_text("mine")
    with pytest.raises(GeoError, match=r"is not empty. Nothing was written"):
        restore(backup, tmp_path / "new")
    assert contents(tmp_path) == {"new/mine": b"mine"}


def link_to(target: str, name: str = "revisions/a.parquet", kind: bytes = tarfile.SYMTYPE) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, target
    return member


def long_name(name: str) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type = tarfile.XHDTYPE
    return member


HOSTILE = {
    "a path out of the folder": {"files": {"../../evil": b"x"}},
    "a path out of the folder below a known one": {"files": {"revisions/../../evil.parquet": b"x"}},
    "an absolute path": {"files": {"/etc/evil": b"x"}},
    "a file that is no part of a store": {"files": {"secret": b"x"}},
    "a symbolic link": {"files": {}, "extra": [link_to("/etc")]},
    "a hard link": {"files": {}, "extra": [link_to("/etc/passwd", kind=tarfile.LNKTYPE)]},
    "a device": {"files": {}, "extra": [link_to("", kind=tarfile.CHRTYPE)]},
    "a folder": {"files": {}, "extra": [link_to("", name="revisions", kind=tarfile.DIRTYPE)]},
    "a header that renames": {"files": {}, "extra": [long_name("revisions/a.parquet")]},
    "a sparse file": {"files": {}, "extra": [link_to("", kind=tarfile.GNUTYPE_SPARSE)]},
    "a file that is not listed": {"files": {"leads/" + "a" * 64 + ".parquet": b"x"}, "manifest": {"files": []}},
    "no list": {"files": {}, "manifest": {"files": None}},
    "not an incident store": {"files": {}},
    "a version without end": {"files": {}, "manifest": {"version": float("inf")}},
    "a later format": {"files": {}, "manifest": {"format": 2}},
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_backup_made_to_do_harm_writes_nothing(tmp_path, case):
    written(tmp_path / "evil.tar", **HOSTILE[case])
    with pytest.raises(GeoError, match=r"[Nn]othing was (written|restored)"):
        restore(tmp_path / "evil.tar", tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["evil.tar"]


def test_a_size_beyond_the_file_is_refused_before_anything_is_read(tmp_path):
    member = tarfile.TarInfo("revisions/a.parquet")
    member.size = 2**40
    (tmp_path / "evil.tar").write_bytes(member.tobuf(tarfile.GNU_FORMAT) + bytes(2048))
    with pytest.raises(GeoError, match="It breaks off"):
        restore(tmp_path / "evil.tar", tmp_path / "new")


@pytest.mark.parametrize("at", [0.01, 0.5, 0.9])
def test_a_backup_of_which_one_byte_changed_or_the_end_is_gone_is_not_restored(backup, tmp_path, at):
    content = bytearray(backup.read_bytes())
    content[int(len(content) * at)] ^= 0x01
    (tmp_path / "changed.tar").write_bytes(content)
    (tmp_path / "half.tar").write_bytes(backup.read_bytes()[: int(len(content) * at)])
    for name in ("changed.tar", "half.tar"):
        with pytest.raises(GeoError):
            restore(tmp_path / name, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_backup_whose_list_fits_and_whose_store_does_not_is_not_restored(backup, tmp_path):
    files = held(backup)
    told = json.loads(files.pop(NAME))
    newest = max(name for name in files if name.endswith(".json") and "_delta_log" in name)
    forged = {**files, newest: files[newest].replace(b'"author":"ada"', b'"author":"eve"')}
    written(tmp_path / "forged.tar", forged, manifest={"link": told["link"]})
    with pytest.raises(GeoError, match="does not follow"):
        restore(tmp_path / "forged.tar", tmp_path / "new")
    without = {name: file for name, file in files.items() if name != newest}
    written(tmp_path / "earlier.tar", without, manifest={"link": told["link"]})
    with pytest.raises(GeoError, match="at another version"):
        restore(tmp_path / "earlier.tar", tmp_path / "new")
    assert not (tmp_path / "new").exists()
