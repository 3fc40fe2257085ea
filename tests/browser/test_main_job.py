"""What people do: see the seed report on a map, filter it, pick, share, come back."""

import dataclasses
import json
import re
from urllib.parse import parse_qs, urlsplit

import httpx2 as httpx
import pytest
from house import by
from playwright.sync_api import expect

from geo.store.store import Store

# Under /atlas behind a TLS proxy that sets forwarded headers; `make soak` also walks straight to the dashboard. It is
# what a prefix, TLS or such a header could break: addresses of pages, of the API, of scripts and of links.
direct_and_proxied = pytest.mark.parametrize(
    "proxied",
    [pytest.param(False, marks=pytest.mark.soak, id="direct"), pytest.param(True, id="proxied")],
    indirect=True,
)

KILLINGS = "seeds:2025-03-al-mukhtariya-killings"
STRIKES = "Air strikes reported on advancing fighters aligned with Ahmad al-Sharaa"


def fetch(url):
    return httpx.get(url, verify=False)


def query(page):
    return parse_qs(urlsplit(page.url).query)


def titles(seen):
    return seen.page.locator(".incident-title").all_inner_texts()


def lists(seen, count):
    """Wait until the list shows this many incidents."""
    expect(seen.page.locator(".incident-row")).to_have_count(count)


def drawn(seen):
    """What the map has drawn, by feature or id."""
    seen.map.wait_for_function("() => Object.values(window).some((v) => v?.atlas?.paths?.length)")
    return seen.map.evaluate(
        """() => {
          const atlas = Object.values(window).find((value) => value?.atlas)?.atlas;
          return atlas.features.map(({ properties: p }) => p.id ?? p.feature ?? `cell of ${p.count}`);
        }"""
    )


def choose_actor(seen, name):
    seen.page.get_by_role("combobox", name="Actors").click()
    seen.page.keyboard.type(name)
    seen.page.get_by_role("option", name=name, exact=True).click()
    seen.page.keyboard.press("Escape")
    seen.settled()


@pytest.mark.soak
@direct_and_proxied
def test_the_seed_report_stands_on_the_map_with_its_precision(visit, server):
    seen = visit(fresh=True).open(server.url)
    expect(seen.page.get_by_text("1 cannot be placed on the map")).to_be_visible()
    expect(seen.page.get_by_text("≥ 20 (1 of 5 incidents gives a number)")).to_be_visible()
    lists(seen, 5)
    assert sorted(drawn(seen)) == ["admin1:SY-LA", "border:IQ-SY", KILLINGS]
    seen.page.get_by_role("button", name=re.compile("killed at Al-Mukhtariya")).click()
    seen.settled()
    card = seen.page.locator(".st-key-card")
    expect(card.get_by_text("at least 20").first).to_be_visible()
    expect(card.get_by_text("Roughly near Al-Mukhtariya: within 15 km.").first).to_be_visible()


def test_the_api_answers_for_the_region_as_designed(server):
    answer = fetch(f"{server.url}/api/map?bbox=30,30,50,40&zoom=6").json()
    kinds = {f["properties"].get("id", f["properties"].get("feature")): f["properties"] for f in answer["features"]}
    assert kinds[KILLINGS]["place_precision"] == "near"
    assert kinds[KILLINGS]["radius_m"] == 15_000
    assert kinds["admin1:SY-LA"]["count"] == 2
    assert kinds["border:IQ-SY"]["place_precision"] == "line"
    assert answer["counts"]["unplaced"] == 1
    assert answer["counts"]["deaths"]["low"] == 20
    assert answer["counts"]["deaths"]["best"] is None


