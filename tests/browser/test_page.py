"""The page for those on a phone, at the keyboard, on another site, or reading from right to left."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from house import at, house, incident
from playwright.sync_api import expect

KILLINGS = "seeds:2025-03-al-mukhtariya-killings"
ARABIC = "حادثة مصطنعة للاختبار فقط."
PHONE = {"width": 390, "height": 844}


def query(page):
    return parse_qs(urlsplit(page.url).query)


def box(page, selector):
    return page.locator(selector).first.bounding_box()


@pytest.fixture(scope="module")
def many(serve, tmp_path_factory):
    """A dashboard with more synthetic incidents than a screen holds, the first of them titled in Arabic."""
    folder = tmp_path_factory.mktemp("many")
    house(folder, [incident(name, **at(36.0, 35.0)) for name in (ARABIC, *(f"synthetic {n}" for n in range(24)))])
    return serve(GEO_STORE=str(folder / "store"))


def test_a_phone_shows_the_counts_the_map_the_list_and_the_timeline_in_this_order(visit, server):
    page = visit(**PHONE).open(server.url).page
    half = "(most) => document.querySelector('.st-key-board-map iframe')?.getBoundingClientRect().top < most"
    page.wait_for_function(half, arg=PHONE["height"] / 2)  # once the page has found its shape
    places = [".st-key-counts", ".st-key-board-map iframe", ".incident-row", ".timeline"]
    tops = [box(page, place)["y"] for place in places]
    assert tops == sorted(tops)
    assert tops[1] < PHONE["height"] / 2
    assert box(page, ".incident-row")["height"] >= 44


@pytest.mark.soak
def test_on_a_phone_the_filters_open_and_close_by_buttons_that_say_so(visit, server):
    seen = visit(**PHONE).open(server.url)
    way_in = seen.page.get_by_test_id("stExpandSidebarButton")
    assert way_in.evaluate("(e) => getComputedStyle(e, '::after').content") == '"Menu and filters"'
    assert way_in.bounding_box()["height"] >= 44
    way_in.click()
    seen.page.get_by_test_id("stSidebar").get_by_text("Battles", exact=True).click()
    seen.settled()
    assert query(seen.page)["type"] == ["Battles"]
    seen.page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    expect(seen.page.locator(".incident-row")).to_have_count(1)


def test_on_a_phone_the_card_is_a_sheet_below_a_map_still_in_sight(visit, server):
    seen = visit(**PHONE).open(f"{server.url}/?incident={KILLINGS}")
    apart = """() => {
      const [sheet, chart] = [".st-key-card", ".st-key-board-map iframe"].map((each) => document.querySelector(each));
      return sheet && chart && sheet.getBoundingClientRect().top - chart.getBoundingClientRect().top >= 120;
    }"""
    seen.page.wait_for_function(apart)  # the page comes to the map once it is laid out
    sheet = box(seen.page, ".st-key-card")
    assert sheet["y"] + sheet["height"] == pytest.approx(PHONE["height"], abs=1)
    assert sheet["height"] <= 0.6 * PHONE["height"]
    seen.page.locator(".st-key-card").evaluate("(card) => card.scrollTo(0, card.scrollHeight)")
    seen.page.get_by_role("button", name="Close").click()
    expect(seen.page.locator(".st-key-card")).to_have_count(0)
    seen.settled()


@pytest.mark.soak
def test_on_a_phone_the_map_stays_in_sight_while_the_page_grows_above_it_until_the_reader_scrolls(visit, server):
    page = visit(**PHONE).open(f"{server.url}/?incident={KILLINGS}").page
    chart = page.locator(".st-key-board-map iframe")
    expect(chart).to_be_in_viewport(ratio=0.9)
    main = page.get_by_test_id("stMain")
    main.evaluate("(main) => { main.style.overflowAnchor = 'none'; }")  # not every browser keeps its place by itself
    before = chart.bounding_box()["y"]
    grow = """() => {
      const late = Object.assign(document.createElement("div"), { style: "height: 120px; flex: none" });
      document.querySelector(".st-key-counts").prepend(late);
      return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    }"""
    page.evaluate(grow)
    assert chart.bounding_box()["y"] == pytest.approx(before, abs=1)
    page.keyboard.press("Home")
    main.evaluate("(main) => main.scrollTo(0, 0)")
    top = chart.bounding_box()["y"]
    page.evaluate(grow)
    assert chart.bounding_box()["y"] >= top + 120


@pytest.mark.soak
def test_a_row_picked_by_keyboard_keeps_the_focus_while_the_card_opens(visit, server):
    seen = visit().open(server.url)
    row = seen.page.get_by_role("button", name=re.compile("killed at Al-Mukhtariya"))
    row.focus()
    seen.page.keyboard.press("Enter")
    expect(seen.page.locator(".st-key-card")).to_be_visible()
    seen.settled()
    expect(row).to_be_focused()
    seen.page.keyboard.press("ArrowDown")  # one row is in the order of Tab, so that a long list is no trap
    expect(seen.page.get_by_role("button", name=re.compile("Air strikes"))).to_be_focused()


@pytest.mark.soak
def test_the_link_to_skip_to_the_incidents_leads_there_and_keeps_the_view(visit, server):
    seen = visit().open(f"{server.url}/?type=Battles&type=Strategic+developments")
    seen.map.wait_for_function("() => Object.values(window).some((v) => v?.atlas?.paths?.length)")
    seen.page.wait_for_timeout(500)
    before, runs = query(seen.page), seen.runs
    seen.page.evaluate(
        """() => {
          const link = Object.assign(document.createElement("a"), { href: "#incidents", textContent: "Skip" });
          document.body.prepend(link);
          link.click();
        }"""
    )
    expect(seen.page.locator("#incidents")).to_be_focused()
    seen.settled()
    assert query(seen.page) == before
    assert seen.runs - runs <= 1
    for _ in ("sorted by", "grouped by", "details"):
        seen.page.keyboard.press("Tab")
        assert seen.page.evaluate("() => document.activeElement.closest('.incident-tools') !== null")
    seen.page.keyboard.press("Tab")
    expect(seen.page.locator(".incident-row").first).to_be_focused()


def test_a_map_on_another_site_is_map_counts_and_the_way_to_the_whole(visit, server):
    seen = visit(width=600, height=450).open(
        f"{server.url}/?embed=true&type=Violence+against+civilians&lat=35.6&lon=36&zoom=9"
    )
    page = seen.page
    for absent in ("stSidebar", "stHeader", "stTopNav"):
        expect(page.get_by_test_id(absent)).not_to_be_visible()
    assert page.locator(".st-key-incidents, .timeline, .stPopover").count() == 0
    assert box(page, ".st-key-board-map iframe")["height"] >= 300
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight") <= 450
    link = page.get_by_role("link", name="Open in Incident Atlas")
    assert "noopener" in link.get_attribute("rel") or "noreferrer" in link.get_attribute("rel")
    with page.context.expect_page() as opened:
        link.click()
    asked = query(opened.value)
    assert "embed" not in asked
    assert asked["type"] == ["Violence against civilians"]
    assert float(asked["zoom"][0]) == 9


def test_a_pick_on_another_sites_map_opens_a_short_card_and_keeps_it_embedded(visit, server):
    seen = visit(width=600, height=450).open(f"{server.url}/?embed=true&lat=35.6&lon=36&zoom=9")
    seen.map.wait_for_function("() => Object.values(window).some((v) => v?.atlas?.paths?.length)")
    seen.page.wait_for_timeout(500)
    point = seen.map.evaluate(
        """() => {
          const map = Object.values(window).find((value) => value?.atlas);
          const { x, y } = map.latLngToContainerPoint([35.598, 36.03]);
          return { x, y };
        }"""
    )
    seen.map.locator(".leaflet-container").click(position=point)
    card = seen.page.locator(".st-key-card")
    expect(card).to_contain_text("at least 20")
    expect(card).not_to_contain_text("Who says what")
    seen.settled()
    assert query(seen.page)["embed"] == ["true"]
    assert query(seen.page)["incident"] == [KILLINGS]
    card.get_by_role("button", name="Close").click()
    expect(card).to_have_count(0)
    seen.settled()
    assert query(seen.page)["embed"] == ["true"]


@pytest.mark.soak
def test_an_arabic_title_begins_at_the_right(visit, many):
    seen = visit().open(f"{many.url}/?incident=test:{ARABIC}")
    for place in (".incident-title", ".st-key-card h2"):
        words = seen.page.locator(place).filter(has_text="مصطنعة")
        gaps = words.evaluate(
            """(e) => {
              const range = document.createRange();
              range.selectNodeContents(e);
              const [text, box] = [range.getBoundingClientRect(), e.getBoundingClientRect()];
              return [text.left - box.left, box.right - text.right];
            }"""
        )
        assert gaps[0] > gaps[1]


@pytest.mark.soak
def test_an_incident_picked_far_down_the_list_opens_its_card_in_sight(visit, many):
    seen = visit().open(many.url)
    seen.page.locator(".incident-scroll").evaluate("(box) => box.scrollTo(0, box.scrollHeight)")
    last = seen.page.locator('[aria-posinset="25"] .incident-row')
    title = last.locator(".incident-title").inner_text()
    last.click()
    seen.settled()
    expect(seen.page.get_by_role("heading", level=2, name=title)).to_be_in_viewport()
    expect(seen.page.locator(".st-key-board-map iframe")).to_be_in_viewport(ratio=0.9)


@pytest.mark.parametrize("width", [320, *(pytest.param(width, marks=pytest.mark.soak) for width in (390, 820))])
def test_nothing_scrolls_sideways(visit, server, width):
    page = visit(width=width, height=844).open(f"{server.url}/?incident={KILLINGS}&country=SY").page
    hidden = page.get_by_test_id("stMain").evaluate("(main) => main.scrollWidth - main.clientWidth")
    assert hidden == 0
