"""The list beside the map: every incident of the view by wheel, keyboard and finger, in any order."""

import json
import re
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from house import at, house, incident
from playwright.sync_api import expect

from geo.incident import Actor, DatePrecision, Role

MANY = 400
DAYS = 8  # the incidents happened on
PHONE = {"width": 390, "height": 844}
STRIKES = "seeds:2025-03-coast-air-strikes"
ROWS = ".incident-row"


def number(n):
    """The n-th synthetic incident: many of one day, the more deaths the higher its number."""
    day = date(2025, 3, 1) + timedelta(days=n % DAYS)
    names = ["Group A", "Group B"] if n < 10 else ["Group A"]
    return incident(
        f"synthetic {n:03}",
        **at(36.0 + n / 1_000, 35.0),
        start=day,
        end=day,
        date_precision=DatePrecision.DAY,
        country="SY",
        admin1="Latakia" if n % 2 else "Tartus",
        event_type="Battles" if n % 2 else "Riots",
        deaths_low=n,
        deaths_best=n,
        deaths_high=n,
        actors=tuple(Actor(name=name, role=Role.PARTY, alleged=False) for name in names),
    )


@pytest.fixture(scope="module")
def many(serve, tmp_path_factory):
    """A dashboard with more synthetic incidents than a list asks for at once."""
    folder = tmp_path_factory.mktemp("many")
    house(folder, [number(n) for n in range(MANY)])
    return serve(GEO_STORE=str(folder / "store"))


def titles(seen):
    """The titles in sight, from above down."""
    return seen.page.evaluate(
        """() => {
          const box = document.querySelector(".incident-scroll").getBoundingClientRect();
          return [...document.querySelectorAll(".incident-row")].map((row) => [row.getBoundingClientRect(), row])
            .filter(([at]) => at.bottom > box.top + 1 && at.top < box.bottom - 1).sort(([a], [b]) => a.top - b.top)
            .map(([, row]) => row.querySelector(".incident-title").textContent);
        }"""
    )


def focused(seen):
    return seen.page.evaluate("() => document.activeElement.querySelector?.('.incident-title')?.textContent")


def row(seen, name):
    return seen.page.locator(ROWS, has_text=name)


def choose(seen, name, label):
    seen.page.locator(f".incidents select[data-name={name}]").select_option(label=label)


def settled_rows(seen):
    # A browser tells of a scroll with its next frame; only then does the list know what it has to ask for.
    seen.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(seen.page.locator(".incident-progress")).to_be_hidden()
    expect(seen.page.locator(f"{ROWS}[aria-disabled]")).to_have_count(0)


@pytest.mark.soak
def test_only_the_rows_in_sight_are_in_the_page_and_each_says_its_place_among_all(visit, many):
    seen = visit().open(many.url)
    expect(seen.page.get_by_text(f"{MANY} incidents", exact=True)).to_be_visible()
    assert 5 < seen.page.locator(ROWS).count() < 60
    first = seen.page.get_by_role("listitem").first
    assert (first.get_attribute("aria-posinset"), first.get_attribute("aria-setsize")) == ("1", str(MANY))


@pytest.mark.soak
def test_the_first_rows_are_there_without_a_request_and_others_come_as_one_scrolls_without_a_run(visit, many):
    seen = visit()
    asked = []
    seen.page.on("request", lambda request: asked.append(request.url) if "/api/list?" in request.url else None)
    seen.open(many.url)
    expect(row(seen, "synthetic 007")).to_be_visible()
    assert asked == []
    runs = seen.runs
    seen.page.locator(".incident-scroll").evaluate("(box) => box.scrollTo(0, box.scrollHeight)")
    settled_rows(seen)
    assert titles(seen)[-1] == "synthetic 392"
    assert len(asked) <= 2
    assert seen.runs == runs


def test_the_keyboard_reaches_every_row_and_the_focus_is_always_on_one(visit, many):
    seen = visit().open(many.url)
    seen.page.locator(ROWS).first.focus()
    order = [n for day in reversed(range(DAYS)) for n in range(day, MANY, DAYS)]
    places = {"End": MANY - 1, "ArrowUp": MANY - 2, "Home": 0, "ArrowDown": 1}
    for key, place in places.items():
        seen.page.keyboard.press(key)
        expect(row(seen, f"synthetic {order[place]:03}")).to_be_focused()
        expect(row(seen, f"synthetic {order[place]:03}")).to_be_in_viewport(ratio=0.9)
    for _ in range(120):
        seen.page.keyboard.press("ArrowDown")
        assert seen.page.evaluate("() => document.activeElement.matches('.incident-row')")
    expect(row(seen, f"synthetic {order[121]:03}")).to_be_focused()
    before = seen.page.evaluate("() => +document.activeElement.parentNode.getAttribute('aria-posinset')")
    seen.page.keyboard.press("PageDown")
    after = seen.page.evaluate("() => +document.activeElement.parentNode.getAttribute('aria-posinset')")
    assert 2 <= after - before <= 15
    seen.page.keyboard.press("Shift+Tab")
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("() => +document.activeElement.parentNode.getAttribute('aria-posinset')") == after


