"""Honest counts."""

import pytest
from house import ask, at, house, in_latakia, incident, revise
from hypothesis import given
from strategies import views

from geo.access import LOCAL, PUBLIC
from geo.incident import DatePrecision, Source, Workflow
from geo.query.engine.question import Question
from geo.query.lists.incident_rows import rows
from geo.query.totals.counts import counts


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    return house(
        tmp_path_factory.mktemp("counted"),
        [
            incident("at least 20", deaths_low=20, **at(36.0, 35.5)),
            incident("3 to 6", deaths_low=3, deaths_best=4, deaths_high=6, **in_latakia()),
            incident("unknown toll", date_precision=DatePrecision.YEAR),
            incident("unknown too"),
        ],
    )


def test_every_match_is_drawn_or_cannot_be_placed_and_tolls_are_summed_apart(atlas):
    found = counts(atlas.engine, ask(atlas)).as_json()
    assert found == {
        "matched": 4,
        "drawn": 2,
        "unplaced": 2,
        "coarse": 2,
        "undated": 4,
        "withheld": 0,
        "deaths": {
            "low": 23,
            "best": 4,
            "high": 6,
            "stated": 2,
            "stated_low": 2,
            "stated_best": 1,
            "stated_high": 1,
        },
    }


def test_undated_incidents_match_no_days_and_are_counted_beside_them(atlas):
    found = counts(atlas.engine, ask(atlas, "days=2025-03-01&days=2025-03-31"))
    assert (found.matched, found.undated) == (0, 4)


def test_no_number_sums_to_none_and_not_to_zero(atlas):
    found = counts(atlas.engine, ask(atlas, "only=unplaced"))
    assert (found.deaths.low, found.deaths.best, found.deaths.high, found.deaths.stated) == (None, None, None, 0)


@given(views())
def test_any_view_counts_what_it_lists(atlas, view):
    question = Question(view.without_page().live(), LOCAL, 1, "1-")
    counted = counts(atlas.engine, question)
    listed = rows(atlas.engine, question)
    assert counted.matched == counted.drawn + counted.unplaced == listed.num_rows
    assert counted.drawn == sum(listed["drawn"].to_pylist())
    assert counted.coarse == sum(listed["coarse"].to_pylist()) <= counted.matched


def test_what_was_public_and_is_not_any_more_is_withheld_and_counted(tmp_path):
    ours = Source("s", licence="own-words")
    atlas = house(
        tmp_path,
        [
            incident("stays", sources=(ours,)),
            incident("goes", sources=(ours,)),
            incident("draft", workflow=Workflow.DRAFT),
            incident("restricted", sources=(Source("x", licence="ACLED"),)),
        ],
    )
    pinned = f"v={atlas.store.head().link}"
    revise(atlas, "goes", workflow=Workflow.WITHDRAWN)
    shown = counts(atlas.engine, ask(atlas, pinned, PUBLIC))
    assert (shown.matched, shown.withheld) == (1, 2)
    live = counts(atlas.engine, ask(atlas, "", PUBLIC))
    assert (live.matched, live.withheld) == (1, 1)
    assert counts(atlas.engine, ask(atlas, pinned, LOCAL)).matched == 4
