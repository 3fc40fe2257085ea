"""The timeline under the map: what its bars say, days chosen by mouse and by keys, and days played."""

import re
import time
from datetime import date, timedelta
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import httpx2 as httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from house import house, incident
from playwright.sync_api import expect

from geo.incident import DatePrecision, Verification

FIRST = date(2025, 3, 1)
DAYS = 10
DRAWN = """() => {
  const scene = Object.values(window).find((value) => value?.atlas)?.atlas;
  return scene?.layer && scene.begun && scene.asked && scene.waiting.progress.hidden;
}"""
HEAR = """() => {
  window.heard = [];
  // A map that is still being loaded is told again.
  const same = (days) => JSON.stringify(days) === JSON.stringify(window.heard.at(-1));
  window.addEventListener("atlas:days", ({ detail }) => same(detail.days) || window.heard.push(detail.days));
}"""
MAP_SECONDS = 0.9
# What the page says of its days whenever it says something else: the timeline, the list, and what is hidden meanwhile.
WATCH = """() => {
  window.watched = [];
  const look = () => {
    const seen = (node) => node.checkVisibility({ visibilityProperty: true });
    const shown = (query) => [...document.querySelectorAll(query)].some(seen);
    const count = document.querySelector(".incident-count");
    const now = {
      said: document.querySelector(".when-said").textContent,
      listed: seen(count) ? count.textContent : null,
      others: shown(".st-key-counts p") || shown(".st-key-chip-days") || shown(".kinds-count"),
    };
    const same = JSON.stringify(now) === JSON.stringify(window.watched.at(-1)?.now);
    if (!same) window.watched.push({ at: performance.now(), now });
    requestAnimationFrame(look);
  };
  look();
}"""


def on(day, **fields):
    """A day of March, as days since the first."""
    then = FIRST + timedelta(days=day)
    return {"start": then, "end": then, "date_precision": DatePrecision.DAY, **fields}


@pytest.fixture(scope="module")
def march(serve, tmp_path_factory):
    """Ten days with one incident each, one more on the third; one known to the month, and one to no day."""
    each = [incident(f"day {n}", event_type="Battles", **on(n)) for n in range(DAYS)]
    more = [
        incident("riot", event_type="Riots", verification=Verification.DISPUTED, deaths_best=3, **on(2)),
        incident("month", start=FIRST, end=date(2025, 3, 10), date_precision=DatePrecision.MONTH),
        incident("undated"),
    ]
    folder = tmp_path_factory.mktemp("march")
    house(folder, [*each, *more])
    return serve(GEO_STORE=str(folder / "store"))


def drawn(seen):
    expect(seen.page.locator(".timeline .when-legend li").first).to_be_visible()
    return seen.page.locator(".timeline")


def days(seen):
    return parse_qs(urlsplit(seen.page.url).query).get("days")


def middle(seen, day):
    """The middle of a day's bar, on the screen."""
    box = seen.page.locator(".when-stage").bounding_box()
    width = min(box["width"] - 24, DAYS * 64)
    return box["x"] + 12 + (day + 0.5) * width / DAYS, box["y"] + box["height"] / 2


def drag(seen, start, to):
    seen.page.locator(".when-stage").scroll_into_view_if_needed()
    seen.page.mouse.move(*start)
    seen.page.mouse.down()
    seen.page.mouse.move((start[0] + to[0]) / 2, start[1])
    seen.page.mouse.move(*to)
    seen.page.mouse.up()


def chosen(seen, *wanted):
    expect(seen.page).to_have_url(re.compile("&".join(f"days={day}" for day in wanted)))
    seen.settled()
    assert days(seen) == list(wanted)


def test_dragging_over_bars_chooses_their_days_in_one_run_and_all_days_clears_them(visit, march):
    seen = visit().open(march.url)
    part = drawn(seen)
    part.scroll_into_view_if_needed()
    runs = seen.runs
    drag(seen, middle(seen, 2), middle(seen, 4))
    chosen(seen, "2025-03-03", "2025-03-05")
    assert seen.runs - runs == 1
    expect(part.get_by_text("Chosen: 3 Mar 2025 to 5 Mar 2025")).to_be_visible()
    # The bars still show all days, so that the choice can be moved.
    drag(seen, middle(seen, 3), middle(seen, 5))
    chosen(seen, "2025-03-05", "2025-03-07")
    assert seen.runs - runs == 2
    part.get_by_role("button", name="All days").click()
    expect(seen.page).not_to_have_url(re.compile("days="))
    seen.settled(runs + 2)
    assert seen.runs - runs == 3


