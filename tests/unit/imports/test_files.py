"""A file is kept as it came, once, with a note of each import; one that was not imported is not kept."""

import json
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from geo.errors import KeptFilesError
from geo.imports.originals import Imported, file_of, keeping, note

CONTENT = b"id,title\n1,\xd8\xad\xd9\x84\xd8\xa8\n"
DIGEST = sha256(CONTENT).hexdigest()


def imported(version=1):
    when = datetime(2025, 3, 7, tzinfo=UTC)
    return Imported("ours.csv", DIGEST, len(CONTENT), "table", "not stated", "ours", version, 1, "local", when)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "imports"


def source(folder):
    file = folder.parent / "ours.csv"
    file.write_bytes(CONTENT)
    return file


def bring(folder, version=1):
    with keeping(folder, source(folder)) as home:
        note(home, imported(version))
    return home


def test_a_file_is_kept_byte_for_byte_with_who_brought_it_and_what_became_of_it(folder):
    home = bring(folder)
    assert file_of(folder, DIGEST).read_bytes() == CONTENT
    told = json.loads((home / "1-ours.json").read_text(encoding="utf-8"))
    assert (told["name"], told["sha256"], told["by"], told["version"]) == ("ours.csv", DIGEST, "local", 1)


def test_the_same_file_again_is_one_file_with_two_notes(folder):
    home = bring(folder)
    before = (home / "content").stat().st_mtime_ns
    bring(folder, version=2)
    assert sorted(path.name for path in home.iterdir()) == ["1-ours.json", "2-ours.json", "content"]
    assert (home / "content").stat().st_mtime_ns == before


def fail(folder):
    with keeping(folder, source(folder)):
        raise ValueError


def test_a_file_whose_import_fails_is_not_kept(folder):
    with pytest.raises(ValueError):  # noqa: PT011 - raised above
        fail(folder)
    assert file_of(folder, DIGEST) is None
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_a_file_that_was_imported_before_stays_when_a_later_import_fails(folder):
    bring(folder)
    with pytest.raises(ValueError):  # noqa: PT011 - raised above
        fail(folder)
    assert file_of(folder, DIGEST).read_bytes() == CONTENT


def test_a_folder_that_cannot_be_written_is_said_before_anything_is_imported(folder):
    folder.write_text("a file")
    with pytest.raises(KeptFilesError, match="cannot be saved"):
        bring(folder)
