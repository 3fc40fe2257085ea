"""Bars in parts, and the spans beside them."""

from datetime import date, timedelta

import pytest
from house import ask, house, incident

from geo.incident import DatePrecision, Verification
from geo.limits.field_limits import DAYS
from geo.query.totals import stacked_timeline as stacks
from geo.query.totals.stacked_timeline import Stack, stacked_timeline
from geo.query.totals.timeline import By, timeline

MARCH = {"start": date(2025, 3, 1), "end": date(2025, 3, 31), "date_precision": DatePrecision.MONTH}
SIXTH, SEVENTH = date(2025, 3, 6), date(2025, 3, 7)


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    on_the_sixth = {"start": SIXTH, "end": SIXTH, "date_precision": DatePrecision.DAY}
    return house(
        tmp_path_factory.mktemp("stacks"),
        [
            incident("a", event_type="Riots", **on_the_sixth),
            incident("b", event_type="Battles", verification=Verification.DISPUTED, **MARCH),
            incident("c", event_type="Battles", **MARCH),
            incident("d", end=SEVENTH, date_precision=DatePrecision.DAYS),
            incident("e", start=SIXTH, end=SEVENTH),  # how finely its days are known, nobody says
            incident("f", event_type="Battles"),
        ],
    )


def test_each_bar_is_made_of_what_it_counts_and_the_unknown_is_a_part(atlas):
    bars = {
        bar["start"]: bar for bar in stacked_timeline(atlas.engine, ask(atlas), By.DAY, Stack.TYPE).as_json()["bars"]
    }
    assert bars["2025-03-06"]["parts"] == {"": 2, "Battles": 2, "Riots": 1}
    assert bars["2025-03-20"]["parts"] == {"Battles": 2}
    judged = stacked_timeline(atlas.engine, ask(atlas), By.MONTH, Stack.VERIFICATION).as_json()["bars"]
    assert judged[-1]["parts"] == {"disputed": 1, "unverified": 4}


def test_each_bar_tells_of_its_parts_what_happened_then_for_sure(atlas):
    bars = {
        bar["start"]: bar for bar in stacked_timeline(atlas.engine, ask(atlas), By.DAY, Stack.TYPE).as_json()["bars"]
    }
    assert (bars["2025-03-06"]["sure"], bars["2025-03-20"]["sure"]) == ({"Riots": 1}, {})
    judged = stacked_timeline(atlas.engine, ask(atlas), By.MONTH, Stack.VERIFICATION).as_json()["bars"]
    assert judged[-1]["sure"] == {"disputed": 1, "unverified": 3}  # the one with an open side is only possible


@pytest.mark.parametrize("by", [None, *By])
@pytest.mark.parametrize("query", ["", "dates=definite", "days=2025-03-05&days=2025-03-06", "only=undated"])
def test_parts_sum_to_the_bar_and_the_bars_are_those_of_the_timeline(atlas, by, query):
    question = ask(atlas, query)
    plain = timeline(atlas.engine, question, by).as_json()
    for stack in Stack:
        found = stacked_timeline(atlas.engine, question, by, stack).as_json()
        assert [sum(bar["parts"].values()) for bar in found["bars"]] == [bar["count"] for bar in plain["bars"]]
        assert [sum(bar["sure"].values()) for bar in found["bars"]] == [bar["definite"] for bar in plain["bars"]]
        without = [{key: bar[key] for key in bar if key not in {"parts", "sure"}} for bar in found["bars"]]
        assert (found["by"], without) == (plain["by"], plain["bars"])


def test_what_is_not_known_to_the_day_comes_as_the_spans_it_is_known_to(atlas):
    found = stacked_timeline(atlas.engine, ask(atlas), None, Stack.TYPE).as_json()
    assert found["spans"] == [
        {"start": "2025-03-01", "end": "2025-03-31", "precision": "month", "count": 2},
        {"start": None, "end": "2025-03-07", "precision": "open", "count": 1},
        {"start": "2025-03-06", "end": "2025-03-07", "precision": "days", "count": 1},
    ]
    assert (found["spans_left"], found["undated"]) == (0, 1)


def test_spans_that_are_left_off_are_counted(atlas, monkeypatch):
    monkeypatch.setattr(stacks, "MOST_SPANS", 1)
    found = stacked_timeline(atlas.engine, ask(atlas, f"v={atlas.store.head().link}"), None, Stack.TYPE).as_json()
    assert ([span["count"] for span in found["spans"]], found["spans_left"]) == ([2], 2)


def test_a_year_without_incidents_in_ages_of_them_takes_no_part_with_it(tmp_path):
    first = incident("first", start=DAYS[0], end=DAYS[0] + timedelta(days=1), date_precision=DatePrecision.DAY)
    last = incident("last", start=DAYS[1] - timedelta(days=1), date_precision=DatePrecision.DAY)
    atlas = house(tmp_path, [first, last])
    for by in (None, *By):
        found = stacked_timeline(atlas.engine, ask(atlas), by, Stack.TYPE).as_json()
        assert [sum(bar["parts"].values()) for bar in found["bars"]] == [bar["count"] for bar in found["bars"]]