@pytest.mark.soak
def test_an_end_of_the_choice_can_be_moved_and_a_click_chooses_one_bar(visit, march):
    seen = visit().open(f"{march.url}/?days=2025-03-03&days=2025-03-05")
    drawn(seen).scroll_into_view_if_needed()
    box = seen.page.locator(".when-last").bounding_box()
    drag(seen, (box["x"] + box["width"] / 2, box["y"] + 4), middle(seen, 7))
    chosen(seen, "2025-03-03", "2025-03-08")
    runs = seen.runs
    seen.page.mouse.click(*middle(seen, 9))
    chosen(seen, "2025-03-10", "2025-03-10")
    assert seen.runs - runs == 1


@pytest.mark.soak
def test_escape_gives_up_a_drag(visit, march):
    seen = visit().open(f"{march.url}/?days=2025-03-03&days=2025-03-05")
    part = drawn(seen)
    part.scroll_into_view_if_needed()
    runs = seen.runs
    seen.page.mouse.move(*middle(seen, 6))
    seen.page.mouse.down()
    seen.page.mouse.move(*middle(seen, 8))
    expect(part.get_by_text("Choosing: 7 Mar 2025 to 9 Mar 2025")).to_be_visible()
    seen.page.keyboard.press("Escape")
    seen.page.mouse.up()
    expect(part.get_by_text("Chosen: 3 Mar 2025 to 5 Mar 2025")).to_be_visible()
    assert (seen.runs, days(seen)) == (runs, ["2025-03-03", "2025-03-05"])


@pytest.mark.soak
def test_two_sliders_choose_days_by_keys_and_nothing_runs_until_enter(visit, march):
    seen = visit().open(march.url)
    part = drawn(seen)
    first, last = part.get_by_role("slider", name="First day"), part.get_by_role("slider", name="Last day")
    expect(first).to_have_attribute("aria-valuetext", re.compile(r"^1 Mar 2025: 2 incidents, 1 for sure$"))
    runs = seen.runs
    first.focus()
    expect(part.locator(".when-tip")).to_contain_text("1 Mar 2025")
    for key in ("ArrowRight", "ArrowRight"):
        seen.page.keyboard.press(key)
    expect(first).to_have_attribute("aria-valuetext", re.compile(r"^3 Mar 2025: 3 incidents, 2 for sure$"))
    last.focus()
    for key in ("Home", "ArrowRight", "PageUp"):
        seen.page.keyboard.press(key)
    expect(part.get_by_text(re.compile("^Choosing: 3 Mar 2025 to 6 Mar 2025"))).to_be_visible()
    assert (seen.runs, days(seen)) == (runs, None)
    seen.page.keyboard.press("Enter")
    chosen(seen, "2025-03-03", "2025-03-06")
    assert seen.runs - runs == 1
    expect(last).to_be_focused()
    seen.page.keyboard.press("End")
    seen.page.keyboard.press("Escape")
    expect(part.get_by_text("Chosen: 3 Mar 2025 to 6 Mar 2025")).to_be_visible()
    assert seen.runs - runs == 1


@pytest.mark.soak
def test_what_is_played_is_told_to_the_page_alone_and_ends_by_itself(visit, march):
    seen = visit().open(f"{march.url}/?days=2025-03-06&days=2025-03-07")
    part = drawn(seen)
    seen.page.evaluate(HEAR)
    runs = seen.runs
    part.get_by_label("Speed").select_option("Fast")
    part.get_by_role("button", name="Play", exact=True).click()
    expect(part.get_by_text(re.compile("^Playing: "))).to_be_visible()
    expect(part.get_by_text("Played last: 9 Mar 2025 to 10 Mar 2025")).to_be_visible()
    expect(part.get_by_role("button", name="Play", exact=True)).to_be_visible()
    assert seen.page.evaluate("() => window.heard") == [
        *([f"2025-03-{n:02}", f"2025-03-{n + 1:02}"] for n in range(6, 10)),
        None,
    ]
    assert (seen.runs, days(seen)) == (runs, ["2025-03-06", "2025-03-07"])


@pytest.mark.soak
def test_stepping_adds_up_from_the_first_day_stops_at_the_view_and_can_be_kept(visit, march):
    seen = visit().open(march.url)
    part = drawn(seen)
    seen.page.evaluate(HEAR)
    runs = seen.runs
    part.get_by_label("Playing").select_option("Adding up")
    forward = part.get_by_role("button", name="One bar on")
    forward.click()
    forward.click()
    seen.page.keyboard.press(".")
    seen.page.keyboard.press("ArrowLeft")
    expect(part.get_by_text("Paused: 1 Mar 2025 to 2 Mar 2025")).to_be_visible()
    part.get_by_role("button", name="Stop").click()
    expect(part.get_by_role("button", name="Play", exact=True)).to_be_focused()  # the button that was pressed is gone
    ends = ["2025-03-01", "2025-03-02", "2025-03-03", "2025-03-02"]
    assert seen.page.evaluate("() => window.heard") == [*(["2025-03-01", end] for end in ends), None]
    assert (seen.runs, days(seen)) == (runs, None)
    part.get_by_role("button", name="Keep these days").click()
    chosen(seen, "2025-03-01", "2025-03-02")
    assert seen.runs - runs == 1


