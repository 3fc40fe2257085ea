"""A viewport of the map."""

import pytest
from house import ask, at, house, in_latakia, incident, on_the_border

from geo.access import PUBLIC
from geo.incident import PlacePrecision
from geo.query.lists.incident_rows import extent
from geo.query.lists.listing import Page, listing
from geo.query.map import viewport_cells
from geo.query.map.viewport_cells import FEW, viewport
from geo.query.totals.counts import counts

WORLD = (-180.0, -85.0, 180.0, 85.0)


def kinds(features):
    return sorted(feature["properties"]["kind"] for feature in features)


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    return house(
        tmp_path_factory.mktemp("map"),
        [
            incident("alone", deaths_best=3, event_type="Battles", radius_m=150.0, **at(40.0, 33.0)),
            incident("stacked a", event_type="Battles", **at(36.0, 35.5)),
            incident("stacked b", event_type="Protests", **at(36.0, 35.5)),
            incident("beside", **at(36.01, 35.51)),
            incident("province a", event_type="Battles", **in_latakia()),
            incident("province b", event_type="Battles", **in_latakia()),
            incident("line", **on_the_border()),
            incident("country", country="SY", place_precision=PlacePrecision.COUNTRY),
        ],
    )


def test_far_out_neighbours_share_a_cell_and_close_up_only_the_same_point_does(atlas):
    far, in_view = viewport(atlas.engine, ask(atlas), (30.0, 30.0, 45.0, 40.0), 6)
    near, _ = viewport(atlas.engine, ask(atlas), (35.9, 35.4, 36.1, 35.6), 16)
    assert (kinds(far), in_view) == (["cell", "incident", "shape", "shape"], 7)
    cell = next(f for f in far if f["properties"]["kind"] == "cell")["properties"]
    assert (cell["count"], cell["stack"]) == (3, False)
    assert cell["bounds"] == [36.0, 35.5, 36.01, 35.51]
    assert cell["types"] == {"Battles": 1, "Protests": 1}
    stack = next(f for f in near if f["properties"]["kind"] == "cell")["properties"]
    assert (stack["stack"], stack["ids"]) == (True, ["test:stacked a", "test:stacked b"])


def test_a_single_incident_says_what_the_map_draws(atlas):
    found, _ = viewport(atlas.engine, ask(atlas), (39.9, 32.9, 40.1, 33.1), 10)
    alone = next(f for f in found if f["properties"]["kind"] == "incident")
    assert alone["geometry"] == {"type": "Point", "coordinates": [40.0, 33.0]}
    assert alone["properties"] == {
        "kind": "incident",
        "id": "test:alone",
        "title": "alone",
        "start": None,
        "end": None,
        "event_type": "Battles",
        "verification": "unverified",
        "deaths_low": None,
        "deaths_best": 3,
        "place_precision": "exact",
        "radius_m": 150.0,
    }


def test_provinces_and_lines_come_once_without_geometry_and_with_their_ids(atlas):
    found, _ = viewport(atlas.engine, ask(atlas), (30.0, 30.0, 45.0, 40.0), 6)
    shapes = {f["properties"]["feature"]: f for f in found if f["properties"]["kind"] == "shape"}
    assert set(shapes) == {"admin1:SY-LA", "border:IQ-SY"}
    assert shapes["admin1:SY-LA"]["geometry"] is None
    latakia = shapes["admin1:SY-LA"]["properties"]
    assert (latakia["count"], latakia["event_type"], latakia["ids"]) == (
        2,
        "Battles",
        ["test:province a", "test:province b"],
    )


def test_below_zoom_4_provinces_gather_into_their_country_and_say_so(atlas):
    found, _ = viewport(atlas.engine, ask(atlas), WORLD, 3)
    country = next(f["properties"] for f in found if f["properties"].get("gathered"))
    assert (country["feature"], country["count"]) == ("country:SY", 2)


def test_shapes_outside_the_viewport_are_not_sent(atlas):
    found, in_view = viewport(atlas.engine, ask(atlas), (100.0, 0.0, 110.0, 10.0), 6)
    assert (found, in_view) == ([], 0)


