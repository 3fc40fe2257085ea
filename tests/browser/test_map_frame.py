"""The map's frame: what it shows, what the keyboard and a screen reader find, how it follows the list."""

import pytest
from playwright.sync_api import expect

KILLINGS = "seeds:2025-03-al-mukhtariya-killings"
COUNCIL = "seeds:2025-03-military-council"
FAR = "lat=10&lon=-30&zoom=5"
SCENE = "const map = Object.values(window).find((value) => value?.atlas), atlas = map?.atlas; if (!atlas) return false;"
# What the frame will be served with; nothing in it may need more.
POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'"
)


def ask(seen, script):
    return seen.map.evaluate(f"() => {{ {SCENE} {script} }}")


def drawn(seen):
    """Wait until the first answer and the land are there."""
    expect(seen.page.frame_locator("iframe[title*=streamlit_folium]").locator(".leaflet-container")).to_be_visible()
    seen.map.wait_for_function(f"() => {{ {SCENE} return atlas.waiting.things.size === 0 && atlas.counts; }}")


def with_policy(route):
    answer = route.fetch()
    route.fulfill(response=answer, headers=answer.headers | {"content-security-policy": POLICY})


def test_the_frame_works_under_a_strict_policy_and_shows_names_in_both_scripts(visit, server):
    seen = visit(color_scheme="dark")
    seen.page.route(
        "**/component/**/index.html*",
        with_policy,
    )
    seen.open(f"{server.url}/?lat=35.4&lon=36.5&zoom=8")
    drawn(seen)
    seen.map.wait_for_function(f"() => {{ {SCENE} return atlas.base.towns.get('country:SY')?.length; }}")
    names = ask(
        seen,
        """const written = [], ctx = atlas.base._container.getContext("2d");
        ctx.fillText = (text) => written.push(text);
        atlas.base.draw();
        return written;""",
    )
    assert {"Idlib", "إدلب"} <= set(names)


@pytest.mark.soak
def test_the_count_of_a_province_stands_clear_of_the_incident_in_it(visit, server):
    seen = visit().open(f"{server.url}/?lat=35.5&lon=36.1&zoom=9")
    drawn(seen)
    apart = ask(
        seen,
        """const spots = atlas.paths.filter((path) => path._radius);
        const ring = spots.find((path) => path.properties.id), count = spots.find((path) => path.spots);
        return ring._point.distanceTo(count._point) - ring._radius - count._radius;""",
    )
    assert apart >= 0


def test_only_the_keyboard_shows_where_the_focus_is_and_it_can_leave_again(visit, server):
    seen = visit().open(server.url)
    drawn(seen)
    expect(seen.page.get_by_label("Map of incidents", exact=True)).to_be_visible()
    frame = seen.page.locator("iframe[title*=streamlit_folium]")
    frame.click(position={"x": 300, "y": 60})
    assert not ask(seen, "return map.getContainer().classList.contains('atlas-keyboard')")
    names = []
    for _ in range(3):
        seen.page.keyboard.press("Tab")
        names.append(ask(seen, "const at = document.activeElement; return at.ariaLabel || at.textContent"))
    assert names == ["Zoom in", "Zoom out", "Legend"]
    assert ask(seen, "return map.getContainer().classList.contains('atlas-keyboard')")
    seen.page.keyboard.press("Enter")
    expect(seen.map.get_by_text("hatched: known only to the province")).to_be_visible()
    seen.page.keyboard.press("Escape")
    expect(seen.map.get_by_text("hatched: known only to the province")).to_be_hidden()
    assert ask(seen, "return document.activeElement.textContent") == "Legend"
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("document.activeElement.tagName") != "IFRAME"


