"""Everything a visitor can ask of generalised incidents, and a search for where one of them is."""

import generalised
import pytest
from generalised import PLACES, differing, filters, incident, of_one, positions, routes
from house import ask, at, house

from geo import border_km
from geo.access import PUBLIC
from geo.query.lists.geodataframe import frame
from geo.query.lists.records import record
from geo.query.totals.counts import counts

pytestmark = pytest.mark.soak
ANSWERS = (
    *("counts?", "facets?", "regions?", "timeline?stack=type", "list?limit=200&group=place&sort=where"),
    *("list?limit=1&locate=test:point3", "actors?find=army", "map?bbox=-180,-85,180,85&zoom=16"),
    *("hexes?bbox=35,34,38,37&zoom=9", "near?incident=test:point1&km=300"),
)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_two_stores_that_differ_in_what_is_hidden_answer_everything_alike(tmp_path, seed):
    worlds = [generalised.store(tmp_path / str(which), which, seed) for which in (0, 1)]
    names = generalised.ids(worlds[0])
    assert differing(worlds, [*routes(names), *of_one(names)]) == []
    assert differing(worlds, [f"{route}&{query}" for route in ANSWERS for query in filters(seed)]) == []
    for act in range(len(worlds[0].store.acts())):
        pins = [f"&v={each.store.acts()[act].head.link}" for each in worlds]
        assert differing(worlds, of_one(names), pins) == []


def narrowed(atlas, question, low, high):
    """The least number for which a question finds something, to a centimetre."""
    for _ in range(40):
        middle = (low + high) / 2
        found = counts(atlas.engine, ask(atlas, question(middle), PUBLIC)).matched
        low, high = (low, middle) if found else (middle, high)
    return high


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_bisecting_every_filter_that_has_a_number_ends_at_the_square(tmp_path, seed):
    lon, lat, size = PLACES[seed]
    true = positions(lon, lat, size, seed, 4)[seed - 1]
    where = {**at(*true), "feature": "border:IQ-SY", "country": "SY", "place_name": "Harbourquux"}
    atlas = house(tmp_path, [incident("a", **where, generalise_m=size)])
    shown = record(atlas.store, atlas.engine, ask(atlas, "", PUBLIC), "test:a")
    seen = frame(atlas.engine, ask(atlas, "", PUBLIC)).geometry
    west = narrowed(atlas, lambda edge: f"area=-170,-80,{edge},80", -169, 179)
    south = narrowed(atlas, lambda edge: f"area=-170,-80,179,{edge}", -79, 80)
    corner = narrowed(
        atlas, lambda edge: f"area=POLYGON ((-170 -80, {edge} -80, {edge} 80, -170 80, -170 -80))", -169, 179
    )
    assert (west, corner) == (pytest.approx(shown.lon, abs=1e-6), pytest.approx(shown.lon, abs=1e-6))
    assert south == pytest.approx(shown.lat, abs=1e-6)
    for line in (("IQ", "SY"), ("SY", "TR"), ("LB", "SY"), ("IL", "SY"), ("JO", "SY")):
        real = border_km(seen, *line).iloc[0]
        if real < 300:  # as far as distances are kept
            km = narrowed(atlas, lambda km, line=line: f"border={'-'.join(line)}&within_km={km}", 0, 300)
            assert km == pytest.approx(real, abs=1e-4)
