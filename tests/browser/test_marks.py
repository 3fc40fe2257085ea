"""Marks of the map: each opens what it stands for, however many, and the picked incident is on top of all others."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from house import at, house, in_latakia, incident
from playwright.sync_api import expect

from geo.incident import PlacePrecision
from geo.query.map.viewport_cells import FEW

SCENE = "const map = Object.values(window).find((value) => value?.atlas), atlas = map?.atlas; if (!atlas) return false;"
CROWD = FEW + 10
HERE, FAR = "lat=36.2&lon=37.1&zoom=10", "lat=10&lon=-30&zoom=5"
ODD = "test:SYR/2024%2F1?a#b&c"  # an id that would be another address


@pytest.fixture(scope="module")
def crowd(serve, tmp_path_factory):
    """More incidents on one point and in one province than a mark names, and some that no zoom takes apart."""
    incidents = [incident(f"crowd {n:02}", event_type="Battles", **at(37.1, 36.2)) for n in range(CROWD)]
    incidents += [incident(f"province {n:02}", event_type="Riots", **in_latakia()) for n in range(CROWD)]
    incidents += [incident("beside", event_type="Battles", **at(37.4, 36.3))]
    incidents += [incident(f"near {n}", event_type="Battles", **at(36.9 + n * 3e-7, 36.0)) for n in range(2)]
    incidents += [incident("town", event_type="Riots", **at(36.9, 36.000001, PlacePrecision.SETTLEMENT))]
    incidents += [incident(ODD.removeprefix("test:"), event_type="Battles", **at(36.9, 36.35))]
    folder = tmp_path_factory.mktemp("crowd")
    house(folder, incidents)
    return serve(GEO_STORE=str(folder / "store"))


def ask(seen, script):
    return seen.map.evaluate(f"() => {{ {SCENE} {script} }}")


def opened(visit, address, **screen):
    seen = visit(**screen).open(address)
    drawn(seen)
    return seen


def drawn(seen):
    seen.map.wait_for_function(f"() => {{ {SCENE} return atlas.begun && atlas.counts && !atlas.waiting.things.size; }}")


def press(seen, which):
    """Press the first mark of which this is true, where it is drawn."""
    seen.map.wait_for_function(f"() => {{ {SCENE} return atlas.paths.some((path) => path._point && {which}); }}")
    where = ask(
        seen,
        f"""const path = atlas.paths.find((path) => path._point && {which});
        const {{ x, y }} = map.latLngToContainerPoint(path.getLatLng()); return {{ x, y }};""",
    )
    seen.map.locator(".leaflet-container").click(position=where)


def lists(seen, words):
    expect(seen.page.locator(".incident-count")).to_have_text(words)


def query(seen):
    return parse_qs(urlsplit(seen.page.url).query)


def focus(seen):
    return seen.page.evaluate("() => document.activeElement.tagName")


def test_a_mark_of_any_number_opens_its_list_and_esc_leaves_it(visit, crowd):
    seen = opened(visit, f"{crowd.url}/?{HERE}")
    press(seen, f"path.properties.count === {CROWD} && path.properties.stack")
    lists(seen, f"{CROWD} incidents at this place")
    expect(seen.page).to_have_url(re.compile("at=37.1"))
    seen.page.locator(".incident-row").first.focus()
    seen.page.keyboard.press("End")
    expect(seen.page.get_by_role("button", name=f"crowd {CROWD - 1:02}")).to_be_visible()
    seen.page.keyboard.press("Enter")
    expect(seen.page.locator(".st-key-card")).to_be_visible()
    lists(seen, f"{CROWD} incidents at this place")
    seen.page.get_by_role("button", name="Close", exact=True).focus()
    seen.page.keyboard.press("Escape")
    expect(seen.page.locator(".st-key-card")).to_have_count(0)
    lists(seen, f"{CROWD} incidents at this place")
    expect(seen.page.get_by_role("button", name=f"crowd {CROWD - 1:02}")).to_be_focused()
    seen.page.keyboard.press("Escape")
    lists(seen, f"{2 * CROWD + 5} incidents")
    assert focus(seen) == "IFRAME"
    ask(seen, "map.setView([35.6, 36.1], 8, { animate: false })")
    press(seen, "path.spots && path.properties.feature === 'admin1:SY-LA'")
    lists(seen, f"{CROWD} incidents at this place")
    seen.page.keyboard.press("Escape")
    lists(seen, f"{2 * CROWD + 5} incidents")
    seen.page.locator(".incident-scroll").evaluate("(list) => { list.scrollTop = list.scrollHeight; }")
    ask(seen, "map.setView([36.0, 36.9], 18, { animate: false })")
    press(seen, "path.properties.id === 'test:near 1' || path.properties.count === 2")
    lists(seen, "3 incidents at this place")
    seen.page.keyboard.press("Escape")  # the focus is in the map
    lists(seen, f"{2 * CROWD + 5} incidents")


@pytest.mark.soak
def test_a_link_shows_the_picked_incident_over_all_others_and_the_list_of_a_place(visit, crowd):
    seen = opened(visit, f"{crowd.url}/?incident=test:beside&at=admin1:SY-LA&lat=36&lon=38&zoom=6")
    lists(seen, f"{CROWD} incidents at this place")
    seen.map.wait_for_function(f"() => {{ {SCENE} return atlas.paths.at(-1).properties.kind === 'cell'; }}")
    cell, edge, leader = ask(
        seen,
        "return atlas.paths.slice(-3).reverse().map((path) => [path.properties.kind, path.properties.id, path.chosen])",
    )
    assert cell[0] == "cell"
    assert cell[2]
    assert edge[1] == "test:beside"
    assert leader[0] == "leader"
    ask(seen, "map.setView([35.6, 36.1], 8, { animate: false })")
    seen.page.get_by_role("button", name="province 07").click()
    seen.map.wait_for_function(f"() => {{ {SCENE} return atlas.paths.at(-1).spots && atlas.paths.at(-1).chosen; }}")
    assert ask(seen, "return atlas.paths.at(-2).properties.feature") == "admin1:SY-LA"
    assert ask(seen, "return atlas.paths.filter((path) => path.properties.id).every((path) => !path.chosen)")


@pytest.mark.soak
def test_a_link_that_looks_elsewhere_offers_the_way_and_a_full_map_gives_way_to_the_card(visit, crowd):
    seen = opened(visit, f"{crowd.url}/?incident=test:beside&{FAR}")
    offer = seen.map.get_by_text("The incident you are reading is not in sight.")
    expect(offer).to_be_visible()
    assert ask(seen, "return map.getZoom()") == 5
    seen.map.get_by_role("button", name="Show it").click()
    expect(offer).to_be_hidden()
    ask(seen, "map.setView([36.3, 37.0], 10, { animate: false })")
    seen.map.get_by_role("button", name="Full screen").click()
    seen.map.wait_for_function("() => document.fullscreenElement")
    press(seen, "path.properties.id?.includes('/')")
    seen.map.wait_for_function("() => !document.fullscreenElement")
    expect(seen.page.locator(".st-key-card")).to_contain_text(ODD.removeprefix("test:"))
    assert query(seen)["incident"] == [ODD]
    seen.page.reload()
    expect(seen.page.locator(".st-key-card")).to_contain_text(ODD.removeprefix("test:"))
    drawn(seen)
    assert ask(seen, "return atlas.paths.at(-1).properties.id") == ODD


@pytest.mark.soak
@pytest.mark.parametrize("width", [1280, 390])
def test_the_title_of_the_open_legend_is_beside_the_tools_and_its_rows_below(visit, crowd, width):
    seen = opened(visit, f"{crowd.url}/?{HERE}", width=width)
    title = seen.map.get_by_role("button", name="Legend")
    title.click()
    boxes = ".atlas-legend-button", ".atlas-legend-body", ".atlas-tools"
    title_box, rows, tools = (seen.map.locator(each).bounding_box() for each in boxes)
    assert title_box["x"] >= tools["x"] + tools["width"]
    assert rows["y"] >= tools["y"] + tools["height"]
    expect(seen.map.get_by_text("What happened")).to_be_visible()
    assert ask(
        seen,
        """const { x, y } = document.querySelector(".atlas-legend-body summary").getBoundingClientRect();
        return Boolean(document.elementFromPoint(x + 4, y + 4).closest(".atlas-legend-body"));""",
    )
