"""Giving an incident another place, from the card to the record: in a real browser, on a store of its own."""

import dataclasses
import re
from urllib.parse import parse_qs, urlsplit

import httpx2 as httpx
import pytest
from hostile import BEACONS, JINJA, STRINGS
from house import at, by, house, incident
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import expect

from geo.store.store import Store
from geo.ui.text.formatting import readable

PHONE = {"width": 390, "height": 844}
TRIES = 10
NINEVEH, IDLIB = "geonames:448149", "geonames:164094"
SCENE = "const map = Object.values(window).find((value) => value?.atlas), atlas = map?.atlas; if (!atlas) return false;"
# Those a line of text can hold, some of each kind.
TYPED = [text for text in (*STRINGS[::31], *JINJA[::6], *BEACONS[::8]) if text.strip() and "\n" not in text]
UNSEEN = re.compile("[\u2060\u2066-\u2069]")  # joiners and isolates that keep words to themselves


@pytest.fixture(scope="module")
def canary(tmp_path_factory):
    return tmp_path_factory.mktemp("canary")


@pytest.fixture(scope="module")
def own(serve, canary, tmp_path_factory):
    """A dashboard that may be written to: an incident for each test, told to be by the sea and no more."""
    folder = tmp_path_factory.mktemp("placing")
    names = ("moved", "stale", "clicked", "kept", "typed", "keyed", "phone")
    house(folder, [incident(name, place_name="the coast", **at(35.8, 35.4)) for name in names])
    server = serve(GEO_STORE=str(folder / "store"), GEO_CANARY=f"{canary}/ran-")
    server.store = str(folder / "store")
    return server


def form(seen, own, name):
    """The form of an incident, open, its map drawn."""
    seen.open(f"{own.url}/?incident=test:{name}")
    seen.map.wait_for_function(f"() => {{ {SCENE} return atlas.paths.length; }}")
    seen.page.get_by_role("button", name="Change the place").click()
    expect(seen.page.get_by_role("dialog")).to_be_visible()
    small(seen)
    seen.settled()
    return seen.page.get_by_role("dialog")


def small(seen):
    """The frame of the small map, its ground and its outlines there."""
    place = seen.page.locator(".st-key-placing-map iframe")
    for _ in range(TRIES):
        frame = place.element_handle().content_frame()
        try:
            frame.wait_for_function(
                f"() => {{ {SCENE} return atlas.begun && atlas.waiting.things.size === 0; }}", timeout=3_000
            )
        except PlaywrightError:  # on a busy machine the form may be drawn once more, and its frame with it
            continue
        return frame
    return pytest.fail("The small map is not drawn.")


def ask(seen, name):
    field = seen.page.get_by_role("textbox", name="Place name as written in the report")
    field.fill(name)
    field.press("Enter")
    seen.settled()


def pick(seen, words):
    seen.page.get_by_role("dialog").locator("label", has_text=words).click()
    seen.settled()


def save(seen, reason=None):
    if reason is not None:
        seen.page.get_by_role("textbox", name="Why this place?").fill(reason)
    seen.page.get_by_role("button", name="Save", exact=True).click()
    seen.settled()


def numbers(seen):
    """Each number on the small map, where it is and whether it stands out."""
    marks = small(seen).evaluate(
        f"""() => {{ {SCENE} return atlas.paths.filter(({{ spots }}) => spots)
          .map(({{ properties: {{ number }}, spots, chosen }}) => [number, spots[0].lng, chosen]); }}"""
    )
    return {number: (round(lon), chosen) for number, lon, chosen in marks}


def query(page):
    return parse_qs(urlsplit(page.url).query)


def shown(text):
    return " ".join(UNSEEN.sub("", readable(text)).split())


