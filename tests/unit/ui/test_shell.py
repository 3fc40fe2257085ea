"""The HTML page everything lives in."""

import json
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest

from geo import ui, words
from geo.errors import GeoError
from geo.maps import assets
from geo.ui.shell.page_template import PAGES, replace_once, shell

HTML = shell().html
PREFIX = "https://news.example/atlas/"
COMPONENTS = Path(ui.__file__).parent / "components"


def imported(script):
    return re.search(r'from "([^"]+i18n\.js)"', script)[1]


def blocks(tag):
    found = re.findall(rf"<{tag}([^>]*)>(.*?)</{tag}>", HTML, re.DOTALL)
    return [inner for attributes, inner in found if "src" not in attributes]


def test_every_inline_block_is_known_by_its_words():
    assert blocks("script") == list(shell().scripts)
    assert set(blocks("style")) < set(shell().styles)
    assert not re.search(r"\son[a-z]+=|javascript:| style=", HTML.replace(shell().styles[0], ""))


def test_the_page_says_whose_it_is_and_nothing_of_its_maker():
    assert "<title>Incident Atlas</title>" in HTML
    assert "_stcore/agent" not in HTML
    assert "favicon.png" not in HTML
    words = re.sub(r"<(script|style).*?</\1>|<[^>]*>", "", HTML, flags=re.DOTALL)
    assert "Streamlit" not in words
    assert "JavaScript" in words  # said to those who have switched it off


def test_the_first_thing_the_keyboard_meets_leads_to_the_incidents():
    body = HTML[HTML.index("<body>") :]
    assert re.match(r'<body>\s*<a class="skip" href="#incidents">', body)


def test_parts_find_the_module_of_our_words_at_its_one_address_under_any_prefix():
    start = HTML.index('<script type="importmap">')
    (known,) = re.findall(r'<script type="importmap">(.*?)</script>', HTML)
    part = f"{PREFIX}_stcore/bidi-components/atlas.incidents/incidents/words.js"

    wanted = urljoin(part, imported((COMPONENTS / "incidents" / "words.js").read_text(encoding="utf-8")))
    found = {urljoin(PREFIX, key): urljoin(PREFIX, value) for key, value in json.loads(known)["imports"].items()}

    assert found == {wanted: urljoin(f"{PREFIX}component/streamlit_folium.st_folium/", assets.url("i18n.js"))}
    assert start < HTML.index('<script type="module"')  # a browser reads no map after the first module


@pytest.mark.parametrize("path", sorted(COMPONENTS.rglob("*.js")), ids=lambda path: path.name)
def test_a_part_imports_only_from_its_folder_and_our_words(path):
    for source in re.findall(r'^import .*? from "([^"]+)"', path.read_text(encoding="utf-8"), re.MULTILINE):
        file = (path.parent / source).resolve()
        assert file.is_file()
        assert file == words.HERE / "i18n.js" or COMPONENTS in file.parents


def test_streamlits_own_script_and_root_are_still_there():
    assert 'id="root"' in HTML
    assert re.search(r'<script type="module" crossorigin src="\./static/js/index\.', HTML)


@pytest.mark.parametrize("theirs", ["<main></main>", "<body></body><body></body>"])
def test_a_page_of_theirs_that_is_not_the_one_we_know_is_said_and_not_served(theirs):
    with pytest.raises(GeoError, match="has another page than the one this is made for"):
        replace_once(theirs, "<body>", "<body>ours")


def test_the_pages_below_the_first_are_those_of_the_navigation():
    app = (Path(ui.__file__).parent / "app.py").read_text()
    assert re.findall(r'st\.Page\(\s*"screens/(\w+)\.py"', app) == ["map", *PAGES]


def test_no_folder_beside_the_app_is_one_whose_files_streamlit_would_serve_without_it():
    assert not (Path(ui.__file__).parent / "pages").exists()