def test_the_focused_row_keeps_the_focus_where_it_goes_when_the_data_change(visit, many):
    seen = visit().open(many.url)
    seen.page.locator(ROWS).first.focus()
    seen.page.keyboard.press("ArrowDown")
    assert focused(seen) == "synthetic 015"
    choice = ".incidents select[data-name=sort]"
    seen.page.evaluate(
        """(choice) => {
          const select = document.querySelector(choice);
          select.value = "title";
          select.dispatchEvent(new Event("change"));
        }""",
        choice,
    )
    expect(row(seen, "synthetic 014")).to_have_count(1)
    expect(row(seen, "synthetic 015")).to_be_focused()
    expect(row(seen, "synthetic 015")).to_be_in_viewport()
    seen.page.keyboard.press("ArrowDown")
    expect(row(seen, "synthetic 016")).to_be_focused()


@pytest.mark.soak
def test_sorts_and_groups_and_columns_are_kept_in_the_browser_and_run_no_script(visit, many):
    seen = visit().open(many.url)
    runs = seen.runs
    choose(seen, "sort", "Most deaths first")
    expect(row(seen, "synthetic 399")).to_be_visible()
    assert titles(seen)[:2] == ["synthetic 399", "synthetic 398"]
    choose(seen, "group", "Grouped by place")
    expect(seen.page.locator(".incident-stuck")).to_have_text(re.compile(rf"Latakia\W*, Syria · {MANY // 2}"))
    seen.page.get_by_role("button", name="Details").click()
    seen.page.get_by_role("checkbox", name="Deaths").check()
    seen.page.keyboard.press("Escape")
    expect(seen.page.get_by_role("button", name="Details")).to_be_focused()
    expect(row(seen, "synthetic 399")).to_contain_text("Deaths: 399")
    assert seen.runs == runs
    seen.open(many.url)
    expect(row(seen, "synthetic 399")).to_contain_text("Deaths: 399")
    assert titles(seen)[0] == "synthetic 399"
    expect(seen.page.locator(".incident-stuck")).to_have_text(re.compile(rf"Latakia\W*, Syria · {MANY // 2}"))


@pytest.mark.soak
def test_the_header_of_a_group_stays_until_the_next_comes(visit, many):
    seen = visit().open(many.url)
    choose(seen, "group", "Grouped by day")
    stuck = seen.page.locator(".incident-stuck")
    expect(stuck).to_have_text(f"8 Mar 2025 · {MANY // DAYS}")
    seen.page.locator(ROWS).first.focus()
    seen.page.keyboard.press("End")
    expect(stuck).to_have_text(f"1 Mar 2025 · {MANY // DAYS}")
    expect(row(seen, "synthetic 392")).to_be_focused()
    seen.page.keyboard.press("Home")
    expect(stuck).to_have_text(f"8 Mar 2025 · {MANY // DAYS}")
    expect(row(seen, "synthetic 007")).to_be_in_viewport(ratio=0.9)


@pytest.mark.soak
def test_grouped_by_actor_the_list_says_that_one_incident_stands_under_several(visit, many):
    seen = visit().open(many.url)
    choose(seen, "group", "Grouped by actor")
    said = f"{MANY} incidents in {MANY + 10} rows: one stands under each actor it names"
    expect(seen.page.get_by_text(said)).to_be_visible()
    seen.page.locator(ROWS).first.focus()
    seen.page.keyboard.press("End")
    expect(seen.page.locator(".incident-stuck")).to_have_text("Group B · 10")


