"""Damaged files beside the revisions: what `check` names, what a repair sets aside, makes again, or asks for."""

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from damage import contents, cut, empty

from geo.access import LOCAL
from geo.errors import GeoError
from geo.places.geocoder.online.cache import FILE as ANSWERS
from geo.places.geocoder.online.verify import salvage
from geo.upkeep.backup import back_up
from geo.upkeep.parts import Finding, Part, check, notes
from geo.upkeep.plan_other_files import steps
from geo.upkeep.repair_store import plan_repair, repair

FILE = "imports/files/*"
LEAD = "a" * 64

DAMAGES = [
    (f"{FILE}/content", cut, "This imported file was changed after it was kept.", "clashes.csv (clashes, version 2)"),
    (f"{FILE}/2-clashes.json", empty, "This note on an import cannot be read.", "The contents of the note"),
    ("imports/answers/*.json", cut, "This note on a dataset's columns cannot be read.", "The contents of the note"),
    (f"leads/{LEAD}.parquet", cut, "This file of leads cannot be read.", "import that file again"),
    ("gazetteers/villages/2/about.json", cut, "cannot be read.", "its version 1 is used instead"),
    (
        "gazetteers/villages/2/places.parquet",
        cut,
        "were changed after they were written.",
        "its version 1 is used instead",
    ),
]


@pytest.mark.parametrize("case", DAMAGES, ids=lambda case: case[0])
def test_a_damaged_file_is_named_and_set_aside_with_what_is_lost(full, furnished, case):
    file, damage, said, lost = case
    (path,) = full.glob(file)
    damage(path)
    before, damaged = contents(full), path.read_bytes()
    (finding,) = check(furnished)
    assert (finding.file, finding.message.endswith(said)) == (path.relative_to(full).as_posix(), True)
    plan, aside, _ = repair(furnished, LOCAL)
    assert any(lost in sentence for step in plan.steps for sentence in step.lost)
    assert (aside / finding.file).read_bytes() == damaged
    after = contents(full)
    assert after.items() <= before.items()
    left = check(furnished)
    if path.name == "content":  # its notes are good, and say what to import again
        assert [(one.message, one.file) for one in left] == [("This imported file is missing.", finding.file)]
        assert "Import clashes.csv (clashes, version 2) again" in plan_repair(furnished).remains[0].todo
    else:
        assert left == []


@pytest.mark.parametrize("name", ["names.parquet", "loose_names.parquet"])
def test_an_index_of_names_is_made_again_from_the_places(full, furnished, name):
    path = full / "gazetteers/villages/2" / name
    before = path.read_bytes()
    cut(path)
    plan, _, _ = repair(furnished, LOCAL)
    assert [step.lost for step in plan.steps] == [()]
    assert (path.read_bytes() == before, check(furnished)) == (True, [])


def test_a_byte_changed_within_the_leads_is_found(full, furnished):
    path = full / "leads" / f"{LEAD}.parquet"
    content = bytearray(path.read_bytes())
    content[content.index(b"PAR1") + 40] ^= 0xFF
    path.write_bytes(content)
    assert [finding.part for finding in check(furnished)] == [Part.LEADS]


def test_geocoders_answers_that_can_be_read_are_saved_from_a_damaged_file(full, furnished):
    path = full / "geocoder" / ANSWERS
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2 // 4096 * 4096)
        file.write(b"\xff" * 4096)
    assert [finding.part for finding in check(furnished)] == [Part.ANSWERS]
    _, _, said = repair(furnished, LOCAL)
    with closing(sqlite3.connect(path)) as file:
        saved = file.execute("SELECT count(*) FROM answers").fetchone()[0]
    assert 0 < saved < 20
    assert said == [f"{saved:,} answers of the geocoder cache could be read and were kept."]
    assert check(furnished) == []


KILLED = """
import os, sqlite3, sys
file = sqlite3.connect(sys.argv[1], isolation_level=None)
file.execute("PRAGMA cache_size = 2")
file.execute("BEGIN")
file.execute("UPDATE answers SET answer = answer || ' half' WHERE rowid <= ?", [int(sys.argv[2])])
os._exit(9)
"""


def killed_while_writing(path, rows: int) -> None:
    """Leave what a process leaves that was killed while it changed so many answers: half of it, and how it was."""
    subprocess.run([sys.executable, "-c", KILLED, path, str(rows)], check=False)
    assert b" half" in path.read_bytes()


def test_answers_at_which_a_process_was_killed_are_as_they_were_before_it(full, furnished, tmp_path):
    path = full / "geocoder" / ANSWERS
    killed_while_writing(path, rows=20)
    assert check(furnished) == []
    back_up(furnished, LOCAL, tmp_path / "atlas.tar")
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT count(*) FROM answers WHERE answer LIKE '%half'").fetchone() == (0,)


def test_damaged_answers_are_set_aside_with_their_journal_and_nothing_half_written_is_saved(full, tmp_path):
    path = full / "geocoder" / ANSWERS
    killed_while_writing(path, rows=10)
    cut(path, by=4096)
    journal = path.with_name(f"{ANSWERS}-journal")
    finding = Finding(Part.ANSWERS, f"geocoder/{ANSWERS}", None, "It is damaged.", "")
    ((step,), _) = steps(full, [finding])
    assert step.aside == (f"geocoder/{ANSWERS}", f"geocoder/{ANSWERS}-journal")
    before = path.read_bytes(), journal.read_bytes()
    assert salvage(path, tmp_path / "new") > 0
    assert (path.read_bytes(), journal.read_bytes()) == before
    assert b" half" not in (tmp_path / "new" / ANSWERS).read_bytes()


def test_an_emptied_file_of_answers_is_damage(full, furnished):
    empty(full / "geocoder" / ANSWERS)
    assert [finding.message for finding in check(furnished)] == ["This file of geocoders' answers is empty."]
    assert repair(furnished, LOCAL)[2] == ["0 answers of the geocoder cache could be read and were kept."]
    assert check(furnished) == []


def test_a_store_that_cannot_be_written_is_left_alone_in_one_sentence(full, furnished):
    cut(next(full.glob(f"{FILE}/content")))
    (full / "set-aside").write_text("in the way")
    before = contents(full)
    with pytest.raises(GeoError, match=r"The repair stopped: .* cannot be written"):
        repair(furnished, LOCAL)
    assert contents(full) == before


def test_a_store_with_room_and_rights_has_no_notes(settings):
    assert notes(settings) == []
