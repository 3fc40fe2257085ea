"""A viewport in hexagons."""

import itertools
from collections import Counter

import numpy as np
import pytest
import shapely
from house import ask, at, house, in_latakia, incident, on_the_border

from geo.incident import DatePrecision
from geo.query.engine.engine import Engine
from geo.query.map import hexes as module
from geo.query.map import hexgrid
from geo.query.map.hexes import hexes
from geo.query.totals.counts import counts

WORLD = (-180.0, -85.0, 180.0, 85.0)
LEVANT = (34.0, 32.0, 40.0, 37.0)
CLOSE = np.random.default_rng(3).uniform((34, 32), (40, 37), (200, 2)).round(5).tolist()


def scattered(size, seed=5):
    chance = np.random.default_rng(seed)
    return [
        incident(str(n), event_type=("Riots", "Battles")[n % 2], **at(round(lon, 4), round(lat, 4)))
        for n, (lon, lat) in enumerate(zip(chance.uniform(-180, 180, size), chance.uniform(-84, 84, size), strict=True))
    ]


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    close = [incident(f"close {n}", **at(lon, lat)) for n, (lon, lat) in enumerate(CLOSE)]
    others = [incident("province", **in_latakia()), incident("line", **on_the_border()), incident("nowhere")]
    return house(tmp_path_factory.mktemp("hexes"), [*scattered(400), *close, *others])


@pytest.mark.parametrize("zoom", [0, 3, 5])
def test_every_incident_with_a_point_is_in_one_hexagon_and_the_others_are_elsewhere(atlas, zoom):
    found = hexes(atlas.engine, ask(atlas), WORLD, zoom)
    assert found["elsewhere"] == 3
    assert sum(each["count"] for each in found["hexes"]) + 3 == counts(atlas.engine, ask(atlas)).matched
    assert all(sum(each["types"].values()) <= each["count"] for each in found["hexes"])


def mercator(lonlat):
    """Points in steps, unrounded."""
    lon, lat = np.array(lonlat).T
    return np.stack([(lon + 180) / 360, (1 - np.arcsinh(np.tan(np.radians(lat))) / np.pi) / 2], axis=1) * 2**30


def test_an_incident_is_in_the_hexagon_whose_middle_is_nearest(atlas):
    zoom = 6
    wide = 2**30 / (hexgrid.COLUMNS * 2**zoom)
    points = mercator(CLOSE)
    columns, lines = ((points[:, axis] / wide) for axis in (0, 1))
    grid = itertools.product(
        range(int(columns.min()) - 2, int(columns.max()) + 3), range(int(lines.min()), 2 * int(lines.max()))
    )
    middles = np.array([((column + line % 2 / 2) * wide, line * wide * 3**0.5 / 2) for column, line in grid])
    nearest = [middles[np.hypot(*(middles - point).T).argmin()] for point in points]
    expected = Counter(tuple((middle / wide * 4).round().astype(int)) for middle in nearest)
    found = hexes(atlas.engine, ask(atlas, "q=close"), LEVANT, zoom)["hexes"]
    at_ = mercator([each["at"] for each in found])
    assert {
        tuple((middle / wide * 4).round().astype(int)): each["count"] for middle, each in zip(at_, found, strict=True)
    } == expected


def test_a_ring_has_six_corners_as_far_from_the_middle_as_one_another(atlas):
    for each in hexes(atlas.engine, ask(atlas), LEVANT, 6)["hexes"]:
        off = mercator(each["ring"]) - mercator([each["at"]])
        assert off.shape == (6, 2)
        assert np.hypot(*off.T) == pytest.approx(np.full(6, hexgrid.side(6)), rel=1e-3)


def test_a_hexagon_counts_the_same_in_every_viewport_it_reaches_into(atlas):
    whole = {tuple(each["at"]): each for each in hexes(atlas.engine, ask(atlas), LEVANT, 6)["hexes"]}
    (west, south), (east, north) = (36.0, 34.0), (37.0, 35.0)
    part = hexes(atlas.engine, ask(atlas), (west, south, east, north), 6)["hexes"]
    view = shapely.box(west, south, east, north)
    assert {tuple(each["at"]) for each in part} >= {
        at_ for at_, each in whole.items() if shapely.Polygon(each["ring"]).intersects(view)
    }
    assert all(whole[tuple(each["at"])] == each for each in part)


def test_the_grid_closes_at_the_antimeridian(tmp_path):
    atlas = house(tmp_path, [incident("east", **at(179.99, 0.001)), incident("west", **at(-179.99, 0.001))])
    for bbox in (WORLD, (170.0, -10.0, -170.0, 10.0), (-179.999, -1.0, -179.0, 1.0)):
        (one,) = hexes(atlas.engine, ask(atlas), bbox, 4)["hexes"]
        assert one["count"] == 2


def test_more_hexagons_than_can_be_drawn_are_larger_ones(atlas, monkeypatch):
    whole = hexes(atlas.engine, ask(atlas), WORLD, 4)["hexes"]
    monkeypatch.setattr(module, "MAX_HEXES", 50)
    larger = hexes(Engine(atlas.model), ask(atlas), WORLD, 4)["hexes"]
    assert len(whole) > 50 >= len(larger) > 10
    assert sum(each["count"] for each in whole) == sum(each["count"] for each in larger)
    assert len(hexes(atlas.engine, ask(atlas), WORLD, 22)["hexes"]) <= module.MAX_HEXES


def test_a_hexagon_says_what_is_in_it(tmp_path):
    month = {"date_precision": DatePrecision.MONTH}
    here = [incident("a", event_type="Riots", **at(36, 35), **month), incident("b", **at(36, 35))]
    atlas = house(tmp_path, here)
    (one,) = hexes(atlas.engine, ask(atlas), LEVANT, 8)["hexes"]
    assert (one["count"], one["coarse"], one["types"]) == (2, 1, {"Riots": 1})
