"""Views drawn by chance: the page says the counts that a query of the record says."""

import re

import pytest
from house import by
from random_views import views

from geo.access import PUBLIC
from geo.atlas import open_atlas
from geo.query.totals.counts import counts
from geo.query.totals.facets import facets
from geo.settings import Settings
from geo.store.store import Store
from geo.synthesis.incidents import synthetic
from geo.view import View, to_query

SIZE = 400
PARTS = {
    "matched": r"\*\*([\d,]+)\*\* match",
    "drawn": r"\*\*([\d,]+)\*\* drawn",
    "coarse": r"\*\*([\d,]+)\*\* known only to a province or month",
    "unplaced": r"\*\*([\d,]+)\*\* cannot be placed",
    "undated": r"\*\*([\d,]+)\*\* without any date",
}


def said(app):
    """The numbers above the map; a part that is not said is none."""
    words = " ".join([*(each.value for each in app.markdown), *(each.label for each in app.button)])
    found = {name: re.search(pattern, words) for name, pattern in PARTS.items()}
    return {name: int(match[1].replace(",", "")) if match else 0 for name, match in found.items()}


@pytest.mark.parametrize("number", [8, pytest.param(200, marks=pytest.mark.soak)])
def test_the_page_says_of_any_view_what_the_record_says(page, store, number):
    record = Store.open(store)
    for table in synthetic(SIZE, seed=5):
        record.append_rows(table, caller=by("tester"), reason="a test", tool="tests")
    atlas = open_atlas(Settings.from_env())
    everything = facets(atlas.engine, atlas.question(View(), PUBLIC))
    matched = 0
    for view in views(number, seed=8, facets=everything):
        app = page(to_query(view))
        counted = counts(atlas.engine, atlas.question(view, PUBLIC))
        shown = said(app)
        assert shown == {name: getattr(counted, name) for name in PARTS}, to_query(view)
        assert shown["matched"] == shown["drawn"] + shown["unplaced"], to_query(view)
        matched += bool(counted.matched)
    assert matched > number // 3
