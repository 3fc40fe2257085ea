"""Living data: what a newer edition of a file does to the store, and what it leaves alone."""

import dataclasses

import pytest
from house import by, incident
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import PartOrWholeError
from geo.imports.merge import TOOL, Edition, import_, plan_import, refuse_unclear
from geo.incident import Problem, Workflow, from_table, to_table
from geo.readers.result import Read
from geo.store.store import Store


@pytest.fixture
def store(tmp_path):
    return Store.open(str(tmp_path / "store"))


def edition(*incidents, problems=(), set_aside=0, dataset="test"):
    """What was read from a file that has these incidents."""
    table = to_table(incidents)
    return Read(table, problems, dataset, "own-words", "table", (), table.num_rows + set_aside)


def bring(store, *incidents, file="file.csv", as_=None, **told):
    return import_(store, [edition(*incidents, **told)], file, caller=by("importer"), edition=as_)


def numbered(count):
    return [incident(f"{i:03}") for i in range(count)]


def edit(store, name, **fields):
    now = store.record(f"test:{name}")
    store.append(
        [dataclasses.replace(now, based_on=now.version, **fields)], caller=by("editor"), reason="I know", tool="a page"
    )


def counts(outcome):
    return (outcome.added, outcome.revised, outcome.withdrawn, outcome.unchanged)


def test_what_is_new_is_added_in_one_act_that_says_so(store):
    outcome = bring(store, incident("a"), incident("b"), file="first.csv")
    (act,) = store.acts()
    assert (outcome.dataset, outcome.version, outcome.rows, counts(outcome)) == ("test", 1, 2, (2, 0, 0, 0))
    assert (act.author, act.tool, act.rows) == ("importer", TOOL, 2)
    assert act.reason == "Import of first.csv: 2 new, 0 revised, 0 withdrawn"


def test_the_same_file_again_changes_nothing(store):
    bring(store, incident("a"), incident("b"))
    again = bring(store, incident("b"), incident("a"))
    assert (again.version, counts(again)) == (1, (0, 0, 0, 2))
    assert len(store.acts()) == 1


def test_what_says_something_else_is_revised_and_its_past_kept(store):
    bring(store, incident("a", deaths_best=1), incident("b"))
    outcome = bring(store, incident("a", deaths_best=2), incident("b"), incident("c"))
    assert counts(outcome) == (1, 1, 0, 1)
    assert [(r.version, r.based_on, r.deaths_best) for r in store.history("test:a")] == [(1, None, 1), (2, 1, 2)]


def test_what_is_gone_is_withdrawn_and_kept(store):
    bring(store, incident("a"), incident("b", summary="as it was"))
    outcome = bring(store, incident("a"), file="second.csv")
    gone = store.record("test:b")
    assert counts(outcome) == (0, 0, 1, 1)
    assert (gone.workflow, gone.summary, gone.based_on) == (Workflow.WITHDRAWN, "as it was", 1)
    assert gone.reason.endswith("1 withdrawn (not in second.csv any more)")
    assert counts(bring(store, incident("a"))) == (0, 0, 0, 1)


def test_what_comes_back_is_published_again(store):
    bring(store, incident("a"), incident("b"))
    bring(store, incident("a"))
    assert counts(bring(store, incident("a"), incident("b"))) == (0, 1, 0, 1)
    assert store.record("test:b").workflow == Workflow.PUBLISHED


def test_an_incident_somebody_edited_is_left_as_it_is_and_said_when_the_file_says_something_new(store):
    bring(store, incident("a", deaths_best=1), incident("b"))
    edit(store, "a", deaths_best=7)
    nothing_new = bring(store, incident("a", deaths_best=1), incident("b"))
    outcome = bring(store, incident("a", deaths_best=2), incident("b"))
    assert (counts(nothing_new), nothing_new.problems) == ((0, 0, 0, 2), ())
    assert counts(outcome) == (0, 0, 0, 2)
    assert outcome.problems == (
        Problem(None, "id", "was edited by editor since the last import and was not changed", "test:a"),
    )
    assert store.record("test:a").deaths_best == 7


