"""Incidents drawn as a stretch of a border: on the map, in an area, in a frame."""

import pytest
from house import ask, house, incident

from geo.incident import PlacePrecision
from geo.query.lists.geodataframe import frame
from geo.query.lists.incident_rows import extent
from geo.query.map.viewport_cells import viewport

NEAR_AL_QAIM = "border:IQ-SY~40.99_34.39_25"


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    on_a_stretch = {"feature": NEAR_AL_QAIM, "place_precision": PlacePrecision.LINE}
    folder = tmp_path_factory.mktemp("stretches")
    return house(folder, [incident("one", **on_a_stretch), incident("two", **on_a_stretch)])


@pytest.mark.parametrize("zoom", [3, 8])
def test_a_stretch_is_drawn_where_it_is_in_view(atlas, zoom):
    (shape,), in_view = viewport(atlas.engine, ask(atlas), (40.0, 34.0, 42.0, 35.0), zoom)
    assert (shape["properties"]["feature"], shape["properties"]["count"], in_view) == (NEAR_AL_QAIM, 2, 2)
    assert viewport(atlas.engine, ask(atlas), (41.8, 36.3, 42.4, 37.2), zoom) == ([], 0)


def test_an_area_matches_a_stretch_it_touches(atlas):
    assert frame(atlas.engine, ask(atlas, "area=40,34,42,35")).id.tolist() == ["test:one", "test:two"]
    assert frame(atlas.engine, ask(atlas, "area=41.8,36.3,42.4,37.2")).empty


def test_a_frame_and_the_extent_have_its_line(atlas):
    (one, _) = frame(atlas.engine, ask(atlas)).geometry
    assert one.geom_type == "MultiLineString"
    west, south, east, north = extent(atlas.engine, ask(atlas))
    assert east - west < 0.6
    assert north - south < 0.6
