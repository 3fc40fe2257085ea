import re
import urllib.parse
from typing import Any

import folium
import pytest
import streamlit_folium
from hypothesis import given
from hypothesis import strategies as st

from geo.maps import assets
from geo.maps.incident_map import NotForFoliumError, incident_map, viewport_layer

HOSTILE = (
    "{{7*7}}",
    "{% raw %}",
    "{# gone #}",
    "${alert(1)}",
    "`",
    '"); alert(1); ("',
    "'",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "a\nb",
    "\\u0022",
    "q=حلب",
    "100%",
    "%zz",
)


def what_st_folium_sends(monkeypatch: pytest.MonkeyPatch, layer: folium.FeatureGroup | None = None) -> dict[str, Any]:
    """The arguments st_folium would send to its frame."""
    sent: dict[str, Any] = {}
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **arguments: sent.update(arguments))
    streamlit_folium.st_folium(incident_map(), feature_group_to_add=layer, returned_objects=["last_active_drawing"])
    del sent["on_change"]  # Stays on the server.
    return sent


def test_the_base_map_is_the_same_bytes_each_time(monkeypatch: pytest.MonkeyPatch):
    first, second = (what_st_folium_sends(monkeypatch) for _ in range(2))

    assert first == second


def test_another_view_changes_the_layer_and_nothing_that_would_remount_the_frame(monkeypatch: pytest.MonkeyPatch):
    march = what_st_folium_sends(monkeypatch, viewport_layer("days=2025-03-01&days=2025-03-31"))
    april = what_st_folium_sends(monkeypatch, viewport_layer("days=2025-04-01&days=2025-04-30", picked="x:1"))

    assert march.pop("feature_group") != april.pop("feature_group")
    assert march == april


def test_every_link_is_relative_so_that_a_prefix_changes_nothing(monkeypatch: pytest.MonkeyPatch):
    sent = what_st_folium_sends(monkeypatch, viewport_layer(""))

    links = [*sent["js_links"], *sent["css_links"]]
    assert [link.split("/")[3].split(".")[0] for link in links] == ["leaflet", "atlas", "leaflet", "map"]
    assert all(link.startswith("../../assets/") for link in links)
    assert "//" not in "".join([sent["script"], sent["header"], sent["html"], sent["feature_group"]])


def test_the_layer_is_told_the_view_in_one_line(monkeypatch: pytest.MonkeyPatch):
    seen = {"bounds": (35.5, 34, 36.5, 36), "version": 12, "revision": 7, "dark": True, "lang": "ar"}
    layer = viewport_layer("q=two+words&country=SY", **seen)

    script = what_st_folium_sends(monkeypatch, layer)["feature_group"]

    assert (
        'new AtlasLayer({"bounds": [35.5, 34.0, 36.5, 36.0], "dark": true, "focus": null, "lang": "ar", '
        '"picked": null, "query": "q=two+words\\u0026country=SY", "revision": 7, "version": 12})'
        ".addTo(feature_group_feature_group_0);"
    ) in script


@pytest.mark.parametrize("text", HOSTILE)
def test_a_query_that_is_not_percent_encoded_is_refused(text: str):
    with pytest.raises(NotForFoliumError, match="query"):
        viewport_layer(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_arrive_as_percent_signs_and_letters_only(text: str, monkeypatch: pytest.MonkeyPatch):
    query = urllib.parse.urlencode({"q": text})

    script = what_st_folium_sends(monkeypatch, viewport_layer(query, picked=text))["feature_group"]

    told = re.search(r"new AtlasLayer\((.*?)\)\.addTo", script)
    assert told is not None
    assert re.fullmatch(r'[\w"{}\[\]:,.%+=~ \\-]*', told.group(1), re.ASCII)
    assert urllib.parse.quote(text, safe="") in told.group(1)


@given(words=st.dictionaries(st.text(min_size=1), st.text()))
def test_whatever_urlencode_makes_is_taken(words: dict[str, str]):
    assert isinstance(viewport_layer(urllib.parse.urlencode(words)), folium.FeatureGroup)


@pytest.mark.parametrize("lang", ["", "EN", "en'", "../../"])
def test_a_language_that_is_none_is_refused(lang: str):
    with pytest.raises(NotForFoliumError, match="lang"):
        viewport_layer("", lang=lang)


@pytest.mark.parametrize(
    "bounds", [(36, 34, 35, 36), (35, 36, 36, 34), (float("nan"), 0, 1, 1), (0, 0, float("inf"), 1)]
)
def test_bounds_that_are_no_box_are_refused(bounds: tuple[float, float, float, float]):
    with pytest.raises(NotForFoliumError, match="bounds"):
        viewport_layer("", bounds=bounds)


def test_the_map_names_its_data_by_hash():
    script = incident_map().get_root().render()

    assert assets.url("basemap.json") in script
    assert assets.places_url() in script