def test_a_file_that_comes_to_say_what_somebody_edited_agrees(store):
    bring(store, incident("a", deaths_best=1))
    edit(store, "a", deaths_best=2)
    outcome = bring(store, incident("a", deaths_best=2))
    assert (counts(outcome), outcome.problems) == ((0, 0, 0, 1), ())


def test_an_edited_incident_that_is_gone_from_the_file_is_not_withdrawn(store):
    bring(store, incident("a"), incident("b"))
    edit(store, "b", summary="checked")
    outcome = bring(store, incident("a"))
    assert counts(outcome) == (0, 0, 0, 1)
    assert [problem.value for problem in outcome.problems] == ["test:b"]
    assert store.record("test:b").workflow == Workflow.PUBLISHED


def test_nothing_is_withdrawn_while_rows_were_set_aside(store):
    bring(store, incident("a"), incident("b"))
    outcome = bring(store, incident("a"), problems=(Problem(2, "date", "is none"),), set_aside=1)
    assert counts(outcome) == (0, 0, 0, 1)
    assert [problem.field for problem in outcome.problems] == ["dataset", "date"]
    assert "1 of its rows were set aside" in outcome.problems[0].message


def test_another_part_of_a_dataset_withdraws_nothing(store):
    bring(store, incident("january"))
    outcome = bring(store, incident("february"), file="february.csv")
    assert counts(outcome) == (1, 0, 0, 0)
    assert "another part" in outcome.problems[0].message


def test_a_file_that_would_withdraw_much_writes_nothing_until_told_what_it_is(store):
    bring(store, *numbered(60))
    with pytest.raises(PartOrWholeError) as asked:
        bring(store, incident("000", deaths_best=7), *numbered(49)[1:], incident("new"), file="march.csv")
    assert str(asked.value) == (
        "11 of the 60 incidents the store has of test are not in march.csv. Nothing was imported. "
        "Say --part if it is a part of the dataset: none is withdrawn. "
        "Say --whole if it is the newest edition of all of it: the 11 are withdrawn, and kept."
    )
    assert (store.head().version, store.record("test:new")) == (1, None)


@pytest.mark.parametrize(
    ("known", "kept"),
    [(60, 50), (11, 1), (200, 180)],  # ten are few, whatever their share; and so is a tenth, whatever their number
)
def test_a_file_that_would_withdraw_little_is_not_asked_about(store, known, kept):
    bring(store, *numbered(known))
    assert bring(store, *numbered(kept)).withdrawn == known - kept


def test_a_part_revises_and_adds_and_withdraws_nothing(store):
    bring(store, *numbered(60))
    edit(store, "059", summary="checked")
    march = [incident("000", deaths_best=7), incident("new")]
    outcome = bring(store, *march, as_=Edition.PART)
    assert (counts(outcome), outcome.problems) == ((1, 1, 0, 0), ())
    assert {store.record(f"test:{i:03}").workflow for i in range(60)} == {Workflow.PUBLISHED}


def test_a_whole_edition_withdraws_all_that_is_gone_even_when_none_is_left(store):
    bring(store, *numbered(60))
    assert bring(store, *numbered(1), as_=Edition.WHOLE).withdrawn == 59
    outcome = bring(store, incident("new"), as_=Edition.WHOLE)
    assert (counts(outcome), outcome.problems) == ((1, 0, 1, 0), ())


def test_a_whole_edition_of_which_rows_were_set_aside_still_withdraws_nothing(store):
    bring(store, *numbered(60))
    outcome = bring(store, *numbered(1), as_=Edition.WHOLE, set_aside=1)
    assert outcome.withdrawn == 0
    assert "59 incidents of the dataset are not in file.csv" in outcome.problems[0].message