@pytest.mark.soak
def test_a_pick_out_of_sight_is_come_to_and_a_link_that_says_where_to_look_is_obeyed(visit, server):
    seen = visit().open(f"{server.url}/?{FAR}&incident={KILLINGS}")
    drawn(seen)
    assert ask(seen, "return Math.round(map.getCenter().lng)") == -30
    expect(seen.map.get_by_text("No incident here: 4 elsewhere.")).to_be_visible()
    seen.page.locator(".incident-row", has_text="Iraq orders").click()
    seen.map.wait_for_function(f"() => {{ {SCENE} return map.getCenter().lng > 30; }}")
    assert ask(seen, "return map.getZoom()") == 5
    # One mark, that can be pressed, and its outline over everything, that cannot.
    pressable = "return atlas.paths.filter((path) => path.chosen).map((path) => path.options.interactive)"
    assert ask(seen, pressable) == [True, False]


@pytest.mark.soak
@pytest.mark.parametrize(("start", "zoom"), [("lat=33.5&lon=42.9&zoom=9", 9), (FAR, 5), ("lat=33&lon=44&zoom=3", 5)])
def test_the_map_turns_to_a_country_that_is_chosen_unless_it_looks_at_a_part_of_it(visit, server, start, zoom):
    seen = visit().open(f"{server.url}/?{start}")
    drawn(seen)
    runs = seen.runs
    country = seen.page.get_by_role("combobox", name="Country")
    country.click()
    country.press_sequentially("Iraq")
    seen.page.get_by_role("option", name="Iraq").click()
    seen.settled(since=runs)
    drawn(seen)
    assert ask(seen, "return map.getZoom()") == zoom
    assert ask(seen, "return map.getBounds().intersects([[33.4, 42.8], [33.6, 43]])")


@pytest.mark.soak
def test_the_map_turns_to_a_border_that_is_chosen_and_stays_there_without_it(visit, server):
    seen = visit().open(f"{server.url}/?{FAR}")
    drawn(seen)
    seen.page.get_by_role("button", name="Near the Iraq-Syria border").click()
    near = "map.getBounds().contains([[33, 39], [37, 42]])"
    seen.map.wait_for_function(f"() => {{ {SCENE} return {near}; }}")
    seen.settled()
    runs = seen.runs
    seen.page.get_by_role("button", name="Clear all filters").click()
    seen.settled(since=runs)
    assert ask(seen, f"return {near}")


def test_the_map_turns_dark_with_the_page_and_runs_nothing_for_it(visit, server):
    seen = visit(color_scheme="light").open(server.url)
    drawn(seen)
    runs, land = seen.runs, "return getComputedStyle(document.documentElement).getPropertyValue('--atlas-land')"
    light = ask(seen, land)
    for scheme in ("dark", "light"):
        seen.page.emulate_media(color_scheme=scheme)
        seen.map.wait_for_function(f"() => document.documentElement.style.colorScheme === '{scheme}'")
        assert (ask(seen, land) == light) is (scheme == "light")
    assert seen.runs == runs


@pytest.mark.soak
def test_all_that_matches_stays_in_a_map_that_gets_another_size_until_the_reader_takes_hold_of_it(visit, server):
    seen = visit().open(server.url)
    drawn(seen)
    whole = "const [w, s, e, n] = atlas.options.bounds; return map.getBounds().contains([[s, w], [n, e]])"
    high = ask(seen, "return map.getZoom()")
    seen.page.set_viewport_size({"width": 360, "height": 480})
    seen.map.wait_for_function(f"() => {{ {SCENE} return map.getZoom() < {high}; }}")
    assert ask(seen, whole)
    seen.map.locator(".leaflet-container").press("+")
    seen.map.wait_for_function(f"() => {{ {SCENE} return map.getZoom() === {high}; }}")
    seen.page.set_viewport_size({"width": 330, "height": 460})
    seen.map.wait_for_function(f"() => {{ {SCENE} return map.getSize().x < 320; }}")
    assert ask(seen, "return map.getZoom()") == high


@pytest.mark.soak
def test_an_incident_without_a_place_moves_and_draws_nothing(visit, server):
    seen = visit().open(f"{server.url}/?incident={COUNCIL}")
    drawn(seen)
    assert ask(seen, "return atlas.paths.filter((path) => path.chosen).length") == 0
