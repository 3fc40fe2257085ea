import re
import urllib.parse
from typing import Any

import folium
import pytest

from geo.api.middleware.security_headers import Policy
from geo.maps.incident_map import viewport_layer
from geo.maps.tiles import UnknownBasemapError, tiles
from geo.settings import Settings

FRAME = "/component/streamlit_folium.st_folium/index.html"


def pictures(policy: Policy, path: str) -> str:
    return next(part for part in policy.of(path).split("; ") if part.startswith("img-src"))


def test_two_online_maps_may_be_chosen_and_none_forbids_them():
    assert Settings.from_env({}).basemaps == ("osm", "imagery")
    assert Settings.from_env({"GEO_BASEMAPS": "imagery"}).basemaps == ("imagery",)
    assert Settings.from_env({"GEO_BASEMAPS": "none"}).basemaps == ()


def test_a_name_that_is_none_of_ours_is_refused_with_those_that_are():
    with pytest.raises(UnknownBasemapError, match=r"“google”\. Write osm, imagery with commas between, or none"):
        tiles(["osm", "google"])


def test_each_comes_from_one_host_over_tls_and_says_whose_it_is():
    osm, imagery = tiles(["osm", "imagery"])
    assert (osm.origin, osm.page) == ("https://tile.openstreetmap.org", "https://www.openstreetmap.org/copyright")
    assert imagery.origin == "https://server.arcgisonline.com"
    assert "OpenStreetMap contributors" in osm.attribution
    assert "Esri" in imagery.attribution
    assert all(each.url.count("{") == 3 for each in (osm, imagery))


def test_the_maps_frame_alone_may_load_pictures_of_them():
    origins = [each.origin for each in tiles(["osm"])]
    policy, closed = Policy("'self'", tiles=origins), Policy("'self'")

    assert pictures(policy, FRAME) == "img-src 'self' data: blob: https://tile.openstreetmap.org"
    assert policy.of(FRAME).replace(" https://tile.openstreetmap.org", "") == closed.of(FRAME)
    assert all(policy.of(path) == closed.of(path) for path in ("/", "/api/map", "/component/atlas_links/x"))


def options(layer: folium.FeatureGroup) -> dict[str, Any]:
    """What the one element of a layer hands to the frame."""
    [element] = layer._children.values()  # noqa: SLF001  (branca offers no other way to what was added)
    return element.options


def test_the_layer_brings_their_addresses_percent_encoded():
    [osm] = options(viewport_layer("", basemaps=tiles(["osm"])))["basemaps"]

    assert not re.search(r"[^\w.%-]", "".join(word for word in osm.values() if isinstance(word, str)), re.ASCII)
    assert urllib.parse.unquote(osm["url"]) == "https://tile.openstreetmap.org/{z}/{x}/{y}.png"


def test_where_none_is_allowed_the_layer_names_none():
    assert "basemaps" not in options(viewport_layer(""))
