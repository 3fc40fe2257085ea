import hashlib
import json
import re

import pytest

from geo.maps import assets
from geo.maps.basemap import arabic_name

# Leaflet 1.9.4 as its authors published it: another file is another program in every reader's browser.
LEAFLET = {
    "leaflet.js": "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a",
    "leaflet.css": "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6",
    "images/layers.png": "1dbbe9d028e292f36fcba8f8b3a28d5e8932754fc2215b9ac69e4cdecf5107c6",
    "images/layers-2x.png": "066daca850d8ffbef007af00b06eac0015728dee279c51f3cb6c716df7c42edf",
    "images/marker-icon.png": "574c3a5cca85f4114085b6841596d62f00d7c892c7b03f28cbfa301deb1dc437",
}


def loaded(name: str) -> bytes:
    """The content served under `name`'s hashed name."""
    return assets.files()[assets.url(name).rpartition("/")[2]].content()


@pytest.mark.parametrize("name", LEAFLET)
def test_leaflet_is_the_file_we_looked_at(name: str):
    assert hashlib.sha256(assets.leaflet_file(name)).hexdigest() == LEAFLET[name]


@pytest.mark.parametrize("name", ["leaflet.js", "leaflet.css", "atlas.js", "i18n.js", "map.css", "layers.png"])
def test_a_name_holds_the_hash_of_what_it_serves(name: str):
    stem, _, suffix = name.rpartition(".")

    assert assets.url(name) == f"../../assets/{stem}.{hashlib.sha256(loaded(name)).hexdigest()[:16]}.{suffix}"


def test_the_style_sheet_finds_its_pictures_among_the_assets():
    pictures = re.findall(rb"url\((?!#)([^)]+)\)", loaded("leaflet.css"))

    assert pictures
    assert {name.decode() for name in pictures} <= assets.files().keys()


def test_every_asset_says_what_it_is():
    types = {name.rpartition(".")[2]: asset.media_type for name, asset in assets.files().items()}

    assert types == {
        "js": "text/javascript; charset=utf-8",
        "css": "text/css; charset=utf-8",
        "png": "image/png",
        "json": "application/json",
    }


@pytest.mark.parametrize("name", ["atlas.js", "map.css", "leaflet.css"])
def test_our_files_ask_no_other_host(name: str):
    assert not re.search(rb"(?:https?:)?//[a-z]", re.sub(rb"(?m)^\s*// .*$|/\* .*? \*/|[;}] // .*$", b"", loaded(name)))


@pytest.mark.parametrize(
    "word", [b"innerHTML", b"outerHTML", b"insertAdjacentHTML", b"document.write", b"eval(", b"new Function"]
)
def test_our_script_puts_words_on_the_page_as_text_only(word: bytes):
    assert word not in loaded("atlas.js")


def test_the_basemap_has_syria_in_both_scripts_and_its_coast_where_it_is():
    world = json.loads(loaded("basemap.json"))

    syria = next(country for country in world["countries"] if country["id"] == "country:SY")
    assert (syria["name"], syria["name_ar"]) == ("Syria", "سوريا")
    west = min(min(absolute(ring)[0::2]) for ring in syria["rings"])
    assert 35_700 < west < 35_780


def test_the_basemap_is_small_enough_to_wait_for():
    assert len(loaded("basemap.json")) < 2_000_000


def test_a_country_brings_its_towns_with_their_arabic_names():
    name = assets.places_url().rpartition("/")[2].replace("{country}", "SY")

    towns = json.loads(assets.files()[name].content())

    assert [35_928, 35_362, "Jablah", "جبلة"] in [[lon, lat, name, name_ar] for lon, lat, _, name, name_ar in towns]


@pytest.mark.parametrize(
    ("name", "others", "arabic"),
    [
        ("Damascus", ["د مشق", "دمشق"], "دمشق"),
        ("Amman", ["ئاممان", "امان", "عمان"], "عمان"),
        ("Karbala", ["كةربالا", "كربلاء", "كربلاء المقدسة"], "كربلاء"),
        ("Ţarţūs", ["ترطوس", "طرطوس"], "طرطوس"),
        ("Al Qāmishlī", ["القامشلو", "القامشلي"], "القامشلي"),
        ("Homs", ["حمص", "مدينة حمص"], "حمص"),
        ("Tel Aviv", ["تل أبيب", "تل أبيب يافا", "تل الربيع"], "تل أبيب"),
        ("Kermanshah", ["کرمانشاه"], None),
    ],
)
def test_of_several_names_the_one_spelled_like_arabic_is_shown(name: str, others: list[str], arabic: str | None):
    assert arabic_name(name, others) == arabic


def absolute(ring: list[int]) -> list[int]:
    """A ring's coordinates from its differences."""
    out = list(ring)
    for i in range(2, len(out)):
        out[i] += out[i - 2]
    return out
