"""Whatever is asked, a viewer learns nothing of a generalised incident but what its record shows them."""

import json

import generalised
import numpy as np
import pytest
from generalised import PLACES, differing, filters, of_one, routes
from house import ask, at, house, incident, on_the_border, revise

from geo import border_km
from geo.access import LOCAL, PUBLIC
from geo.api.endpoints.collections import as_feature
from geo.incident import GEOCODER, Geocoding, PlacePrecision, Workflow
from geo.query.lists.geodataframe import frame
from geo.query.lists.incident_rows import rows
from geo.query.lists.records import history, record
from geo.query.totals.counts import counts
from geo.readmodel.generalised.generalised_rows import SAME
from geo.readmodel.generalised.grid import squares
from geo.readmodel.schema import REVISIONS


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    """Two stores that differ in what is hidden, and in nothing else."""
    return [generalised.store(tmp_path_factory.mktemp("world"), which) for which in (0, 1)]


def test_no_filter_tells_where_in_its_square_a_place_is_or_what_is_said_of_it(worlds):
    some = list(filters())[::11]  # all of them, by every route: tests/soak
    assert differing(worlds, [f"list?limit=200&{query}" for query in some]) == []


def test_no_answer_tells_it_either(worlds):
    some = ["test:point5", "test:exposed", "test:line"]
    assert differing(worlds, [*list(routes(some))[::5], *of_one(some)]) == []


def test_no_older_version_tells_it(worlds):
    for number in range(len(worlds[0].store.acts())):
        pins = [f"v={each.store.acts()[number].head.link}" for each in worlds]
        items = [f"collections/incidents/items/test:{name}?" for name in ("exposed", "moved")]
        assert differing(worlds, ["list?limit=200&", *items], pins) == []


def test_these_tests_can_fail_since_an_editor_is_told_all_of_it(worlds):
    first, second = (record(each.store, each.engine, ask(each), "test:point0") for each in worlds)
    assert (first.lon, first.title) != (second.lon, second.title)
    near = "border=IQ-SY&within_km=300"
    assert counts(worlds[0].engine, ask(worlds[0], near, LOCAL)) != counts(
        worlds[1].engine, ask(worlds[1], near, LOCAL)
    )


def test_ever_smaller_distances_to_a_border_find_the_middle_of_the_square_only(tmp_path):
    true = {**at(41.234567, 34.456789), "feature": "border:IQ-SY"}
    atlas = house(tmp_path, [incident("a", **true, generalise_m=5_000.0)])
    (shown,), (exact,) = (border_km(frame(atlas.engine, ask(atlas, "", who)), "IQ", "SY") for who in (PUBLIC, LOCAL))
    low, high = 0.0, 300.0
    while high - low > 0.1:
        km = (low + high) / 2
        found = counts(atlas.engine, ask(atlas, f"border=IQ-SY&within_km={km}", PUBLIC)).matched
        low, high = (low, km) if found else (km, high)
    assert low <= shown <= high
    assert abs(shown - exact) > 0.5


def test_each_column_of_the_read_model_is_decided_about():
    made = {"title", "words", "event_type", "sub_type", "kind", "country", "admin1", "lon", "lat", "mx"}
    made |= {"my", "place_precision", "radius_m", "feature", "drawn", "coarse", "generalise_m", "generalised"}
    assert SAME.isdisjoint(made)
    assert set(REVISIONS.names) - SAME - made == {"place_name", "admin2", "place_words"}


@pytest.mark.parametrize(("lon", "lat", "size"), PLACES)
def test_squares_of_one_place_lie_in_one_another_and_hold_it(lon, lat, size):
    sizes = np.array([size, size * 1.4, size * 2.7, size * 11])
    sizes = sizes[sizes <= 500_000]
    found = squares(np.full(len(sizes), lon), np.full(len(sizes), lat), sizes)
    assert (found.west <= lon).all() and (found.east >= lon).all()  # noqa: PT018
    assert (found.south <= lat).all() and (found.north >= lat).all()  # noqa: PT018
    for edges, inward in ((found.west, -1), (found.south, -1), (found.east, 1), (found.north, 1)):
        assert (np.diff(edges) * inward >= 0).all()
    assert (found.reach_m >= sizes * np.sqrt(0.5)).all()


