"""The small map of a file's incidents: which are drawn, how, and that none of their words comes along."""

import json
import re

import pytest
from hostile import BEACONS, JINJA, STRINGS
from house import at, in_latakia, incident, on_the_border

from geo.incident import PlacePrecision, Verification, to_table
from geo.maps.preview_map import preview_layer, preview_map, sketch


def test_points_are_drawn_where_they_are_and_as_finely_as_they_are_known():
    near = incident("a", event_type="Battles", radius_m=9_000.0, **at(41.5, 36.25, PlacePrecision.NEAR))
    (mark,) = sketch(to_table([near])).marks
    assert (mark["lon"], mark["lat"], mark["radius_m"]) == (41.5, 36.25, 9_000.0)
    assert (mark["place_precision"], mark["event_type"], mark["verification"]) == ("near", "Battles", "unverified")


def test_a_province_is_drawn_once_with_its_count_and_never_as_a_point():
    drawn = sketch(to_table([incident(name, **in_latakia()) for name in "abc"]))
    (mark,) = drawn.marks
    assert (mark["feature"], mark["count"], mark["lon"], mark["lat"]) == ("admin1%3ASY-LA", 3, None, None)
    assert (drawn.drawn, drawn.placed) == (3, 3)


def test_a_shape_of_several_types_has_the_colour_of_none():
    mixed = [
        incident("a", event_type="Riots", **on_the_border()),
        incident("b", event_type="Battles", **on_the_border()),
    ]
    (mark,) = sketch(to_table(mixed)).marks
    assert mark["event_type"] is None


def test_what_has_no_place_or_only_a_country_is_not_drawn():
    country = incident("b", country="SY", place_precision=PlacePrecision.COUNTRY, feature="country:SY")
    unshipped = incident("c", place_precision=PlacePrecision.ADMIN1, feature="admin1:XX-YY")
    drawn = sketch(to_table([incident("a"), country, unshipped]))
    assert (drawn.marks, drawn.bounds, drawn.placed) == ((), None, 0)


def test_the_map_looks_at_all_that_is_drawn():
    west, south, east, north = sketch(
        to_table([incident("a", **at(41.5, 36.25)), incident("b", **in_latakia())])
    ).bounds
    assert (west, south) == pytest.approx((35.7, 35.2), abs=0.1)
    assert (east, north) == (41.5, 36.25)


def test_of_many_an_even_sample_is_drawn_and_its_size_is_told():
    drawn = sketch(to_table([incident(str(i), **at(i / 100, 0.0)) for i in range(1_000)]), most=10)
    assert [mark["lon"] for mark in drawn.marks] == [0.0, 1.11, 2.22, 3.33, 4.44, 5.55, 6.66, 7.77, 8.88, 9.99]
    assert (drawn.drawn, drawn.placed) == (10, 1_000)


@pytest.mark.parametrize("text", [*STRINGS[::7], *JINJA, *BEACONS])
def test_no_word_of_a_file_reaches_the_frame(text):
    hostile = incident("a", event_type=text, sub_type=text, place_name=text, country=text, admin1=text, **at(1.0, 2.0))
    shaped = incident("b", place_precision=PlacePrecision.ADMIN1, feature=text)
    given = preview_layer(sketch(to_table([hostile, shaped])), dark=True)
    (child,) = given._children.values()  # noqa: SLF001 - what st_folium will send
    said = json.dumps(child.options)
    assert '"event_type": null' in said
    assert re.fullmatch(r'[\w "{}\[\]:,.%+~-]*', said, re.ASCII)


def test_every_level_of_checking_is_drawn_as_it_is():
    levels = [incident(str(level), verification=level, **at(1.0, 2.0)) for level in Verification]
    assert [mark["verification"] for mark in sketch(to_table(levels)).marks] == [str(level) for level in Verification]


def test_the_map_itself_is_the_same_bytes_for_every_file():
    script = preview_map().get_root().render()
    assert "new PreviewMap(" in script
    assert "new PlacesMap(" not in script
