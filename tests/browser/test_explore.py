"""What an analyst does on the map page: a question answered in a few clicks, and every filter by keyboard alone."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from house import house, incident
from playwright.sync_api import expect

from geo.incident import Actor, Role

KILLINGS = "Men from an Alawite village killed at Al-Mukhtariya"
SIDEBAR = '[data-testid="stSidebar"]'


def query(seen):
    return parse_qs(urlsplit(seen.page.url).query)


def press(seen, *keys):
    for key in keys:
        seen.page.keyboard.press(key)


def reach(seen, locator):
    """Walk with Tab until the focus is on it, as somebody without a mouse does."""
    for _ in range(160):
        if locator.evaluate("node => node === document.activeElement || node.contains(document.activeElement)"):
            return
        seen.page.keyboard.press("Tab")
    pytest.fail("the keyboard does not get there")


def test_who_did_what_in_latakia_in_the_last_seven_days_with_sources_in_four_clicks(visit, server):
    seen = visit().open(server.url)
    clicks = 0

    def click(locator):
        nonlocal clicks
        locator.click()
        clicks += 1
        seen.settled()

    click(seen.page.get_by_role("button", name="7 days", exact=True))
    click(seen.page.get_by_role("combobox", name=re.compile("Province or governorate")))
    seen.page.keyboard.type("Lata")
    click(seen.page.get_by_role("option", name=re.compile("^Latakia")))
    press(seen, "Escape")
    expect(seen.page.locator(".st-key-counts")).to_contain_text("3 match")
    expect(seen.page.locator(".st-key-counts")).to_contain_text("≥ 20 (1 of 3 incidents gives a number)")
    click(seen.page.locator(".st-key-incidents").get_by_role("button", name=re.compile(KILLINGS)))
    card = seen.page.locator(".st-key-card")
    expect(card).to_contain_text("at least 20")
    expect(card).to_contain_text("Alawite")
    expect(card.get_by_role("heading", name="Sources")).to_be_visible()
    assert clicks <= 6
    assert query(seen)["admin1"] == ["Latakia"]
    assert query(seen)["days"] == ["2025-03-01", "2025-03-07"]


def typed(label, words, key, value):
    def walk(seen):
        reach(seen, seen.page.locator(SIDEBAR).get_by_label(label, exact=True))
        seen.page.keyboard.type(words)
        press(seen, "Enter")

    return walk, key, value


def listed(label, words, key, value):
    def walk(seen):
        reach(seen, seen.page.locator(SIDEBAR).get_by_role("combobox", name=re.compile(f"^{label}")))
        seen.page.keyboard.type(words)
        seen.page.wait_for_timeout(300)
        if seen.page.locator('[role="option"][data-focused="true"]').count() == 0:
            press(seen, "ArrowDown")
        press(seen, "Enter")
        seen.settled()
        press(seen, "Escape")  # an open list is all there is for the keyboard

    return walk, key, value


def ticked(label, key, value):
    def walk(seen):
        reach(seen, seen.page.locator(SIDEBAR).get_by_label(label, exact=True))
        press(seen, "Space")

    return walk, key, value


def pressed(label, key, value):
    def walk(seen):
        reach(seen, seen.page.get_by_role("button", name=re.compile(label)).first)
        press(seen, "Enter")

    return walk, key, value


def actor(seen):
    reach(seen, seen.page.get_by_role("combobox", name="Actors"))
    seen.page.keyboard.type("russian")
    expect(seen.page.get_by_role("option", name="Russian forces")).to_be_visible()
    press(seen, "ArrowDown", "Enter")


def definite(seen):
    reach(seen, seen.page.get_by_role("radiogroup", name="Show what"))
    press(seen, "ArrowDown")


WALKS = (
    typed("Words", "vigilance", "q", ["vigilance"]),
    pressed("^30 days$", "days", ["2025-02-06", "2025-03-07"]),
    (definite, "dates", ["definite"]),
    (actor, "actor", ["Russian forces"]),
    listed("In the role of", "targ", "role", ["target"]),
    ticked("Battles", "type", ["Battles"]),
    listed("Alleged or established", "Alleged only", "alleged", ["true"]),
    ticked("Disputed", "verification", ["disputed"]),
    listed("Country", "Iraq", "country", ["IQ"]),
    listed("Province or governorate", "Lata", "admin1", ["Latakia"]),
    pressed("^Near the Iraq-Syria border", "border", ["IQ-SY"]),
    typed("Deaths, known to be at least", "5", "deaths", ["5"]),
    listed("Place known at least as well as", "The province", "place_precision", ["admin1"]),
    listed("Dataset", "seeds", "dataset", ["seeds"]),
    listed("Number of deaths shown", "The lowest", "rule", ["lowest"]),
    pressed("cannot be placed on the map$", "only", ["unplaced"]),
)


@pytest.mark.soak
@pytest.mark.parametrize("walks", [WALKS[:6], WALKS[6:]], ids=["kinds", "others"])
def test_each_filter_is_set_by_keyboard_alone_and_taken_away_by_its_chip(visit, server, walks):
    seen = visit().open(server.url)
    for walk, key, value in walks:
        runs = seen.runs
        walk(seen)
        seen.settled(runs)
        expect(seen.page).to_have_url(re.compile(f"[?&]{key}="))
        assert query(seen)[key] == value
        assert seen.runs - runs == 1, key
        reach(seen, seen.page.locator(".st-key-chips-line").get_by_role("button").first)
        press(seen, "Enter")
        seen.settled(runs + 1)
        assert key not in query(seen)


def test_a_saved_view_comes_back_in_this_browser_and_the_last_change_is_undone(visit, server):
    seen = visit().open(f"{server.url}/?type=Battles&country=SY")
    seen.page.get_by_role("button", name="Saved views").click()
    seen.page.get_by_label("Name of this view").fill("Battles in Syria")
    press(seen, "Enter")
    expect(seen.page.get_by_role("button", name="Battles in Syria", exact=True)).to_be_visible()
    press(seen, "Escape")
    seen.page.get_by_role("button", name="Clear all filters").first.click()
    seen.settled()
    assert "type" not in query(seen)
    seen.page.get_by_role("button", name="Undo").click()
    seen.settled()
    assert query(seen)["type"] == ["Battles"]
    seen.page.get_by_role("button", name="Clear all filters").first.click()
    seen.settled()
    seen.page.goto(server.url)
    seen.settled()
    seen.page.get_by_role("button", name="Saved views").click()
    seen.page.get_by_role("button", name="Battles in Syria", exact=True).click()
    seen.settled()
    assert query(seen)["type"] == ["Battles"]
    assert query(seen)["country"] == ["SY"]


def known_as(name):
    """An incident that names an actor of which there are other names."""
    return incident(name, actors=(Actor(name, Role.PARTY, alleged=False, actor_id="synthetic:1"),))


@pytest.mark.soak
def test_an_actor_is_found_by_another_name_and_its_other_names_are_taken_on_by_hand(visit, serve, tmp_path):
    house(tmp_path, [known_as("Old Front"), known_as("New Front"), known_as("جبهة جديدة")])
    seen = visit().open(serve(GEO_STORE=str(tmp_path / "store")).url)
    box = seen.page.get_by_role("combobox", name="Actors")
    box.press_sequentially("old")
    offered = seen.page.get_by_role("option", name="New Front")
    expect(offered).to_contain_text(re.compile("also named .*Old Front"))
    offered.click()
    seen.settled()
    assert query(seen)["actor"] == ["New Front"]
    expect(seen.page.locator(".st-key-counts")).to_contain_text("1 match")
    reach(seen, seen.page.get_by_role("button", name="Choose Old Front too"))
    press(seen, "Enter")
    seen.settled()
    assert query(seen)["actor"] == ["New Front", "Old Front"]
    expect(seen.page.locator(".st-key-counts")).to_contain_text("2 match")
    expect(seen.page.locator(".actors-also button")).to_have_text(["جبهة جديدة"])
    seen.page.locator(SIDEBAR).get_by_text("all of these", exact=True).click()
    seen.settled()
    expect(seen.page.locator(".actors-also")).to_be_hidden()
