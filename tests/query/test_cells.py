"""A viewport of the map."""

import pytest
from house import ask, at, house, in_latakia, incident, on_the_border

from geo.incident import PlacePrecision
from geo.query import cells
from geo.query.cells import viewport
from geo.query.counts import counts
from geo.query.rows import extent

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
    monkeypatch.setattr(cells, "MAX_POINTS", 10)
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
