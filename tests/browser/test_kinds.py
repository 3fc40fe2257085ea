"""The boxes of types, sub-types and verification: what a tick takes along, and that none is lost or doubled."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from geo.incident import EVENT_TYPES

DRAWN = """() => {
  const scene = Object.values(window).find((value) => value?.atlas)?.atlas;
  return scene?.paths.length && scene.waiting.progress.hidden;
}"""


def box(seen, name):
    return seen.page.get_by_test_id("stSidebar").get_by_role("checkbox", name=name, exact=True)


def query(url):
    """What an address asks, without where the map looks."""
    held = parse_qs(urlsplit(url).query)
    return {key: set(values) for key, values in held.items() if key not in {"lat", "lon", "zoom", "bbox"}}


def map_questions(seen):
    """What the map asks from now on."""
    asked = []
    seen.page.on("request", lambda request: asked.append(query(request.url)) if "/api/map?" in request.url else None)
    return asked


def test_a_sub_type_narrows_its_type_and_leaves_the_other_types_whole(visit, server):
    seen = visit().open(f"{server.url}/?type=Battles&type=Explosions/Remote+violence")
    box(seen, "Air/drone strike").check()
    seen.settled()
    assert query(seen.page.url)["sub_type"] == {"Air/drone strike", *EVENT_TYPES["Battles"]}
    box(seen, "Battles").uncheck()
    seen.settled()
    assert query(seen.page.url) == {"type": {"Explosions/Remote violence"}, "sub_type": {"Air/drone strike"}}
    box(seen, "Air/drone strike").focus()
    seen.page.keyboard.press("Space")
    seen.settled()
    assert query(seen.page.url) == {}
    expect(box(seen, "Explosions/Remote violence")).to_be_focused()
    expect(box(seen, "Air/drone strike")).to_have_count(0)


@pytest.mark.soak
def test_boxes_ticked_one_upon_another_are_all_taken_on_whichever_answer_comes_first(visit, server):
    seen = visit().open(server.url)
    for name in ("Battles", "Riots", "Disputed", "Protests"):
        box(seen, name).focus()
        seen.page.keyboard.press("Space")
        expect(box(seen, name)).to_be_checked()
        expect(box(seen, name)).to_be_focused()
    seen.settled()
    assert query(seen.page.url) == {"type": {"Battles", "Riots", "Protests"}, "verification": {"disputed"}}
    for name in ("Battles", "Riots", "Disputed", "Protests"):
        expect(box(seen, name)).to_be_checked()
    seen.page.get_by_role("button", name="Undo").click()
    seen.settled()
    expect(box(seen, "Protests")).not_to_be_checked()


def test_the_map_asks_at_once_and_once_while_the_page_still_counts(visit, server):
    seen = visit().open(f"{server.url}/?q=the&country=SY")
    seen.map.wait_for_function(DRAWN)
    asked, runs, begun = map_questions(seen), seen.runs, []
    seen.page.on("request", lambda request: begun.append(seen.runs) if "/api/map?" in request.url else None)
    box(seen, "Battles").check()
    seen.settled(runs)
    assert asked == [{"type": {"Battles"}, "q": {"the"}, "country": {"SY"}}]
    assert begun == [runs]  # Python had not even begun
    assert seen.runs - runs == 1
    expect(seen.page).to_have_url(re.compile("type=Battles"))
    seen.page.locator(".incident-row").first.click()
    expect(seen.page.locator(".st-key-card")).to_be_visible()
    seen.settled(runs + 1)
    assert len(asked) == 1  # another run of the script puts the same question in other words


@pytest.mark.soak
def test_a_tick_that_python_never_hears_of_is_taken_back_on_the_map(visit, server):
    seen = visit(fresh=True)  # its clock is the whole browser's
    silent = False
    seen.page.route_web_socket(
        "**/_stcore/stream", lambda socket: relay(socket.connect_to_server(), socket, lambda: silent)
    )
    seen.open(server.url)
    seen.map.wait_for_function(DRAWN)
    silent = True
    seen.page.clock.install()
    asked = map_questions(seen)
    box(seen, "Battles").check()
    seen.map.wait_for_function(DRAWN)
    seen.page.clock.run_for(11_000)
    seen.map.wait_for_function(DRAWN)
    assert asked == [{"type": {"Battles"}}, {}]


def relay(server, page, silent):
    """Pass on what page and server tell each other, but nothing of the page's while it is to be silent."""
    page.on_message(lambda message: None if silent() else server.send(message))
    server.on_message(page.send)
