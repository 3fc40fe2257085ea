"""What the timeline is told of a view, and what a choice of days does to it."""

from datetime import date
from urllib.parse import parse_qs

import pytest

from geo.incident import EVENT_TYPES, Verification
from geo.maps.style import colour
from geo.ui import state
from geo.ui.map import timeline
from geo.view import from_query

MARCH = "days=2025-03-06&days=2025-03-08"


@pytest.fixture
def shown(monkeypatch):
    """Session state of its own, with a view in it; what the part tells is put into it."""
    kept = {}
    monkeypatch.setattr(state.st, "session_state", kept)

    def show(query):
        state.show(from_query(query)[0])
        return kept

    return show


class Told(dict):
    """What a part tells, as Streamlit keeps it."""

    __getattr__ = dict.get


def test_the_bars_are_of_all_that_the_other_filters_match_and_the_days_are_marked_on_them():
    view = from_query(f"{MARCH}&dates=definite&type=Battles&incident=seeds:a&lat=1&lon=2&zoom=3")[0]
    told = timeline.timeline_parameters(view)
    assert parse_qs(told["query"]) == {"dates": ["definite"], "type": ["Battles"]}
    assert told["days"] == ["2025-03-06", "2025-03-08"]


def test_a_view_of_all_days_marks_none():
    assert timeline.timeline_parameters(from_query("")[0])["days"] is None


def test_every_type_has_the_maps_colours_and_what_has_none_is_grey():
    looks = timeline.looks()["type"]
    assert [look["value"] for look in looks] == [*EVENT_TYPES, ""]
    assert [(look["light"], look["dark"]) for look in looks] == [
        (colour(look["value"]), colour(look["value"], dark=True)) for look in looks
    ]


def test_verification_is_told_by_patterns_so_that_no_colour_is_needed():
    looks = timeline.looks()["verification"]
    assert {look["value"] for look in looks} == {each.value for each in Verification}
    assert len({look["pattern"] for look in looks}) == len(looks)
    assert all("light" not in look for look in looks)


@pytest.mark.parametrize(
    ("told", "days"),
    [
        (["2025-03-01", "2025-03-31"], (date(2025, 3, 1), date(2025, 3, 31))),
        (["2025-03-31", "2025-03-01"], (date(2025, 3, 1), date(2025, 3, 31))),
        ([], None),
    ],
)
def test_days_chosen_on_the_bars_become_the_views_and_its_other_filters_stay(shown, told, days):
    kept = shown(f"{MARCH}&type=Battles")
    kept[timeline.KEY] = Told(days=told)
    timeline.choose()
    assert (state.view().days, state.view().type) == (days, ("Battles",))


@pytest.mark.parametrize("told", [None, "2025", ["2025-03-01", "soon"], [1, 2], 7])
def test_what_no_days_can_be_read_from_changes_nothing(shown, told):
    kept = shown(MARCH)
    kept[timeline.KEY] = Told(days=told)
    timeline.choose()
    assert state.view().days == (date(2025, 3, 6), date(2025, 3, 8))
