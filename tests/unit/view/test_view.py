"""The View and its query string."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import closed_days, open_days, views

from geo.incident import Role
from geo.view import FILTER_KEYS, PAGE_KEYS, View, from_pairs, from_query, pairs, to_query


@given(views())
def test_any_view_survives_the_round_trip(view):
    assert from_query(to_query(view)) == (view, [])


@given(views())
def test_pairs_are_the_same_view_as_the_query_string(view):
    assert from_pairs(pairs(view)) == (view, [])


@given(st.text())
def test_any_junk_query_gives_a_view_that_survives_the_round_trip(junk):
    view, _ = from_query(junk)
    assert from_query(to_query(view)) == (view, [])


@given(st.lists(st.tuples(st.sampled_from((*FILTER_KEYS, *PAGE_KEYS)), st.text(max_size=20)), max_size=8))
def test_a_value_is_either_in_the_view_or_among_the_problems(given_pairs):
    view, problems = from_pairs(given_pairs)
    kept = {key for key, _ in pairs(view)}
    said = {problem.field for problem in problems}
    defaults = {key for key, value in given_pairs if value in {"possible", "any", "stated", "false"}}
    assert {key for key, _ in given_pairs} <= kept | said | defaults


def test_the_query_string_of_the_contract_is_read():
    query = "days=2025-03-01&days=2025-03-31&actor=Russian+forces&role=perpetrator&alleged=true&country=SY"
    view = View(
        days=(date(2025, 3, 1), date(2025, 3, 31)),
        actor=("Russian forces",),
        role=(Role.PERPETRATOR,),
        alleged=True,
        country=("SY",),
    )
    assert from_query(query) == (view, [])


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("days=2025-03-01", "days"),
        ("days=..", "days"),
        ("days=2025-03-01...", "days"),
        ("days=2025-03-01....", "days"),
        ("days=2025-03-31..2025-03-01", "days"),
        ("days=2025-03-01..&days=..2025-03-31", "days"),
        ("days=2025-03-01..&days=2025-03-31", "days"),
        ("days=&days=2025-03-31", "days"),
        ("days=2025-03-31&days=2025-03-01", "days"),
        ("days=2025-02-30&days=2025-03-01", "days"),
        ("dates=maybe", "dates"),
        ("dates=possible&dates=definite", "dates"),
        ("deaths=-1", "deaths"),
        ("deaths=1e3", "deaths"),
        ("deaths=٣", "deaths"),
        ("country=Syria", "country"),
        ("border=IQ", "border"),
        ("border=IQ-IQ", "border"),
        ("within_km=5", "within_km"),
        ("border=IQ-SY&within_km=nan", "within_km"),
        ("area=1,2,3", "area"),
        ("area=50,30,30,40", "area"),
        ("area=POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))", "area"),
        ("area=POINT (1 2)", "area"),
        ("area=POLYGON ((0 0, 400 0, 400 1, 0 0))", "area"),
        ("lat=91", "lat"),
        ("actor=", "actor"),
        ("actor=%00", "actor"),
        ("q=" + "a" * 501, "q"),
        ("colour=red", "colour"),
    ],
)
def test_what_cannot_be_read_is_left_out_and_said(query, field):
    view, problems = from_query(query)
    assert [problem.field for problem in problems] == [field]
    assert getattr(view, field, None) is getattr(View(), field, None)


@given(open_days)
def test_days_with_an_open_side_are_one_value_with_two_dots_at_that_side(days):
    first, last = days
    value = f"{first}.." if first else f"..{last}"
    assert pairs(View(days=days)) == [("days", value)]
    assert from_query(f"days={value}") == (View(days=days), [])


@given(closed_days)
def test_two_days_are_two_values_however_they_were_written(days):
    first, last = map(str, days)
    view = View(days=days)
    assert pairs(view) == [("days", first), ("days", last)]
    for query in (f"days={first}&days={last}", f"days={first}..{last}", f"days={first}..{last}&days={first}..{last}"):
        assert from_query(query) == (view, [])


def test_a_version_that_cannot_be_read_is_kept_so_that_nothing_newer_is_shown_in_its_place():
    for query in ("v=", "v=junk", "v=1&v=2"):
        view, problems = from_query(query)
        assert view.v is not None
        assert problems == []


def test_a_border_reads_in_either_order():
    assert from_query("border=SY-IQ")[0] == from_query("border=IQ-SY")[0]


def test_the_api_is_asked_without_the_pages_own_keys():
    view = View(actor=("A",), incident="x", lat=1.0, lon=2.0, zoom=3.0, embed=True)
    assert to_query(view.without_page()) == "actor=A"
