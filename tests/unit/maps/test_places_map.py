import re
from typing import Any

import pytest
import streamlit_folium

from geo.incident import Place, PlacePrecision
from geo.maps import assets
from geo.maps.incident_map import incident_map
from geo.maps.places_map import places_layer, places_map
from geo.places.boundaries.catalogue import features
from geo.places.geocoder import shapes
from geo.places.geocoder.geocoder import geocode

NINEVEH, IDLIB = geocode("Sinjar").places
LATAKIA = shapes.place(features()["admin1:SY-LA"])
NOWHERE = Place("x", "Nowhere", "online", None, None, None, None, PlacePrecision.UNKNOWN)


def what_st_folium_sends(monkeypatch: pytest.MonkeyPatch, *given: Any, **told: Any) -> dict[str, Any]:
    """The arguments st_folium would send to its frame."""
    sent: dict[str, Any] = {}
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **arguments: sent.update(arguments))
    layer = places_layer(*given, **told)
    streamlit_folium.st_folium(places_map(), key="k", feature_group_to_add=layer, returned_objects=[])
    del sent["on_change"]  # Stays on the server.
    return sent


def marks(monkeypatch: pytest.MonkeyPatch, *given: Any, **told: Any) -> str:
    """What the frame is told, without the blanks."""
    script = what_st_folium_sends(monkeypatch, *given, **told)["feature_group"]
    found = re.search(r"new AtlasLayer\((.*?)\)\.addTo", script)
    assert found is not None
    return found[1].replace(" ", "")


def test_another_choice_or_other_places_leave_the_frame_where_it_is(monkeypatch: pytest.MonkeyPatch):
    two = what_st_folium_sends(monkeypatch, {1: NINEVEH, 2: IDLIB})
    one = what_st_folium_sends(monkeypatch, {1: LATAKIA}, LATAKIA, dark=True, lang="ar")

    assert two.pop("feature_group") != one.pop("feature_group")
    assert two == one


def test_each_place_brings_its_number_its_position_and_how_well_it_is_known(monkeypatch: pytest.MonkeyPatch):
    told = marks(monkeypatch, {1: NINEVEH, 2: IDLIB}, IDLIB)

    assert (
        '"chosen":false,"feature":null,"lat":36.3209,"lon":41.87656,"number":1,"place_precision":"settlement"' in told
    )
    assert (
        '"chosen":true,"feature":null,"lat":35.59011,"lon":37.00472,"number":2,"place_precision":"settlement"' in told
    )
    assert '"bounds":[37.00472,35.59011,41.87656,36.3209]' in told


def test_a_province_is_told_by_the_id_of_its_shape(monkeypatch: pytest.MonkeyPatch):
    told = marks(monkeypatch, {1: LATAKIA})

    assert '"feature":"admin1%3ASY-LA","lat":null,"lon":null,"number":1' in told
    west, south, east, north = (float(edge) for edge in re.search(r'"bounds":\[(.*?)\]', told)[1].split(","))
    assert (west, south, east, north) == pytest.approx((35.7, 35.2, 36.3, 35.9), abs=0.1)


def test_what_is_chosen_outside_the_list_has_no_number(monkeypatch: pytest.MonkeyPatch):
    told = marks(monkeypatch, {1: NINEVEH}, LATAKIA)

    assert told.count('"chosen":true') == 1
    assert '"feature":"admin1%3ASY-LA","lat":null,"lon":null,"number":null' in told


@pytest.mark.parametrize(("wider", "west"), [(LATAKIA, 35), (None, -179), (NOWHERE, -179)])
def test_with_nothing_to_draw_the_map_looks_at_what_is_known_around(monkeypatch: pytest.MonkeyPatch, wider, west):
    told = marks(monkeypatch, {1: NOWHERE}, None, wider)

    assert '"marks":[]' in told
    assert f'"bounds":[{west}.' in told


@pytest.mark.parametrize("text", ["{{7*7}}", "${alert(1)}", '"); alert(1); ("', "</script>", "سنجار", "%zz"])
def test_no_word_of_a_place_reaches_the_frame(monkeypatch: pytest.MonkeyPatch, text: str):
    place = Place(text, text, text, text, text, 41.0, 36.0, PlacePrecision.NEAR, 9.0, text, 7, text)

    told = marks(monkeypatch, {1: place}, place)

    assert re.fullmatch(r'[\w"{}\[\]:,.%+~-]*', told, re.ASCII)
    assert text not in told


def test_the_small_map_is_made_of_the_same_files_and_looks_at_no_address(monkeypatch: pytest.MonkeyPatch):
    sent = what_st_folium_sends(monkeypatch, {})

    assert sent["js_links"] == [assets.url("leaflet.js"), assets.url("atlas.js")]
    assert "new PlacesMap(" in sent["script"]
    assert "AtlasMap" not in sent["script"]
    assert "new AtlasMap(" in incident_map().get_root().render()
