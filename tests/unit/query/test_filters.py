"""Every filter of the registry is asked for, described and called something."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import of

from geo.access import LOCAL
from geo.query.engine.compile import sql
from geo.query.engine.question import Question
from geo.query.totals.counts import select_counts
from geo.text.spelling import fold
from geo.view import EMPTY, FILTERS, View
from geo.view.reference import FILE, write_reference

# What some filters say nothing without.
BESIDE = {
    "dates": {"days": (date(2025, 3, 1), None)},
    "match": {"actor": ("A", "B")},
    "within_km": {"border": "IQ-SY", "within_km": 301.0},
}


def asks(name, value):
    """Whether a value is other than nothing; a word of signs alone folds to none, and matches everything."""
    return value != getattr(EMPTY, name) and (name != "q" or bool(fold(value)))


def compiled(view):
    return sql(select_counts(), Question(view, LOCAL, 1, "1-", ("admin1:SY-LA",)))


@pytest.mark.parametrize("name", [name for name in FILTERS if name != "v"])  # a version is no condition: it is the data
@settings(max_examples=settings.default.max_examples // 2)
@given(data=st.data())
def test_every_filter_changes_what_is_asked(name, data):
    value = data.draw(of(name).filter(lambda value: asks(name, value)))
    before = View(**BESIDE.get(name, {}))
    assert compiled(replace(before, **{name: value})) != compiled(before)


def test_every_filter_has_a_sentence_for_programmers_and_all_but_the_version_a_name_for_readers():
    assert [name for name, entry in FILTERS.items() if not entry.description.endswith((".", ".."))] == []
    assert [name for name, entry in FILTERS.items() if not entry.label] == ["v"]


def test_the_reference_of_the_keys_stands_as_the_registry_makes_it():
    assert FILE.read_text(encoding="utf-8") == write_reference()