def test_a_side_of_a_border_or_a_small_province_is_not_named(tmp_path):
    inside, across = {"country": "SY", "admin1": "Latakia"}, {"country": "SY", "admin1": "Deir ez-Zor"}
    atlas = house(
        tmp_path,
        [
            incident("inside", **at(35.95, 35.55), **inside, generalise_m=1_000.0),
            incident("across", **at(40.95, 34.4), **across, generalise_m=20_000.0),
            incident("vast", **at(35.95, 35.55), **inside, generalise_m=200_000.0),
            incident("elsewhere", **at(44.4, 33.3), **inside, generalise_m=1_000.0),
        ],
    )
    seen = rows(atlas.engine, ask(atlas, "", PUBLIC)).to_pylist()
    named = {row["id"].removeprefix("test:"): (row["country"], row["admin1"]) for row in seen}
    nothing = (None, None)
    assert named == {"inside": ("SY", "Latakia"), "across": nothing, "vast": nothing, "elsewhere": nothing}


def test_what_is_for_the_team_is_told_to_no_viewer(tmp_path):
    atlas = house(tmp_path, [incident("a", verification_note="a neighbour said so", event_type="Battles")])
    revise(atlas, "a", deaths_best=3)
    public, team = (ask(atlas, "", caller) for caller in (PUBLIC, LOCAL))
    for revision in history(atlas.store, atlas.engine, public, "test:a"):
        assert (revision.verification_note, revision.recorded_by, revision.reason) == (None, None, None)
    (_, latest) = history(atlas.store, atlas.engine, team, "test:a")
    assert (latest.verification_note, latest.recorded_by) == ("a neighbour said so", "editor")


def test_who_placed_an_incident_and_why_is_told_to_no_viewer_but_what_the_geocoder_decided_is(tmp_path):
    by_hand, by_itself = (
        Geocoding("Jableh", (), "gn:1", reason, by, "2025-01")
        for reason, by in (("a neighbour saw it", "editor.of.ours"), ("one such name", GEOCODER))
    )
    atlas = house(tmp_path, [incident("a", geocoding=by_hand), incident("b", geocoding=by_itself)])
    public, team = (ask(atlas, "", caller) for caller in (PUBLIC, LOCAL))
    seen = record(atlas.store, atlas.engine, public, "test:a")
    assert (seen.geocoding.name, seen.geocoding.chosen) == ("Jableh", "gn:1")
    feature = json.dumps(as_feature(seen))
    assert "neighbour" not in feature
    assert "editor.of.ours" not in feature
    assert record(atlas.store, atlas.engine, team, "test:a").geocoding == by_hand
    assert record(atlas.store, atlas.engine, public, "test:b").geocoding == by_itself


def test_a_generalised_record_has_a_title_of_ours_and_keeps_its_disagreement(worlds):
    seen = record(worlds[0].store, worlds[0].engine, ask(worlds[0], "", PUBLIC), "test:province")
    assert seen.title == "Armed clash, Latakia, Syria"
    assert [(claim.low, claim.high, claim.claimant) for claim in seen.claims] == [
        (3, 4, "#1"),
        (9, 9, "#2"),
        (9, 9, "#3"),
    ]
    assert [(source.publisher, source.licence, source.url) for source in seen.sources] == [
        ("A paper", "own-words", None)
    ] * 2


def test_a_line_or_a_district_without_a_country_that_may_be_named_is_only_listed(tmp_path):
    atlas = house(
        tmp_path, [incident("a", **on_the_border(), generalise_m=1_000_000.0), incident("b", workflow=Workflow.DRAFT)]
    )
    seen = record(atlas.store, atlas.engine, ask(atlas, "", PUBLIC), "test:a")
    assert (seen.country, seen.place_precision, seen.title) == (None, PlacePrecision.COUNTRY, "Incident")