def slow(seen, seconds=MAP_SECONDS):
    """The map's answers come late; when each came, by the clock of the page, and of which days."""
    came = []

    def later(route):
        time.sleep(seconds)
        came.append(parse_qs(urlsplit(route.request.url).query).get("days", [None])[0])
        route.continue_()

    seen.page.route("**/api/map?*", later)
    return came


def test_playing_waits_for_the_map_and_every_number_is_of_the_days_it_shows(visit, march):
    seen = visit().open(f"{march.url}/?days=2025-03-02&days=2025-03-02")
    part = drawn(seen)
    seen.map.wait_for_function(DRAWN)
    came = slow(seen)
    seen.page.evaluate(HEAR)
    seen.page.evaluate(WATCH)
    part.get_by_label("Speed").select_option("Fast")
    part.get_by_role("button", name="Play", exact=True).click()
    expect(part.get_by_text(re.compile("^Playing: 4 Mar 2025"))).to_be_visible()
    expect(part.get_by_text("Waiting for the map…")).to_be_visible()
    assert len(seen.page.evaluate("() => window.heard")) <= len(came) + 1  # no step before the map had the one before
    part.get_by_role("button", name="Stop").click()
    expect(seen.page.locator(".st-key-counts p").first).to_be_visible()
    watched = seen.page.evaluate("() => window.watched")
    said = {"2 Mar": "2 incidents", "3 Mar": "3 incidents", "4 Mar": "2 incidents"}
    playing = [each["now"] for each in watched if each["now"]["said"].startswith("Playing: ")]
    assert playing
    assert not any(now["others"] for now in playing)
    shown = {(now["said"].split()[1] + " Mar", now["listed"]) for now in playing if now["listed"]}
    assert {(day, listed) for day, listed in shown if day in said} == set(said.items())  # it may have gone on by now
    steps = [
        next(each["at"] for each in watched if each["now"]["said"].startswith(f"Playing: {day} 2025")) for day in said
    ]
    assert min(later - sooner for sooner, later in pairwise(steps)) >= MAP_SECONDS * 1000 * 0.9


@pytest.mark.soak
def test_playing_stops_where_the_map_cannot_follow_and_says_so(visit, march):
    seen = visit().open(march.url)
    part = drawn(seen)
    seen.map.wait_for_function(DRAWN)
    part.get_by_role("button", name="One bar on").click()
    expect(part.get_by_text("Paused: 1 Mar 2025", exact=True)).to_be_visible()
    seen.page.route("**/api/map?*", lambda route: route.abort())
    part.get_by_label("Speed").select_option("Fast")
    part.get_by_role("button", name="Play", exact=True).click()
    expect(part.get_by_text("Paused: 1 Mar 2025 The map cannot follow. Try again.")).to_be_visible()
    expect(seen.page.locator(".incident-count")).to_have_text("2 incidents")
    seen.page.unroute("**/api/map?*")
    part.get_by_role("button", name="One bar on").click()
    expect(part.get_by_text("Paused: 2 Mar 2025", exact=True)).to_be_visible()
    expect(seen.page.locator(".incident-count")).to_have_text("2 incidents")
    seen.errors[:] = [words for words in seen.errors if "ERR_FAILED" not in words]  # the answer kept from it


@pytest.mark.soak
def test_the_map_asks_for_the_days_stepped_to_without_any_run(visit, march):
    seen = visit().open(march.url)
    part = drawn(seen)
    runs = seen.runs
    with seen.page.expect_response(re.compile(r"/api/map\?.*days=2025-03-02&days=2025-03-02")):
        part.get_by_role("button", name="One bar on").click()
        part.get_by_role("button", name="One bar on").click()
    part.get_by_role("button", name="Stop").click()
    seen.page.wait_for_timeout(500)
    assert seen.runs == runs


@pytest.mark.soak
def test_a_page_left_while_it_plays_gives_the_view_back(visit, march):
    seen = visit().open(march.url)
    part = drawn(seen)
    seen.page.evaluate(HEAR)
    part.get_by_label("Speed").select_option("Slow")
    part.get_by_role("button", name="Play", exact=True).click()
    seen.page.get_by_role("link", name="About").click()
    expect(seen.page.get_by_text("What is sent to other hosts")).to_be_visible()
    seen.page.wait_for_function("() => window.heard.length && window.heard.at(-1) === null")