def test_what_is_withdrawn_already_and_what_people_wrote_is_not_counted_as_going(store):
    bring(store, *numbered(30))
    bring(store, *numbered(20))
    edit(store, "019", summary="checked")
    assert bring(store, *numbered(10)).withdrawn == 9


def test_it_can_be_looked_first_whether_it_would_be_asked(store):
    bring(store, *numbered(60))
    few = [edition(*numbered(1))]
    with pytest.raises(PartOrWholeError):
        refuse_unclear(store, few, "few.csv")
    refuse_unclear(store, few, "few.csv", Edition.WHOLE)
    assert store.head().version == 1


def test_other_datasets_are_left_alone(store):
    other = dataclasses.replace(incident("a"), id="other:a", dataset="other")
    import_(store, [edition(other, dataset="other")], "other.csv", caller=by("importer"))
    bring(store, incident("a"), incident("b"))
    bring(store, incident("a"))
    assert store.record("other:a").workflow == Workflow.PUBLISHED


def test_of_an_incident_in_several_files_the_last_counts(store):
    files = [edition(incident("a", deaths_best=1), incident("b")), edition(incident("a", deaths_best=2))]
    outcome = import_(store, files, "1.csv, 2.csv", caller=by("importer"))
    assert (outcome.rows, counts(outcome)) == (3, (2, 0, 0, 0))
    assert store.record("test:a").deaths_best == 2


def test_what_an_import_would_do_is_told_beforehand_and_nothing_is_written(store):
    bring(store, *(incident(name) for name in "abc"))
    newer = edition(
        incident("a"), incident("b", deaths_best=2), incident("d"), problems=(Problem(5, "date", "is none"),)
    )
    told = plan_import(store, [newer], "newer.csv")
    assert (told.version, counts(told), len(store.acts())) == (1, (1, 1, 1, 1), 1)
    assert store.record("test:b").deaths_best is None
    done = import_(store, [newer], "newer.csv", caller=by("importer"))
    assert dataclasses.replace(done, version=1) == told


def test_an_edit_made_while_the_import_compares_is_seen_and_left(tmp_path):
    class Busy(Store):
        """A store where somebody saves an edit just before the next act."""

        about_to_edit: tuple[str, ...] = ()

        def append_rows(self, table, **act):
            names, self.about_to_edit = self.about_to_edit, ()
            for name in names:
                edit(self, name, summary="mine")
            return super().append_rows(table, **act)

    store = Busy.open(str(tmp_path / "store"))
    bring(store, incident("a", deaths_best=1), incident("b", deaths_best=1))
    store.about_to_edit = ("a",)
    outcome = bring(store, incident("a", deaths_best=2), incident("b", deaths_best=2))
    assert counts(outcome) == (0, 1, 0, 1)
    assert (store.record("test:a").summary, store.record("test:a").deaths_best) == ("mine", 1)
    assert [problem.value for problem in outcome.problems] == ["test:a"]


def test_a_large_edition_is_compared_whole(store, monkeypatch):
    monkeypatch.setattr("geo.imports.compare._PORTION", 10)
    many = [incident(f"{i:03}", deaths_best=i) for i in range(50)]
    bring(store, *many)
    changed = [*many[1:], incident("new")]
    changed[5] = dataclasses.replace(changed[5], deaths_best=1_000)
    assert counts(bring(store, *changed)) == (1, 1, 1, 48)
    assert store.verify() == []


kept = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 2) | st.none(), min_size=1)