def test_a_place_is_picked_from_two_of_one_name_and_the_record_says_who_did(visit, own):
    seen = visit()
    dialog = form(seen, own, "moved")
    before = query(seen.page)
    ask(seen, "Sinjar")
    expect(dialog.get_by_role("radio")).to_have_count(3)
    expect(dialog.get_by_role("radio", checked=True)).to_have_count(0)
    assert numbers(seen) == {1: (42, False), 2: (37, False)}
    pick(seen, "Nineveh")
    assert numbers(seen) == {1: (42, True), 2: (37, False)}
    save(seen, "The report speaks of Yazidis.")
    expect(dialog).to_have_count(0)
    card = seen.page.locator(".st-key-card")
    expect(card).to_contain_text("Nineveh, IQ")
    expect(card).to_contain_text("local: The report speaks of Yazidis.")
    expect(seen.page.get_by_text("version 2, live")).to_be_visible()
    now = Store.open(own.store).record("test:moved")
    assert (now.geocoding.chosen, now.geocoding.chosen_by, now.place_id) == (NINEVEH, "local", NINEVEH)
    assert [each.place_id for each in now.geocoding.candidates] == [NINEVEH, IDLIB]
    assert query(seen.page) == before | {key: query(seen.page)[key] for key in ("lat", "lon", "zoom")}
    assert query(seen.page)["incident"] == ["test:moved"]
    seen.map.wait_for_function(
        f"() => {{ {SCENE} return atlas.paths.some((path) => path.chosen && path.getLatLng().lng > 41); }}"
    )
    seen.map.wait_for_function(f"() => {{ {SCENE} return map.getBounds().contains([36.32, 41.88]); }}")


@pytest.mark.soak
def test_a_second_tabs_stale_save_is_refused_with_what_changed_and_keeps_what_was_typed(visit, own):
    first, second = visit(), visit()
    for seen in (first, second):
        form(seen, own, "stale")
        ask(seen, "Sinjar")
        pick(seen, "Nineveh")
    save(first, "The first to save.")
    expect(first.page.get_by_role("dialog")).to_have_count(0)
    save(second, "The second to save.")
    dialog = second.page.get_by_role("dialog")
    refused = dialog.get_by_role("alert")
    expect(refused).to_contain_text(re.compile("was changed by .local. in the meantime"))
    expect(refused).to_contain_text(re.compile("The place is now .Sinjar, Nineveh, IQ"))
    expect(refused).to_be_in_viewport()
    expect(dialog.get_by_role("textbox", name="Why this place?")).to_have_value("The second to save.")
    expect(dialog.get_by_role("textbox", name="Place name as written in the report")).to_have_value("Sinjar")
    expect(dialog.get_by_role("radio", name=re.compile("Nineveh"))).to_be_checked()
    assert Store.open(own.store).record("test:stale").reason == "The first to save."
    save(second)
    expect(dialog).to_have_count(0)
    assert Store.open(own.store).record("test:stale").reason == "The second to save."


@pytest.mark.soak
def test_a_number_on_the_small_map_picks_its_place(visit, own):
    seen = visit()
    dialog = form(seen, own, "clicked")
    ask(seen, "Sinjar")
    where = small(seen).evaluate(
        f"() => {{ {SCENE} const {{ x, y }} = map.latLngToContainerPoint([35.59, 37.005]); return {{ x, y }}; }}"
    )
    seen.page.locator(".st-key-placing-map iframe").click(position=where)
    expect(dialog.get_by_role("radio", name=re.compile("Idlib"))).to_be_checked()
    seen.settled()
    assert numbers(seen) == {1: (42, False), 2: (37, True)}


@pytest.mark.soak
def test_neither_map_is_made_anew_nor_the_address_touched_while_the_form_is_in_use(visit, own):
    seen = visit()
    form(seen, own, "kept")
    for frame in (seen.map, small(seen)):
        frame.evaluate("() => { window.mark = 'still here'; }")
    seen.page.wait_for_timeout(600)
    before, runs = seen.page.url, seen.runs
    ask(seen, "Latakia")
    pick(seen, "a first-level division")
    small(seen).evaluate(f"() => {{ {SCENE} map.setView([10, 10], 3, {{ animate: false }}); }}")
    seen.page.wait_for_timeout(900)
    assert [frame.evaluate("() => window.mark") for frame in (seen.map, small(seen))] == ["still here"] * 2
    assert seen.page.url == before
    assert seen.runs - runs == 2