@pytest.mark.soak
def test_the_table_says_the_numbers_and_the_parts_sum_to_the_bars(visit, march):
    seen = visit().open(march.url)
    part = drawn(seen)
    part.get_by_text("As a table").click()
    bars, longer = part.locator("table").all()
    head = bars.locator("thead th").all_inner_texts()
    assert head == ["Days", "For sure", "Possibly", "Battles", "Riots", "Type not known, or several types", "Deaths"]
    rows = [row.locator("th, td").all_inner_texts() for row in bars.locator("tbody tr").all()]
    assert rows[2] == ["3 Mar 2025", "2", "3", "1", "1", "1", "3"]
    assert rows[3] == ["4 Mar 2025", "1", "2", "1", "0", "1", "not given"]
    assert all(int(row[2]) == sum(map(int, row[3:6])) for row in rows)
    told = httpx.get(f"{march.url}/api/timeline?stack=type").json()["bars"]
    assert [(int(row[1]), int(row[2])) for row in rows] == [(bar["definite"], bar["count"]) for bar in told]
    assert longer.locator("tbody tr").all_inner_texts() == ["1 Mar 2025 to 10 Mar 2025\t1"]
    expect(part.get_by_text("1 incident is without any date, and in no bar.")).to_be_visible()


@pytest.mark.soak
def test_colours_and_units_are_chosen_in_the_browser_and_kept_there(visit, march):
    seen = visit().open(march.url)
    part = drawn(seen)
    runs = seen.runs
    part.get_by_label("Colours").select_option("Verification")
    expect(part.locator(".when-legend li")).to_contain_text(["Unverified", "Disputed", "hatched"])
    part.get_by_label("Bars").select_option("Week")
    expect(part.get_by_text("All days: 24 Feb 2025 to 16 Mar 2025")).to_be_visible()
    assert seen.runs == runs
    seen.page.reload()
    seen.settled()
    expect(part.locator(".when-legend li")).to_contain_text(["Unverified", "Disputed", "hatched"])
    expect(part.get_by_text("All days: 24 Feb 2025 to 16 Mar 2025")).to_be_visible()


@pytest.mark.soak
def test_a_bar_under_the_pointer_says_what_is_in_it(visit, march):
    seen = visit().open(march.url)
    part = drawn(seen)
    part.scroll_into_view_if_needed()
    seen.page.mouse.move(*middle(seen, 2))
    expect(part.locator(".when-tip p")).to_have_text(
        [
            "3 Mar 2025",
            "3 incidents, 2 for sure",
            "Battles: 1",
            "Riots: 1",
            "Type not known, or several types: 1",
            "3 deaths, of incidents wholly within",
        ]
    )


@pytest.mark.soak
def test_an_answer_that_fails_is_said_and_asked_again(visit, march):
    seen = visit()
    seen.page.route("**/api/timeline?*", lambda route: route.abort())
    seen.open(march.url)
    part = seen.page.locator(".timeline")
    expect(part.get_by_text("The timeline could not be read.")).to_be_visible()
    seen.page.unroute("**/api/timeline?*")
    seen.errors[:] = [words for words in seen.errors if "ERR_FAILED" not in words]  # the answer kept from it
    part.get_by_role("button", name="Try again").click()
    drawn(seen)
    expect(part.get_by_text("The timeline could not be read.")).to_have_count(0)
    expect(part.get_by_role("button", name="Play", exact=True)).to_be_focused()


@pytest.mark.soak
def test_a_view_without_any_date_says_so_and_where_its_incidents_stand(visit, march):
    seen = visit().open(f"{march.url}/?only=undated")
    words = "No incident of this view has a date. 1 incident without any date stands in the list."
    expect(seen.page.locator(".timeline").get_by_text(words)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.soak)])
def test_axe_finds_nothing_in_it_while_days_are_played_and_its_table_is_open(visit, march, scheme):
    seen = visit(color_scheme=scheme).open(f"{march.url}/?days=2025-03-03&days=2025-03-05")
    part = drawn(seen)
    part.get_by_role("button", name="One bar on").click()
    part.get_by_text("As a table").click()
    assert Axe().run(seen.page, context=".timeline").response["violations"] == []


def test_on_a_phone_all_of_it_fits_and_can_be_touched(visit, march):
    seen = visit(width=390, height=844, has_touch=True, is_mobile=True).open(march.url)
    part = drawn(seen)
    assert seen.page.evaluate("() => document.documentElement.scrollWidth") <= 390
    for target in part.locator("button:visible, select, summary, [role=slider]").all():
        assert target.bounding_box()["height"] >= 44
    part.locator(".when-stage").scroll_into_view_if_needed()
    seen.page.touchscreen.tap(*middle(seen, 2))
    chosen(seen, "2025-03-03", "2025-03-03")
