"""What was told of a file is there for the next one of its dataset, and nothing else of the file is."""

import pytest
from hostile import STRINGS
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import KeptFilesError
from geo.imports.answers import NONE, Answers, load_answers, remember
from geo.readers.columns.dates import Order

TOLD = Answers({"title": "ماذا", "date": "When?"}, Order.MONTH)


def test_what_was_told_is_offered_for_the_next_file_of_the_dataset_alone(tmp_path):
    remember(tmp_path, "ours", TOLD)
    assert load_answers(tmp_path, "ours") == TOLD
    assert load_answers(tmp_path, "theirs") == NONE


def test_a_file_that_left_nothing_open_leaves_what_was_told_before(tmp_path):
    remember(tmp_path, "ours", TOLD)
    remember(tmp_path, "ours", NONE)
    assert load_answers(tmp_path, "ours") == TOLD


@pytest.mark.parametrize("name", ["../../up", "/etc/passwd", "a/b", "", "x" * 5_000, *STRINGS[::23]])
def test_no_dataset_can_name_a_place_on_the_disk(tmp_path, name):
    remember(tmp_path / "imports", name, TOLD)
    assert load_answers(tmp_path / "imports", name) == TOLD
    (kept,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert kept.parent == tmp_path / "imports" / "answers"
    assert kept.suffix == ".json"


@pytest.mark.parametrize(
    "damage",
    ["", "{", "[]", "7", "null", '{"columns": 1, "dates": null}', '{"columns": {}}', '{"columns":{},"dates":"x"}'],
)
def test_a_damaged_memory_is_none(tmp_path, damage):
    remember(tmp_path, "ours", TOLD)
    (kept,) = (tmp_path / "answers").iterdir()
    kept.write_text(damage, encoding="utf-8")
    assert load_answers(tmp_path, "ours") == NONE


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "imports").write_text("a file")
    with pytest.raises(KeptFilesError, match="Nothing was imported"):
        remember(tmp_path / "imports", "ours", TOLD)


@given(st.dictionaries(st.text(), st.text()), st.sampled_from([*Order, None]))
def test_any_answer_reads_back_as_it_was_told(columns, dates):
    told = Answers(columns, dates)
    assert Answers.from_json(told.to_json()) == told