def test_a_viewport_across_the_antimeridian_holds_both_sides(tmp_path):
    atlas = house(tmp_path, [incident("east", **at(179.0, 0.0)), incident("west", **at(-179.0, 0.0))])
    _, in_view = viewport(atlas.engine, ask(atlas), (170.0, -10.0, -170.0, 10.0), 5)
    assert in_view == 2


def test_more_points_than_a_page_can_draw_gather_into_larger_cells(tmp_path, monkeypatch):
    monkeypatch.setattr(viewport_cells, "MAX_POINTS", 10)
    atlas = house(tmp_path, [incident(str(n), **at(30.0 + n / 10, 35.0)) for n in range(30)])
    found, in_view = viewport(atlas.engine, ask(atlas), WORLD, 12)
    assert len(found) <= 10
    assert in_view == 30


def test_a_shape_nobody_ships_is_not_placed_and_takes_nothing_else_away(tmp_path):
    district = {"feature": "admin2:nowhere", "place_precision": PlacePrecision.ADMIN2}
    atlas = house(tmp_path, [incident("district", **district), incident("province", **in_latakia())])
    for zoom in (2, 6):
        _, in_view = viewport(atlas.engine, ask(atlas), WORLD, zoom)
        assert in_view == 1
    assert extent(atlas.engine, ask(atlas)) is not None
    assert counts(atlas.engine, ask(atlas)).unplaced == 1


def is_listed(atlas, mark, query):
    """Whether the list of a mark has exactly what the mark counts."""
    key = mark["at"] if mark["kind"] == "cell" else mark["feature"]
    found = listing(atlas.engine, ask(atlas, query), Page(at=key))
    ids = sorted(row["id"] for row in found["rows"])
    return found["total"] == mark["count"] and mark.get("ids", ids) == ids


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    """More incidents on one point, in one province and along one line than their marks name."""
    edges = [(180.0, 0.0), (-180.0, 0.0), (179.9999999, 89.9), (-0.0, -90.0)]
    near = [(36.216667 + n * 1e-7, 36.216667 - n * 2e-7) for n in range(6)]  # a few centimetres apart
    places = [*edges, *near, (36.3, 36.2), (12.5, -33.25)] * 2
    found = [incident(f"{n}", **at(*place), event_type="Riots") for n, place in enumerate(places)]
    found += [incident(f"crowd {n}", **at(37.1, 36.2), event_type="Riots") for n in range(FEW + 10)]
    found += [incident(f"province {n}", **in_latakia(), event_type="Battles") for n in range(FEW + 20)]
    found += [incident(f"line {n}", **on_the_border(), event_type="Riots") for n in range(FEW + 1)]
    return house(tmp_path_factory.mktemp("crowded"), found)


@pytest.mark.parametrize(("zoom", "query"), [(0, ""), (5, "type=Riots"), (15, ""), (18, "type=Riots")])
def test_every_mark_opens_a_list_of_exactly_what_it_counts(crowded, zoom, query):
    whole_world = (-180.0, -90.0, 180.0, 90.0)
    features, in_view = viewport(crowded.engine, ask(crowded, query), whole_world, zoom)
    marks = [feature["properties"] for feature in features]
    assert sum(mark.get("count", 1) for mark in marks) == in_view == counts(crowded.engine, ask(crowded, query)).drawn
    several = [mark for mark in marks if mark["kind"] != "incident"]
    assert any(mark["count"] > FEW for mark in several)
    assert all(is_listed(crowded, mark, query) for mark in several)


def test_a_list_of_a_mark_shows_no_more_of_a_moved_position_than_the_map(tmp_path):
    atlas = house(tmp_path, [incident("safe", **at(36.2, 35.7), generalise_m=10_000.0), incident("open", **at(37, 36))])
    public = ask(atlas, caller=PUBLIC)
    true = Page(at="36.2,35.7")
    assert listing(atlas.engine, public, true)["total"] == 0
    assert listing(atlas.engine, ask(atlas), true)["total"] == 1
    wide = listing(atlas.engine, public, Page(at="36,35.5,36.4,35.9"))
    assert wide["total"] == 1