@direct_and_proxied
def test_a_filter_reaches_the_address_and_the_address_shows_the_same_in_a_new_browser(visit, server):
    seen = visit().open(server.url)
    choose_actor(seen, "Russian forces")
    lists(seen, 1)
    assert titles(seen) == [STRIKES]
    assert query(seen.page)["actor"] == ["Russian forces"]
    seen.page.get_by_role("button", name=STRIKES).click()
    seen.settled()
    seen.map.evaluate("() => Object.values(window).find((v) => v?.atlas).setView([34.5, 38.25], 7, { animate: false })")
    expect(seen.page).to_have_url(re.compile(r"lat=34\.5.*lon=38\.25.*zoom=7"))
    other = visit().open(seen.page.url)
    lists(other, 1)
    assert titles(other) == [STRIKES]
    assert drawn(other) == ["admin1:SY-LA"]
    expect(other.page.locator(".st-key-card")).to_contain_text(re.compile(r"Russian forces\W* \(alleged perpetrator\)"))
    assert query(other.page) == query(seen.page)
    where = other.map.evaluate(
        """() => {
          const map = Object.values(window).find((value) => value?.atlas);
          return [map.getCenter().lat, map.getCenter().lng, map.getZoom()];
        }"""
    )
    assert where == pytest.approx([34.5, 38.25, 7], abs=0.02)


@pytest.mark.soak
def test_days_leave_what_may_have_happened_then_or_only_what_did(visit, server):
    seen = visit().open(f"{server.url}/?days=2025-03-06&days=2025-03-06")
    lists(seen, 5)
    seen.page.get_by_role("radiogroup").get_by_text("happened then for sure").click()
    seen.settled()
    lists(seen, 1)
    assert titles(seen) == ["Security forces clash with Assad loyalists in Latakia province"]
    assert query(seen.page)["dates"] == ["definite"]


@pytest.mark.soak
@direct_and_proxied
def test_a_walk_to_another_page_and_back_loses_nothing(visit, server):
    address = f"{server.url}/?type=Battles&incident={KILLINGS}&country=SY&lat=34.5&lon=38.25&zoom=7"
    seen = visit().open(address)
    drawn(seen)
    before = query(seen.page)
    seen.page.get_by_role("link", name="About").click()
    expect(seen.page.get_by_text("What is sent to other hosts")).to_be_visible()
    seen.page.get_by_role("link", name="Map", exact=True).click()
    seen.settled()
    expect(seen.page).to_have_url(re.compile(r"lat=34\.5.*zoom=7|zoom=7.*lat=34\.5"))
    assert query(seen.page) == before
    lists(seen, 1)


def test_the_browsers_back_button_undoes_a_filter(visit, server):
    seen = visit().open(server.url)
    seen.page.get_by_test_id("stSidebar").get_by_text("Battles", exact=True).click()
    seen.settled()
    lists(seen, 1)
    seen.page.go_back()
    seen.settled()
    lists(seen, 5)
    expect(seen.page.get_by_role("checkbox", name="Battles")).not_to_be_checked()


def test_a_click_on_the_map_picks_and_one_on_a_province_opens_a_list(visit, server):
    seen = visit().open(f"{server.url}/?lat=35.5&lon=36&zoom=9")
    drawn(seen)
    seen.page.wait_for_timeout(500)
    where = seen.map.evaluate(
        """() => {
          const map = Object.values(window).find((value) => value?.atlas);
          const at = (lat, lon) => { const p = map.latLngToContainerPoint([lat, lon]); return [p.x, p.y]; };
          return { ring: at(35.598, 36.03), province: at(35.25, 36.05) };
        }"""
    )
    canvas = seen.map.locator(".leaflet-container")
    runs = seen.runs
    canvas.click(position={"x": where["ring"][0], "y": where["ring"][1]})
    expect(seen.page.locator(".st-key-card")).to_contain_text("killed at Al-Mukhtariya")
    seen.settled()
    assert query(seen.page)["incident"] == [KILLINGS]
    canvas.click(position={"x": where["province"][0], "y": where["province"][1]})
    expect(seen.page.get_by_text("2 incidents at this place")).to_be_visible()
    seen.settled(runs + 1)
    lists(seen, 2)
    assert seen.runs - runs == 2


