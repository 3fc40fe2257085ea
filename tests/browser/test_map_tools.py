"""What a reader does with the map itself: draws, measures, shades, lays another ground under it, plays days."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

KILLINGS = "seeds:2025-03-al-mukhtariya-killings"
COAST = "lat=35.5&lon=36&zoom=7"
SCENE = "const map = Object.values(window).find((value) => value?.atlas), atlas = map?.atlas; if (!atlas) return false;"
TILE = b"\x89PNG\r\n\x1a\n"  # is none: what matters is who is asked for it


def ask(seen, script):
    return seen.map.evaluate(f"() => {{ {SCENE} {script} }}")


def until(seen, script):
    seen.map.wait_for_function(f"() => {{ {SCENE} {script} }}")


@pytest.fixture
def opened(visit, server):
    """The map of the seed report about the Syrian coast, drawn."""

    def go(address=COAST, **options):
        seen = visit(**options).open(f"{server.url}/?{address}")
        until(seen, "return atlas.waiting.things.size === 0 && atlas.counts")
        return seen

    return go


def press(seen, name):
    seen.map.get_by_role("button", name=name, exact=True).click()


def at(seen, lat, lon):
    x, y = ask(seen, f"const p = map.latLngToContainerPoint([{lat}, {lon}]); return [p.x, p.y]")
    return {"x": x, "y": y}


def click(seen, *places):
    for lat, lon in places:
        seen.map.locator(".leaflet-container").click(position=at(seen, lat, lon))


def choose(seen, name):
    if not seen.map.locator("#atlas-panel").is_visible():
        press(seen, "Layers")
    seen.map.get_by_role("radio", name=name, exact=True).check()


def shown(seen, kind):
    until(seen, f"return atlas.picture.kind === '{kind}' && atlas.waiting.things.size === 0")


def asked_area(seen):
    seen.page.wait_for_url(re.compile("area="))
    seen.settled()
    return parse_qs(urlsplit(seen.page.url).query)["area"][0]


@pytest.mark.soak
def test_a_distance_is_measured_leg_by_leg_and_taken_back(opened):
    seen = opened()
    press(seen, "Measure a distance")
    click(seen, (35.0, 36.0), (36.0, 36.0))
    one = seen.map.get_by_text(re.compile(r"Distance: 11[012] km"))  # a degree of latitude, to the pixel
    expect(one).to_be_visible()
    click(seen, (36.0, 37.0))
    expect(seen.map.get_by_text(re.compile(r"2 legs, 20[0-3] km in all"))).to_be_visible()
    seen.page.keyboard.press("Backspace")
    expect(one).to_be_visible()
    labels = ask(seen, "return atlas.hand.tracing.labels().map(({ words }) => words)")
    assert [f"Distance: {words}" for words in labels] == [one.inner_text()]
    seen.page.keyboard.press("Escape")
    expect(one).to_be_hidden()
    expect(seen.map.get_by_role("button", name="Measure a distance")).to_have_attribute("aria-pressed", "false")
    assert "incident=" not in seen.page.url


@pytest.mark.soak
def test_a_measured_point_on_an_incident_picks_nothing(opened):
    seen = opened("lat=35.5&lon=36&zoom=9")
    press(seen, "Measure a distance")
    click(seen, (35.598, 36.03), (35.25, 36.05))
    expect(seen.map.get_by_text(re.compile("Distance: "))).to_be_visible()
    seen.settled()
    assert "incident=" not in seen.page.url


def test_a_rectangle_that_is_dragged_becomes_the_views_area(opened):
    seen = opened()
    press(seen, "Draw a rectangle to search in")
    frame = seen.page.locator(".st-key-board-map iframe").bounding_box()
    start, end = at(seen, 36.0, 35.5), at(seen, 35.0, 36.8)
    seen.page.mouse.move(frame["x"] + start["x"], frame["y"] + start["y"])
    seen.page.mouse.down()
    seen.page.mouse.move(frame["x"] + end["x"], frame["y"] + end["y"], steps=4)
    seen.page.mouse.up()
    west, south, east, north = map(float, asked_area(seen).split(","))
    assert [west, south, east, north] == pytest.approx([35.5, 35.0, 36.8, 36.0], abs=0.02)
    until(seen, "return atlas.outline.length === 1 && !atlas.hand.tracing")
    assert ask(seen, "return map.dragging.enabled()")


@pytest.mark.soak
def test_an_area_is_closed_by_its_first_corner(opened):
    seen = opened()
    press(seen, "Draw an area to search in")
    click(seen, (36.5, 35.4), (36.4, 37.0), (34.8, 36.4), (36.5, 35.4))
    corners = re.findall(r"[\d.]+", asked_area(seen))
    assert len(corners) == 8
    assert corners[:2] == corners[-2:]
    assert all(len(number.partition(".")[2]) <= 5 for number in corners)


def test_an_area_is_drawn_by_the_keyboard_alone(opened):
    seen = opened()
    seen.map.get_by_role("button", name="Layers").focus()
    seen.page.keyboard.press("End")  # the last of the row, as arrow keys walk it
    seen.page.keyboard.press("ArrowLeft")
    assert ask(seen, "return document.activeElement.title") == "Draw an area to search in"
    seen.page.keyboard.press("Enter")
    assert ask(seen, "return getComputedStyle(document.querySelector('.atlas-cross')).display") == "block"
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft"):
        seen.page.keyboard.press("Enter")
        seen.page.keyboard.press(key)
    seen.page.keyboard.press("Enter")
    seen.page.keyboard.press("Enter")
    corners = re.findall(r"([\d.]+) ([\d.]+)", asked_area(seen))
    assert len(corners) == 5
    assert list(map(float, corners[0])) == pytest.approx([36.0, 35.5], abs=0.01)


@pytest.mark.soak
def test_what_the_map_shows_becomes_the_views_area(opened):
    seen = opened("lat=35.5&lon=36&zoom=8")
    view = ask(seen, "const b = map.getBounds(); return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()]")
    press(seen, "Only what the map shows")
    assert list(map(float, asked_area(seen).split(","))) == pytest.approx(view, abs=1e-5)


@pytest.mark.soak
def test_all_that_match_are_shown_when_asked_and_not_before(opened):
    seen = opened("lat=10&lon=-30&zoom=5")
    seen.page.get_by_test_id("stSidebar").get_by_text("Battles", exact=True).click()
    seen.settled()
    assert ask(seen, "return Math.round(map.getCenter().lng)") == -30
    press(seen, "Show all that match")
    until(seen, "return map.getCenter().lng > 30")


def test_governorates_are_shaded_and_a_click_on_one_filters(opened):
    seen = opened()
    choose(seen, "By governorate")
    shown(seen, "regions")
    until(seen, "return atlas.paths.some((path) => path.properties.feature === 'admin1:SY-LA')")
    expect(seen.map.get_by_text(re.compile("in no known governorate"))).to_be_visible()
    assert ask(seen, "return atlas.paths.filter((path) => path.properties.id).length") == 0
    press(seen, "Layers")
    legend = seen.map.locator(".atlas-legend-button")
    legend.click()
    expect(seen.map.get_by_text("Incidents by governorate")).to_be_visible()
    expect(seen.map.get_by_text("corroborated", exact=True)).to_be_hidden()
    legend.click()
    seen.map.locator(".leaflet-container").hover(position=at(seen, 35.4, 36.1))
    tip = seen.map.locator(".atlas-tooltip")
    expect(tip).to_contain_text("Latakia")
    expect(tip).to_contain_text(re.compile(r"deaths: at least 20, of 1 of \d incidents that give a number"))
    click(seen, (35.4, 36.1))
    seen.page.wait_for_url(re.compile("admin1=Latakia"))
    seen.settled()
    assert parse_qs(urlsplit(seen.page.url).query)["country"] == ["SY"]


def test_hexagons_count_points_and_say_how_many_have_none(opened):
    seen = opened()
    choose(seen, "Density")
    shown(seen, "hexes")
    assert ask(seen, "return atlas.paths.filter((path) => path.properties.kind === 'hex').length") == 1
    expect(seen.map.get_by_text("4 incidents have no point")).to_be_visible()


@pytest.mark.soak
def test_the_chosen_layer_outlives_a_walk_and_runs_no_script(opened):
    seen = opened()
    runs = seen.runs
    choose(seen, "Density")
    shown(seen, "hexes")
    assert seen.runs == runs
    seen.page.get_by_role("link", name="About").click()
    expect(seen.page.get_by_text("What is sent to other hosts")).to_be_visible()
    seen.page.get_by_role("link", name="Map", exact=True).click()
    seen.settled()
    shown(seen, "hexes")
    assert "Density" not in seen.page.url


@pytest.mark.parametrize(
    ("name", "host", "credit"),
    [
        ("OpenStreetMap", "tile.openstreetmap.org", "OpenStreetMap contributors"),
        pytest.param("Satellite imagery", "server.arcgisonline.com", "Esri", marks=pytest.mark.soak),
    ],
)
def test_an_online_map_is_asked_only_after_the_reader_agreed(opened, name, host, credit):
    seen = opened()
    sent = []

    def tile(route):
        sent.append(route.request)
        route.fulfill(body=TILE, content_type="image/png", headers={"content-security-policy": "default-src 'none'"})

    seen.page.route(lambda url: "127.0.0.1" not in url and url.startswith("http"), tile)
    choose(seen, name)
    expect(seen.map.get_by_text("servers will see your network address")).to_be_visible()
    press(seen, "Stay offline")
    expect(seen.map.get_by_role("radio", name=re.compile("Offline"))).to_be_checked()
    choose(seen, name)
    seen.page.wait_for_timeout(300)
    assert seen.outside == []
    press(seen, "Use it")
    expect(seen.map.locator(".leaflet-control-attribution")).to_contain_text(credit)
    expect(seen.map.get_by_text("Some of the online map could not be loaded.")).to_be_visible()
    assert {urlsplit(url).hostname for url in seen.outside} == {host}
    assert {request.headers.get("referer") for request in sent} == {f"{seen.page.url.split('/?')[0]}/"}
    assert "openstreetmap" not in seen.page.url
    press(seen, "Back to the offline map")
    seen.outside.clear()
    expect(seen.map.locator(".leaflet-control-attribution")).not_to_contain_text(credit)
    press(seen, "Zoom in")
    until(seen, "return atlas.waiting.things.size === 0 && map.getZoom() === 8")
    assert seen.outside == []


@pytest.mark.soak
def test_where_online_maps_are_forbidden_none_is_offered_or_allowed(visit, serve):
    own = serve(GEO_BASEMAPS="none")
    seen = visit()
    policies = []
    seen.page.on(
        "response",
        lambda answer: (
            policies.append(answer.headers["content-security-policy"])
            if "/component/streamlit_folium" in answer.url
            else None
        ),
    )
    seen.open(own.url)
    press(seen, "Layers")
    expect(seen.map.get_by_role("radio", name="Density")).to_be_visible()
    expect(seen.map.get_by_role("radio", name="OpenStreetMap")).to_have_count(0)
    assert policies
    assert not any("https:" in policy for policy in policies)


def tell(seen, what, detail):
    """What another part of the page says."""
    seen.page.evaluate(f"() => window.dispatchEvent(new CustomEvent('atlas:{what}', {{ detail: {detail} }}))")


@pytest.mark.soak
def test_played_days_are_drawn_without_a_run_and_end_where_they_began(opened):
    seen = opened()
    before, runs = ask(seen, "return atlas.counts.matched"), seen.runs
    tell(seen, "days", '{ days: ["2024-01-01", "2024-01-02"] }')
    until(seen, "return atlas.counts.matched === 0")
    expect(seen.map.locator(".atlas-notice:visible")).to_have_count(0)
    tell(seen, "days", "{ days: null }")
    until(seen, f"return atlas.counts.matched === {before}")
    assert seen.runs == runs


@pytest.mark.soak
def test_a_row_that_is_looked_at_stands_out_on_the_map(opened):
    seen = opened("lat=35.5&lon=36&zoom=9")
    marked = "return atlas.paths.filter((path) => path.pointed).map((path) => path.properties.id)"
    seen.page.evaluate(
        f"() => window.dispatchEvent(new CustomEvent('atlas:point', {{ detail: {{ id: '{KILLINGS}' }} }}))"
    )
    assert ask(seen, marked) == [KILLINGS]
    seen.page.evaluate("() => window.dispatchEvent(new CustomEvent('atlas:point', { detail: { id: null } }))")
    assert ask(seen, marked) == []


def test_the_map_fills_the_screen_and_comes_back(opened):
    seen = opened()
    full = seen.map.get_by_role("button", name="Full screen")
    full.click()
    expect(full).to_have_attribute("aria-pressed", "true")
    full.click()
    expect(full).to_have_attribute("aria-pressed", "false")


@pytest.mark.soak
def test_where_the_browser_refuses_the_screen_the_map_fills_the_page(opened):
    seen = opened()
    seen.map.evaluate("() => { document.documentElement.requestFullscreen = () => Promise.reject(new Error()); }")
    press(seen, "Full screen")
    frame = seen.page.locator(".st-key-board-map iframe")
    until(seen, "return window.innerHeight === 900")
    assert frame.bounding_box() == {"x": 0, "y": 0, "width": 1280, "height": 900}
    seen.page.keyboard.press("Escape")
    until(seen, "return window.innerHeight < 900")


@pytest.mark.soak
def test_the_pointers_place_is_read_out_beside_the_scale(opened):
    seen = opened()
    seen.map.locator(".leaflet-container").hover(position=at(seen, 35.5, 36.5))
    expect(seen.map.locator(".atlas-readout")).to_have_text(re.compile(r"35\.(49|50)\d\d, 36\.(49|50)\d\d lat, lon"))


def test_in_arabic_the_frame_runs_from_right_to_left(opened):
    seen = opened(f"{COAST}&lang=ar")
    assert ask(seen, "return [document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    sides = ask(
        seen,
        """const side = (selector) => document.querySelector(selector).getBoundingClientRect().x;
        return side(".atlas-legend") < side(".leaflet-control-zoom")""",
    )
    assert sides
