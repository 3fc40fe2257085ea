"""The nearest point of a line, in the cases that no border happens to show."""

import numpy as np
import pytest
import shapely
from shapely import GeometryCollection, LinearRing, LineString, MultiPoint, Point

from geo.places.boundaries import geodesy


def line(*coordinates):
    return geodesy.split_lines(np.array([LineString(part) for part in coordinates], dtype=object))


def test_the_middle_of_a_piece_may_be_nearer_than_an_end_that_is_nearer_than_its_own():
    piece, other = [(0, 0), (0.08, 0)], [(0.04, 0.03), (0.04, 0.1)]
    ((lon, lat),), (square,) = geodesy.nearest(line(piece, other), np.array([[0.04, 0.01]]))
    assert (lon, lat) == pytest.approx((0.04, 0), abs=1e-9)
    assert np.sqrt(square) == pytest.approx(1.106, abs=0.001)


def test_no_piece_runs_from_one_line_to_the_next():
    ((lon, _),), _ = geodesy.nearest(line([(0, 0), (1, 0)], [(3, 0), (4, 0)]), np.array([[1.9, 0.1]]))
    assert lon == pytest.approx(1)


def test_a_long_way_is_cut_into_short_pieces_on_the_straight_line_in_degrees():
    cut = line([(10, 60), (12, 61)])
    lon, lat = cut.lonlat.T
    assert geodesy.km_between(cut.lonlat[:-1], cut.lonlat[1:]).max() <= 10
    assert lat == pytest.approx(60 + (lon - 10) / 2)
    assert (lon[0], lon[-1], len(np.unique(lon))) == (10, 12, len(lon))


def test_a_line_of_no_length_is_where_it_is():
    (found,), _ = geodesy.nearest(line([(5, 5), (5, 5)]), np.array([[6.0, 6.0]]))
    assert found.tolist() == [5, 5]


def test_nothing_is_nearest_to_no_points():
    found, squares = geodesy.nearest(line([(0, 0), (1, 0)]), np.empty((0, 2)))
    assert (found.shape, squares.shape) == ((0, 2), (0,))


def test_the_shortest_way_may_end_at_a_vertex_of_either():
    spike, wall = line([(0, 1), (1, 0.1), (2, 1)]), LineString([(-20, 0), (20, 0)])
    several = MultiPoint([(5, 5), (1, 0.2)])
    mixed = GeometryCollection([Point(9, 9), LinearRing([(3, 0), (4, 0), (4, -1)]), several])
    here, there = geodesy.shortest(spike, np.array([wall, several, mixed], dtype=object))
    assert here == pytest.approx(np.array([(1, 0), (1, 0.2), (1, 0.2)]), abs=1e-4)
    assert there[0] == pytest.approx((1, 0.1))


def test_what_is_missing_empty_or_without_number_is_not_usable():
    shapes = np.array([None, Point(), Point(np.nan, 1), Point(np.inf, 1), shapely.Polygon(), Point(1, 1)], dtype=object)
    assert geodesy.usable(shapes).tolist() == [False, False, False, False, False, True]