@direct_and_proxied
def test_a_pinned_link_shows_the_state_before_and_the_way_to_today(visit, serve, proxied):
    own = serve(proxied=proxied)
    store = Store.open(own.store)
    seen = visit(permissions=["clipboard-read", "clipboard-write"]).open(own.url)
    seen.page.get_by_role("button", name="Share").click()
    links = seen.page.frame_locator('iframe[title*="atlas_links"]')
    pinned = links.get_by_label(re.compile("^Pinned link")).first
    expect(pinned).to_have_value(re.compile(r"v=1-[0-9a-f]{16}.*zoom="))
    links.get_by_role("button", name="Copy pinned link").click()
    expect(links.get_by_text("Copied")).to_be_visible()
    address = seen.page.evaluate("() => navigator.clipboard.readText()")
    assert address == pinned.input_value()

    before = store.record(KILLINGS)
    store.append(
        [dataclasses.replace(before, title="A later title", deaths_low=24, based_on=before.version)],
        caller=by("an editor"),
        reason="a later count",
        tool="tests",
    )
    old = visit().open(address)
    expect(old.page.get_by_text("1 incident changed since")).to_be_visible()
    assert "A later title" not in titles(old)
    expect(old.page.get_by_text("≥ 20 (1 of 5 incidents gives a number)")).to_be_visible()
    old.page.get_by_role("button", name="Show the live data").click()
    expect(old.page.get_by_role("button", name="A later title")).to_be_visible()
    lists(old, 5)
    assert "v" not in query(old.page)


@pytest.mark.soak
def test_an_unknown_version_shows_no_data_until_the_reader_chooses_live(visit, server):
    seen = visit().open(f"{server.url}/?v=9-0123456789abcdef&type=Battles")
    expect(seen.page.get_by_text("which this store does not have")).to_be_visible()
    lists(seen, 0)
    seen.page.get_by_role("button", name="Show the live data").click()
    seen.settled()
    lists(seen, 1)


def test_filter_changes_leave_the_map_frame_alone_and_run_the_script_once_each(visit, server):
    seen = visit().open(server.url)
    drawn(seen)
    seen.map.evaluate("() => { window.mark = 'still here'; }")
    box = seen.page.get_by_test_id("stSidebar").get_by_text("Battles", exact=True)
    for _ in range(6):
        runs = seen.runs
        box.click()
        seen.settled(runs)
        assert seen.runs - runs == 1
    assert seen.map.evaluate("() => window.mark") == "still here"


@direct_and_proxied
def test_pans_and_zooms_run_no_script_and_ask_nobody_else(visit, server):
    seen = visit(reduced_motion="no-preference").open(server.url)
    drawn(seen)
    runs = seen.runs
    assert runs == 1  # one run per page load
    asked = []
    seen.page.on("request", lambda request: asked.append(request.url))
    for move in ("panBy([300, 0])", "zoomIn()", "panBy([0, 250])", "zoomOut(2)", "panBy([-400, -100])"):
        seen.map.evaluate(f"() => {{ Object.values(window).find((v) => v?.atlas).{move}; }}")
        seen.page.wait_for_timeout(900)
    assert seen.runs == runs
    assert any("/api/map?" in url for url in asked)


@pytest.mark.soak
def test_the_picture_has_land_and_incidents_on_it(visit, server):
    seen = visit().open(server.url)
    drawn(seen)
    seen.page.wait_for_timeout(500)
    colours = seen.map.evaluate(
        """() => [...document.querySelectorAll(".leaflet-pane canvas")].map((canvas) => {
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const found = new Set();
          for (let i = 0; i < data.length; i += 4) if (data[i + 3]) found.add(data.slice(i, i + 3).join());
          return found.size;
        })"""
    )
    basemap, incidents = sorted(colours)[-2:]
    assert basemap > 1
    assert incidents > 1


@pytest.mark.soak
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_wider_than_the_screen(visit, server, width):
    seen = visit(width=width, height=844).open(f"{server.url}/?incident={KILLINGS}")
    widest = seen.page.evaluate("() => document.documentElement.scrollWidth")
    assert widest <= width


@direct_and_proxied
def test_health_is_json(server):
    assert json.loads(fetch(f"{server.url}/api/health").text) == {"status": "ok", "version": 1, "incidents": 5}