def test_a_pick_runs_the_script_once_marks_the_row_and_gives_the_focus_back_when_the_card_closes(visit, many):
    seen = visit().open(many.url)
    seen.page.locator(ROWS).first.focus()
    seen.page.keyboard.press("End")
    settled_rows(seen)
    runs = seen.runs
    seen.page.keyboard.press("Enter")
    expect(seen.page.locator(".st-key-card")).to_contain_text("synthetic 392")
    seen.settled(runs)
    assert seen.runs - runs == 1
    assert parse_qs(urlsplit(seen.page.url).query)["incident"] == ["test:synthetic 392"]
    picked = row(seen, "synthetic 392")
    expect(picked).to_be_focused()
    expect(picked).to_have_attribute("aria-current", "true")
    expect(picked).to_contain_text("Picked")
    expect(picked).to_be_in_viewport()
    seen.page.get_by_role("button", name="Close").click()
    expect(seen.page.locator(".st-key-card")).to_have_count(0)
    expect(picked).to_be_focused()
    expect(picked).not_to_contain_text("Picked")


@pytest.mark.soak
def test_an_incident_picked_elsewhere_comes_into_sight(visit, many):
    seen = visit().open(f"{many.url}/?incident=test:synthetic+391")
    expect(row(seen, "synthetic 391")).to_be_in_viewport()
    expect(row(seen, "synthetic 391")).to_have_attribute("aria-current", "true")


@pytest.mark.soak
def test_a_row_under_the_pointer_or_the_focus_is_told_to_the_map(visit, many):
    seen = visit().open(many.url)
    expect(row(seen, "synthetic 015")).to_be_visible()
    seen.page.evaluate(
        "() => { window.told = []; addEventListener('atlas:point', ({ detail }) => window.told.push(detail.id)); }"
    )
    row(seen, "synthetic 015").hover()
    seen.page.mouse.move(2, 2)
    row(seen, "synthetic 023").focus()
    assert seen.page.evaluate("() => window.told") == ["test:synthetic 015", None, "test:synthetic 023"]


@pytest.mark.soak
def test_while_the_timeline_plays_the_list_shows_its_days_and_returns_after(visit, many):
    seen = visit().open(many.url)
    expect(row(seen, "synthetic 007")).to_be_visible()
    runs = seen.runs
    # As the timeline tells it, with a map that follows at once.
    detail = "{ days, map: Promise.resolve(true), follow: () => {} }"
    play = f"(days) => dispatchEvent(new CustomEvent('atlas:days', {{ detail: {detail} }}))"
    for day in ("2025-03-01", "2025-03-02", "2025-03-03"):
        seen.page.evaluate(play, [day, day])
    expect(seen.page.get_by_text(f"{MANY // DAYS} incidents", exact=True)).to_be_visible()
    expect(row(seen, "synthetic 002")).to_be_visible()
    seen.page.evaluate(play, None)
    expect(seen.page.get_by_text(f"{MANY} incidents", exact=True)).to_be_visible()
    expect(row(seen, "synthetic 007")).to_be_visible()
    assert seen.runs == runs


@pytest.mark.soak
def test_rows_that_do_not_come_are_said_and_asked_for_again(visit, many):
    seen = visit().open(many.url)
    seen.page.route("**/api/list?**", lambda route: route.abort())
    choose(seen, "sort", "By title")
    said = seen.page.get_by_text("The list could not be loaded.")
    expect(said).to_be_visible()
    expect(row(seen, "synthetic 007")).to_be_visible()  # the old rows stay
    seen.errors.clear()  # the browser's own word on it
    seen.page.unroute("**/api/list?**")
    seen.page.get_by_role("button", name="Try again").click()
    expect(row(seen, "synthetic 000")).to_be_visible()
    expect(said).to_have_count(0)


@pytest.mark.soak
def test_an_overtaken_answer_is_dropped(visit, many):
    seen = visit().open(many.url)
    held = []
    seen.page.route(re.compile(r"/api/list\?.*sort=title"), lambda route: held.append(route))  # noqa: PLW0108  it takes functions only
    choose(seen, "sort", "By title")
    choose(seen, "sort", "Most deaths first")
    expect(row(seen, "synthetic 399")).to_be_visible()
    seen.page.wait_for_timeout(300)
    assert titles(seen)[0] == "synthetic 399"
    assert len(held) == 1


def _a_million(route):
    """A list that is higher than a browser's highest element, whose rows say their numbers."""
    asked = parse_qs(urlsplit(route.request.url).query)
    first = int(asked["offset"][0])
    known = {
        "dataset": "test",
        "place_precision": "unknown",
        "actors": [],
        "actors_more": 0,
        "verification": "unverified",
    }
    rows = [
        {"id": f"test:{n}", "title": f"row {n}", **known}
        for n in range(first, min(first + int(asked["limit"][0]), 1_000_000))
    ]
    route.fulfill(
        body=json.dumps({"total": 1_000_000, "groups": None, "rows": rows}),
        content_type="application/json",
        headers={"content-security-policy": "default-src 'none'"},
    )


