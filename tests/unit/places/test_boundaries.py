# ruff: noqa: RUF001 - borders are named with an en dash
"""Shapes by id, by name and by place."""

import threading

import pytest
import shapely
from shapely import Point

from geo.errors import UnknownPlaceError
from geo.places.boundaries import boundaries

COLUMNS = ["feature", "name", "name_ar", "country", "level", "geometry"]


def test_shapes_come_in_the_order_asked_for():
    frame = boundaries.shapes(["admin1:SY-LA", "country:SY", "border:IQ-SY"])
    assert list(frame.columns) == COLUMNS
    assert frame.level.tolist() == ["admin1", "country", "border"]
    assert frame.name.tolist() == ["Latakia", "Syria", "Iraq–Syria border"]
    assert frame.crs.to_epsg() == 4326


def test_no_shapes_are_an_empty_frame():
    frame = boundaries.shapes([])
    assert list(frame.columns) == COLUMNS
    assert frame.empty


def test_an_unknown_id_is_refused():
    with pytest.raises(UnknownPlaceError, match="admin1:SY-ZZ"):
        boundaries.shapes(["admin1:SY-ZZ"])


def test_simplified_shapes_lose_only_what_half_a_pixel_hides():
    (whole,) = boundaries.shapes(["country:SY"]).geometry
    sizes = []
    for zoom in (3, 6, 9, 20):
        (simple,) = boundaries.simplify_shapes(["country:SY"], zoom).geometry
        sizes.append(shapely.get_num_coordinates(simple))
        assert shapely.hausdorff_distance(simple, whole) <= 360 / 256 / 2**zoom
    assert sizes == sorted(sizes)
    assert simple.equals(whole)


@pytest.mark.parametrize("name", ["Lattakia", "Latakia province", "محافظة اللاذقية", "admin1:SY-LA"])
def test_a_governorate_is_known_by_any_of_its_names(name):
    assert boundaries.admin1(name, "SY").feature.tolist() == ["admin1:SY-LA"]


def test_kirkuk_is_kirkuk_and_not_at_tamim():
    assert boundaries.admin1("At-Ta'mim", "IQ").name.tolist() == ["Kirkuk"]
    assert boundaries.label("admin1:IQ-KI") == "Kirkuk"


def test_an_unknown_governorate_is_refused():
    with pytest.raises(UnknownPlaceError):
        boundaries.admin1("Latakia", "IQ")


def test_syria_has_fourteen_governorates_and_the_un_zone_belongs_to_quneitra():
    frame = boundaries.admin1_of("SY")
    assert len(frame) == 14
    assert "UNDOF" not in frame.name.tolist()
    assert boundaries.admin1_of("Syria").feature.tolist() == frame.feature.tolist()


def test_neighbouring_governorates_share_their_edge_without_gap_or_overlap():
    frame = boundaries.admin1_of("SY")
    assert shapely.coverage_is_valid(frame.geometry.array)


def test_a_point_touches_its_governorate_and_its_country():
    haffah = Point(36.03, 35.6)
    assert boundaries.touching(haffah) == ["admin1:SY-LA", "country:SY"]
    assert boundaries.touching(Point()) == []
    assert boundaries.touching(Point(-30, 0)) == []


def test_a_box_across_a_border_touches_both_sides_and_the_border():
    found = set(boundaries.touching(shapely.box(40.9, 34.3, 41.1, 34.6)))
    assert {"country:SY", "country:IQ", "border:IQ-SY", "admin1:IQ-AN", "admin1:SY-DY"} <= found


def test_labels_and_countries_are_known_without_shapes():
    assert boundaries.label("country:SY") == "Syria"
    assert boundaries.country_of("admin1:SY-LA") == "SY"
    assert boundaries.country_of("border:IQ-SY") is None
    for ask in (boundaries.label, boundaries.country_of):
        with pytest.raises(UnknownPlaceError):
            ask("country:ZZ")


def test_many_threads_may_ask_at_once():
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(boundaries.touching(Point(36, 35.6)))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert all(answer == answers[0] for answer in answers)