@pytest.mark.soak
def test_hostile_names_and_reasons_are_words_and_nothing_more(visit, own, canary):
    seen = visit()
    dialog = form(seen, own, "typed")
    for text in TYPED:
        ask(seen, text)
        expect(dialog.get_by_role("radio", name="Not known: do not show it on the map")).to_have_count(1)
        assert [frame.evaluate("() => window.pwned") for frame in seen.page.frames] == [None] * len(seen.page.frames)
        assert dialog.locator(":is(a, img)").count() == 0
    last = TYPED[0]
    ask(seen, last)
    pick(seen, "Not known")
    save(seen, last)
    expect(dialog).to_have_count(0)
    assert Store.open(own.store).record("test:typed").geocoding.reason == last.strip()
    assert any(shown(last) in shown(words) for words in seen.page.locator(".st-key-card dd").all_inner_texts())
    assert seen.page.locator("[data-testid=stException]").count() == 0
    assert [frame.evaluate("() => window.pwned") for frame in seen.page.frames] == [None] * len(seen.page.frames)
    assert list(canary.iterdir()) == []
    assert httpx.get(f"{own.url}/api/health").json()["status"] == "ok"


@pytest.mark.soak
def test_the_keyboard_alone_gives_a_place_and_comes_back_to_where_it_was(visit, own):
    seen = visit()
    seen.open(f"{own.url}/?incident=test:keyed")
    page = seen.page
    way_in = page.get_by_role("button", name="Change the place")
    way_in.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    seen.settled()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(way_in).to_be_focused()
    seen.settled()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    seen.settled()
    for expected in ("Close", "Place name as written in the report"):
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.ariaLabel") == expected
    page.keyboard.press("Control+A")
    page.keyboard.type("Sinjar")
    page.keyboard.press("Enter")
    seen.settled()
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.type") == "radio":
            break
    page.keyboard.press("Space")
    seen.settled()
    page.keyboard.press("ArrowDown")
    seen.settled()
    expect(page.get_by_role("radio", name=re.compile("Idlib"))).to_be_checked()
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.tagName") == "TEXTAREA":
            break
    page.keyboard.type("By keyboard.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-card")).to_contain_text("local: By keyboard.")
    expect(way_in).to_be_focused()


@pytest.mark.soak
def test_on_a_phone_all_that_is_pressed_is_large_enough_and_nothing_scrolls_sideways(visit, own):
    seen = visit(**PHONE, has_touch=True)
    dialog = form(seen, own, "phone")
    ask(seen, "Sinjar")
    pressed = dialog.locator(
        ":is(button:not([aria-label^=Help]):not([aria-label=Open]), [role=group], :has(> [data-testid=stRadioOption]), "
        "[data-testid=stTextInputRootElement], textarea)"
    )
    assert pressed.count() >= 8
    heights = [pressed.nth(i).bounding_box()["height"] for i in range(pressed.count())]
    assert min(heights) >= 44
    assert dialog.evaluate("(box) => box.scrollWidth - box.clientWidth") == 0
    line = dialog.locator(":has(> [data-testid=stRadioOption])").nth(1).bounding_box()
    seen.page.touchscreen.tap(line["x"] + line["width"] - 4, line["y"] + line["height"] - 4)
    expect(dialog.get_by_role("radio", name=re.compile("Idlib"))).to_be_checked()
    seen.settled()


@pytest.mark.soak
def test_it_is_offered_neither_on_another_site_nor_to_the_public(visit, serve, own):
    seen = visit().open(f"{own.url}/?incident=test:kept&embed=true")
    expect(seen.page.locator(".st-key-card")).to_be_visible()
    assert seen.page.get_by_role("button", name="Change the place").count() == 0
    public = serve(GEO_STORE=own.store, GEO_ACCESS="")
    seen = visit().open(f"{public.url}/?incident=test:kept")
    expect(seen.page.locator(".st-key-card")).to_be_visible()
    assert seen.page.get_by_role("button", name="Change the place").count() == 0


@pytest.mark.soak
def test_a_change_by_somebody_else_shows_when_the_form_is_closed(visit, own):
    seen = visit()
    form(seen, own, "kept")
    store = Store.open(own.store)
    now = store.record("test:kept")
    theirs = dataclasses.replace(now, summary="Their words.", based_on=now.version)
    store.append([theirs], caller=by("another"), reason="a summary", tool="tests")
    seen.page.get_by_role("dialog").get_by_role("button", name="Close").click()
    expect(seen.page.locator(".st-key-card")).to_contain_text("Their words.")