@pytest.mark.soak
def test_a_million_rows_are_reached_by_the_bar_by_keys_and_pixel_by_pixel(visit, many):
    seen = visit().open(many.url)
    seen.page.route("**/api/list?**", _a_million)
    choose(seen, "sort", "By title")
    expect(row(seen, "row 0")).to_be_visible()
    box = seen.page.locator(".incident-scroll")
    seen.page.locator(ROWS).first.focus()
    seen.page.keyboard.press("End")
    expect(row(seen, "row 999999")).to_be_focused()
    expect(row(seen, "row 999999")).to_be_in_viewport(ratio=0.9)
    seen.page.keyboard.press("Home")
    expect(row(seen, "row 0")).to_be_in_viewport(ratio=0.9)
    box.evaluate("(box) => box.scrollTo(0, (box.scrollHeight - box.clientHeight) / 2)")
    settled_rows(seen)
    middle = int(titles(seen)[0].removeprefix("row "))
    assert 495_000 < middle < 505_000
    box.hover()
    seen.page.mouse.wheel(0, 300)
    seen.page.wait_for_timeout(500)
    moved = int(titles(seen)[0].removeprefix("row ")) - middle
    assert 2 <= moved <= 5


@pytest.mark.soak
def test_on_a_phone_the_list_scrolls_by_itself_and_all_that_is_pressed_is_as_large_as_a_finger(visit, many):
    seen = visit(**PHONE, has_touch=True).open(many.url)
    page = seen.page
    assert page.locator(".incidents").bounding_box()["height"] < PHONE["height"]
    pressed = page.locator(".incidents :is(select, button):visible")
    heights = pressed.evaluate_all("(all) => all.map((each) => each.getBoundingClientRect().height)")
    assert min(heights) >= 44
    assert page.get_by_test_id("stMain").evaluate("(main) => main.scrollWidth - main.clientWidth") == 0


@pytest.mark.soak
def test_what_is_picked_elsewhere_comes_into_sight_wherever_in_the_list_it_stands(visit, many):
    seen = visit()
    asked = []
    seen.page.on("request", lambda request: asked.append(request.url) if "locate=" in request.url else None)
    seen.open(f"{many.url}/?incident=test:synthetic+200")
    deep = row(seen, "synthetic 200")
    expect(deep).to_be_in_viewport()
    assert int(deep.locator("xpath=..").get_attribute("aria-posinset")) > 300
    expect(deep).to_have_attribute("tabindex", "0")
    choose(seen, "sort", "Most deaths first")
    settled_rows(seen)
    assert len(asked) == 1  # the reader chose the order, and is left where they are


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (390, "light")])
def test_axe_finds_nothing_serious_in_a_grouped_list_with_its_menu_open(visit, many, width, scheme):
    seen = visit(width=width, height=844, color_scheme=scheme).open(f"{many.url}/?incident=test:synthetic+399")
    choose(seen, "group", "Grouped by day")
    expect(seen.page.locator(".incident-stuck")).to_be_visible()
    details = seen.page.get_by_role("button", name="Details")
    details.press("Enter")  # on a phone the open card lies over the lower half of the screen
    expect(details).to_have_attribute("aria-expanded", "true")
    found = Axe().run(seen.page, context=".incidents").response["violations"]
    assert [each["id"] for each in found if each["impact"] in {"serious", "critical"}] == []


@pytest.mark.soak
def test_the_places_incidents_are_listed_alone_with_the_way_back(visit, server):
    seen = visit().open(f"{server.url}/?lat=35.5&lon=36&zoom=9")
    seen.map.wait_for_function("() => Object.values(window).some((v) => v?.atlas?.paths?.length)")
    seen.page.wait_for_timeout(500)
    point = seen.map.evaluate(
        """() => {
          const { x, y } = Object.values(window).find((value) => value?.atlas).latLngToContainerPoint([35.25, 36.05]);
          return { x, y };
        }"""
    )
    seen.map.locator(".leaflet-container").click(position=point)
    expect(seen.page.get_by_text("2 incidents at this place")).to_be_visible()
    expect(seen.page.locator(ROWS)).to_have_count(2)
    runs = seen.runs
    seen.page.get_by_role("button", name="Show the whole list").click()
    expect(seen.page.get_by_text("5 incidents", exact=True)).to_be_visible()
    seen.settled(runs)
    assert seen.runs - runs == 1
    expect(seen.page.locator(ROWS)).to_have_count(5)
