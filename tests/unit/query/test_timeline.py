"""Bars over time."""

from datetime import date, timedelta

import pytest
from house import ask, house, incident

from geo.incident import DatePrecision
from geo.limits.field_limits import DAYS
from geo.query.totals.counts import counts
from geo.query.totals.timeline import By, timeline

MARCH = [date(2025, 3, day) for day in range(1, 32)]
NEAR = date(2025, 2, 26), date(2025, 3, 12)  # the days around those that are given


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    return house(
        tmp_path_factory.mktemp("time"),
        [
            incident("on the 6th", start=MARCH[5], end=MARCH[5], date_precision=DatePrecision.DAY, deaths_best=4),
            incident("by the 7th", end=MARCH[6], date_precision=DatePrecision.DAYS, deaths_best=9),
            incident("undated"),
        ],
    )


def test_a_bar_says_what_is_sure_and_what_is_possible(atlas):
    found = timeline(atlas.engine, ask(atlas), By.DAY)
    bars = {bar.start.day: (bar.count, bar.definite, bar.deaths_best) for bar in found.bars if bar.start.month == 3}
    assert bars[6] == (2, 1, 4)
    assert bars[7] == (1, 0, None)
    assert found.bars[0].start == date(2025, 2, 28)  # 7 days before the 7th, and no day earlier


def test_an_incident_that_lies_within_a_longer_bar_is_sure_there(atlas):
    found = timeline(atlas.engine, ask(atlas, "dates=definite"), By.MONTH)
    assert [(bar.start, bar.end, bar.count, bar.definite) for bar in found.bars] == [
        (date(2025, 3, 1), date(2025, 3, 31), 2, 1)
    ]


def test_a_view_without_dates_has_no_bars(atlas):
    assert timeline(atlas.engine, ask(atlas, "only=undated")).bars == ()


def test_the_unit_grows_until_the_bars_can_be_read(tmp_path):
    long_ago = incident("long ago", start=date(1950, 1, 1), end=date(1950, 1, 1), date_precision=DatePrecision.DAY)
    today = incident("late", start=date(2025, 1, 1), end=date(2025, 1, 1), date_precision=DatePrecision.DAY)
    atlas = house(tmp_path, [long_ago, today])
    assert timeline(atlas.engine, ask(atlas)).by is By.YEAR
    assert timeline(atlas.engine, ask(atlas), By.DAY).by is By.MONTH  # 27,000 days are no picture


@pytest.fixture(scope="module")
def spans(tmp_path_factory):
    """Incidents of every precision, as their type, from and to each of some days, known or not."""
    some = (None, MARCH[0], MARCH[1], MARCH[4], MARCH[8])
    pairs = [(start, end) for start in some for end in some if None in (start, end) or start <= end]
    return house(
        tmp_path_factory.mktemp("bars"),
        [
            incident(f"{precision}-{start}-{end}", start=start, end=end, date_precision=precision, event_type=precision)
            for precision in DatePrecision
            for start, end in pairs
        ],
    )


@pytest.mark.parametrize("precision", DatePrecision)
@pytest.mark.parametrize("by", [By.DAY, By.WEEK])
def test_a_bar_counts_what_choosing_its_days_matches(spans, precision, by):
    possible = timeline(spans.engine, ask(spans, f"type={precision}"), by).bars
    definite = {
        bar.start: bar for bar in timeline(spans.engine, ask(spans, f"type={precision}&dates=definite"), by).bars
    }
    for bar in (possible[0], *(bar for bar in possible if NEAR[0] <= bar.start <= NEAR[1]), possible[-1]):
        chosen = f"type={precision}&days={bar.start}&days={bar.end}"
        sure = counts(spans.engine, ask(spans, f"{chosen}&dates=definite")).matched
        assert (bar.count, bar.definite) == (counts(spans.engine, ask(spans, chosen)).matched, sure)
        if bar.start in definite:
            assert definite[bar.start].definite == sure <= definite[bar.start].count


def test_the_ends_of_the_calendar_break_nothing(tmp_path):
    first = incident("first", start=DAYS[0], end=DAYS[0] + timedelta(days=1), date_precision=DatePrecision.DAY)
    last = incident("last", start=DAYS[1] - timedelta(days=1), date_precision=DatePrecision.DAY)
    atlas = house(tmp_path, [first, last])
    for by in (None, *By):
        assert sum(bar.definite for bar in timeline(atlas.engine, ask(atlas), by).bars) >= 2
