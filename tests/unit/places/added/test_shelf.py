"""Gazetteers are kept whole, listed, made anew beside the old, and removed."""

import hashlib
import json
import threading

import pytest

from geo.access import LOCAL
from geo.errors import (
    AddedGazetteersError,
    GazetteerNameError,
    UnknownGazetteerError,
    UnreadableGazetteerError,
)
from geo.places.gazetteer.added import storage as shelves
from geo.places.gazetteer.added.add_gazetteer import add as add_file
from geo.places.gazetteer.added.lookup import Added

TABLE = "name,lon,lat\nTall Zahr,36.2,35.1\n"


def test_an_empty_shelf_has_nothing_and_finds_nothing(shelf):
    assert shelves.list_gazetteers(shelf) == []
    added = Added.open(shelf)
    assert (added.version, added.find_by_name("hims")) == ("", [])
    assert not shelf.exists()


def test_what_was_added_is_listed_with_where_it_comes_from(add_dump, add, shelf, tmp_path):
    add_dump({}, {"id": 2, "name": "Tall Zahr"})
    add(TABLE, "My Villages (2024).csv", licence="ODbL-1.0")
    add(TABLE, "more.csv")
    mine, more, sy = sorted(shelves.list_gazetteers(shelf), key=lambda gazetteer: gazetteer.name != "my-villages-2024")
    assert (sy.name, sy.version, sy.rows, sy.licence, sy.source) == ("sy", 1, 2, "CC-BY-4.0", "SY.txt")
    assert sy.sha256 == hashlib.sha256((tmp_path / "SY.txt").read_bytes()).hexdigest()
    assert sy.added_on.utcoffset().total_seconds() == 0
    assert (mine.name, mine.licence, more.licence) == ("my-villages-2024", "ODbL-1.0", "not stated")


def test_adding_a_name_again_makes_its_next_version_and_keeps_the_one_before(add_dump, shelf):
    add_dump({})
    before = Added.open(shelf)
    again = add_dump({"name": "Tall Zahr", "ascii": "", "others": ""})
    assert again.gazetteer.version == 2
    assert [gazetteer.version for gazetteer in shelves.list_gazetteers(shelf)] == [2]
    assert (before.find_by_name("tall zahr"), len(Added.open(shelf).find_by_name("tall zahr"))) == ([], 1)
    assert len(before.find_by_name("bayt iniyah")) == 1
    assert [path.name for path in shelves.versions(shelf, "sy")] == ["1", "2"]


def test_the_version_of_what_is_looked_up_changes_with_it(add_dump, add, shelf):
    add_dump({})
    first = Added.open(shelf).version
    add(TABLE, "mine.csv")
    both = Added.open(shelf).version
    shelves.delete_gazetteer(shelf, "sy", LOCAL)
    add_dump({"name": "Tall Zahr"})
    assert first.startswith("+sy.1-")
    assert both == f"+{shelves.list_gazetteers(shelf)[0].label}{first}"
    assert Added.open(shelf).version != both


def test_a_removed_gazetteer_is_gone_with_all_its_versions(add_dump, add, shelf):
    add_dump({})
    add_dump({"name": "Tall Zahr"})
    add(TABLE, "mine.csv")
    assert shelves.delete_gazetteer(shelf, "sy", LOCAL).version == 2
    assert [path.name for path in shelf.iterdir()] == ["mine"]
    assert Added.open(shelf).find_by_name("bayt iniyah") == []


def test_removing_what_is_not_there_says_what_is(add, shelf):
    with pytest.raises(UnknownGazetteerError, match="None has been added yet"):
        shelves.delete_gazetteer(shelf, "sy", LOCAL)
    add(TABLE, "mine.csv")
    for name in ("sy", "..", "", "mine/1"):
        with pytest.raises(UnknownGazetteerError, match="There are mine"):
            shelves.delete_gazetteer(shelf, name, LOCAL)


@pytest.mark.parametrize("name", ["", "My Villages", "../up", "-x", "geonames", "curated", "x" * 41, "قرى"])
def test_a_name_that_would_not_do_is_refused(add, shelf, name):
    with pytest.raises(GazetteerNameError):
        add(TABLE, "mine.csv", name=name)
    assert not shelf.exists()


def test_a_file_whose_name_makes_no_name_is_added_under_a_given_one(add, shelf):
    with pytest.raises(GazetteerNameError):
        add(TABLE, "قرى.csv")
    assert add(TABLE, "قرى.csv", name="villages").gazetteer.name == "villages"
    assert shelves.list_gazetteers(shelf)[0].source == "قرى.csv"


def test_nothing_is_half_added(add, add_dump, shelf):
    add_dump({})
    kept = sorted(shelf.rglob("*"))
    with pytest.raises(UnreadableGazetteerError, match=r"Not one of its rows is a place. Row 2: lat is not a number"):
        add("name,lon,lat\nTall Zahr,36.2,north\n", "mine.csv")
    with pytest.raises(UnreadableGazetteerError):
        add(b"name,lon,lat\nTall Zahr,36.2,35.1\nKhirbat \xff,36.2,35.1\n", "mine.csv")
    assert sorted(shelf.rglob("*")) == kept


def test_a_folder_that_cannot_be_written_is_said(add, shelf):
    shelf.write_text("a file where the folder should be")
    with pytest.raises(AddedGazetteersError, match=r"mine.csv was not added"):
        add(TABLE, "mine.csv")


def test_two_who_add_one_name_at_once_get_a_version_each(tmp_path, shelf):
    file = tmp_path / "mine.csv"
    file.write_text(TABLE)
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(add_file(shelf, file, LOCAL).gazetteer.version)) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [1, 2, 3, 4]


@pytest.mark.parametrize("file", ["about.json", "places.parquet", "names.parquet", "loose_names.parquet"])
def test_a_damaged_gazetteer_is_named(add, shelf, file):
    add(TABLE, "mine.csv")
    (shelf / "mine" / "1" / file).write_bytes(b"PAR1 and no more")
    with pytest.raises(AddedGazetteersError, match="mine"):
        Added.open(shelf)


def test_names_folded_by_rules_of_before_are_folded_anew(add, shelf):
    add(TABLE, "mine.csv")
    version = shelf / "mine" / "1"
    about = json.loads((version / "about.json").read_text())
    (version / "about.json").write_text(json.dumps(about | {"rules": "00000000"}))
    (version / "names.parquet").write_bytes((version / "loose_names.parquet").read_bytes())
    assert [place.name for place in Added.open(shelf).find_by_name("tall zahr")] == ["Tall Zahr"]


def test_progress_tells_the_rows_read(add_dump):
    told = []
    add_dump({}, {"id": 2}, progress=told.append)
    assert told == [2]
