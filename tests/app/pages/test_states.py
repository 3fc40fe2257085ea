"""The map page when there is nothing to show, or something went wrong; and what its words say."""

import logging

import pytest
from house import house, incident, revise
from parts import given_to, listed, ticked
from streamlit.testing.v1 import AppTest

from geo import seeding
from geo.errors import SlowQueryError
from geo.incident import Source
from geo.ui.map import page_data as answers

CLOSED = {"sources": (Source(source_id="s", publisher="A publisher", licence="all rights reserved"),)}
KILLINGS = "seeds:2025-03-al-mukhtariya-killings"


def words(app):
    return " ".join(str(each.value) for each in (*app.markdown, *app.caption, *app.info, *app.warning, *app.error))


@pytest.fixture
def slow(monkeypatch):
    """No question is answered in time."""

    def counts(*_):
        raise SlowQueryError(5)

    monkeypatch.setattr(answers, "counts", counts)
    answers.answer.cache_clear()


def test_an_empty_store_says_so_and_what_to_do(page, monkeypatch):
    monkeypatch.setattr(seeding, "_append_seeds", lambda _: None)
    app = page()
    assert "No incident is published in this store yet" in words(app)
    assert "Nothing matches" not in words(app)


def test_a_store_that_may_show_nothing_says_that_there_is_something_and_why(page, tmp_path):
    house(tmp_path, [incident("closed", **CLOSED)])
    app = page("type=Battles")
    assert "holds 1 incident, none of which may be shown to you" in words(app)
    assert "**1** withheld" in words(app)


def test_a_store_that_is_not_whole_is_said_above_what_is_shown(page, tmp_path):
    atlas_of = house(tmp_path, [incident("seen")])
    revise(atlas_of, "seen", title="later")
    folder = tmp_path / "store" / "revisions"
    (folder / "_delta_log" / f"{2:020}.json").write_text("{")
    app = page("lang=ar&incident=test:seen")
    assert "تعذّرت قراءة قيد في سجل المخزن" in app.warning[0].value
    assert listed(app) == ["test:seen"]


def test_the_words_of_the_counts_are_explained_where_they_stand(page, tmp_path):
    house(tmp_path, [incident("seen"), incident("closed", **CLOSED)])
    explained = next(each for each in page().markdown if "version" in each.value).help
    assert "**Withheld**: published, but its licence" in explained
    assert "**Without any date**" in explained
    assert "**Drawn**" not in explained


def test_what_went_wrong_is_said_in_the_reader_s_language(page, slow):  # noqa: ARG001
    said = words(page("type=Battles&lang=ar"))
    assert "استغرق هذا الاستعلام أكثر من" in said
    assert "took longer" not in said


def test_a_slow_question_leaves_the_filters_on_the_page_to_narrow_it_with(page, slow):  # noqa: ARG001
    app = page("type=Battles")
    assert "took longer than 5 seconds" in words(app).replace("\\", "")
    assert "Your filters are kept." in words(app)
    assert ticked(app, "type") == ["Battles"]
    assert next(button for button in app.button if button.label == "Ask again")


def test_an_error_of_ours_shows_a_reference_that_the_log_holds_and_no_word_of_the_error(caplog):
    def script():
        from geo.ui.shell.error_page import say  # noqa: PLC0415  AppTest runs a function's text alone

        say(ValueError("a secret of the report"))

    with caplog.at_level(logging.ERROR, "geo.ui.shell.error_page"):
        said = AppTest.from_function(script).run().error[0].value
    record = next(each for each in caplog.records if each.name == "geo.ui.shell.error_page")
    assert "secret" not in said
    assert f"**{record.reference}**" in said
    assert "a secret of the report" in caplog.text


@pytest.mark.parametrize("query", ["", f"incident={KILLINGS}", "type=Protests", "v=7-0123456789abcdef"])
def test_headings_go_down_one_step_at_a_time(page, query):
    app = page(query)
    assert not app.title
    assert {each.value for each in app.header} >= ({"Filters"} if "v=" not in query else set())
    assert any("<h1" in each.proto.body for each in app.get("html"))
    assert sum('id="incidents"' in each.proto.body for each in app.get("html")) == 1


def test_the_list_knows_which_of_its_rows_is_picked(page):
    """How the row then says so in words is seen in `tests/browser/test_list.py`."""
    app = page(f"incident={KILLINGS}")
    assert given_to(app, "incidents")["picked"] == KILLINGS
    assert listed(app).count(KILLINGS) == 1
    assert given_to(page(), "incidents")["picked"] is None