@settings(max_examples=settings.default.max_examples // 2)  # each makes a store on disk
@given(st.lists(kept, min_size=2, max_size=4))
def test_after_every_edition_the_store_says_what_the_file_says(tmp_path_factory, editions):
    store = Store.open(str(tmp_path_factory.mktemp("living") / "store"))
    ever, published = set(), set()
    for stated in editions:
        outcome = bring(store, *(incident(name, deaths_best=deaths) for name, deaths in stated.items()))
        another_part = not ever & set(stated)
        published = published | set(stated) if another_part else set(stated)
        ever |= set(stated)
        now = {name: store.record(f"test:{name}") for name in ever}
        assert {name: now[name].deaths_best for name in stated} == stated
        assert {name for name in ever if now[name].workflow == Workflow.PUBLISHED} == published
        assert outcome.added + outcome.revised + outcome.unchanged == len(stated)


DRAFT, PUBLISHED = Workflow.DRAFT, Workflow.PUBLISHED


def stages(store):
    return {each.id: each.workflow for each in from_table(store.rows())}


def test_records_keep_their_stage_and_how_many_are_published_at_once_is_said_before(store):
    reads = [edition(incident("a"), incident("b", workflow=DRAFT))]
    plan = plan_import(store, reads, "file")
    done = import_(store, reads, "file", caller=by("ada"))
    assert (plan.published, done.published) == (1, 1)
    assert stages(store) == {"test:a": PUBLISHED, "test:b": DRAFT}


def test_as_drafts_nothing_is_published_in_review_or_withdrawn_and_again_changes_nothing(store):
    some = [incident(stage.value, workflow=stage) for stage in Workflow]
    done = import_(store, [edition(*some)], "file", caller=by("ada"), drafts=True)
    again = import_(store, [edition(*some)], "file", caller=by("ada"), drafts=True)
    assert (done.added, done.published, again.unchanged) == (4, 0, 4)
    assert set(stages(store).values()) == {DRAFT}


def drafted(store, *incidents):
    reads = [edition(*incidents)]
    plan = plan_import(store, reads, "file", drafts=True)
    done = import_(store, reads, "file", caller=by("ada"), drafts=True)
    assert (plan.problems, counts(plan)) == (done.problems, counts(done))
    return done


def test_drafts_take_nothing_off_the_map_and_put_nothing_on_it(store):
    bring(store, incident("a"), incident("b"), incident("c", workflow=DRAFT))
    assert counts(drafted(store, incident("a"), incident("b"), incident("c"))) == (0, 0, 0, 3)
    done = drafted(store, incident("a", deaths_best=9), incident("b"), incident("c", deaths_best=9), incident("d"))
    assert counts(done) == (1, 1, 0, 2)
    now = {name: store.record(f"test:{name}") for name in "abcd"}
    assert {name: each.workflow for name, each in now.items() if each.workflow == PUBLISHED} == {
        "a": PUBLISHED,
        "b": PUBLISHED,
    }
    assert (now["a"].deaths_best, now["c"].deaths_best) == (None, 9)
    assert [(problem.field, problem.value) for problem in done.problems] == [("dataset", None), ("workflow", "test:a")]
    assert done.problems[0].message.startswith("1 published incidents, of which the file says something new")


def test_what_comes_back_as_a_draft_is_a_draft(store):
    bring(store, incident("a"), incident("b"))
    bring(store, incident("a"))
    assert counts(drafted(store, incident("a"), incident("b"))) == (0, 1, 0, 1)
    assert store.record("test:b").workflow == DRAFT


def test_more_problems_than_anybody_looks_at_are_counted(store):
    many = [Problem(row, "title", "is missing") for row in range(30_000)]
    done = import_(store, [edition(incident("a"), problems=many)], "file", caller=by("ada"))
    assert (len(done.problems), done.unlisted) == (10_000, 20_000)


def test_what_was_left_as_it_is_is_said_however_many_rows_have_a_fault(store):
    bring(store, incident("a"), incident("b"), incident("c"))
    edit(store, "a", summary="mine")
    many = [Problem(row, "title", "is missing") for row in range(30_000)]
    done = bring(store, incident("a", deaths_best=2), incident("b"), problems=many, set_aside=1)
    assert [problem.field for problem in done.problems[:3]] == ["dataset", "id", "title"]
